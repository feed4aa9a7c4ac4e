"""Reading and writing at any bit of a byte array, for compiled code."""

from __future__ import annotations

from typing import Any

import numpy as np
from llvmlite import ir
from numba import njit, types
from numba.extending import intrinsic

PADDING = 8
"""Bytes that must follow the last one in an array that is read here: reads are eight bytes wide."""


def _pointer(context: Any, builder: Any, array_type: Any, array: Any, at: Any) -> Any:
    data = context.make_array(array_type)(context, builder, array).data
    return builder.bitcast(builder.gep(data, [at]), ir.IntType(64).as_pointer())


WORD_BITS = 56
"""Bits that are sure to be in a word that is read at the byte where the first of them is."""


@intrinsic
def load_word(typing: Any, array: Any, at: Any) -> Any:  # noqa: ARG001
    """The little-endian unsigned 64-bit number at byte ``at`` of a uint8 array, unaligned."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        loaded = builder.load(_pointer(context, builder, signature.args[0], *arguments))
        loaded.align = 1
        return loaded

    return types.uint64(array, types.intp), generate


@intrinsic
def store_word(typing: Any, array: Any, at: Any, word: Any) -> Any:  # noqa: ARG001
    """Write an unsigned 64-bit number at byte ``at`` of a uint8 array, unaligned."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        target, place, value = arguments
        pointer = _pointer(context, builder, signature.args[0], target, place)
        builder.store(value, pointer).align = 1
        return context.get_dummy_value()

    return types.void(array, types.intp, types.uint64), generate


@intrinsic
def trailing_zeros(typing: Any, word: Any) -> Any:  # noqa: ARG001
    """How many zero bits follow the lowest set one of an unsigned 64-bit number that is not 0."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:  # noqa: ARG001
        return builder.cttz(arguments[0], ir.Constant(ir.IntType(1), 1))

    return types.uint64(types.uint64), generate


@intrinsic
def set_bits(typing: Any, word: Any) -> Any:  # noqa: ARG001
    """How many bits of an unsigned 64-bit number are set."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:  # noqa: ARG001
        return builder.ctpop(arguments[0])

    return types.uint64(types.uint64), generate


@njit(nogil=True)
def width(number: int) -> int:
    """How many bits an unsigned number takes; none for 0."""
    bits = 0
    while number:
        number >>= 1
        bits += 1
    return bits


@njit(nogil=True)
def unpack(data: Any, at: int, count: int, bits: int, out: Any) -> None:
    """Write to ``out`` the ``count`` numbers of ``bits`` bits each that begin at byte ``at``."""
    mask = (np.uint64(1) << np.uint64(bits)) - np.uint64(1)
    place = np.uint64(at) << np.uint64(3)
    step = np.uint64(bits)
    for i in range(count):
        word = load_word(data, np.intp(place >> np.uint64(3)))
        out[i] = (word >> (place & np.uint64(7))) & mask
        place += step


@njit(nogil=True)
def plane(bits: int) -> np.uint64:
    """A word whose lowest bit is set, and each ``bits``-th after it as far as numbers fit."""
    word = np.uint64(0)
    for i in range(WORD_BITS // bits):
        word |= np.uint64(1) << np.uint64(i * bits)
    return word


@njit(nogil=True)
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


@njit(nogil=True)
def put(data: Any, bit: int, bits: int, number: int) -> int:
    """Write a number into the zeroed bits from ``bit`` on, and give the bit after it."""
    at = np.intp(bit >> 3)
    word = load_word(data, at) | (np.uint64(number) << np.uint64(bit & 7))
    store_word(data, at, word)
    return bit + bits
