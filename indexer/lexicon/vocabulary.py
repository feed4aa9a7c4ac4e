"""The words of an index, as far as the lexicon asks for them: each language's apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol


class Vocabulary(Protocol):
    """The words that passages have; ``code`` is that of a row of the table of languages."""

    def of_stem(self, code: str, stem: str) -> Sequence[str]:
        """The words of a stem, as written in lower case, in order."""

    def holds(self, code: str, form: str) -> bool:
        """Whether a word stands in any passage, as it is or with accents that ``form`` has not."""

    def near(self, code: str, form: str, edits: int) -> Iterable[str]:
        """The words of plain letters that so many edits make of a form of plain letters.

        The first two letters stand; an edit is one of ``query.spelling``.
        """
