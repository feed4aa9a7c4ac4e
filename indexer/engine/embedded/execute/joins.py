"""The compiled loops that join matches, as ``unions`` joins posting lists."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from analyzers.compiling import compiled, compiled_part
from indexer.engine.embedded.execute.collect import Tally, tally
from indexer.engine.embedded.execute.windows import (
    NEVER,
    NO_SUM,
    WINDOW,
    add_sums,
    before,
    begin_sums,
    drain,
    in_order,
    raise_sums,
)


class Runs(NamedTuple):
    """Several ascending runs of documents: run i ends before ``ends[i]``.

    The scores of a document are added or, with ``highest``, only the highest of them is kept.
    """

    documents: NDArray[np.uint32]
    scores: NDArray[np.float64]
    ends: NDArray[np.int64]
    highest: bool
    universe: int


@compiled_part
def _fill(own: Any, places: Any, sums: Any, touched: Any) -> Any:
    """Join what all runs have in the next window; gives where it begins and how many it has."""
    runs = len(own.ends)
    start = NEVER
    for run in range(runs):
        if places[run] < own.ends[run]:
            start = min(start, np.int64(own.documents[places[run]]))
    if start == NEVER:
        return start, 0
    start = start // WINDOW * WINDOW
    held = 0
    for run in range(runs):
        if places[run] == own.ends[run]:
            continue
        at, stop = places[run], before(own.documents, places[run], own.ends[run], start + WINDOW)
        if held == 0:
            held = begin_sums(own.documents, own.scores, at, stop, sums, touched, 0)
        elif own.highest:
            held = raise_sums(own.documents, own.scores, at, stop, sums, touched, held)
        else:
            held = add_sums(own.documents, own.scores, at, stop, sums, touched, held)
        places[run] = stop
    return start, held


@compiled_part
def _begins(ends: Any) -> Any:
    begins = np.zeros(len(ends), np.int64)
    begins[1:] = ends[:-1]
    return begins


@compiled
def union_runs(own: Runs) -> Any:
    """The documents in any of the runs, ascending, with a score for each."""
    places = _begins(own.ends)
    sums = np.full(WINDOW, NO_SUM)
    touched = np.empty(WINDOW + 1, np.uint16)
    seen = np.zeros(WINDOW >> 6, np.uint64)
    most = min(len(own.documents), own.universe)
    documents = np.empty(most, np.uint32)
    scores = np.empty(most)
    found = 0
    while True:
        start, held = _fill(own, places, sums, touched)
        if start == NEVER:
            break
        in_order(touched[:held], seen)
        drain(start, sums, touched[:held], documents[found:], scores[found:])
        found += held
    return documents[:found], scores[:found]


@compiled
def tally_runs(own: Runs, into: Tally) -> Any:
    """Count the documents in any of the runs and keep the best; gives (found, held)."""
    places = _begins(own.ends)
    sums = np.full(WINDOW, NO_SUM)
    touched = np.empty(WINDOW + 1, np.uint16)
    documents = np.empty(WINDOW, np.uint32)
    scores = np.empty(WINDOW)
    found = kept = 0
    while True:
        start, held = _fill(own, places, sums, touched)
        if start == NEVER:
            break
        drain(start, sums, touched[:held], documents, scores)
        kept = tally(
            documents[:held],
            scores[:held],
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
        found += held
    return found, kept
