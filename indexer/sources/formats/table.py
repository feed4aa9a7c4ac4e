"""Tables: CSV with a header, an article a row, read as a stream however long the file is.

The columns are those of the exchange format, or go by the names that other programs give them
(``data/table_columns.txt``). Each row stands or falls by itself, named by the line that it starts
in. A quotation mark inside a cell that is not doubled is an error, since what comes after it would
be read as other cells. Source: RFC 4180, and what spreadsheets make of it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from typing import TextIO

from indexer.documents import Article
from indexer.errors import EmptySource, MalformedSource
from indexer.sources import encoding, records
from indexer.sources.fields import FlawError
from indexer.sources.formats import table_row
from indexer.sources.formats.table_row import Columns, Undated
from indexer.sources.locate import Located
from indexer.sources.run import Run, malformed

_DELIMITERS = (",", ";", "\t", "|")
_LONGEST_CELL = 10_000_000
# Spreadsheets are told the delimiter so, above the header.
_SEPARATOR_LINE = re.compile(r"sep=(.)\s*", re.I)


def read(file: Located, run: Run) -> Iterator[tuple[Article, int | None]]:
    """The articles of a table with the lines they start in; a bad row is rejected by itself."""
    found = False
    undated = Undated()
    with encoding.opened_text(file.path, file.shown, run.on_bytes) as stream:
        lines = _Lines(stream, file)
        columns, delimiter = _header(lines, file)
        columns.tell_left_out(run)
        for number, cells in _rows(lines, delimiter, file, run):
            found = True
            article = _article(cells, number, columns, undated, file, run) if cells else None
            if article is not None:
                yield article, number
    undated.tell(file.shown, run)
    if not found:
        raise EmptySource(file.shown, "there is no row below its header", "leave it out")


class _Lines:
    """The lines of a file, and how many of them have been taken."""

    def __init__(self, stream: TextIO, file: Located) -> None:
        self._stream = stream
        self._file = file
        self.taken = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._stream.readline(_LONGEST_CELL + 1)
        if not line:
            raise StopIteration
        self.taken += 1
        if len(line) > _LONGEST_CELL:
            cause = f"a line is longer than {_LONGEST_CELL // 10**6} million characters"
            remedy = "split it, or give JSON Lines"
            raise MalformedSource(self._file.shown, cause, remedy, self.taken)
        return line


def _header(lines: _Lines, file: Located) -> tuple[Columns, str]:
    """What the columns are, and the delimiter by which most of them have a known name."""
    delimiters: Sequence[str] = _DELIMITERS
    for line in lines:
        told = _SEPARATOR_LINE.fullmatch(line)
        if told:
            delimiters = (told[1],)
        elif line.strip():
            break
    else:
        raise EmptySource(file.shown, "the file is empty", "remove it, or put articles into it")
    if "\0" in line:
        raise MalformedSource(file.shown, "its header holds NUL bytes", "give it as text")
    read = {each: Columns.of(_split(line, each)) for each in delimiters}
    delimiter = max(delimiters, key=lambda each: read[each].known)
    if not read[delimiter].has("text"):
        cause = 'no column of its header is called "text", "body", "testo" or the like'
        raise MalformedSource(file.shown, cause, "name the columns in the first line", lines.taken)
    return read[delimiter], delimiter


def _split(header: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([header], delimiter=delimiter), [])
    except (csv.Error, TypeError, ValueError):
        return []


def _rows(
    lines: _Lines, delimiter: str, file: Located, run: Run
) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not blank with the lines they start in; [] for one that is broken."""
    # The module's own limit is less than a long article, and can be set for the process only.
    csv.field_size_limit(_LONGEST_CELL)
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        number = lines.taken + 1
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            run.reject(malformed(_flaw(error, lines.taken), file.shown, number))
            yield number, []
        else:
            if any(cell.strip() for cell in cells):
                yield number, cells


def _flaw(error: csv.Error, taken: int) -> FlawError:
    if "end of data" in str(error):
        cause = f"a quotation mark is never closed, and the row goes on to line {taken}"
        return FlawError(cause, "close it, or double it if it belongs to the text")
    if "limit" in str(error):
        cause = f"a cell is longer than {_LONGEST_CELL // 10**6} million characters"
        return FlawError(cause, "look for a quotation mark that is never closed")
    return FlawError(f"it is not valid CSV ({error})", "double the quotation marks inside cells")


def _article(
    cells: list[str], number: int, columns: Columns, undated: Undated, file: Located, run: Run
) -> Article | None:
    try:
        told = table_row.read(columns.cells(cells), columns, run)
        article = records.to_article(
            told.fields,
            default_id=file.name,
            source=f"{file.place}:{number}",
            languages=run.languages,
            hashed=True,
        )
        undated.note(told, number)
        return article
    except FlawError as flaw:
        run.reject(malformed(flaw, file.shown, number))
        return None
