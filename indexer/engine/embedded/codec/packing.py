"""Posting lists of many terms to bytes, and back: block after block, as ``blocks`` lays out."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyzers.compiling import compiled, compiled_part
from analyzers.intrinsics import PADDING, store_word
from indexer.engine.embedded.codec.bits import finish, put, unpack, width
from indexer.engine.embedded.codec.blocks import (
    BLOCK,
    HEADER,
    OCCURRENCES,
    block_end,
    frequency_bytes,
    gap_bytes,
    position_bytes,
    read_documents,
    read_frequencies,
    read_header,
)

_ZERO = np.uint64(0)


@compiled_part
def _widths(
    documents: Any, frequencies: Any, positions: Any, first: int, last: int, at: int
) -> Any:
    """The three widths of a block and its occurrences; ``at`` is where its positions begin."""
    gap = np.uint64(0)
    frequency = np.uint64(0)
    occurrences = np.int64(0)
    for i in range(first, last):
        if i > first:
            gap |= np.uint64(documents[i] - documents[i - 1] - 1)
        frequency |= np.uint64(frequencies[i] - 1)
        occurrences += np.int64(frequencies[i])
    position = np.uint64(0)
    if len(positions):
        for i in range(at, at + occurrences):
            position |= np.uint64(positions[i])
    return width(gap), width(frequency), width(position), occurrences


@compiled
def _pack(
    counts: Any, documents: Any, frequencies: Any, positions: Any, data: Any, ends: Any
) -> None:
    first = 0
    at = 0
    place = 0
    for term in range(len(counts)):
        stop = first + counts[term]
        while first < stop:
            last = min(first + BLOCK, stop)
            gap, frequency, position, occurrences = _widths(
                documents, frequencies, positions, first, last, at
            )
            store_word(
                data,
                place,
                np.uint64(documents[first])
                | np.uint64(gap) << np.uint64(32)
                | np.uint64(frequency) << np.uint64(40)
                | np.uint64(position) << np.uint64(48),
            )
            place += HEADER
            if frequency:
                store_word(data, place, np.uint64(occurrences))
                place += OCCURRENCES
            word = (np.intp(place), _ZERO, _ZERO)
            for i in range(first + 1, last):
                word = put(data, word, gap, documents[i] - documents[i - 1] - 1)
            place = finish(data, word)
            if frequency:
                word = (np.intp(place), _ZERO, _ZERO)
                for i in range(first, last):
                    word = put(data, word, frequency, frequencies[i] - 1)
                place = finish(data, word)
            if position:
                word = (np.intp(place), _ZERO, _ZERO)
                for i in range(at, at + occurrences):
                    word = put(data, word, position, positions[i])
                place = finish(data, word)
            at += occurrences
            first = last
        ends[term] = place


def pack(
    counts: NDArray[np.int64],
    documents: NDArray[np.uint32],
    frequencies: NDArray[np.uint32],
    positions: NDArray[np.uint32],
) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Posting lists of many terms as bytes, and where in them each list ends.

    ``counts`` are the documents of each term; ``documents`` and ``frequencies`` follow term after
    term, ascending in each, ``positions`` occurrence after occurrence, empty for a field without.
    The bytes end in padding that reads of eight bytes may run into.
    """
    ends = np.empty(len(counts), np.int64)
    blocks = int((-(-counts // BLOCK)).sum())
    most = blocks * (HEADER + OCCURRENCES) + 4 * (2 * len(documents) + len(positions))
    # Pages that are never written to take no memory.
    data = np.empty(most + PADDING, np.uint8)
    _pack(counts, documents, frequencies, positions, data, ends)
    size = int(ends[-1]) if len(ends) else 0
    data[size : size + PADDING] = 0
    return data[: size + PADDING], ends


@compiled
def _occurrences(data: Any, begins: Any, counts: Any) -> int:
    total = 0
    for term in range(len(begins)):
        at = begins[term]
        left = counts[term]
        while left:
            size = min(left, BLOCK)
            _, gap, frequency, position, occurrences, at = read_header(data, at, size)
            at = block_end(at, size, gap, frequency, position, occurrences)
            total += occurrences
            left -= size
    return total


@compiled
def _unpack_terms(
    data: Any, begins: Any, counts: Any, documents: Any, frequencies: Any, positions: Any
) -> None:
    done = 0
    placed = 0
    for term in range(len(begins)):
        at = begins[term]
        left = counts[term]
        while left:
            size = min(left, BLOCK)
            first, gap, frequency, position, occurrences, at = read_header(data, at, size)
            read_documents(data, at, size, first, gap, documents[done:])
            at += gap_bytes(size, gap)
            read_frequencies(data, at, size, frequency, frequencies[done:])
            at += frequency_bytes(size, frequency)
            if len(positions):
                unpack(data, at, occurrences, position, positions[placed:])
                placed += occurrences
            at += position_bytes(occurrences, position)
            done += size
            left -= size


def read_terms(
    data: NDArray[np.uint8],
    begins: NDArray[np.int64],
    counts: NDArray[np.int64],
    has_positions: bool,
) -> tuple[NDArray[np.uint32], NDArray[np.uint32], NDArray[np.uint32]]:
    """Documents, frequencies and positions of some terms, as :func:`pack` was given them."""
    size = int(counts.sum())
    documents = np.empty(size, np.uint32)
    frequencies = np.empty(size, np.uint32)
    occurrences = _occurrences(data, begins, counts) if has_positions else 0
    positions = np.empty(occurrences, np.uint32)
    _unpack_terms(data, begins, counts, documents, frequencies, positions)
    return documents, frequencies, positions
