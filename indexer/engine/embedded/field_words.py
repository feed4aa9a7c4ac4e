"""The words of one language in one segment: those written so, near to it, beginning so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from analyzers import Token
from analyzers.folding import fold
from indexer.engine.embedded import schema
from indexer.engine.embedded.codec.terms import FieldTerms
from indexer.engine.embedded.execute.fuzzy import fuzzy_terms
from indexer.engine.embedded.execute.segments import OpenSegment


class FieldWords:
    """Words are terms by number. Safe to share between threads."""

    def __init__(self, segment: OpenSegment, field: FieldTerms) -> None:
        self._segment = segment
        self._field = field
        self.terms = field.terms
        self._folded, self._same, self._same_ends = field.groups(schema.FOLDED)
        self._stems, self._stemmed, self._stem_ends = field.groups(schema.STEM)

    def passages(self, term: int) -> int:
        """How many documents that stand have a word."""
        return self._segment.document_frequency(self._field, term, False)

    def written(self, form: bytes) -> list[int]:
        """The words that are this form, or fold to it."""
        own, group = self.terms.find(form), self._folded.find(form)
        found = [] if own < 0 else [own]
        return found if group < 0 else found + self._folding_to(group, group + 1).tolist()

    def forms(self, token: Token) -> Iterator[int]:
        """The words that are written as a token is, or with which it shares a stem."""
        yield from self.written(token.forms[0].encode())
        for stem in token.stems:
            yield from self.stemmed(stem.encode())

    def near(self, folded: str, edits: int, kept: int) -> set[int]:
        """The words whose folded form is at most so many edits away, the first letters kept."""
        written = fuzzy_terms(self.terms, folded, edits, kept, exchanges=True).tolist()
        near = {term for term in written if fold(word := self.terms[term].decode()) == word}
        for group in fuzzy_terms(self._folded, folded, edits, kept, exchanges=True).tolist():
            near.update(self._folding_to(group, group + 1).tolist())
        return near

    def stem(self, number: int) -> bytes:
        """A stem by its number."""
        return self._stems[number]

    def stemmed(self, stem: bytes) -> list[int]:
        """The words of a stem."""
        number = self._stems.find(stem)
        return [] if number < 0 else self._of_stem(number)

    def first_stemmed(self, stem: bytes, prefix: bytes) -> Iterable[tuple[bytes, int]]:
        """The words of which this is the first stem and that begin so, each with its documents."""
        number = self._stems.find(stem)
        if number < 0:
            return
        for term in self._of_stem(number):
            word = self.terms[term]
            begins = word.startswith(prefix) or fold(word.decode()).encode().startswith(prefix)
            if begins and self._first_stem[term] == number and (count := self.passages(term)):
                yield word, count

    def sums(self, prefix: bytes) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The first stems of the words that begin so, and the documents of their words added up.

        Deleted documents are counted. Stop words have no stem.
        """
        terms = self._beginning(prefix)
        stems = self._first_stem[terms]
        terms, stems = terms[stems >= 0], stems[stems >= 0]
        if not len(terms):
            return terms, terms
        lowest = int(stems.min())
        sums = np.bincount(stems - lowest, self._field.counts[terms]).astype(np.int64)
        found = np.flatnonzero(sums)
        return found + lowest, sums[found]

    def _beginning(self, prefix: bytes) -> NDArray[np.int64]:
        """The words that begin so as written, then those that do folded alone."""
        written = self.terms.starting_with(prefix)
        terms = np.arange(written.start, written.stop)
        folded = self._folded.starting_with(prefix)
        if not len(folded):
            return terms
        others = self._folding_to(folded.start, folded.stop).astype(np.int64)
        apart = (others < written.start) | (others >= written.stop)
        return np.concatenate([terms, others[apart]])

    def _folding_to(self, first: int, last: int) -> NDArray[np.unsignedinteger]:
        """The words of the folded forms from ``first`` up to ``last``, not empty."""
        begin = int(self._same_ends[first - 1]) if first else 0
        words: NDArray[np.unsignedinteger] = self._same[begin : int(self._same_ends[last - 1])]
        return words

    def _of_stem(self, number: int) -> list[int]:
        begin = int(self._stem_ends[number - 1]) if number else 0
        words: list[int] = self._stemmed[begin : int(self._stem_ends[number])].tolist()
        return words

    @cached_property
    def _first_stem(self) -> NDArray[np.int64]:
        """The first stem of each word, by number; -1 for a stop word."""
        ends = self._stem_ends.astype(np.int64)
        sizes: NDArray[np.int64] = ends - np.concatenate([[0], ends[:-1]])
        first = np.full(len(self.terms), -1, np.int64)
        # Of a word's stems the one that is assigned last stays.
        first[self._stemmed[::-1]] = np.repeat(np.arange(len(sizes)), sizes)[::-1]
        return first
