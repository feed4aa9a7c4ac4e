"""Instructions of the processor that numba has no name for: eight bytes read at once, bits counted.

Only compiled code imports this module, because numba takes a while to load.
"""

from __future__ import annotations

from typing import Any

from llvmlite import ir
from numba import types
from numba.extending import intrinsic

PADDING = 8
"""Bytes that must follow the last one in an array that is read here: reads are eight bytes wide."""


def _pointer(context: Any, builder: Any, array_type: Any, array: Any, at: Any) -> Any:
    data = context.make_array(array_type)(context, builder, array).data
    return builder.bitcast(builder.gep(data, [at]), ir.IntType(64).as_pointer())


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
