"""The compiled loop that scores a block of postings, and what the loops of all modules share.

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

from analyzers.compiling import compiled_part
from analyzers.intrinsics import load_word
from indexer.engine.embedded.codec.blocks import (
    frequency_bytes,
    gap_bytes,
    position_bytes,
    read_documents,
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
def score_block(
    data: Any,
    at: int,
    size: int,
    weight: float,
    lengths: Any,
    norms: Any,
    table: Any,
    saturation: float,
    documents: Any,
    scores: Any,
) -> int:
    """Read and score a block; gives where the next one begins.

    A score is ``weight * f / (f * saturation + norm)``.
    """
    first, gap, bits, position, occurrences, body = read_header(data, at, size)
    read_documents(data, body, size, first, gap, documents)
    counted = body + gap_bytes(size, gap)
    if bits == 0:
        for i in range(size):
            scores[i] = weight * table[np.uint64(lengths[np.uint64(documents[i])])]
    else:
        place, step = np.uint64(counted) << _THREE, np.uint64(bits)
        mask = (_ONE << step) - _ONE
        codes = np.uint64(len(norms))
        for i in range(size):
            word = load_word(data, np.intp(place >> _THREE))
            more = (word >> (place & _SEVEN)) & mask
            code = np.uint64(lengths[np.uint64(documents[i])])
            if more < _TABULATED:
                scores[i] = weight * table[more * codes + code]
            else:
                f = np.float64(more) + 1
                scores[i] = weight * f / (f * saturation + norms[code])
            place += step
    return counted + frequency_bytes(size, bits) + position_bytes(occurrences, position)
