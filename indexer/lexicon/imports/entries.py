"""What the readers of all formats share: fit terms, lines with their numbers, and what is told."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from indexer.errors import MalformedSource
from indexer.lexicon.files import Concept
from indexer.sources import encoding
from indexer.sources.locate import readable

MOST = 2_000_000
"""Entries that are read of a file: what a process can hold and a search has use for."""

MOST_WORDS = 6
"""Words of a term; what is longer is a sentence, or a definition."""

_LONGEST_TERM = 200
_LONGEST_LINE = 1_000_000
_UNFIT = re.compile(r"[=,#\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")

T = TypeVar("T")
Pair = tuple[str, str]
"""The codes of two languages, in the order of the terms of a concept."""


def shown(path: Path) -> str:
    """How messages name a file."""
    return readable(path)


@dataclass(frozen=True, slots=True)
class Stated:
    """What files say of themselves: their languages, their licence, where they are from."""

    languages: tuple[str, ...] = ()
    licence: str = ""
    source: str = ""


@dataclass(slots=True)
class Tally:
    """What of some files became no entry.

    ``flawed`` counts what is not of the format, of which ``first`` is the first: a file, a line and
    the cause; ``passed_over`` what is, and no fit entry, by kind; ``cut`` names the files that have
    more entries than are read.
    """

    flawed: int = 0
    first: tuple[str, int, str] | None = None
    passed_over: Counter[str] = field(default_factory=Counter)
    cut: list[str] = field(default_factory=list)

    def flaw(self, path: Path, line: int, cause: str) -> None:
        """Count a line or record that is not of the format."""
        self.flawed += 1
        self.first = self.first or (shown(path), line, cause)

    def up_to_most(self, entries: Iterable[T], path: Path) -> Iterator[T]:
        """The first :data:`MOST` entries of a file."""
        for number, entry in enumerate(entries):
            if number == MOST:
                self.cut.append(shown(path))
                return
            yield entry

    def concept(
        self, languages: Pair, first: Iterable[str], second: Iterable[str]
    ) -> Concept | None:
        """The concept of some terms; None where a language is left without a fit one."""
        terms = self._fit(first), self._fit(second)
        return Concept(languages, terms) if all(terms) else None

    def _fit(self, terms: Iterable[str]) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for each in terms:
            term = clean(each)
            if reason := _unfit(term):
                self.passed_over[reason] += 1
            else:
                found[term] = None
        return tuple(found)


def clean(term: str) -> str:
    """A term in NFC, with single blanks and without what nobody sees."""
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", term)).split())


def _unfit(term: str) -> str:
    """Why no entry can have a term; nothing for one that is fit."""
    if _UNFIT.search(term):
        return "terms that hold a comma, =, # or a control character"
    if not any(map(str.isalnum, term)):
        return "terms without a letter"
    if len(term) > _LONGEST_TERM or term.count(" ") >= MOST_WORDS:
        return f"terms of more than {MOST_WORDS} words"
    return ""


def numbered_lines(path: Path, named: Path | None = None) -> Iterator[tuple[int, str]]:
    """The lines of a text file that are not blank, each with its number, without its end.

    Raises SourceError, which names the file as ``named``, for what cannot be opened, is cut, or is
    text in no encoding that can be told.
    """
    name = shown(named or path)
    with encoding.opened_text(path, name) as stream:
        number = 0
        while line := stream.readline(_LONGEST_LINE + 1):
            number += 1
            if len(line) > _LONGEST_LINE:
                cause = f"a line is longer than {_LONGEST_LINE // 10**6} million characters"
                raise MalformedSource(name, cause, "it seems to be no lexicon", number)
            if line.strip():
                yield number, line.rstrip("\r\n")
