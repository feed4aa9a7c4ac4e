"""The words of one language that this process has met, and what each can be found by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

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
        self._stems = _Names()
        self._folded = _Names()

    def learn(self) -> None:
        """Take in the words that were met since the last time."""
        known = len(self.has_stem)
        fresh = [self._analyzer.terms(word) for word in self.bulk.words[known:]]
        if fresh:
            has_stem = np.array([bool(stems) for _, stems in fresh])
            self.has_stem = np.concatenate([self.has_stem, has_stem])
            self._stems.learn(known, (stems for _, stems in fresh))
            self._folded.learn(known, (forms[1:] for forms, _ in fresh))

    def groups(self, words: NDArray[np.int64]) -> dict[str, Groups]:
        """The groups of some words, given by number in the order of the terms of a field."""
        return {
            schema.STEM: self._stems.groups(words, len(self.has_stem)),
            schema.FOLDED: self._folded.groups(words, len(self.has_stem)),
        }


class _Names:
    """Which names each word can be found by, as pairs of numbers: (word, name)."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._names: list[bytes] = []
        self._pairs: NDArray[np.int64] = np.empty((0, 2), np.int64)

    def learn(self, first: int, names: Iterable[Sequence[str]]) -> None:
        """Take in the names of the words from number ``first`` on."""
        pairs: list[tuple[int, int]] = []
        for word, own in enumerate(names, start=first):
            for name in own:
                number = self._numbers.setdefault(name, len(self._names))
                if number == len(self._names):
                    self._names.append(name.encode())
                pairs.append((word, number))
        self._pairs = np.concatenate([self._pairs, np.array(pairs, np.int64).reshape(-1, 2)])

    def groups(self, words: NDArray[np.int64], known: int) -> Groups:
        """The words of each name, as their places among ``words``."""
        places = np.full(known, -1, np.int64)
        places[words] = np.arange(len(words))
        members, owners = places[self._pairs[:, 0]], self._pairs[:, 1]
        held = members >= 0
        members, owners = members[held], owners[held]
        used = np.flatnonzero(np.bincount(owners))
        ordered = sorted(used.tolist(), key=self._names.__getitem__)
        ranks = np.zeros(int(used[-1]) + 1 if len(used) else 0, np.int64)
        ranks[ordered] = np.arange(len(ordered))
        owners = ranks[owners]
        order = np.lexsort((members, owners))
        ends = np.cumsum(np.bincount(owners, minlength=len(ordered)))
        return Groups([self._names[at] for at in ordered], members[order], ends)


@cache
def vocabulary_of(code: str) -> Vocabulary:
    """The vocabulary of a language row."""
    return Vocabulary(get_analyzer(code))
