"""Passages as CSV (RFC 4180), to be opened by a spreadsheet.

UTF-8 with a byte order mark, without which Excel takes it for the code page of its machine.

A spreadsheet runs a cell that begins with = + - @ or a control character as a formula, which may
call programs and send cells elsewhere. As OWASP advises (“CSV Injection”) such a cell gets an
apostrophe in front. A sign and a digit begin honest text, “-5 gradi”, as well: that is left as it
is where it holds none of the characters without which a formula can call, link or refer to
another sheet. A cell that already is apostrophes and such a sign gets one more, so that taking one
away from whatever looks so gives back every text.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from indexer.engine.base import Hit
from search_app.passing_on.characters import carried

_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_HONEST = re.compile(r"[+\-]\d[^=(|!\[{@&\t\r\n]*")
COLUMNS = (
    "id", "article_id", "ordinal", "role", "language", "outlet", "published", "title", "text",
    "why", "score", "url", "source_link", "link", "similar",
)  # fmt: skip
"""Names of the API's fields. ``link`` is absolute here; what is a list is joined by “; ”.
Highlights, which are places in the text, are left out."""


def rows(hits: Iterable[Hit], site: str) -> Iterator[bytes]:
    """A heading and a row for each hit; ``site`` is where the reading view is, without a slash."""
    yield b"\xef\xbb\xbf" + _line(COLUMNS)
    for hit in hits:
        cells = {
            **{name: getattr(hit, name) for name in COLUMNS},
            "why": "; ".join(hit.why),
            "similar": "; ".join(hit.similar),
            "link": site + hit.link,
        }
        yield _line(tuple(_cell(cells[name]) for name in COLUMNS))


def harmless(text: str) -> str:
    """``text`` as no spreadsheet takes it for a formula.

    >>> harmless("=1+1"), harmless("-5 gradi"), harmless("-2+3+cmd|' /C calc'!A0")
    ("'=1+1", '-5 gradi', "'-2+3+cmd|' /C calc'!A0")
    """
    return f"'{text}" if _FORMULA.match(text) and not _HONEST.fullmatch(text) else text


def _cell(value: object) -> str:
    return "" if value is None else harmless(carried(str(value)))


def _line(cells: tuple[str, ...]) -> bytes:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue().encode()
