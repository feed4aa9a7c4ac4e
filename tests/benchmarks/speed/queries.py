"""Queries of eight classes, drawn from the stems of a corpus by how many passages hold them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tests.benchmarks.speed.corpus import Corpus
from tests.benchmarks.speed.peers.base import Operator, Query

CLASSES = (
    "single",
    "or_mixed",
    "or_common",
    "and_mixed",
    "and_common",
    "phrase",
    "prefix",
    "fuzzy",
)

BANDS = {
    "rare": (60e-6, 180e-6),
    "medium": (700e-6, 1500e-6),
    "common": (7e-3, 15e-3),
    "ubiquitous": (30e-3, 90e-3),
}
"""Document frequencies as shares of the passages."""

_PHRASE_BANDS = ((5e-6, 12e-6, 8), (20e-6, 60e-6, 10), (100e-6, 1.0, 7))
"""How often two words follow each other, as shares of the passages, and how many such phrases."""

_FEWEST = 40
"""A band with fewer terms is widened: in a small corpus, some would be empty."""

_EDITS = "aeiorst"


@dataclass(frozen=True)
class _Terms:
    """Arrays over the terms: passages that hold it, those in Italian, whether fit for a query."""

    frequency: NDArray[np.int64]
    italian: NDArray[np.bool_]
    fit: NDArray[np.bool_]


def queries(corpus: Corpus, seed: int) -> list[Query]:
    """195 queries, the same for the same corpus and seed."""
    rng = np.random.default_rng([seed, 195])
    return list(_Drawing(corpus, rng).all())


def document_frequencies(corpus: Corpus) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """How many passages hold each term: all of them, and those in Italian."""
    passage = np.repeat(np.arange(corpus.passages, dtype=np.int64), np.diff(corpus.offsets))
    held = np.unique(corpus.tokens.astype(np.int64) * corpus.passages + passage)
    term, passage = np.divmod(held, corpus.passages)
    size = len(corpus.terms)
    italian = np.bincount(term[corpus.language[passage] == 1], minlength=size)
    return np.bincount(term, minlength=size), italian


class _Drawing:
    def __init__(self, corpus: Corpus, rng: np.random.Generator) -> None:
        self._corpus, self._rng = corpus, rng
        frequency, italian = document_frequencies(corpus)
        fit = np.array([len(term) >= 3 for term in corpus.terms])
        self._known = _Terms(frequency, 2 * italian > frequency, fit)
        self._pools = {
            (band, language): self._pool(band, language) for band in BANDS for language in (0, 1)
        }

    def all(self) -> Iterator[Query]:
        yield from self._words("single", "or", {1: 20}, ())
        yield from self._words("or_mixed", "or", {2: 12, 3: 12, 4: 12}, tuple(BANDS), mixed=True)
        often = ("common", "ubiquitous")
        yield from self._words("or_common", "or", {2: 8, 3: 8, 4: 8}, often, mixed=True)
        yield from self._words("and_mixed", "and", {2: 10, 3: 10, 4: 10}, ("medium", *often))
        yield from self._words("and_common", "and", {2: 10, 3: 10}, often)
        yield from self._phrases()
        yield from self._prefixes()
        yield from self._misspelt()

    def _pool(self, band: str, language: int) -> NDArray[np.int64]:
        """The terms of a band; where they are too few, those nearest to its middle."""
        known = self._known
        mine = np.flatnonzero(known.fit & (known.italian == bool(language)))
        lowest, highest = (share * self._corpus.passages for share in BANDS[band])
        frequency = known.frequency[mine]
        within = mine[(frequency >= lowest) & (frequency <= highest)]
        if len(within) >= _FEWEST:
            return within
        distance = np.abs(np.log(frequency) - np.log(np.sqrt(lowest * highest)))
        return mine[np.argsort(distance, kind="stable")[:_FEWEST]]

    def _words(
        self,
        query_class: str,
        operator: Operator,
        counts: dict[int, int],
        bands: tuple[str, ...],
        *,
        mixed: bool = False,
    ) -> Iterator[Query]:
        """``counts``: so many queries of so many words. ``mixed``: words of both languages.

        Without ``bands`` to draw from, each has its share of the queries in turn.
        """
        for words, wanted in counts.items():
            for number in range(wanted):
                own = [tuple(BANDS)[number % len(BANDS)]] * words
                drawn = self._rng.choice(bands, words).tolist() if bands else own
                yield self._query(query_class, operator, self._terms(drawn, mixed=mixed))

    def _terms(self, bands: list[str], *, mixed: bool) -> list[int]:
        terms: list[int] = []
        languages = self._rng.integers(2, size=len(bands))
        for place, band in enumerate(bands):
            pool = self._pools[band, int(languages[place if mixed else 0])]
            terms.append(int(self._rng.choice(pool[~np.isin(pool, terms)])))
        return terms

    def _phrases(self) -> Iterator[Query]:
        """Words that do follow each other within a passage, two at a time."""
        size, tokens = len(self._corpus.terms), self._corpus.tokens.astype(np.int64)
        within = np.ones(len(tokens), bool)
        within[self._corpus.offsets[1:-1]] = False
        pairs, counts = np.unique((tokens[:-1] * size + tokens[1:])[within[1:]], return_counts=True)
        first, second = np.divmod(pairs, size)
        fit = self._known.fit[first] & self._known.fit[second] & (first != second)
        first, second, counts = first[fit], second[fit], counts[fit]
        for lowest, highest, wanted in _PHRASE_BANDS:
            least, most = lowest * self._corpus.passages, highest * self._corpus.passages
            band = np.flatnonzero((counts >= least) & (counts <= max(most, 2)))
            if len(band) < wanted:
                band = np.argsort(-counts, kind="stable")[:_FEWEST]
            for each in self._rng.choice(band, wanted, replace=False):
                yield self._query("phrase", "phrase", [int(first[each]), int(second[each])])

    def _prefixes(self) -> Iterator[Query]:
        """The first three, four or five letters of a word that is not rare."""
        for number in range(20):
            word = self._word(("medium", "common", "ubiquitous")[number // 3 % 3], number % 2, 6)
            yield Query("prefix", "prefix", (word[: 3 + number % 3],))

    def _misspelt(self) -> Iterator[Query]:
        """A word with a letter left out, put in or changed, behind the first."""
        for number in range(20):
            word = self._word(("medium", "common", "ubiquitous")[number // 3 % 3], number % 2, 5)
            at = int(self._rng.integers(1, len(word)))
            letter = str(self._rng.choice(list(_EDITS)))
            put, rest = ("", at + 1) if number % 3 == 0 else (letter, at + number % 3 - 1)
            yield Query("fuzzy", "fuzzy", (word[:at] + put + word[rest:],))

    def _word(self, band: str, language: int, letters: int) -> str:
        """A word of a band, if it has any of so many letters; otherwise the longest drawn."""
        terms = self._corpus.terms
        drawn = [terms[each] for each in self._rng.permutation(self._pools[band, language])]
        long = (word for word in drawn if len(word) >= letters)
        return str(next(long, max(drawn, key=len)))

    def _query(self, query_class: str, operator: Operator, terms: list[int]) -> Query:
        return Query(query_class, operator, tuple(self._corpus.terms[each] for each in terms))
