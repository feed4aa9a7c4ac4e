"""The compiled loops that count phrases in documents; arguments are those of ``kernels``."""

from __future__ import annotations

from typing import Any

import numpy as np

from analyzers.compiling import compiled, compiled_part
from analyzers.intrinsics import load_word
from indexer.engine.embedded.execute.meeting import block_starts, common_documents, stands
from indexer.engine.embedded.execute.positions import locate, read_hits


@compiled_part
def _chain(
    positions: Any, bounds: Any, offsets: Any, slop: int, start: int, reached: Any, grown: Any
) -> bool:
    """Whether the places after the first can follow a start, each within its distance."""
    reached[0] = start
    held = 1
    for place in range(1, len(bounds)):
        step = offsets[place] - offsets[place - 1]
        found = 0
        for i in range(bounds[place, 0], bounds[place, 1]):
            position = np.int64(positions[i])
            for j in range(held):
                distance = position - reached[j]
                if step <= distance < step + slop:
                    grown[found] = position
                    found += 1
                    break
        if found == 0:
            return False
        held = found
        reached[:held] = grown[:held]
    return True


@compiled_part
def _chains(positions: Any, bounds: Any, offsets: Any, slop: int, reached: Any, grown: Any) -> int:
    """How often a phrase begins whose places may be apart."""
    count = 0
    for start in range(bounds[0, 0], bounds[0, 1]):
        count += _chain(
            positions, bounds, offsets, slop, np.int64(positions[start]), reached, grown
        )
    return count


@compiled_part
def _runs(positions: Any, bounds: Any, offsets: Any) -> int:
    """How often a phrase begins whose places stand as far apart as ``offsets`` say."""
    places = len(bounds)
    count = 0
    for start in range(bounds[0, 0], bounds[0, 1]):
        position = np.int64(positions[start])
        place = 1
        while place < places:
            wanted = position + offsets[place]
            i = bounds[place, 0]
            end = bounds[place, 1]
            while i < end and positions[i] < wanted:
                i += 1
            bounds[place, 0] = i
            if i == end or positions[i] != wanted:
                break
            place += 1
        count += place == places
    return count


@compiled_part
def _count(positions: Any, ends: Any, shifts: Any, offsets: Any, slop: int) -> Any:
    places, documents = ends.shape
    counts = np.zeros(documents, np.int64)
    bounds = np.zeros((places, 2), np.int64)
    most = 1
    for place in range(places):
        for i in range(documents):
            most = max(most, ends[place, i] - (ends[place, i - 1] if i else 0))
    reached = np.empty(most, np.int64)
    grown = np.empty(most, np.int64)
    for i in range(documents):
        for place in range(places):
            bounds[place, 0] = shifts[place] + (ends[place, i - 1] if i else 0)
            bounds[place, 1] = shifts[place] + ends[place, i]
        if slop > 1:
            counts[i] = _chains(positions, bounds, offsets, slop, reached, grown)
        else:
            counts[i] = _runs(positions, bounds, offsets)
    return counts


@compiled
def count_phrases(positions: Any, ends: Any, shifts: Any, offsets: Any, slop: int) -> Any:
    """How often a phrase begins in each document (int64).

    The positions of place k in document i are those up to ``ends[k, i]``, in ``positions`` from
    ``shifts[k]`` on. A place stands as far after the one before as ``offsets`` say, or up to
    ``slop - 1`` positions further.
    """
    return _count(positions, ends, shifts, offsets, slop)


@compiled_part
def _follows(data: Any, hit: Any, wanted: int) -> bool:
    """Whether a word stands at a position; the hit moves on to the first that is not before."""
    bit, count, width = hit[0], hit[1], hit[2]
    mask = (np.uint64(1) << np.uint64(width)) - np.uint64(1)
    position = np.int64(-1)
    while count:
        position = np.int64((load_word(data, bit >> 3) >> np.uint64(bit & 7)) & mask)
        if position >= wanted:
            break
        bit += width
        count -= 1
    hit[0], hit[1] = bit, count
    return position == wanted


@compiled_part
def _count_runs(data: Any, hits: Any, offsets: Any) -> Any:
    """How often a phrase begins in each document, its positions read where they are."""
    places, documents, _ = hits.shape
    counts = np.zeros(documents, np.int64)
    for i in range(documents):
        bit, count, width = hits[0, i, 0], hits[0, i, 1], hits[0, i, 2]
        mask = (np.uint64(1) << np.uint64(width)) - np.uint64(1)
        for _ in range(count):
            start = np.int64((load_word(data, bit >> 3) >> np.uint64(bit & 7)) & mask)
            bit += width
            place = 1
            while place < places and _follows(data, hits[place, i], start + offsets[place]):
                place += 1
            counts[i] += place == places
    return counts


@compiled
def find_phrases(
    data: Any, ats: Any, counts: Any, places: Any, offsets: Any, slop: int, live: Any
) -> Any:
    """The documents of a phrase of words, and how often it begins in each (float64).

    The lists come with the rarest first; that of ``ats[i]`` is of place ``places[i]``. The rest is
    as for ``count_phrases``.
    """
    lists = len(ats)
    starts = block_starts(counts)
    blocks = np.empty(starts[-1], np.int64)
    documents, indexes = common_documents(data, ats, counts, blocks, starts)
    hits = np.empty((lists, len(documents), 3), np.int64)
    for each in range(lists):
        locate(data, counts[each], blocks[starts[each] :], indexes[each], hits[places[each]])
    if slop > 1:
        positions, ends, shifts = read_hits(data, hits)
        found = _count(positions, ends, shifts, offsets, slop)
    else:
        found = _count_runs(data, hits, offsets)
    frequencies = np.empty(len(documents))
    kept = 0
    for i in range(len(documents)):
        documents[kept] = documents[i]
        frequencies[kept] = found[i]
        kept += found[i] > 0 and stands(live, documents[i])
    return documents[:kept], frequencies[:kept]
