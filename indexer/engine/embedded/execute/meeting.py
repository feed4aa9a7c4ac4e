"""Where posting lists meet, for compiled code; arguments are those of ``kernels``.

A list is passed over block by block; of a block that candidates may be in, only gaps are read, and
only up to the last candidate. A posting that is met is known by its index in its list, ``blocks``
says where the blocks that were read begin: frequencies and positions are read later, of what is
left at the end.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from analyzers.compiling import compiled_part
from analyzers.intrinsics import load_word
from indexer.engine.embedded.codec.blocks import (
    BLOCK,
    block_end,
    gap_bytes,
    read_documents,
    read_header,
)

SHIFT = 7
"""From the place of a document in a list to the number of its block, in bits."""

_IN_BLOCK = np.int64(BLOCK - 1)
_NEVER = np.int64(1) << np.int64(62)
_LOW = np.uint64(0xFFFFFFFF)
_ONE = np.uint64(1)
_SIX = np.uint64(6)
_LOW_SIX = np.uint64(63)

_MARKS = 4096
"""Marks by which candidates are known, by the low bits of their numbers: few meet by chance."""

_LOCAL = np.uint64(_MARKS - 1)


@compiled_part
def _mark(candidates: Any, marks: Any, mark: int) -> None:
    for i in range(len(candidates)):
        marks[np.uint64(candidates[i]) & _LOCAL] = mark


@compiled_part
def _meet_block(
    candidates: Any,
    data: Any,
    body: int,
    size: int,
    first: int,
    gap: int,
    marks: Any,
    sources: Any,
    indexes: Any,
) -> int:
    """Note which candidates a block has, and where in it; gives how many."""
    _mark(candidates, marks, 1)
    mask = (_ONE << np.uint64(gap)) - _ONE
    place = np.uint64(body) << np.uint64(3)
    document = np.uint64(first)
    last = np.uint64(candidates[len(candidates) - 1])
    candidate = 0
    kept = 0
    j = 0
    while document < last:
        if marks[document & _LOCAL]:
            while np.uint64(candidates[candidate]) < document:
                candidate += 1
            if np.uint64(candidates[candidate]) == document:
                sources[kept] = candidate
                indexes[kept] = j
                kept += 1
        j += 1
        if j == size:
            break
        word = load_word(data, np.intp(place >> np.uint64(3)))
        document += ((word >> (place & np.uint64(7))) & mask) + _ONE
        place += np.uint64(gap)
    if j < size and document == last:
        sources[kept] = len(candidates) - 1
        indexes[kept] = j
        kept += 1
    _mark(candidates, marks, 0)
    return kept


@compiled_part
def meet(
    documents: Any, data: Any, at: int, count: int, sources: Any, indexes: Any, blocks: Any
) -> int:
    """Note which of some documents a list has; gives how many.

    For each, ``sources`` receives its index in ``documents``, ``indexes`` that in the list.
    """
    marks = np.zeros(_MARKS, np.uint8)
    kept = 0
    i = 0
    done = 0
    while i < len(documents) and done < count:
        size = min(count - done, BLOCK)
        first, gap, frequency, position, occurrences, body = read_header(data, at, size)
        behind = block_end(body, size, gap, frequency, position, occurrences)
        following = _NEVER
        if done + size < count:
            following = np.int64(load_word(data, behind) & _LOW)
        while i < len(documents) and documents[i] < first:
            i += 1
        stop = i
        while stop < len(documents) and documents[stop] < following:
            stop += 1
        if stop > i:
            blocks[done >> SHIFT] = at
            met = _meet_block(
                documents[i:stop],
                data,
                body,
                size,
                first,
                gap,
                marks,
                sources[kept:],
                indexes[kept:],
            )
            for each in range(kept, kept + met):
                sources[each] += i
                indexes[each] += done
            kept += met
        i = stop
        at = behind
        done += size
    return kept


@compiled_part
def _read_list(data: Any, at: int, count: int, documents: Any, blocks: Any) -> None:
    """Read all documents of a list, and note where its blocks begin."""
    done = 0
    while done < count:
        size = min(count - done, BLOCK)
        blocks[done >> SHIFT] = at
        first, gap, frequency, position, occurrences, body = read_header(data, at, size)
        read_documents(data, body, size, first, gap, documents[done : done + size])
        at = block_end(body, size, gap, frequency, position, occurrences)
        done += size


@compiled_part
def block_starts(counts: Any) -> Any:
    """Where each list's part of a shared array of blocks begins, and where the last one ends."""
    starts = np.zeros(len(counts) + 1, np.int64)
    for each in range(len(counts)):
        starts[each + 1] = starts[each] + ((counts[each] + BLOCK - 1) >> SHIFT)
    return starts


@compiled_part
def common_documents(data: Any, ats: Any, counts: Any, blocks: Any, starts: Any) -> Any:
    """The documents that all lists have, and their indexes in each (rows)."""
    lists = len(ats)
    documents = np.empty(counts[0], np.uint32)
    _read_list(data, ats[0], counts[0], documents, blocks)
    kept = len(documents)
    indexes = np.empty((lists, kept), np.int64)
    sources = np.empty(kept, np.int64)
    if lists == 1:
        indexes[0] = np.arange(kept)
    for each in range(1, lists):
        own = blocks[starts[each] :]
        kept = meet(documents[:kept], data, ats[each], counts[each], sources, indexes[each], own)
        for i in range(kept):
            documents[i] = documents[sources[i]]
            if each == 1:
                indexes[0, i] = sources[i]
            for before in range(np.int64(each > 1) * each):
                indexes[before, i] = indexes[before, sources[i]]
    return documents[:kept], indexes[:, :kept]


@compiled_part
def frequencies_at(data: Any, count: int, blocks: Any, indexes: Any, frequencies: Any) -> None:
    """Read the frequencies of some postings of a list of ``count`` documents."""
    block = np.int64(-1)
    bits = np.int64(0)
    begin = np.int64(0)
    mask = np.uint64(0)
    for i in range(len(indexes)):
        index = indexes[i]
        if index >> SHIFT != block:
            block = index >> SHIFT
            size = min(count - (block << SHIFT), BLOCK)
            _, gap, bits, _, _, body = read_header(data, blocks[block], size)
            begin = (body + gap_bytes(size, gap)) << 3
            mask = (_ONE << np.uint64(bits)) - _ONE
        place = begin + (index & _IN_BLOCK) * bits
        word = load_word(data, place >> 3)
        frequencies[i] = ((word >> np.uint64(place & 7)) & mask) + _ONE


@compiled_part
def stands(live: Any, document: int) -> bool:
    """Whether a document stands."""
    place = np.uint64(document)
    return len(live) == 0 or (live[place >> _SIX] >> (place & _LOW_SIX)) & _ONE != 0
