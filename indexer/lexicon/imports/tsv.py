"""Tables parted by tabs: a concept a row, a column a language.

Two columns, or more below a header that names the languages by their codes. Several terms in a cell
are parted by ``;`` or ``|``. Comments above the table may say ``# licence:``, ``# source:`` and
``# languages: en-it``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, takewhile
from pathlib import Path

from indexer.errors import MalformedSource
from indexer.lexicon import files
from indexer.lexicon.files import Concept
from indexer.lexicon.imports.codes import code
from indexer.lexicon.imports.entries import Pair, Stated, Tally, numbered_lines, shown

_SEVERAL = re.compile(r"[;|]")
_SPELLINGS = {"license": "licence"}

Row = tuple[int, list[str]]
"""The number of a line, and its cells."""


def stated(paths: Sequence[Path]) -> Stated:
    """What the comments above the first table say, and the languages of its header."""
    said = _said(paths[0])
    _, first = next(_rows(paths[0]), (0, []))
    languages = tuple(filter(None, _header(first))) or _languages(said)
    return Stated(languages, said.get("licence", ""), said.get("source", ""))


def concepts(paths: Sequence[Path], languages: Pair, tally: Tally) -> Iterator[Concept]:
    """The concepts of all rows, table after table."""
    for path in paths:
        rows = tally.up_to_most(_rows(path), path)
        first = next(rows, (0, []))
        header = _header(first[1])
        columns = _columns(header or _languages(_said(path)) or languages, languages, path)
        for number, cells in rows if header else chain([first], rows):
            if flaw := _flaw(cells, columns, bool(header)):
                tally.flaw(path, number, flaw)
                continue
            first_terms, second_terms = (_terms(cells[each]) for each in columns)
            if found := tally.concept(languages, first_terms, second_terms):
                yield found


def _said(path: Path) -> dict[str, str]:
    """What the comments above a table say, by what they say it of."""
    said = {}
    for _, line in takewhile(_is_comment, numbered_lines(path)):
        if found := files.said(line):
            name = found[0].lower()
            said[_SPELLINGS.get(name, name)] = found[1]
    return said


def _languages(said: dict[str, str]) -> tuple[str, ...]:
    return tuple(filter(None, map(code, said.get("languages", "").split("-"))))


def _rows(path: Path) -> Iterator[Row]:
    """The lines that are no comments, in cells; cells that are blank at their end are none."""
    for number, line in numbered_lines(path):
        if not _is_comment((number, line)):
            yield number, line.rstrip().split("\t")


def _is_comment(numbered: tuple[int, str]) -> bool:
    return numbered[1].startswith("#")


def _header(cells: list[str]) -> list[str | None]:
    """The languages of the columns of a header; nothing for a row that is none."""
    codes = [code(cell) for cell in cells]
    named = [each for each in codes if each]
    return codes if len(set(named)) == len(named) >= 2 else []


def _columns(named: Sequence[str | None], languages: Pair, path: Path) -> tuple[int, int]:
    try:
        return named.index(languages[0]), named.index(languages[1])
    except ValueError:
        has = ", ".join(filter(None, named))
        cause = f"its columns are {has} and not {' and '.join(languages)}"
        raise MalformedSource(shown(path), cause, "name both in its first line") from None


def _flaw(cells: list[str], columns: tuple[int, int], below_header: bool) -> str:
    """Why a row is none of the table; nothing for one that is."""
    most = max(columns) + 1
    if len(cells) < most or (len(cells) > most and not below_header):
        least = "at least " if below_header else ""
        return f"it has {len(cells)} columns and not {least}{most}"
    if not all(cells[each].strip() for each in columns):
        return "one of its columns is blank"
    return "it holds NUL bytes" if any("\0" in cell for cell in cells) else ""


def _terms(cell: str) -> list[str]:
    return [each for each in _SEVERAL.split(cell) if each.strip()]
