"""A row of a table: which column says what, and the article that its cells make."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from typing import NamedTuple

from indexer.sources import records
from indexer.sources.fields import STRINGS, Fields, FlawError, clean
from indexer.sources.formats import fragment
from indexer.sources.formats.gathering import Gathering
from indexer.sources.lines import bylines, datelines, lexicon
from indexer.sources.run import Run

_DATES = ("published", "modified")
_PLAIN = frozenset(STRINGS) - {*_DATES, "language"}
_MARKS = re.compile(r"[_.\-\s\ufeff]+")
_LANGUAGE = "language "


@dataclass(frozen=True, slots=True)
class Columns:
    """The header: each column's name, and the key of the exchange format that it stands for."""

    names: tuple[str, ...]
    keys: tuple[str | None, ...]

    @classmethod
    def of(cls, header: Sequence[str]) -> Columns:
        """The columns of a header; of several for one key the key's own name, else the first."""
        known = _keys()
        told = [known.get(_plain(name)) for name in header]
        own = {key: place for place, key in reversed(list(enumerate(told))) if key}
        own |= {key: place for place, key in enumerate(told) if key == _plain(header[place])}
        keys = (key if key and own[key] == place else None for place, key in enumerate(told))
        return cls(tuple(" ".join(name.split()) for name in header), tuple(keys))

    @property
    def known(self) -> int:
        """How many columns say something that an article has."""
        return sum(key is not None for key in self.keys)

    def has(self, key: str) -> bool:
        """Whether a column stands for ``key``."""
        return key in self.keys

    def tell_left_out(self, run: Run) -> None:
        """Warn of each column that says nothing an article has, or what another says."""
        for name, key in zip(self.names, self.keys, strict=True):
            if key is None and name:
                run.warn(f'column "{name[:60]}" is left out (known: {", ".join(_names())})')

    def origin(self, key: str) -> str:
        """How messages and readers are told where a value was taken from."""
        return f'column "{self.names[self.keys.index(key)]}"'

    def cells(self, row: Sequence[str]) -> dict[str, str]:
        """The cells that are not blank, by key. Raises FlawError for too few or too many."""
        filled = len(row)
        while filled > len(self.keys) and not row[filled - 1].strip():
            filled -= 1
        if filled != len(self.keys):
            raise FlawError(
                f"it has {_counted(filled)} where the header has {len(self.keys)}",
                "quote cells that hold the delimiter, a line break or a quotation mark",
            )
        told = zip(self.keys, row, strict=False)
        return {key: cell.strip() for key, cell in told if key and cell.strip()}


class Row(NamedTuple):
    """What a row says, and which of its dates are none."""

    fields: Fields
    no_dates: tuple[str, ...]


@dataclass(slots=True)
class Undated:
    """The cells that hold no date where there should be one."""

    count: int = 0
    first: str = ""

    def note(self, row: Row, line: int) -> None:
        """Count those of a row."""
        if row.no_dates and not self.count:
            self.first = f'"{row.no_dates[0][:40]}" in line {line}'
        self.count += len(row.no_dates)

    def tell(self, shown: str, run: Run) -> None:
        """One warning for all."""
        if self.count:
            cells = _counted(self.count)
            run.warn(f"{shown}: no day can be told from {cells}, {self.first} first: passed over")


def read(cells: Mapping[str, str], columns: Columns, run: Run) -> Row:
    """The article of a row's cells. Raises FlawError for a value of no use."""
    record = {key: cell for key, cell in cells.items() if key in _PLAIN}
    stated = records.parse({**record, "language": _language(cells.get("language"))}, run.warn)
    signed = bylines.of_field(clean(cells.get("author", ""), "author"))
    stated = replace(stated, author=signed.authors, agency=stated.agency or signed.agency)
    text = fragment.read(cells.get("text", ""), stated, run.languages, columns.origin("text"))
    if not text.paragraphs:
        raise FlawError("there is no text in it", f"fill the {columns.origin('text')}")
    dates = {key: _date(cells[key], stated, text, run) for key in _DATES if key in cells}
    told = replace(stated, published=dates.get("published"), modified=dates.get("modified"))
    origins = {key: columns.origin(key) for key in cells if getattr(told, key, None)}
    if signed.agency and "agency" not in cells:
        origins["agency"] = columns.origin("author")
    lines = Gathering()
    lines.follow(text)
    standfirst = (clean(cells["standfirst"], "standfirst"),) if "standfirst" in cells else ()
    lines.head(told.title, standfirst, "a column of the table")
    merged = replace(told, origins=origins).over(replace(text, paragraphs=(), left_out=()))
    no_dates = tuple(cells[key] for key, date in dates.items() if date is None)
    return Row(merged.over(lines.fields()), no_dates)


def _date(cell: str, told: Fields, text: Fields, run: Run) -> str | None:
    """The date of a cell; the article's language settles which number of two is the day."""
    stated = datelines.stated(cell)
    if stated is not None:
        return stated
    language = told.language or records.language_of(text.paragraphs, run.languages)
    return datelines.published_on(cell, language)


def _language(cell: str | None) -> str | None:
    """A language's code, where the cell may also hold its name."""
    named = _plain(cell or "")
    return next((code for code, names in _languages().items() if named in names), cell)


def _plain(name: str) -> str:
    return lexicon.plain(_MARKS.sub(" ", name)).strip(" '\"*#:")


def _counted(cells: int) -> str:
    return "1 cell" if cells == 1 else f"{cells} cells"


@functools.cache
def _lists() -> dict[str, frozenset[str]]:
    return lexicon.sections(resources.files(__package__) / "data" / "table_columns.txt")


@functools.cache
def _keys() -> dict[str, str]:
    """The key that each name of a column stands for."""
    return {name: key for key in _names() for name in _lists()[key]}


def _names() -> list[str]:
    return [key for key in _lists() if not key.startswith(_LANGUAGE)]


@functools.cache
def _languages() -> dict[str, frozenset[str]]:
    lists = _lists().items()
    return {key.removeprefix(_LANGUAGE): names for key, names in lists if key.startswith(_LANGUAGE)}
