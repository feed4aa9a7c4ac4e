"""Counting what was found by facets, and keeping the best."""

from __future__ import annotations

from typing import Any

import numpy as np

from analyzers.compiling import compiled, compiled_part
from analyzers.intrinsics import trailing_zeros

SCORE_STEPS = 1e6
"""Scores are compared in steps of one millionth, so that the order does not hang on rounding."""

_STRIDE = 64
"""Scores that are compared at once with the worst of the best."""

_ONE = np.uint64(1)


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
def _keep_best(
    documents: Any, scores: Any, ascending: bool, ranks: Any, top: Any, places: Any
) -> int:
    """Keep the best documents: by score, then by rank. Gives how many are held."""
    held = 0
    floor = last_step = -np.inf
    last_rank = np.int64(0)
    ranked = len(ranks) > 0
    # A document that ties with the worst may have a better rank; without ranks it has none when it
    # comes later.
    margin = 0.4 if ascending and not ranked else -0.5
    for start in range(0, len(documents) if len(top) else 0, _STRIDE):
        own = scores[start : start + _STRIDE]
        if not _reaches(own, floor):
            continue
        for i in range(len(own)):
            if own[i] < floor:
                continue
            step = np.rint(own[i] * SCORE_STEPS)
            document = np.int64(documents[start + i])
            rank = np.int64(ranks[document]) if ranked else document
            if step > last_step or (step == last_step and rank < last_rank):
                held = _insert(step, own[i], rank, document, top, places, held)
                if held == len(top):
                    last_step = top[held - 1, 0]
                    last_rank = places[held - 1, 0]
                    floor = (last_step + margin) / SCORE_STEPS
    return held


@compiled_part
def _count(documents: Any, codes: Any, counted: Any) -> None:
    for i in range(len(documents)):
        counted[np.uint64(codes[np.uint64(documents[i])])] += 1


@compiled_part
def _pass(
    documents: Any,
    scores: Any,
    first: Any,
    second: Any,
    failing: Any,
    counted: Any,
    passed_documents: Any,
    passed_scores: Any,
) -> int:
    """Copy what passes every filter, and count what fails one alone. Gives how many passed."""
    two = len(second) > 0
    failing_first, failing_second = failing[0], failing[1]
    passed = 0
    for i in range(len(documents)):
        document = np.uint64(documents[i])
        fails = failing_first[first[document]]
        if two:
            fails |= failing_second[second[document]]
        passed_documents[passed] = documents[i]
        passed_scores[passed] = scores[i]
        if fails == 0:
            passed += 1
        elif fails & (fails - 1) == 0:
            row = trailing_zeros(np.uint64(fails)) + _ONE
            counted[row, 0, first[document]] += 1
            if two:
                counted[row, 1, second[document]] += 1
    return passed


@compiled
def collect(
    documents: Any,
    scores: Any,
    ascending: bool,
    first: Any,
    second: Any,
    failing: Any,
    counted: Any,
    ranks: Any,
    top: Any,
    places: Any,
) -> Any:
    """Count found documents in their facets and keep the best; gives (passed, held).

    ``first`` and ``second`` give a document's code in either group of facets; ``second`` may be
    empty. ``failing[group, code]`` (uint8) has a bit set for each filter that the code fails.
    ``counted[row, group, code]`` (uint32) counts, in row 0, documents that pass every filter and,
    in row i + 1, those that fail filter i alone; with row 0 only, there are no filters. ``ranks``
    breaks ties; empty: the document does. ``top`` (k x 2 float64: score in steps, score) and
    ``places`` (k x 2 int64: rank, document) receive the best ``held``, best first.
    """
    if len(counted) > 1:
        own_documents = np.empty_like(documents)
        own_scores = np.empty_like(scores)
        passed = _pass(
            documents, scores, first, second, failing, counted, own_documents, own_scores
        )
        documents = own_documents[:passed]
        scores = own_scores[:passed]
    _count(documents, first, counted[0, 0])
    if len(second):
        _count(documents, second, counted[0, 1])
    return len(documents), _keep_best(documents, scores, ascending, ranks, top, places)


@compiled
def sum_by_value(counted: Any, groups: Any, rows: Any, codes: Any, most: int) -> Any:
    """Counts by column and value, from ``counted`` as ``collect`` leaves it (int64).

    A column i is in group ``groups[i]``; row ``rows[i]`` is added to row 0, unless it is 0;
    ``codes[i]`` gives the value of each code, up to ``most``.
    """
    sums = np.zeros((len(groups), most), np.int64)
    for column in range(len(groups)):
        own = counted[0, groups[column]]
        failed = counted[rows[column], groups[column]]
        values = codes[column]
        into = sums[column]
        alone = rows[column] != 0
        for code in range(len(own)):
            count = np.int64(own[code])
            if alone:
                count += np.int64(failed[code])
            if count:
                into[np.uint64(values[code])] += count
    return sums
