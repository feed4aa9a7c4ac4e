"""The blocks of 128 documents in which posting lists are kept, as bytes.

The postings of a term are blocks, one after the other; the last one may be shorter. A block is

    4 bytes   its first document
    1 byte    bits of a gap, 1 byte bits of a frequency, 1 byte bits of a position
    4 bytes   its occurrences; only where the bits of a frequency are not 0
    gaps      document - document before - 1, for all but the first
    frequencies  frequency - 1
    positions    of all its occurrences, document after document; where the field has positions

Numbers are little-endian; gaps, frequencies and positions are each packed in their number of bits,
low bits first, and begin at a byte. After P. Goldstein, V. Ramakrishnan, U. Shaft, "Compressing
relations and indexes", ICDE 1998 (frame of reference), with the widths chosen for each block.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from analyzers.compiling import compiled_part
from analyzers.intrinsics import load_word
from indexer.engine.embedded.codec.bits import unpack

BLOCK = 128
"""Documents in a block."""

HEADER = 7
OCCURRENCES = 4
"""Bytes of a block's head, and of the number of its occurrences."""

_LOW = np.uint64(0xFFFFFFFF)


@compiled_part
def _bytes_of(numbers: int, bits: int) -> int:
    return (numbers * bits + 7) >> 3


@compiled_part
def gap_bytes(count: int, gap: int) -> int:
    """The bytes that the gaps of a block take."""
    return _bytes_of(count - 1, gap)


@compiled_part
def frequency_bytes(count: int, bits: int) -> int:
    """The bytes that the frequencies of a block take."""
    return _bytes_of(count, bits)


@compiled_part
def position_bytes(occurrences: int, bits: int) -> int:
    """The bytes that the positions of a block take."""
    return _bytes_of(occurrences, bits)


@compiled_part
def block_end(
    body: int, size: int, gap: int, frequency: int, position: int, occurrences: int
) -> int:
    """Where a block ends whose gaps begin at ``body``."""
    return (
        body
        + gap_bytes(size, gap)
        + frequency_bytes(size, frequency)
        + position_bytes(occurrences, position)
    )


@compiled_part
def read_header(data: Any, at: int, count: int) -> Any:
    """A block's first document, widths, occurrences, and where its gaps begin."""
    head = load_word(data, at)
    gap = np.int64((head >> np.uint64(32)) & np.uint64(0xFF))
    frequency = np.int64((head >> np.uint64(40)) & np.uint64(0xFF))
    position = np.int64((head >> np.uint64(48)) & np.uint64(0xFF))
    occurrences = np.int64(count)
    at += HEADER
    if frequency:
        occurrences = np.int64(load_word(data, at) & _LOW)
        at += OCCURRENCES
    return np.int64(head & _LOW), gap, frequency, position, occurrences, at


@compiled_part
def read_documents(data: Any, at: int, count: int, first: int, gap: int, out: Any) -> None:
    """The documents of a block whose gaps begin at ``at``."""
    mask = (np.uint64(1) << np.uint64(gap)) - np.uint64(1)
    place = np.uint64(at) << np.uint64(3)
    document = np.uint64(first)
    out[0] = document
    for i in range(1, count):
        word = load_word(data, np.intp(place >> np.uint64(3)))
        document += ((word >> (place & np.uint64(7))) & mask) + np.uint64(1)
        out[i] = document
        place += np.uint64(gap)


@compiled_part
def read_frequencies(data: Any, at: int, count: int, bits: int, out: Any) -> None:
    """The frequencies of a block, which begin at ``at``."""
    if bits == 0:
        for i in range(count):
            out[i] = 1
        return
    unpack(data, at, count, bits, out)
    for i in range(count):
        out[i] += 1
