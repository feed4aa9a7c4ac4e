"""The compiled loops that add up the scores of a document; arguments are those of ``kernels``.

Documents are passed over window by window: what each list has in a window is added to its sums,
and these are moved out before the next one.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from analyzers.compiling import compiled, compiled_part
from analyzers.intrinsics import load_word, trailing_zeros
from indexer.engine.embedded.codec.blocks import (
    BLOCK,
    frequency_bytes,
    gap_bytes,
    position_bytes,
    read_header,
)
from indexer.engine.embedded.execute.kernels import TABULATED, keep_live

WINDOW = 1 << 14
"""Documents whose scores are added up at a time: their sums stay in the nearest caches."""

_NEXT, _LEFT, _DOCUMENT, _IN_BLOCK, _GAP_PLACE, _GAP, _COUNT_PLACE, _COUNT, _FIELDS = range(9)
"""A cursor in a list: where its next block begins, and how many documents are from there on; its
document, how many are left in the block, the bits where the next gap and frequency are, and how
many each takes."""

_LOCAL = np.uint64(WINDOW - 1)
_TABULATED = np.uint64(TABULATED)
_NO_SUM = -np.inf
_NEVER = np.int64(1) << np.int64(62)
_ONE = np.uint64(1)
_THREE = np.uint64(3)
_SEVEN = np.uint64(7)
_SIX = np.uint64(6)
_LOW_SIX = np.uint64(63)


@compiled_part
def _open_block(data: Any, cursor: Any) -> None:
    """Set a cursor to the first document of its next block, or past all documents."""
    left = cursor[_LEFT]
    if left == 0:
        cursor[_DOCUMENT] = _NEVER
        return
    size = min(left, BLOCK)
    first, gap, bits, position, occurrences, body = read_header(data, cursor[_NEXT], size)
    counted = body + gap_bytes(size, gap)
    cursor[_NEXT] = counted + frequency_bytes(size, bits) + position_bytes(occurrences, position)
    cursor[_LEFT] = left - size
    cursor[_DOCUMENT] = first
    cursor[_IN_BLOCK] = size
    cursor[_GAP_PLACE] = body << 3
    cursor[_GAP] = gap
    cursor[_COUNT_PLACE] = counted << 3
    cursor[_COUNT] = bits


@compiled_part
def _add_block(
    data: Any,
    cursor: Any,
    end: int,
    weight: float,
    lengths: Any,
    norms: Any,
    table: Any,
    saturation: float,
    sums: Any,
    touched: Any,
    held: int,
) -> int:
    """Add what a cursor's block has before document ``end`` to a window's sums.

    Places in the window that had no sum are written to ``touched``; gives how many it holds.
    """
    document, stop = np.uint64(cursor[_DOCUMENT]), np.uint64(end)
    place, step = np.uint64(cursor[_GAP_PLACE]), np.uint64(cursor[_GAP])
    counted_place, counted_step = np.uint64(cursor[_COUNT_PLACE]), np.uint64(cursor[_COUNT])
    mask = (_ONE << step) - _ONE
    counted_mask = (_ONE << counted_step) - _ONE
    codes = np.uint64(len(norms))
    left = cursor[_IN_BLOCK]
    while left and document < stop:
        word = load_word(data, np.intp(counted_place >> _THREE))
        more = (word >> (counted_place & _SEVEN)) & counted_mask
        code = np.uint64(lengths[document])
        local = document & _LOCAL
        before = sums[local]
        fresh = before == _NO_SUM
        before = 0.0 if fresh else before
        if more < _TABULATED:
            sums[local] = before + weight * table[more * codes + code]
        else:
            f = np.float64(more) + 1
            sums[local] = before + weight * f / (f * saturation + norms[code])
        touched[held] = local
        held += fresh
        counted_place += counted_step
        word = load_word(data, np.intp(place >> _THREE))
        document += ((word >> (place & _SEVEN)) & mask) + _ONE
        place += step
        left -= 1
    cursor[_DOCUMENT] = document
    cursor[_GAP_PLACE] = place
    cursor[_COUNT_PLACE] = counted_place
    cursor[_IN_BLOCK] = left
    return held


@compiled_part
def _in_order(touched: Any, seen: Any) -> None:
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
def _drain(start: int, live: Any, sums: Any, touched: Any, documents: Any, scores: Any) -> int:
    """Move a window's sums to documents and scores, and leave none behind."""
    found = 0
    base = np.uint64(start)
    for i in range(len(touched)):
        local = np.uint64(touched[i])
        documents[found] = base + local
        scores[found] = sums[local]
        sums[local] = _NO_SUM
        found += 1
    if len(live):
        found = keep_live(documents[:found], scores[:found], live)
    return found


