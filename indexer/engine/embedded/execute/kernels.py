"""The compiled loop that scores one posting list; the loops of the other modules are like it.

Every kernel works on one segment, whose documents are numbered from 0, releases the interpreter's
lock, and keeps nothing between calls, so that threads never meet. Shared arguments:

    data, ats, counts   uint8 posting bytes (``codec.blocks``); int64, where each list begins in
                        them and how many documents it has
    lengths, norms      uint8, uint16 or uint32 length code by document; float64 norm by length code
    tables              float64, of frequencies from 1 to ``TABULATED``, row after row of all length
                        codes: what a document of such a frequency and length scores
    live                uint64 words of one bit by document, set while it stands; empty: all stand
    documents, scores   uint32, ascending; float64

No array is assigned or passed inside an innermost loop: the compiler would count its references.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from analyzers.compiling import compiled, compiled_part
from analyzers.intrinsics import load_word
from indexer.engine.embedded.codec.blocks import (
    BLOCK,
    frequency_bytes,
    gap_bytes,
    position_bytes,
    read_header,
)

TABULATED = 8
"""Frequencies whose scores are tabulated; few postings have a higher one."""

_TABULATED = np.uint64(TABULATED)
_ONE = np.uint64(1)
_THREE = np.uint64(3)
_SEVEN = np.uint64(7)
_SIX = np.uint64(6)
_LOW_SIX = np.uint64(63)


@compiled_part
def keep_live(documents: Any, scores: Any, live: Any) -> np.int64:
    """Move what stands to the front; gives how many."""
    kept = np.int64(0)
    for i in range(len(documents)):
        document = np.uint64(documents[i])
        documents[kept] = document
        scores[kept] = scores[i]
        kept += np.int64((live[document >> _SIX] >> (document & _LOW_SIX)) & _ONE)
    return kept


@compiled_part
def _score_block(
    data: Any,
    at: int,
    size: int,
    weight: float,
    lengths: Any,
    norms: Any,
    table: Any,
    documents: Any,
    scores: Any,
) -> int:
    """Read and score a block; gives where the next one begins."""
    first, gap, bits, position, occurrences, body = read_header(data, at, size)
    counted = body + gap_bytes(size, gap)
    place, step = np.uint64(body) << _THREE, np.uint64(gap)
    counted_place, counted_step = np.uint64(counted) << _THREE, np.uint64(bits)
    mask = (_ONE << step) - _ONE
    counted_mask = (_ONE << counted_step) - _ONE
    codes = np.uint64(len(norms))
    document = np.uint64(first)
    for i in range(size):
        word = load_word(data, np.intp(counted_place >> _THREE))
        more = (word >> (counted_place & _SEVEN)) & counted_mask
        code = np.uint64(lengths[document])
        documents[i] = document
        if more < _TABULATED:
            scores[i] = weight * table[more * codes + code]
        else:
            f = np.float64(more) + 1
            scores[i] = weight * f / (f + norms[code])
        counted_place += counted_step
        word = load_word(data, np.intp(place >> _THREE))
        document += ((word >> (place & _SEVEN)) & mask) + _ONE
        place += step
    return counted + frequency_bytes(size, bits) + position_bytes(occurrences, position)


@compiled
def score_list(
    data: Any, at: int, count: int, weight: float, lengths: Any, norms: Any, table: Any, live: Any
) -> Any:
    """The documents of one list, each scored ``weight * f / (f + norm)``."""
    documents = np.empty(count, np.uint32)
    scores = np.empty(count)
    done = 0
    while done < count:
        last = min(done + BLOCK, count)
        own, scored = documents[done:last], scores[done:last]
        at = _score_block(data, at, last - done, weight, lengths, norms, table, own, scored)
        done = last
    if len(live):
        done = keep_live(documents, scores, live)
    return documents[:done], scores[:done]
