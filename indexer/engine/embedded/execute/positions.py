"""The compiled loops that read where words stand in documents; arguments are those of ``kernels``.

A hit is a document that a list has: (first bit of its positions, frequency, bits of a position).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from analyzers.compiling import compiled, compiled_part
from analyzers.intrinsics import load_word
from indexer.engine.embedded.codec.bits import add_up, plane
from indexer.engine.embedded.codec.blocks import (
    BLOCK,
    frequency_bytes,
    gap_bytes,
    read_header,
)
from indexer.engine.embedded.execute.meeting import SHIFT, block_starts, meet


@compiled_part
def locate(data: Any, count: int, blocks: Any, indexes: Any, hits: Any) -> None:
    """Find the positions of some postings of a list of ``count`` documents."""
    block = np.int64(-1)
    gap = bits = width = j = bit = place = np.int64(0)
    mask = lowest = np.uint64(0)
    for i in range(len(indexes)):
        index = indexes[i]
        if index >> SHIFT != block:
            block = index >> SHIFT
            size = min(count - block * BLOCK, BLOCK)
            _, gap, bits, width, _, body = read_header(data, blocks[block], size)
            body += gap_bytes(size, gap)
            place = body << 3
            bit = (body + frequency_bytes(size, bits)) << 3
            mask = (np.uint64(1) << np.uint64(bits)) - np.uint64(1)
            lowest = plane(bits) if bits else np.uint64(0)
            j = np.int64(0)
        steps = index - block * BLOCK - j
        skipped = steps
        if bits:
            skipped += add_up(data, place, steps, bits, lowest)
            place += steps * bits
        bit += skipped * width
        j += steps
        hits[i, 0] = bit
        hits[i, 1] = np.int64((load_word(data, place >> 3) >> np.uint64(place & 7)) & mask) + 1
        hits[i, 2] = width


@compiled_part
def _read_hit(data: Any, bit: int, count: int, width: int, place: int, positions: Any) -> None:
    mask = (np.uint64(1) << np.uint64(width)) - np.uint64(1)
    for i in range(place, place + count):
        positions[i] = (load_word(data, bit >> 3) >> np.uint64(bit & 7)) & mask
        bit += width


@compiled_part
def _sort_few(numbers: Any, begin: int, end: int) -> None:
    """Sort what is mostly sorted already, a run for each list."""
    for i in range(begin + 1, end):
        number = numbers[i]
        j = i
        while j > begin and numbers[j - 1] > number:
            numbers[j] = numbers[j - 1]
            j -= 1
        numbers[j] = number


@compiled
def positions_in(documents: Any, data: Any, ats: Any, counts: Any) -> Any:
    """Where any of several lists has each of some ascending documents.

    Gives the positions, ascending in each document, and where the positions of each end.
    """
    most = 0
    for each in range(len(ats)):
        most += min(counts[each], len(documents))
    starts = block_starts(counts)
    blocks = np.empty(starts[-1], np.int64)
    hits = np.empty((most, 3), np.int64)
    sources = np.empty(most, np.int64)
    indexes = np.empty(most, np.int64)
    hit = 0
    for each in range(len(ats)):
        own = blocks[starts[each] :]
        end = hit + meet(
            documents, data, ats[each], counts[each], sources[hit:], indexes[hit:], own
        )
        locate(data, counts[each], own, indexes[hit:end], hits[hit:end])
        hit = end
    ends = np.zeros(len(documents) + 1, np.int64)
    for each in range(hit):
        ends[sources[each] + 1] += hits[each, 1]
    for i in range(len(documents)):
        ends[i + 1] += ends[i]
    place = ends[:-1].copy()
    positions = np.empty(ends[-1], np.uint32)
    for each in range(hit):
        i = sources[each]
        _read_hit(data, hits[each, 0], hits[each, 1], hits[each, 2], place[i], positions)
        place[i] += hits[each, 1]
    if len(ats) > 1:
        for i in range(len(documents)):
            _sort_few(positions, ends[i], ends[i + 1])
    return positions, ends[1:]


@compiled_part
def read_hits(data: Any, hits: Any) -> Any:
    """The positions at some hits (place, document), as ``count_phrases`` takes them."""
    places, documents, _ = hits.shape
    ends = np.empty((places, documents), np.int64)
    shifts = np.zeros(places, np.int64)
    size = 0
    for place in range(places):
        shifts[place] = size
        for i in range(documents):
            size += hits[place, i, 1]
            ends[place, i] = size - shifts[place]
    positions = np.empty(size, np.uint32)
    for place in range(places):
        for i in range(documents):
            bit, count, width = hits[place, i]
            _read_hit(data, bit, count, width, shifts[place] + ends[place, i] - count, positions)
    return positions, ends, shifts
