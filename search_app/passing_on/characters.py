"""The characters that no form of passing on can carry, and texts that must keep to one line."""

from __future__ import annotations

import re
from urllib.parse import quote

_NO_XML = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]"
)
_IN_ADDRESSES = "%/:?#[]@!$&'()*+,;=~"


def carried(text: str) -> str:
    """``text`` with U+FFFD for what XML 1.0 forbids or advises against.

    That is controls, half surrogates and non-characters (Extensible Markup Language 1.0, 2.2). The
    other forms keep to it too: a NUL ends a text for many programs that read CSV.
    """
    return _NO_XML.sub("\ufffd", text)


def one_line(text: str) -> str:
    """``text`` as :func:`carried`, each stretch of white space a single blank."""
    return " ".join(carried(text).split())


def address(url: str) -> str:
    """``url`` with percent signs for all that an RFC 3986 address may not hold as it is."""
    return quote(one_line(url), safe=_IN_ADDRESSES)
