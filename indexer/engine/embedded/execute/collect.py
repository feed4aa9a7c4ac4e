"""Counting what was found by facets, and keeping the best."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from analyzers.compiling import compiled, compiled_part

SCORE_STEPS = 1e6
"""Scores are compared in steps of one millionth, so that the order does not hang on rounding."""

_STRIDE = 64
"""Scores that are compared at once with the worst of the best."""


class Tally(NamedTuple):
    """A segment's facets, and what is counted of them.

    ``first`` and ``second`` give a document's code in either group of facets; ``second`` may be
    empty. ``failing[group, code]`` (uint8) has a bit set for each filter that the code fails, and
    ``rows`` (uint8) gives the row in ``counted`` of those failures: 0 for none, i + 1 for filter i
    alone, the last one for several. ``counted[row, group, code]`` (uint32) counts documents; with
    row 0 only, there are no filters. ``ranks`` breaks ties; empty: the document does. ``top``
    (k x 2 float64: score in steps, score) and ``places`` (k x 2 int64: rank, document) receive the
    best of those that pass, best first. ``leading`` (k x 4 float64: score in steps,
    rank, document, score) receives the best with or without filters, as a heap whose first row is
    the worst; it comes full of rows of the score -inf.
    """

    first: NDArray[Any]
    second: NDArray[Any]
    failing: NDArray[np.uint8]
    rows: NDArray[np.uint8]
    counted: NDArray[np.uint32]
    ranks: NDArray[np.uint32]
    top: NDArray[np.float64]
    places: NDArray[np.int64]
    leading: NDArray[np.float64]


@compiled_part
def _insert(
    step: float, score: float, rank: int, document: int, top: Any, places: Any, held: int
) -> int:
    """Insert a document that is among the best so far. Gives how many are held."""
    at = min(held, len(top) - 1)
    while at > 0 and (
        top[at - 1, 0] < step or (top[at - 1, 0] == step and places[at - 1, 0] > rank)
    ):
        top[at] = top[at - 1]
        places[at] = places[at - 1]
        at -= 1
    top[at, 0] = step
    top[at, 1] = score
    places[at, 0] = rank
    places[at, 1] = document
    return min(held + 1, len(top))


@compiled_part
def _reaches(scores: Any, floor: float) -> bool:
    """Whether any score is at least ``floor``; without a branch, so many are compared at once."""
    reached = 0
    for i in range(len(scores)):
        reached |= scores[i] >= floor
    return reached != 0


@compiled_part
def _fails(document: int, first: Any, second: Any, failing: Any) -> Any:
    """Whether a document fails any filter."""
    fails = failing[0, first[document]]
    if len(second):
        fails |= failing[1, second[document]]
    return fails != 0


@compiled_part
def _keep_best(
    documents: Any,
    scores: Any,
    ascending: bool,
    first: Any,
    second: Any,
    failing: Any,
    filtered: bool,
    ranks: Any,
    top: Any,
    places: Any,
    held: int,
) -> int:
    """Keep the best documents: by score, then by rank. Gives how many are held."""
    ranked = len(ranks) > 0
    # A document that ties with the worst may have a better rank; without ranks it has none when it
    # comes later.
    margin = 0.4 if ascending and not ranked else -0.5
    floor = last_step = -np.inf
    last_rank = np.int64(0)
    for start in range(0, len(documents) if len(top) else 0, _STRIDE):
        if held == len(top):
            last_step = top[held - 1, 0]
            last_rank = places[held - 1, 0]
            floor = (last_step + margin) / SCORE_STEPS
        own = scores[start : start + _STRIDE]
        if not _reaches(own, floor):
            continue
        for i in range(len(own)):
            if own[i] < floor:
                continue
            document = np.int64(documents[start + i])
            if filtered and _fails(document, first, second, failing):
                continue
            step = np.rint(own[i] * SCORE_STEPS)
            rank = np.int64(ranks[document]) if ranked else document
            if held < len(top) or step > last_step or (step == last_step and rank < last_rank):
                held = _insert(step, own[i], rank, document, top, places, held)
                if held == len(top):
                    last_step = top[held - 1, 0]
                    last_rank = places[held - 1, 0]
                    floor = (last_step + margin) / SCORE_STEPS
    return held


@compiled_part
def _is_worse(leading: Any, at: int, step: float, rank: float) -> Any:
    return leading[at, 0] < step or (leading[at, 0] == step and leading[at, 1] > rank)


@compiled_part
def _replace_worst(step: float, rank: float, document: int, score: float, leading: Any) -> None:
    at = 0
    while True:
        child = 2 * at + 1
        if child + 1 < len(leading) and _is_worse(
            leading, child + 1, leading[child, 0], leading[child, 1]
        ):
            child += 1
        if child >= len(leading) or not _is_worse(leading, child, step, rank):
            break
        leading[at] = leading[child]
        at = child
    leading[at, 0] = step
    leading[at, 1] = rank
    leading[at, 2] = document
    leading[at, 3] = score


@compiled_part
def _keep_leading(documents: Any, scores: Any, ranks: Any, leading: Any) -> None:
    """Keep the best documents, whatever filters they fail: by score, then by rank."""
    ranked = len(ranks) > 0
    for start in range(0, len(documents), _STRIDE):
        own = scores[start : start + _STRIDE]
        floor = (leading[0, 0] - 0.5) / SCORE_STEPS
        if not _reaches(own, floor):
            continue
        for i in range(len(own)):
            if own[i] < floor:
                continue
            document = np.int64(documents[start + i])
            step = np.rint(own[i] * SCORE_STEPS)
            rank = np.float64(ranks[document]) if ranked else np.float64(document)
            if _is_worse(leading, 0, step, rank):
                _replace_worst(step, rank, document, own[i], leading)
                floor = (leading[0, 0] - 0.5) / SCORE_STEPS


@compiled_part
def _count(documents: Any, codes: Any, counted: Any) -> None:
    for i in range(len(documents)):
        counted[np.uint64(codes[np.uint64(documents[i])])] += 1


@compiled_part
def _count_filtered(
    documents: Any, first: Any, second: Any, failing: Any, rows: Any, counted: Any
) -> None:
    """Count documents in the row that says which filters they fail; without a branch."""
    failing_first, failing_second = failing[0], failing[1]
    if len(second):
        for i in range(len(documents)):
            document = np.uint64(documents[i])
            code, other = np.uint64(first[document]), np.uint64(second[document])
            row = np.uint64(rows[failing_first[code] | failing_second[other]])
            counted[row, 0, code] += 1
            counted[row, 1, other] += 1
    else:
        for i in range(len(documents)):
            code = np.uint64(first[np.uint64(documents[i])])
            counted[np.uint64(rows[failing_first[code]]), 0, code] += 1


@compiled_part
def tally(
    documents: Any,
    scores: Any,
    ascending: bool,
    first: Any,
    second: Any,
    failing: Any,
    rows: Any,
    counted: Any,
    ranks: Any,
    top: Any,
    places: Any,
    leading: Any,
    held: int,
) -> Any:
    """Count documents and keep the best, beside ``held`` from before; gives how many are then.

    ``ascending``: no later document, of this call or the next, is before an earlier one.
    """
    if len(leading):
        _keep_leading(documents, scores, ranks, leading)
    filtered = len(counted) > 1
    if filtered:
        _count_filtered(documents, first, second, failing, rows, counted)
    else:
        _count(documents, first, counted[0, 0])
        if len(second):
            _count(documents, second, counted[0, 1])
    return _keep_best(
        documents, scores, ascending, first, second, failing, filtered, ranks, top, places, held
    )


@compiled
def tally_matches(documents: Any, scores: Any, into: Tally) -> Any:
    """Count ascending documents and keep the best; gives how many are held."""
    return tally(
        documents,
        scores,
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
        0,
    )


@compiled
def add_by_value(counted: Any, groups: Any, rows: Any, places: Any, sums: Any) -> Any:
    """Add counts by column and value to ``sums`` (int64); gives how many pass every filter.

    ``counted`` is as ``tally`` leaves it. A column i is in group ``groups[i]``; row ``rows[i]`` is
    added to row 0, unless it is 0; ``places[i]`` gives the place in ``sums`` of each code.
    """
    for column in range(len(groups)):
        own = counted[0, groups[column]]
        failed = counted[rows[column], groups[column]]
        into = places[column]
        alone = np.uint32(rows[column] != 0)
        for code in range(len(own)):
            count = own[code] + failed[code] * alone
            if count:
                sums[np.uint64(into[code])] += np.int64(count)
    return counted[0, 0].sum()
