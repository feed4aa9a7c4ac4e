"""Articles as RIS in UTF-8, of the type NEWS; passages as notes (N1). Lines end with CR LF.

Source: the RIS format of Reference Manager, as Zotero, EndNote and Mendeley read it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from search_app.passing_on.bibtex import key
from search_app.passing_on.records import Record


def entries(records: Iterable[Record]) -> Iterator[bytes]:
    """A record for each article."""
    for record in records:
        yield entry(record).encode()


def entry(record: Record) -> str:
    """The record of an article."""
    lines = [f"{tag}  - {value}\r\n" for tag, value in _fields(record) if value]
    return "".join(lines) + "ER  - \r\n\r\n"


def _fields(record: Record) -> Iterator[tuple[str, str | None]]:
    work = record.work
    yield "TY", "NEWS"
    yield "ID", key(work)
    for name in work.creators:
        parts = (name.family, name.given, name.suffix)
        yield "AU", ", ".join(filter(None, parts))
    yield "TI", work.title
    yield "T2", work.outlet
    if work.day:
        yield "PY", f"{work.day.year:04}"
        yield "DA", f"{work.day:%Y/%m/%d}/"
    yield "UR", work.url
    yield "LA", work.language
    yield "KW", work.section
    for quotation in record.quotations:
        yield "N1", quotation
