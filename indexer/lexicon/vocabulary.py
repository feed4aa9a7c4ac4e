"""The vocabulary of an index, as far as the lexicon asks for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol


class Vocabulary(Protocol):
    """The words of an index, each language's apart; ``code`` is that of a row of languages."""

    def inflected(self, code: str, stem: str) -> Sequence[str]:
        """The words of a stem, as written in lower case."""

    def holds(self, code: str, form: str) -> bool:
        """Whether a word stands in any passage; typed without accents, with any."""

    def near(self, code: str, form: str, edits: int) -> Iterable[str]:
        """The words within so many edits of a form that share its first letter."""


class NoVocabulary:
    """Of an index without passages."""

    def inflected(self, code: str, stem: str) -> Sequence[str]:  # noqa: ARG002
        """None."""
        return ()

    def holds(self, code: str, form: str) -> bool:  # noqa: ARG002
        """False."""
        return False

    def near(self, code: str, form: str, edits: int) -> Iterable[str]:  # noqa: ARG002
        """None."""
        return ()
