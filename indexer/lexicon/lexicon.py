"""The lexicon: what words and names are called in the other language, and in which forms.

It answers from a compiled database (``compiled``); every answer is remembered.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from analyzers import Token
from analyzers.folding import fold
from analyzers.inflection import rank
from indexer.lexicon.keys import key, name_key
from indexer.lexicon.titles import Titles

_REMEMBERED = 50_000


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
        remember = lru_cache(maxsize=_REMEMBERED)
        self.explaining = remember(self._explaining)
        self.of_key = remember(self._of_key)
        self.concepts = remember(self._concepts)
        self.translations = remember(self._translations)
        self.variants = remember(self._variants)
        self.bases = remember(self._bases)
        self.names = remember(self._names)

    def close(self) -> None:
        """Release the database."""
        self._connection.close()

    def headwords(self, language: str, tokens: Sequence[Token]) -> Sequence[Headword]:
        """The headwords that a word, or words side by side, may be a form of."""
        if len(tokens) == 1:
            return self.explaining(language, tokens[0].stems, tokens[0].forms[0])
        return self.of_key(language, key(tokens))

    def knows(self, language: str, token: Token) -> bool:
        """Whether a word is a form of a headword, or a stop word."""
        form = token.forms[-1]
        return token.is_stopword or any(
            rank(language, fold(each.text), form) is not None
            for each in self.explaining(language, token.stems, token.forms[0])
        )

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
        ranked += [(1, each) for each in self._bases_of(language, folded)]
        best = min((far for far, _ in ranked), default=None)
        found = sharing if best is None else [each for far, each in ranked if far == best]
        return tuple(dict.fromkeys(found))

    def _bases_of(self, language: str, form: str) -> list[Headword]:
        """The headwords that a word is an irregular form of."""
        asked = """
            SELECT term.id, term.text FROM form
            JOIN term ON term.language = form.language AND term.folded = form.base
            WHERE form.language = ? AND form.form = ? AND form.kind = 'form'
        """
        return [Headword(*row) for row in self._ask(asked, language, form)]

    def _of_key(self, language: str, key: str) -> tuple[Headword, ...]:
        """The headwords of a key, in the order in which they are listed."""
        asked = "SELECT id, text FROM term WHERE language = ? AND key = ? ORDER BY id"
        return tuple(Headword(*row) for row in self._ask(asked, language, key))

    def _concepts(self, number: int) -> frozenset[int]:
        """The concepts that a headword stands for."""
        return frozenset(
            concept for (concept,) in self._ask("SELECT concept FROM member WHERE term = ?", number)
        )

    def _translations(self, numbers: tuple[int, ...], target: str) -> tuple[Translation, ...]:
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
        for number in numbers:
            for text, origin in self._ask(asked, target, number):
                found.setdefault(text, Translation(text, origin))
        return tuple(found.values())

    def _variants(self, language: str, base: str, kind: str) -> tuple[str, ...]:
        """The irregular forms (``form``) or the other spellings (``spelling``) of a base form."""
        asked = "SELECT form FROM form WHERE language = ? AND base = ? AND kind = ? ORDER BY rowid"
        return tuple(form for (form,) in self._ask(asked, language, fold(base), kind))

    def _bases(self, language: str, form: str) -> tuple[str, ...]:
        """The folded base forms that a word is an irregular form of."""
        asked = "SELECT DISTINCT base FROM form WHERE language = ? AND form = ? AND kind = 'form'"
        return tuple(base for (base,) in self._ask(asked, language, fold(form)))

    def _names(self, typed: str, language: str) -> tuple[str, ...]:
        """The other names that a language has for what is named."""
        own = name_key(typed)
        asked = """
            SELECT DISTINCT other.text, other.key, own.capitals FROM name AS own
            JOIN name AS other ON other.thing = own.thing
            WHERE own.key = ? AND (other.language IS NULL OR other.language = ?)
            ORDER BY other.rowid
        """
        return tuple(
            dict.fromkeys(
                text
                for text, other, capitals in self._ask(asked, own, language)
                if other != own and (typed.isupper() or not capitals)
            )
        )

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
