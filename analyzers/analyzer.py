"""The analyzer: the tokens of a text in one language.

    text -> NFC -> words -> elisions and clitics taken off -> canonical form
         -> exact terms (as written, and folded)
         -> stop words marked
         -> stem terms (Snowball, folded)

A token carries both kinds of terms, so that one pass serves every field of an index, and keeps its
place in the text as published.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

import Stemmer

from analyzers.folding import APOSTROPHES, canonical, compose, fold
from analyzers.languages import Language, language
from analyzers.words import canonical_acronym, canonical_number, find_words, is_lettered

_CACHED_FORMS = 200_000
_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")

Terms = tuple[tuple[str, ...], tuple[str, ...]]
"""The exact terms and the stem terms of a word."""


class Token(NamedTuple):
    """A word at a place: ``text[start:end]`` (code points), the ``position``-th of its text.

    ``forms`` are its exact terms: the canonical form and, where that differs, the folded one.
    ``stems`` are its stem terms, one or two likewise; a stop word has none.
    """

    position: int
    start: int
    end: int
    forms: tuple[str, ...]
    stems: tuple[str, ...]

    @property
    def is_stopword(self) -> bool:
        """Whether the word is too common to be searched for by its stem."""
        return not self.stems


class Analyzer:
    """The analysis of one language. Safe to share between threads; see :func:`get_analyzer`."""

    def __init__(self, row: Language) -> None:
        self.language = row
        self._stopwords = row.stopwords()
        self._folded_stopwords = frozenset(map(fold, self._stopwords))
        self._elisions = row.elisions()
        self._local = threading.local()
        self._terms = lru_cache(maxsize=_CACHED_FORMS)(self._compute_terms)
        self._surface_terms = lru_cache(maxsize=_CACHED_FORMS)(self._compute_surface_terms)

    def analyze(self, text: str) -> list[Token]:
        """The tokens of ``text`` in order.

        Starts never fall, positions rise by one, offsets are into ``text`` as given, and a text
        decomposed or composed gives the same terms.
        """
        composed, offsets = compose(text)
        tokens: list[Token] = []
        for start, end in find_words(composed):
            for first, last in self._parts(composed, start, end):
                forms, stems = self._surface_terms(composed[first:last])
                if forms:
                    place = (len(tokens), offsets[first], offsets[last])
                    tokens.append(Token(*place, forms, stems))
        return tokens

    def terms(self, word: str) -> Terms:
        """The ``forms`` and ``stems`` of every token whose first form is this."""
        return self._terms(word)

    def terms_of(self, words: Iterable[str]) -> list[Terms]:
        """What :meth:`terms` gives for each of many distinct words, which are not remembered."""
        return [self._compute_terms(word) for word in words]

    def stem(self, word: str) -> str:
        """Snowball's stem of a word in lower case, accents kept."""
        stemmer = self._stemmer()
        return str(stemmer.stemWord(word)) if stemmer else word

    def is_stopword(self, word: str) -> bool:
        """Whether a word, in whatever case and apostrophe, is on the language's stop list."""
        return canonical(word) in self._stopwords

    def may_be_stopword(self, word: str) -> bool:
        """Whether a word typed without its accents may be on the stop list: ``piu`` for ``più``."""
        return fold(word) in self._folded_stopwords

    def _parts(self, text: str, start: int, end: int) -> list[tuple[int, int]]:
        """The [start, end) of the searched parts of a word that apostrophes may divide."""
        if not _APOSTROPHE.search(text, start, end):
            return [(start, end)]
        breaks = [at for at in range(start, end) if text[at] in APOSTROPHES]
        if canonical(text[start:end]) in self._stopwords:
            return [(start, end)]
        edges = [start, *(at + 1 for at in breaks)]
        parts = list(zip(edges, [*breaks, end], strict=True))
        while len(parts) > 1 and fold(text[slice(*parts[0])]) in self._elisions:
            del parts[0]
        while len(parts) > 1 and fold(text[slice(*parts[-1])]) in self.language.clitics:
            del parts[-1]
        return parts

    def _compute_surface_terms(self, surface: str) -> Terms:
        return self._terms(
            canonical_number(canonical_acronym(canonical(surface), self._is_short_word))
        )

    def _compute_terms(self, word: str) -> Terms:
        if word.isascii() and word.isalpha():
            return self._compute_plain_terms(word)
        folded = fold(word)
        forms = _distinct(word, folded)
        if not forms or word in self._stopwords:
            return forms, ()
        if not is_lettered(folded):
            return forms, (folded,)
        stem = self.stem(word)
        return forms, _distinct(fold(stem), stem if folded == word else self.stem(folded))

    def _compute_plain_terms(self, word: str) -> Terms:
        """The terms of a word of ASCII letters, which folding leaves as it is."""
        if word in self._stopwords:
            return (word,), ()
        stem = self.stem(word)
        return (word,), (stem,) if stem.isascii() else _distinct(fold(stem), stem)

    def _is_short_word(self, letters: str) -> bool:
        """Whether two letters make a word; without a stop list, they may."""
        words = self._stopwords
        return not words or letters in words or letters in self.language.short_words

    def _stemmer(self) -> Stemmer.Stemmer | None:
        """A stemmer of this thread's own: Stemmer objects cannot be shared between threads."""
        if self.language.algorithm is None:
            return None
        if not hasattr(self._local, "stemmer"):
            # Its own cache, 0 here, takes longer than most words do.
            self._local.stemmer = Stemmer.Stemmer(self.language.algorithm, 0)
        return self._local.stemmer


def get_analyzer(code: str | None) -> Analyzer:
    """The analyzer for a BCP 47 code; without a row for it, words are matched as they stand."""
    return _analyzer(language(code))


@cache
def _analyzer(row: Language) -> Analyzer:
    return Analyzer(row)


def _distinct(*terms: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(term for term in terms if term))
