"""Runs of postings, as they are read of several segments, put together term by term."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyzers.compiling import compiled


def gather(
    size: int,
    terms: NDArray[np.int64],
    counts: NDArray[np.int64],
    documents: NDArray[np.int64],
    frequencies: NDArray[np.uint32],
    positions: NDArray[np.uint32] | None,
) -> tuple[NDArray[np.int64], NDArray[np.uint32], NDArray[np.uint32], NDArray[np.uint32]]:
    """Runs of postings put together term by term; those of document -1 are dropped.

    Run i has ``counts[i]`` documents of the term ``terms[i]``, of ``size`` in all; documents,
    frequencies and positions follow run after run. ``positions`` is None for a field that keeps
    none. Gives the documents of each term, and documents, frequencies and positions, term after
    term, those of a term in the order of its runs.
    """
    found = np.zeros(size, np.int64)
    occurrences = np.zeros(size, np.int64)
    _count_runs(terms, counts, documents, frequencies, found, occurrences)
    to_documents = np.empty(int(found.sum()), np.uint32)
    to_frequencies = np.empty(len(to_documents), np.uint32)
    to_positions = np.empty(int(occurrences.sum()) if positions is not None else 0, np.uint32)
    _copy_runs(
        terms,
        counts,
        documents,
        frequencies,
        to_positions if positions is None else positions,
        positions is not None,
        np.cumsum(found) - found,
        np.cumsum(occurrences) - occurrences,
        to_documents,
        to_frequencies,
        to_positions,
    )
    return found, to_documents, to_frequencies, to_positions


@compiled
def _count_runs(
    terms: Any, counts: Any, documents: Any, frequencies: Any, found: Any, occurrences: Any
) -> None:
    end = 0
    for run in range(len(terms)):
        term = terms[run]
        end += counts[run]
        for i in range(end - counts[run], end):
            if documents[i] >= 0:
                found[term] += 1
                occurrences[term] += frequencies[i]


@compiled
def _copy_runs(
    terms: Any,
    counts: Any,
    documents: Any,
    frequencies: Any,
    positions: Any,
    has_positions: bool,
    place: Any,
    position_place: Any,
    to_documents: Any,
    to_frequencies: Any,
    to_positions: Any,
) -> None:
    at = np.int64(0)
    end = 0
    for run in range(len(terms)):
        term = terms[run]
        end += counts[run]
        for i in range(end - counts[run], end):
            f = np.int64(frequencies[i])
            if documents[i] >= 0:
                to_documents[place[term]] = documents[i]
                to_frequencies[place[term]] = f
                place[term] += 1
                if has_positions:
                    for j in range(f):
                        to_positions[position_place[term] + j] = positions[at + j]
                    position_place[term] += f
            at += f
