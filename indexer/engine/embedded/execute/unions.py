"""The compiled loops that add up posting lists; arguments are those of ``kernels``.

They give the documents or, where no more is asked for, count and rank them window by window, so
that neither documents nor scores need be written down.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from analyzers.compiling import compiled, compiled_part
from indexer.engine.embedded.codec.blocks import BLOCK
from indexer.engine.embedded.execute.collect import Tally, tally
from indexer.engine.embedded.execute.kernels import keep_live, score_block
from indexer.engine.embedded.execute.windows import (
    NEVER,
    NO_SUM,
    WINDOW,
    add_sums,
    before,
    begin_sums,
    drain,
    in_order,
)

_NEXT, _LEFT, _AT, _HELD, _FIELDS = range(5)
"""A cursor in a list: where its next block begins, and how many documents are from there on; how
many of the block that was read are behind, and how many it has."""

AT_ONCE = 2048
"""Documents that are counted and ranked at a time, while they are in the nearest cache."""


class Lists(NamedTuple):
    """Posting lists of one field, and how they are scored.

    With ``saturation`` 1, a list adds ``weight * f / (f + norm)``: the scores of words asked for
    side by side. With 0, it adds ``weight * f / norm``: the frequency of one word that may be
    written in several ways (BM25F). The lists from ``plain`` on take the second lengths and norms.
    ``universe`` is how many documents the segment has.
    """

    data: NDArray[np.uint8]
    ats: NDArray[np.int64]
    counts: NDArray[np.int64]
    weights: NDArray[np.float64]
    lengths: NDArray[Any]
    norms: NDArray[np.float64]
    table: NDArray[np.float64]
    plain: int
    second_lengths: NDArray[Any]
    second_norms: NDArray[np.float64]
    second_table: NDArray[np.float64]
    live: NDArray[np.uint64]
    saturation: float
    universe: int


@compiled_part
def _fill(
    data: Any,
    cursors: Any,
    weights: Any,
    lengths: Any,
    norms: Any,
    table: Any,
    plain: int,
    second_lengths: Any,
    second_norms: Any,
    second_table: Any,
    saturation: float,
    documents: Any,
    scores: Any,
    end: int,
    sums: Any,
    touched: Any,
) -> int:
    """Add up what all lists have before document ``end``; gives how many places are touched.

    ``documents`` and ``scores`` hold the block of each list that was read last; where there is
    another document, it is in there.
    """
    held = 0
    for each in range(len(cursors)):
        mine, scored = documents[each], scores[each]
        alone = held == 0
        while True:
            at, size = cursors[each, _AT], cursors[each, _HELD]
            if at == size:
                left = cursors[each, _LEFT]
                if left == 0:
                    break
                at, size = 0, min(left, BLOCK)
                begin, weight = cursors[each, _NEXT], weights[each]
                if each < plain:
                    behind = score_block(
                        data, begin, size, weight, lengths, norms, table, saturation, mine, scored
                    )
                else:
                    behind = score_block(
                        data,
                        begin,
                        size,
                        weight,
                        second_lengths,
                        second_norms,
                        second_table,
                        saturation,
                        mine,
                        scored,
                    )
                cursors[each, _NEXT] = behind
                cursors[each, _LEFT] = left - size
                cursors[each, _HELD] = size
                cursors[each, _AT] = 0
            if mine[at] >= end:
                break
            stop = before(mine, at, size, end)
            if alone:
                held = begin_sums(mine, scored, at, stop, sums, touched, held)
            else:
                held = add_sums(mine, scored, at, stop, sums, touched, held)
            cursors[each, _AT] = stop
    return held


@compiled_part
def _cursors(ats: Any, counts: Any) -> Any:
    cursors = np.zeros((len(ats), _FIELDS), np.int64)
    cursors[:, _NEXT] = ats
    cursors[:, _LEFT] = counts
    return cursors


@compiled_part
def _next_window(cursors: Any, documents: Any) -> Any:
    """Where the window begins that the next document of any list is in."""
    start = NEVER
    for each in range(len(cursors)):
        if cursors[each, _AT] < cursors[each, _HELD]:
            start = min(start, np.int64(documents[each, cursors[each, _AT]]))
    return start if start == NEVER else start // WINDOW * WINDOW


@compiled
def union_lists(own: Lists) -> Any:
    """The documents in any of the lists, ascending, with a sum for each."""
    cursors = _cursors(own.ats, own.counts)
    block_documents = np.empty((len(cursors), BLOCK), np.uint32)
    block_scores = np.empty((len(cursors), BLOCK))
    sums = np.full(WINDOW, NO_SUM)
    touched = np.empty(WINDOW + 1, np.uint16)
    seen = np.zeros(WINDOW >> 6, np.uint64)
    most = min(own.counts.sum(), own.universe)
    documents = np.empty(most, np.uint32)
    scores = np.empty(most)
    found = 0
    start = -WINDOW
    while start != NEVER:
        held = _fill(
            own.data,
            cursors,
            own.weights,
            own.lengths,
            own.norms,
            own.table,
            own.plain,
            own.second_lengths,
            own.second_norms,
            own.second_table,
            own.saturation,
            block_documents,
            block_scores,
            start + WINDOW,
            sums,
            touched,
        )
        if len(cursors) > 1:
            in_order(touched[:held], seen)
        drain(start, sums, touched[:held], documents[found:], scores[found:])
        found += held
        start = _next_window(cursors, block_documents)
    if len(own.live):
        found = keep_live(documents[:found], scores[:found], own.live)
    return documents[:found], scores[:found]


@compiled
def tally_lists(own: Lists, into: Tally) -> Any:
    """Count the documents in any of the lists and keep the best; gives (found, held)."""
    cursors = _cursors(own.ats, own.counts)
    block_documents = np.empty((len(cursors), BLOCK), np.uint32)
    block_scores = np.empty((len(cursors), BLOCK))
    sums = np.full(WINDOW, NO_SUM)
    touched = np.empty(WINDOW + 1, np.uint16)
    documents = np.empty(AT_ONCE, np.uint32)
    scores = np.empty(AT_ONCE)
    found = filled = kept = 0
    start = -WINDOW
    while start != NEVER:
        held = _fill(
            own.data,
            cursors,
            own.weights,
            own.lengths,
            own.norms,
            own.table,
            own.plain,
            own.second_lengths,
            own.second_norms,
            own.second_table,
            own.saturation,
            block_documents,
            block_scores,
            start + WINDOW,
            sums,
            touched,
        )
        following = _next_window(cursors, block_documents)
        done = 0
        while done < held or (following == NEVER and filled):
            more = min(held - done, AT_ONCE - filled)
            drain(start, sums, touched[done : done + more], documents[filled:], scores[filled:])
            done += more
            filled += more
            if filled == AT_ONCE or following == NEVER:
                if len(own.live):
                    filled = keep_live(documents[:filled], scores[:filled], own.live)
                kept = tally(
                    documents[:filled],
                    scores[:filled],
                    False,
                    into.first,
                    into.second,
                    into.failing,
                    into.rows,
                    into.counted,
                    into.ranks,
                    into.top,
                    into.places,
                    into.leading,
                    kept,
                )
                found += filled
                filled = 0
        start = following
    return found, kept


@compiled
def tally_list(own: Lists, into: Tally) -> Any:
    """As ``tally_lists``, where there is but one."""
    at, left = own.ats[0], own.counts[0]
    documents = np.empty(AT_ONCE, np.uint32)
    scores = np.empty(AT_ONCE)
    found = filled = kept = 0
    while left:
        size = min(left, BLOCK)
        at = score_block(
            own.data,
            at,
            size,
            own.weights[0],
            own.lengths,
            own.norms,
            own.table,
            own.saturation,
            documents[filled:],
            scores[filled:],
        )
        left -= size
        filled += size
        if filled + BLOCK > AT_ONCE or left == 0:
            if len(own.live):
                filled = keep_live(documents[:filled], scores[:filled], own.live)
            kept = tally(
                documents[:filled],
                scores[:filled],
                True,
                into.first,
                into.second,
                into.failing,
                into.rows,
                into.counted,
                into.ranks,
                into.top,
                into.places,
                into.leading,
                kept,
            )
            found += filled
            filled = 0
    return found, kept
