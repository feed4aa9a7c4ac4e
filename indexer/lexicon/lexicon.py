"""The lexicon: what words and names are called in the other language, and in which forms.

It answers from a compiled database (``compiled``); every answer is remembered.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any, NamedTuple, TypeVar

from analyzers import Token
from analyzers.folding import fold
from analyzers.inflection import rank
from indexer.lexicon.keys import key, letters, name_key
from indexer.lexicon.titles import Titles

F = TypeVar("F", bound=Callable[..., Any])

_REMEMBERED = 20_000
"""Answers of each kind that are kept."""


class Headword(NamedTuple):
    """A term of the lexicon, of one word or several."""

    number: int
    text: str


class Translation(NamedTuple):
    """A term of the other language, and the lexicon that has it."""

    text: str
    origin: str


class Lexicon:
    """A compiled lexicon. Safe to share between threads."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._lock = threading.Lock()
        rows = self._ask("SELECT DISTINCT language FROM term ORDER BY language")
        self.languages: tuple[str, ...] = tuple(language for (language,) in rows)
        self.of_key = _remembered(self._of_key)
        self.explaining = _remembered(self._explaining)
        self.concepts = _remembered(self._concepts)
        self.translations = _remembered(self._translations)
        self.irregular = _remembered(self._irregular)
        self.bases = _remembered(self._bases)
        self.spellings = _remembered(self._spellings)
        self.names = _remembered(self._names)

    def headwords(self, language: str, tokens: Sequence[Token]) -> Sequence[Headword]:
        """The headwords that a word, or words side by side, may be a form of."""
        if len(tokens) == 1:
            return self.explaining(language, tokens[0].stems, tokens[0].forms[0])
        return self.of_key(language, key(tokens))

    def is_form(self, language: str, token: Token) -> bool:
        """Whether a word is some form of a headword, and not only of one stem with it."""
        folded = token.forms[-1]
        return bool(self.bases(language, folded)) or any(
            rank(language, fold(each.text), folded) is not None
            for each in self.explaining(language, token.stems, token.forms[0])
        )

    def has(self, language: str, token: Token) -> bool:
        """Whether a word is one of a language: a form of a headword, or a stop word."""
        return token.is_stopword or self.is_form(language, token)

    def _of_key(self, language: str, key: str) -> tuple[Headword, ...]:
        """The headwords of a key, in the order in which they are listed."""
        asked = "SELECT id, text FROM term WHERE language = ? AND key = ? ORDER BY id"
        return tuple(Headword(*row) for row in self._ask(asked, language, key))

    def _explaining(self, language: str, stems: tuple[str, ...], form: str) -> tuple[Headword, ...]:
        """The headwords of one word that explain the ending of ``form`` best.

        Where none does, all of its stem.
        """
        folded = fold(form)
        sharing = [each for stem in stems for each in self.of_key(language, stem)]
        ranked = [
            (far, each)
            for each in sharing
            if (far := rank(language, fold(each.text), folded)) is not None
        ]
        for base in self.bases(language, folded):
            ranked += [(1, each) for each in self._spelt(language, base)]
        best = min((far for far, _ in ranked), default=None)
        found = sharing if best is None else [each for far, each in ranked if far == best]
        return tuple(dict.fromkeys(found))

    def _spelt(self, language: str, term: str) -> list[Headword]:
        """The headwords of the same letters, joined or apart."""
        asked = "SELECT id, text FROM term WHERE language = ? AND letters = ? ORDER BY id"
        return [Headword(*row) for row in self._ask(asked, language, letters(term))]

    def _concepts(self, number: int) -> frozenset[int]:
        """The concepts that a headword stands for."""
        rows = self._ask("SELECT concept FROM member WHERE term = ?", number)
        return frozenset(concept for (concept,) in rows)

    def _translations(
        self, headwords: tuple[Headword, ...], target: str
    ) -> tuple[Translation, ...]:
        """The terms of ``target`` that share a concept with any of some headwords."""
        asked = """
            SELECT term.text, origin.name
            FROM member AS own
            JOIN member AS other ON other.concept = own.concept
            JOIN term ON term.id = other.term AND term.language = ?
            JOIN origin ON origin.id = other.origin
            WHERE own.term = ?
            ORDER BY own.rowid, other.rowid
        """
        found: dict[str, Translation] = {}
        for headword in headwords:
            for text, origin in self._ask(asked, target, headword.number):
                found.setdefault(text, Translation(text, origin))
        return tuple(found.values())

    def _irregular(self, language: str, base: str) -> tuple[str, ...]:
        """The folded forms of a base form that no regular ending gives."""
        return self._variants(language, base, "form")

    def _spellings(self, language: str, term: str) -> tuple[str, ...]:
        """How else a term is spelt: ``colour`` for ``color``, ``cease-fire`` for ``ceasefire``."""
        listed = self._variants(language, term, "spelling")
        joined = [each.text for each in self._spelt(language, term)]
        own = fold(term)
        return tuple(dict.fromkeys(each for each in (*listed, *joined) if fold(each) != own))

    def _variants(self, language: str, base: str, kind: str) -> tuple[str, ...]:
        asked = "SELECT form FROM form WHERE language = ? AND base = ? AND kind = ? ORDER BY rowid"
        return tuple(form for (form,) in self._ask(asked, language, fold(base), kind))

    def _bases(self, language: str, form: str) -> tuple[str, ...]:
        """The folded base forms that a word is an irregular form of."""
        asked = "SELECT base FROM form WHERE language = ? AND form = ? AND kind = 'form'"
        return tuple(dict.fromkeys(base for (base,) in self._ask(asked, language, fold(form))))

    def _names(self, typed: str, language: str) -> tuple[str, ...]:
        """The other names that a language has for what is named."""
        own = name_key(typed)
        asked = """
            SELECT other.text, other.key, own.text, own.capitals FROM name AS own
            JOIN name AS other ON other.thing = own.thing
            WHERE own.key = ? AND (other.language IS NULL OR other.language = ?)
            ORDER BY other.rowid
        """
        found = (
            text
            for text, other, named, capitals in self._ask(asked, own, language)
            if other != own and (typed in (named, named.upper()) or not capitals)
        )
        return tuple(dict.fromkeys(found))

    @cached_property
    def titles(self) -> Titles:
        """The names of several words."""
        return Titles(self._ask("SELECT DISTINCT text, key FROM name WHERE key LIKE '% %'"))

    @cached_property
    def users(self) -> Mapping[str, str | None]:
        """The language that uses each name of several words, None for any."""
        users: dict[str, str | None] = {}
        for text, language in self._ask("SELECT text, language FROM name WHERE key LIKE '% %'"):
            users[text] = language if users.get(text, language) == language else None
        return users

    def _ask(self, asked: str, *values: Any) -> list[Any]:
        with self._lock:
            return self._connection.execute(asked, values).fetchall()


def _remembered(answer: F) -> F:
    return lru_cache(maxsize=_REMEMBERED)(answer)  # type: ignore[return-value]
