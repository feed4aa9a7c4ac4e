"""The most frequent of many words, over all segments.

The same word has another number in each segment, so that words are told apart by 64 bits of a hash
(FNV-1a; G. Fowler, L. C. Noll, P. Vo); they are read only where they are given back.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyzers.compiling import compiled
from indexer.engine.embedded.codec.terms import FieldTerms
from indexer.engine.embedded.execute import marking
from indexer.engine.embedded.execute.segments import OpenSegment

Numbered = tuple[OpenSegment, FieldTerms, NDArray[np.int64]]
"""Some terms of a field in one segment, by their numbers."""

_BASIS = np.uint64(0xCBF29CE484222325)
_PRIME = np.uint64(0x100000001B3)


@compiled
def _hashes(content: Any, ends: Any, numbers: Any) -> Any:
    hashes = np.empty(len(numbers), np.uint64)
    for i in range(len(numbers)):
        term = numbers[i]
        value = _BASIS
        for at in range(np.int64(ends[term - 1]) if term else 0, np.int64(ends[term])):
            value = (value ^ np.uint64(content[at])) * _PRIME
        hashes[i] = value
    return hashes


def most_frequent(held: Sequence[Numbered], most: int) -> tuple[tuple[str, ...], bool]:
    """The ``most`` words that most documents have, sorted, and whether there were others.

    Of equally frequent ones the first in the order of their bytes; none that no document has.
    """
    held = [each for each in held if len(each[2])]
    if sum(len(numbers) for _, _, numbers in held) <= most:
        words = {field.terms[int(at)] for _, field, numbers in held for at in numbers}
        return _sorted(words), False
    hashes = [_hashes(own.terms.content, own.terms.ends, numbers) for _, own, numbers in held]
    counts = [_standing(*each) for each in held]
    _, places, words_of = np.unique(np.concatenate(hashes), return_index=True, return_inverse=True)
    totals = np.bincount(words_of, np.concatenate(counts))
    stands = totals > 0
    places, totals = places[stands], totals[stands]
    least = np.partition(totals, -most)[-most] if len(totals) > most else 0
    sure = {_word(held, int(at)) for at in places[totals > least]}
    tied = sorted(_word(held, int(at)) for at in places[totals == least])
    return _sorted({*sure, *tied[: most - len(sure)]}), len(totals) > most


def _standing(
    segment: OpenSegment, field: FieldTerms, numbers: NDArray[np.int64]
) -> NDArray[np.int64]:
    """How many documents that stand have each of some terms."""
    counts = field.counts[numbers].astype(np.int64)
    if not len(segment.live):
        return counts
    live: NDArray[np.int64] = marking.count_live_lists(
        field.data, field.begins(numbers.tolist()), counts, segment.live
    )
    return live


def _word(held: Sequence[Numbered], at: int) -> bytes:
    """The word at a place, counted through the terms of all segments."""
    for _, field, numbers in held:
        if at < len(numbers):
            return field.terms[int(numbers[at])]
        at -= len(numbers)
    raise IndexError(at)


def _sorted(words: set[bytes]) -> tuple[str, ...]:
    return tuple(word.decode() for word in sorted(words))
