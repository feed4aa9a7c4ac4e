"""The compiled loops that keep what posting lists share; arguments are those of ``kernels``."""

from __future__ import annotations

from typing import Any

import numpy as np

from analyzers.compiling import compiled
from indexer.engine.embedded.codec.blocks import BLOCK
from indexer.engine.embedded.execute.meeting import (
    SHIFT,
    block_starts,
    common_documents,
    frequencies_at,
    meet,
    stands,
)


@compiled
def intersect_lists(
    data: Any, ats: Any, counts: Any, weights: Any, lengths: Any, norms: Any, live: Any
) -> Any:
    """The documents that all lists have, the rarest first; their scores added."""
    starts = block_starts(counts)
    blocks = np.empty(starts[-1], np.int64)
    documents, indexes = common_documents(data, ats, counts, blocks, starts)
    scores = np.zeros(len(documents))
    frequencies = np.empty(len(documents), np.uint32)
    for each in range(len(ats)):
        own = blocks[starts[each] :]
        frequencies_at(data, counts[each], own, indexes[each], frequencies)
        for i in range(len(documents)):
            f = np.float64(frequencies[i])
            scores[i] += weights[each] * f / (f + norms[lengths[documents[i]]])
    kept = 0
    for i in range(len(documents)):
        documents[kept] = documents[i]
        scores[kept] = scores[i]
        kept += stands(live, documents[i])
    return documents[:kept], scores[:kept]


@compiled
def intersect_list(
    documents: Any,
    scores: Any,
    data: Any,
    at: int,
    count: int,
    weight: float,
    lengths: Any,
    norms: Any,
) -> Any:
    """Of some documents those that a list has, its score added to theirs."""
    sources = np.empty(len(documents), np.int64)
    indexes = np.empty(len(documents), np.int64)
    blocks = np.empty((count + BLOCK - 1) >> SHIFT, np.int64)
    kept = meet(documents, data, at, count, sources, indexes, blocks)
    frequencies = np.empty(kept, np.uint32)
    frequencies_at(data, count, blocks, indexes[:kept], frequencies)
    kept_documents = np.empty(kept, np.uint32)
    kept_scores = np.empty(kept)
    for i in range(kept):
        f = np.float64(frequencies[i])
        document = documents[sources[i]]
        kept_documents[i] = document
        kept_scores[i] = scores[sources[i]] + weight * f / (f + norms[lengths[document]])
    return kept_documents, kept_scores


@compiled
def filter_list(documents: Any, data: Any, at: int, count: int) -> Any:
    """Of some documents those that a list has."""
    sources = np.empty(len(documents), np.int64)
    indexes = np.empty(len(documents), np.int64)
    blocks = np.empty((count + BLOCK - 1) >> SHIFT, np.int64)
    kept = meet(documents, data, at, count, sources, indexes, blocks)
    kept_documents = np.empty(kept, np.uint32)
    for i in range(kept):
        kept_documents[i] = documents[sources[i]]
    return kept_documents


@compiled
def match_sorted(documents: Any, others: Any) -> Any:
    """For each of some ascending documents its place among ``others``, -1 where it is not there."""
    places = np.empty(len(documents), np.int64)
    j = 0
    last = len(others)
    for i in range(len(documents)):
        document = documents[i]
        step = 1
        while j + step < last and others[j + step] < document:
            j += step
            step <<= 1
        while step:
            if j + step < last and others[j + step] <= document:
                j += step
            step >>= 1
        places[i] = j if j < last and others[j] == document else -1
    return places
