"""The compiled loops that read documents without scores; arguments are those of ``kernels``."""

from __future__ import annotations

from typing import Any

import numpy as np

from analyzers.compiling import compiled, compiled_part
from analyzers.intrinsics import load_word, trailing_zeros
from indexer.engine.embedded.codec.blocks import BLOCK, block_end, read_documents, read_header

_ONE = np.uint64(1)
_THREE = np.uint64(3)
_SEVEN = np.uint64(7)
_SIX = np.uint64(6)
_LOW_SIX = np.uint64(63)


@compiled_part
def _mark_block(data: Any, at: int, size: int, bits: Any) -> int:
    """Mark the documents of a block; gives where the next one begins."""
    first, gap, frequency, position, occurrences, body = read_header(data, at, size)
    place, step = np.uint64(body) << _THREE, np.uint64(gap)
    mask = (_ONE << step) - _ONE
    document = np.uint64(first)
    bits[document >> _SIX] |= _ONE << (document & _LOW_SIX)
    for _ in range(1, size):
        word = load_word(data, np.intp(place >> _THREE))
        document += ((word >> (place & _SEVEN)) & mask) + _ONE
        bits[document >> _SIX] |= _ONE << (document & _LOW_SIX)
        place += step
    return block_end(body, size, gap, frequency, position, occurrences)


@compiled_part
def _read_list(data: Any, at: int, count: int, live: Any) -> Any:
    """The documents of one list."""
    documents = np.empty(count, np.uint32)
    done = 0
    while done < count:
        size = min(count - done, BLOCK)
        first, gap, frequency, position, occurrences, body = read_header(data, at, size)
        read_documents(data, body, size, first, gap, documents[done : done + size])
        at = block_end(body, size, gap, frequency, position, occurrences)
        done += size
    if len(live) == 0:
        return documents
    kept = np.int64(0)
    for i in range(count):
        document = np.uint64(documents[i])
        documents[kept] = document
        kept += np.int64((live[document >> _SIX] >> (document & _LOW_SIX)) & _ONE)
    return documents[:kept]


@compiled
def mark_lists(data: Any, ats: Any, counts: Any, live: Any, universe: int) -> Any:
    """The documents in any of many lists, unscored."""
    if len(ats) == 1:
        return _read_list(data, ats[0], counts[0], live)
    bits = np.zeros((universe + 63) >> 6, np.uint64)
    for each in range(len(ats)):
        at = ats[each]
        left = counts[each]
        while left:
            size = min(left, BLOCK)
            at = _mark_block(data, at, size, bits)
            left -= size
    if len(live):
        bits &= live
    return _documents_of(bits, min(counts.sum(), universe))


@compiled_part
def _documents_of(bits: Any, most: int) -> Any:
    documents = np.empty(most + 1, np.uint32)
    found = 0
    for word in range(len(bits)):
        rest = bits[word]
        while rest:
            documents[found] = (np.uint64(word) << _SIX) + trailing_zeros(rest)
            rest &= rest - _ONE
            found += 1
    return documents[:found]


@compiled
def count_live(data: Any, at: int, count: int, live: Any) -> int:
    """How many documents of a list stand."""
    return len(_read_list(data, at, count, live))


@compiled
def count_live_lists(data: Any, ats: Any, counts: Any, live: Any) -> Any:
    """How many documents of each of many lists stand (int64)."""
    found = np.empty(len(ats), np.int64)
    for each in range(len(ats)):
        found[each] = len(_read_list(data, ats[each], counts[each], live))
    return found
