"""The words of an index, as far as corrections, suggestions and frequencies ask for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from analyzers import Token, analysis_code, get_analyzer


@dataclass(frozen=True, slots=True)
class Frequencies:
    """How many of the ``passages`` of a language have a word, by word."""

    passages: int
    words: Mapping[str, int]


class IndexWords(Protocol):
    """The words that stand in some passage; ``code`` is that of a language row.

    A number of passages counts those of one language, and no deleted ones.
    """

    @property
    def codes(self) -> Sequence[str]:
        """The language rows that passages were analysed by, sorted."""

    def stands(self, code: str, token: Token) -> bool:
        """Whether a word stands anywhere: as written, without accents, or by its stem."""

    def in_any_form(self, code: str, token: Token) -> int:
        """How many passages have a word in any of its forms, those of each form added up."""

    def passages(self, code: str) -> int:
        """How many passages there are."""

    def spelt(self, code: str, folded: str) -> Mapping[str, int]:
        """The words, as written in lower case, of a folded form, each with its passages."""

    def near(self, code: str, folded: str, edits: int, kept: int) -> Mapping[str, int]:
        """The words whose folded form is at most so many edits away, each with its passages.

        An edit is a letter put in, left out or replaced, or two neighbours exchanged; the first
        ``kept`` letters are the same.
        """

    def side_by_side(self, code: str, folded: Sequence[str]) -> int:
        """How many passages have words of these folded forms, one after the other."""

    def beginning(self, code: str, prefix: str, most: int) -> Sequence[tuple[str, int]]:
        """The ``most`` frequent words whose folded forms begin with a folded prefix.

        Words of one stem (of two, the first in order) are one: the one with most passages, and the
        passages of all added up. Stop words are none. The highest number first; of equal ones, and
        of equally frequent words, the first in order.
        """

    def outlets(self) -> Mapping[str, int]:
        """The outlets, each with its passages."""


def frequencies(known: IndexWords, words: Iterable[str], language: str | None) -> Frequencies:
    """See :meth:`indexer.engine.base.Engine.frequencies`; what is no single word has none."""
    code, analyzer = analysis_code(language), get_analyzer(language)
    counted = {}
    for word in words:
        tokens = analyzer.analyze(word)
        counted[word] = known.in_any_form(code, tokens[0]) if len(tokens) == 1 else 0
    return Frequencies(known.passages(code), counted)
