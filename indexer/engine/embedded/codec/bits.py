"""Reading and writing at any bit of a byte array, for compiled code."""

from __future__ import annotations

from typing import Any

import numpy as np

from analyzers.compiling import compiled_part
from analyzers.intrinsics import load_word, set_bits, store_word

WORD_BITS = 56
"""Bits that are sure to be in a word that is read at the byte where the first of them is."""


@compiled_part
def width(number: int) -> int:
    """How many bits an unsigned number takes; none for 0."""
    bits = 0
    while number:
        number >>= 1
        bits += 1
    return bits


@compiled_part
def unpack(data: Any, at: int, count: int, bits: int, out: Any) -> None:
    """Write to ``out`` the ``count`` numbers of ``bits`` bits each that begin at byte ``at``."""
    mask = (np.uint64(1) << np.uint64(bits)) - np.uint64(1)
    place = np.uint64(at) << np.uint64(3)
    step = np.uint64(bits)
    for i in range(count):
        word = load_word(data, np.intp(place >> np.uint64(3)))
        out[i] = (word >> (place & np.uint64(7))) & mask
        place += step


@compiled_part
def plane(bits: int) -> np.uint64:
    """A word whose lowest bit is set, and each ``bits``-th after it as far as numbers fit."""
    word = np.uint64(0)
    for i in range(WORD_BITS // bits):
        word |= np.uint64(1) << np.uint64(i * bits)
    return word


@compiled_part
def add_up(data: Any, bit: int, count: int, bits: int, lowest: np.uint64) -> np.int64:
    """The sum of the ``count`` numbers of ``bits`` bits each, not 0, from ``bit`` on.

    ``lowest`` is ``plane(bits)``: bits of the same weight are counted together, word by word.
    """
    total = np.uint64(0)
    together = WORD_BITS // bits
    while count > 0:
        word = load_word(data, bit >> 3) >> np.uint64(bit & 7)
        if count < together:
            word &= (np.uint64(1) << np.uint64(count * bits)) - np.uint64(1)
        for weight in range(np.uint64(bits)):
            total += set_bits((word >> weight) & lowest) << weight
        bit += together * bits
        count -= together
    return np.int64(total)


@compiled_part
def put(data: Any, word: Any, bits: int, number: int) -> Any:
    """Write a number of up to 32 bits behind those of ``word``, which is given and returned.

    A word is the byte where it belongs, its bits, and how many there are; it is stored when full.
    """
    at, held, count = word
    value, step = np.uint64(number), np.uint64(bits)
    held |= value << count
    count += step
    if count >= np.uint64(64):
        store_word(data, at, held)
        count -= np.uint64(64)
        held = value >> (step - count)
        at += 8
    return at, held, count


@compiled_part
def finish(data: Any, word: Any) -> Any:
    """Store a word that is not full; gives the byte after it."""
    at, held, count = word
    store_word(data, at, held)
    return at + np.intp((count + np.uint64(7)) >> np.uint64(3))
