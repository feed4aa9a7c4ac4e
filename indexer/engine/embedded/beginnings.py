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

import numpy as np
from numpy.typing import NDArray

from indexer.engine.embedded.field_words import FieldWords

_MORE = 4
"""Stems of a segment that are counted at first beyond those that are wanted."""
_MOST = 1024
"""Stems of a segment that are counted at the most, however many are equally frequent."""


def most_frequent(
    parts: Sequence[FieldWords], prefix: bytes, most: int
) -> Sequence[tuple[str, int]]:
    """See :meth:`indexer.query.index_words.IndexWords.beginning`; of one language."""
    sums = [part.sums(prefix) for part in parts]
    counted: dict[bytes, tuple[bytes, int] | None] = {}
    wanted = most + _MORE
    while True:
        bound = 0
        for part, (stems, passages) in zip(parts, sums, strict=True):
            best, least = _highest(passages, wanted)
            bound += least
            for stem in map(part.stem, stems[best].tolist()):
                if stem not in counted:
                    counted[stem] = _count(parts, stem, prefix)
        found = [each for each in counted.values() if each]
        found.sort(key=lambda each: (-each[1], each[0]))
        sure = not bound or (len(found) >= most and found[most - 1][1] > bound)
        if sure or wanted >= _MOST:
            return [(word.decode(), passages) for word, passages in found[:most]]
        wanted *= 4


def _count(parts: Sequence[FieldWords], stem: bytes, prefix: bytes) -> tuple[bytes, int] | None:
    """The word of a stem that most passages have, and the passages of all its words."""
    passages: Counter[bytes] = Counter()
    for part in parts:
        for word, count in part.first_stemmed(stem, prefix):
            passages[word] += count
    if not passages:
        return None
    best = min(passages, key=lambda word: (-passages[word], word))
    return best, passages.total()


def _highest(numbers: NDArray[np.int64], most: int) -> tuple[NDArray[np.intp], int]:
    """The places of the highest numbers, and what those elsewhere do not exceed."""
    if len(numbers) <= most:
        return np.arange(len(numbers)), 0
    places = np.argpartition(numbers, -most)[-most:]
    return places, int(numbers[places].min())