@compiled
def union_lists(
    data: Any,
    ats: Any,
    counts: Any,
    weights: Any,
    lengths: Any,
    norms: Any,
    table: Any,
    exact: Any,
    exact_lengths: Any,
    exact_norms: Any,
    exact_table: Any,
    live: Any,
    saturated: bool,
    universe: int,
    ordered: bool,
) -> Any:
    """The documents in any of the lists, of ``universe`` in all, with a sum for each.

    Without ``ordered`` they come in any order, which is quicker.

    With ``saturated``, a list adds ``weight * f / (f + norm)``: the scores of words asked for
    side by side. Without, it adds ``weight * f / norm``, and ``exact * f / exact_norm`` where
    ``exact`` is not 0: the frequency of one word that may be written in several ways (BM25F).
    """
    lists = len(ats)
    cursors = np.zeros((lists, _FIELDS), np.int64)
    cursors[:, _NEXT] = ats
    cursors[:, _LEFT] = counts
    for each in range(lists):
        _open_block(data, cursors[each])
    saturation = 1.0 if saturated else 0.0
    sums = np.full(WINDOW, _NO_SUM)
    touched = np.empty(WINDOW + 1, np.uint16)
    seen = np.zeros(WINDOW >> 6, np.uint64)
    most = min(counts.sum(), universe) + 1
    documents = np.empty(most, np.uint32)
    scores = np.empty(most)
    found = 0
    while True:
        start = cursors[:, _DOCUMENT].min()
        if start == _NEVER:
            break
        start = start // WINDOW * WINDOW
        end = start + WINDOW
        held = 0
        for each in range(lists):
            cursor = cursors[each]
            weight, more = weights[each], 0.0 if saturated else exact[each]
            while cursor[_DOCUMENT] < end:
                again = cursor.copy() if more else cursor
                held = _add_block(
                    data,
                    cursor,
                    end,
                    weight,
                    lengths,
                    norms,
                    table,
                    saturation,
                    sums,
                    touched,
                    held,
                )
                if more:
                    held = _add_block(
                        data,
                        again,
                        end,
                        more,
                        exact_lengths,
                        exact_norms,
                        exact_table,
                        saturation,
                        sums,
                        touched,
                        held,
                    )
                if cursor[_IN_BLOCK] == 0:
                    _open_block(data, cursor)
        if ordered and lists > 1:
            _in_order(touched[:held], seen)
        found += _drain(start, live, sums, touched[:held], documents[found:], scores[found:])
    return documents[:found], scores[:found]


@compiled
def union_sorted(
    documents: Any, scores: Any, ends: Any, highest: bool, universe: int, ordered: bool
) -> Any:
    """The union of several ascending runs of documents: run i ends before ``ends[i]``.

    The scores of a document are added or, with ``highest``, only the highest of them is kept.
    Without ``ordered`` the documents come in any order.
    """
    runs = len(ends)
    place = np.zeros(runs, np.int64)
    place[1:] = ends[:-1]
    sums = np.full(WINDOW, _NO_SUM)
    touched = np.empty(WINDOW + 1, np.uint16)
    seen = np.zeros(WINDOW >> 6, np.uint64)
    most = min(len(documents), universe) + 1
    found_documents = np.empty(most, np.uint32)
    found_scores = np.empty(most)
    found = 0
    none = np.empty(0, np.uint64)
    while True:
        start = _NEVER
        for run in range(runs):
            if place[run] < ends[run]:
                start = min(start, np.int64(documents[place[run]]))
        if start == _NEVER:
            break
        start = start // WINDOW * WINDOW
        end = start + WINDOW
        held = 0
        for run in range(runs):
            i = place[run]
            while i < ends[run] and documents[i] < end:
                local = np.uint64(documents[i]) & _LOCAL
                before = sums[local]
                fresh = before == _NO_SUM
                if fresh:
                    sums[local] = scores[i]
                else:
                    sums[local] = max(before, scores[i]) if highest else before + scores[i]
                touched[held] = local
                held += fresh
                i += 1
            place[run] = i
        if ordered:
            _in_order(touched[:held], seen)
        found += _drain(
            start, none, sums, touched[:held], found_documents[found:], found_scores[found:]
        )
    return found_documents[:found], found_scores[:found]
