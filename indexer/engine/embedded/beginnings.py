"""The most frequent words that begin with some letters, words of one stem taken as one.

The terms of a field are sorted, so that those beginning alike are a slice; their numbers of
documents are an array, which is added up by stem. In an index of several segments, and where
documents were deleted, those sums are bounds: the highest of every segment are counted, more of
them until no stem that is left can have more (the threshold algorithm; R. Fagin, A. Lotem, M. Naor
2003).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from analyzers.folding import fold
from indexer.engine.embedded import schema
from indexer.engine.embedded.codec.terms import FieldTerms
from indexer.engine.embedded.execute.segments import OpenSegment

_COUNTED = 4
"""Stems that are counted at first for each that is wanted."""
_MOST_COUNTED = 1024
"""Stems of a segment that are counted at the most, however many are equally frequent."""


class Beginnings:
    """The words of one language in all segments. Safe to share between threads."""

    def __init__(self, held: Sequence[tuple[OpenSegment, FieldTerms]]) -> None:
        self._parts = [_Part(*each) for each in held]

    def most_frequent(self, prefix: str, most: int) -> Sequence[tuple[str, int]]:
        """See :meth:`indexer.query.index_words.IndexWords.beginning`."""
        sums = [part.sums(prefix.encode()) for part in self._parts]
        counted: dict[bytes, tuple[str, int] | None] = {}
        wanted = _COUNTED * most
        while True:
            bound = 0
            for part, (stems, passages) in zip(self._parts, sums, strict=True):
                best, least = _highest(passages, wanted)
                bound += least
                for stem in map(part.stem, stems[best].tolist()):
                    if stem not in counted:
                        counted[stem] = self._count(stem, prefix)
            found = [each for each in counted.values() if each]
            found.sort(key=lambda each: (-each[1], each[0]))
            if not bound or (len(found) >= most and found[most - 1][1] > bound):
                return found[:most]
            if wanted >= _MOST_COUNTED:
                return found[:most]
            wanted *= 4

    def _count(self, stem: bytes, prefix: str) -> tuple[str, int] | None:
        """The word of a stem that most passages have, and the passages of all its words."""
        passages: Counter[str] = Counter()
        for part in self._parts:
            passages.update(part.words(stem, prefix))
        if not passages:
            return None
        best = min(passages, key=lambda word: (-passages[word], word))
        return best, passages.total()


class _Part:
    """The words of one language in one segment."""

    def __init__(self, segment: OpenSegment, field: FieldTerms) -> None:
        self._segment = segment
        self._field = field
        self._stems = field.groups(schema.STEM)[0]

    @cached_property
    def _stem_of(self) -> NDArray[np.int64]:
        """The first stem of each term, by number; -1 for a stop word."""
        _, members, ends = self._field.groups(schema.STEM)
        sizes = np.diff(ends.astype(np.int64), prepend=0)
        stem_of = np.full(len(self._field), -1, np.int64)
        # Of a term's stems the one that is assigned last stays.
        stem_of[members[::-1]] = np.repeat(np.arange(len(sizes)), sizes)[::-1]
        return stem_of

    def stem(self, number: int) -> bytes:
        """A stem by its number."""
        return self._stems[number]

    def sums(self, prefix: bytes) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The stems of the words that begin so, and the documents of their words added up.

        Deleted documents are counted.
        """
        terms = self._beginning(prefix)
        stems = self._stem_of[terms]
        terms, stems = terms[stems >= 0], stems[stems >= 0]
        if not len(terms):
            return terms, terms
        lowest = int(stems.min())
        sums = np.bincount(stems - lowest, self._field.counts[terms]).astype(np.int64)
        found = np.flatnonzero(sums)
        return found + lowest, sums[found]

    def _beginning(self, prefix: bytes) -> NDArray[np.int64]:
        written = self._field.terms.starting_with(prefix)
        terms = np.arange(written.start, written.stop)
        names, members, ends = self._field.groups(schema.FOLDED)
        folded = names.starting_with(prefix)
        if not len(folded):
            return terms
        first = int(ends[folded.start - 1]) if folded.start else 0
        accented = members[first : int(ends[folded.stop - 1])].astype(np.int64)
        apart = (accented < written.start) | (accented >= written.stop)
        return np.concatenate([terms, accented[apart]])

    def words(self, stem: bytes, prefix: str) -> dict[str, int]:
        """The words of a stem that begin so, each with the documents that stand."""
        number = self._stems.find(stem)
        if number < 0:
            return {}
        words = {}
        for term in self._field.members(schema.STEM, number, number + 1):
            word = self._field.terms[term].decode()
            if self._stem_of[term] == number and fold(word).startswith(prefix):
                count = self._segment.document_frequency(self._field, term, False)
                if count:
                    words[word] = count
        return words


def _highest(numbers: NDArray[np.int64], most: int) -> tuple[NDArray[np.intp], int]:
    """The places of the highest numbers, and what those elsewhere do not exceed."""
    if len(numbers) <= most:
        return np.arange(len(numbers)), 0
    places = np.argpartition(numbers, -most)[-most:]
    return places, int(numbers[places].min())
