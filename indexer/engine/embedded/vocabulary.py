"""The words of one language that this process has met, and what each can be found by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from analyzers import Analyzer, get_analyzer
from analyzers.bulk import BulkAnalyzer
from indexer.engine.embedded import schema
from indexer.engine.embedded.codec.terms import Groups


class Vocabulary:
    """Not safe to share between threads; it grows with the words of all passages.

    ``has_stem`` says by number of a word whether it has a stem.
    """

    def __init__(self, analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self.bulk = BulkAnalyzer(analyzer)
        self.has_stem: NDArray[np.bool_] = np.empty(0, bool)
        self._words = _Ordered()
        self._stems = _Names()
        self._folded = _Names()

    @property
    def order(self) -> NDArray[np.int64]:
        """The numbers of the words learnt, in the order of the words as bytes."""
        return self._words.order

    def learn(self) -> None:
        """Take in the words that were met since the last time."""
        known = len(self.has_stem)
        words = self.bulk.words[known:]
        if words:
            fresh = self._analyzer.terms_of(words)
            has_stem = np.array([bool(stems) for _, stems in fresh])
            self.has_stem = np.concatenate([self.has_stem, has_stem])
            self._words.extend([word.encode() for word in words])
            self._stems.learn(known, (stems for _, stems in fresh))
            self._folded.learn(known, (forms[1:] for forms, _ in fresh))

    def terms(self, words: NDArray[np.int64]) -> list[bytes]:
        """Some words as bytes."""
        return self._words.take(words)

    def groups(self, words: NDArray[np.int64]) -> dict[str, Groups]:
        """The groups of some words, given by number in the order of the terms of a field."""
        return {
            schema.STEM: self._stems.groups(words, len(self.has_stem)),
            schema.FOLDED: self._folded.groups(words, len(self.has_stem)),
        }


class _Ordered:
    """Distinct byte strings by number, and their numbers in the order of the strings."""

    def __init__(self) -> None:
        self.order: NDArray[np.int64] = np.empty(0, np.int64)
        self._strings: list[bytes] = []

    def extend(self, strings: Sequence[bytes]) -> None:
        """Number more strings; the sort finds the known ones in order and merges the others in."""
        fresh = range(len(self._strings), len(self._strings) + len(strings))
        self._strings += strings
        order = sorted([*self.order.tolist(), *fresh], key=self._strings.__getitem__)
        self.order = np.array(order, np.int64)

    def take(self, numbers: NDArray[np.int64]) -> list[bytes]:
        """The strings of some numbers."""
        return list(map(self._strings.__getitem__, numbers.tolist()))


class _Names:
    """Which names each word can be found by, as pairs of numbers: (word, name)."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._names = _Ordered()
        self._pairs: NDArray[np.int64] = np.empty((0, 2), np.int64)

    def learn(self, first: int, names: Iterable[Sequence[str]]) -> None:
        """Take in the names of the words from number ``first`` on."""
        numbers = self._numbers
        known = len(numbers)
        pairs = [
            (word, numbers.setdefault(name, len(numbers)))
            for word, own in enumerate(names, start=first)
            for name in own
        ]
        self._names.extend([name.encode() for name in islice(numbers, known, None)])
        self._pairs = np.concatenate([self._pairs, np.array(pairs, np.int64).reshape(-1, 2)])

    def groups(self, words: NDArray[np.int64], known: int) -> Groups:
        """The words of each name, as their places among ``words``."""
        places = np.full(known, -1, np.int64)
        places[words] = np.arange(len(words))
        members, owners = places[self._pairs[:, 0]], self._pairs[:, 1]
        held = members >= 0
        members, owners = members[held], owners[held]
        sizes = np.bincount(owners, minlength=len(self._numbers))
        used = self._names.order[sizes[self._names.order] > 0]
        ranks = np.zeros(len(sizes), np.int64)
        ranks[used] = np.arange(len(used))
        order = np.lexsort((members, ranks[owners]))
        return Groups(self._names.take(used), members[order], np.cumsum(sizes[used]))


@cache
def vocabulary_of(code: str) -> Vocabulary:
    """The vocabulary of a language row."""
    return Vocabulary(get_analyzer(code))
