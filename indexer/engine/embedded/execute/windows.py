"""Windows of documents, in compiled code: sums while they are in the nearest caches.

Documents are passed over window by window: what each list has in a window is added to its sums,
and these are moved out before the next one. Arguments are those of ``kernels``, and

    sums      float64, a sum for each place in the window, ``NO_SUM`` where there is none
    touched   uint16, the places that have a sum, in any order
"""

from __future__ import annotations

from typing import Any

import numpy as np

from analyzers.compiling import compiled_part
from analyzers.intrinsics import trailing_zeros

WINDOW = 1 << 14
"""Documents whose scores are added up at a time."""

NO_SUM = -np.inf

NEVER = np.int64(1) << np.int64(62)
"""Past all documents."""

_LOCAL = np.uint64(WINDOW - 1)
_ONE = np.uint64(1)
_SIX = np.uint64(6)
_LOW_SIX = np.uint64(63)


@compiled_part
def before(documents: Any, begin: int, end: int, document: int) -> int:
    """The first of ascending documents that is not before one, of those in a range."""
    if documents[end - 1] < document:
        return end
    while begin < end:
        middle = (begin + end) >> 1
        if documents[middle] < document:
            begin = middle + 1
        else:
            end = middle
    return begin


@compiled_part
def begin_sums(
    documents: Any, scores: Any, at: int, stop: int, sums: Any, touched: Any, held: int
) -> int:
    """Set the sums of ``documents[at:stop]``, of which none has one; gives how many are touched."""
    for i in range(np.uint64(at), np.uint64(stop)):
        local = np.uint64(documents[i]) & _LOCAL
        sums[local] = scores[i]
        touched[np.uint64(held)] = local
        held += 1
    return held


@compiled_part
def add_sums(
    documents: Any, scores: Any, at: int, stop: int, sums: Any, touched: Any, held: int
) -> int:
    """Add the scores of ``documents[at:stop]``; gives how many places are touched."""
    for i in range(np.uint64(at), np.uint64(stop)):
        local = np.uint64(documents[i]) & _LOCAL
        before = sums[local]
        fresh = before == NO_SUM
        sums[local] = scores[i] if fresh else before + scores[i]
        touched[np.uint64(held)] = local
        held += fresh
    return held


@compiled_part
def raise_sums(
    documents: Any, scores: Any, at: int, stop: int, sums: Any, touched: Any, held: int
) -> int:
    """As ``add_sums``, but of several scores the highest stays."""
    for i in range(np.uint64(at), np.uint64(stop)):
        local = np.uint64(documents[i]) & _LOCAL
        before = sums[local]
        sums[local] = max(before, scores[i])
        touched[np.uint64(held)] = local
        held += before == NO_SUM
    return held


@compiled_part
def in_order(touched: Any, seen: Any) -> None:
    """Sort the places of a window, all different, by setting a bit for each."""
    for i in range(len(touched)):
        local = np.uint64(touched[i])
        seen[local >> _SIX] |= _ONE << (local & _LOW_SIX)
    held = 0
    for word in range(len(seen)):
        bits = seen[word]
        seen[word] = 0
        while bits:
            touched[held] = (np.uint64(word) << _SIX) + trailing_zeros(bits)
            bits &= bits - _ONE
            held += 1


@compiled_part
def drain(start: int, sums: Any, touched: Any, documents: Any, scores: Any) -> None:
    """Move sums at some places to documents and scores, and leave none behind."""
    base = np.uint64(start)
    for i in range(len(touched)):
        local = np.uint64(touched[i])
        documents[i] = base + local
        scores[i] = sums[local]
        sums[local] = NO_SUM
