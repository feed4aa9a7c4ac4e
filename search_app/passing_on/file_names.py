"""The name that a file is saved under: of what was searched for, in any script (RFC 6266, 8187)."""

from __future__ import annotations

import re
from urllib.parse import quote

from flask import Response

from analyzers.folding import fold

_LONGEST = 60


def file_name(text: str, extension: str) -> str:
    """A name made of the words of ``text``; what no file system takes becomes a hyphen.

    >>> file_name("«città» AND porto", "csv")
    'passaggi-città-AND-porto.csv'
    """
    words = "-".join(re.findall(r"\w+", text))[:_LONGEST].strip("-_")
    return f"passaggi-{words}.{extension}" if words else f"passaggi.{extension}"


def saved_as(response: Response, name: str) -> Response:
    """The response as a file to be saved, with a name in ASCII for who reads no other."""
    plain = re.sub(r"[^\w.-]", "", fold(name), flags=re.ASCII) if not name.isascii() else name
    told = {} if name.isascii() else {"filename*": f"UTF-8''{quote(name, safe='')}"}
    response.headers.set("Content-Disposition", "attachment", filename=plain, **told)
    return response
