"""The compiled loops that find the passages which share enough words with a given one."""

from __future__ import annotations

from typing import Any

import numpy as np

from analyzers.compiling import compiled, compiled_part
from indexer.engine.embedded.codec.blocks import (
    BLOCK,
    block_end,
    gap_bytes,
    read_documents,
    read_frequencies,
    read_header,
)
from indexer.engine.embedded.execute.meeting import SHIFT, frequencies_at, meet, stands
from indexer.similar import FEWEST, SHARE

_PART = SHARE.numerator
_WHOLE = SHARE.numerator + SHARE.denominator
"""As alike as SHARE are passages of a and b words that share at least _PART / _WHOLE (a + b)."""


@compiled_part
def _suffice(shared: int, words: int, others: int) -> bool:
    return others >= FEWEST and _WHOLE * min(shared, others) >= _PART * (words + others)


@compiled
def overlapping(
    data: Any,
    ats: Any,
    counts: Any,
    places: Any,
    weights: Any,
    codes: Any,
    lengths: Any,
    live: Any,
    shared: Any,
) -> Any:
    """The documents near enough to a passage, ascending, and how many words they share with it.

    ``ats`` and ``counts`` (int64) are by word: where its postings begin in ``data``, how many they
    are. ``places`` (int64) are the passage's words among them, ``weights`` (int64) how often it has
    each. ``lengths`` by the ``codes`` of documents are their words, ``live`` a bit by document,
    empty where all stand. ``shared`` (unsigned), by document, is all 0, before and after.

    A document that has none of the rarest words cannot share enough with those that are left
    (prefix filtering: Chaudhuri, Ganti, Kaushik 2006); of the more frequent words only those
    documents are looked up that have been met by then and may still share enough.
    """
    words = weights.sum()
    left = np.int64(0)
    for i in range(len(places)):
        left += weights[i] * (counts[places[i]] > 0)
    shortest = max(FEWEST, _at_least(words, _PART, _WHOLE - _PART))
    enough = _at_least(words + shortest, _PART, _WHOLE)
    if left < enough:
        return np.empty(0, np.uint32), np.empty(0, np.int64)
    order = np.argsort(counts[places])
    met = np.empty(counts[places].sum(), np.uint32)
    found = 0
    each = 0
    while each < len(order) and left >= enough:
        place, weight = places[order[each]], weights[order[each]]
        found = _gather(data, ats[place], counts[place], weight, shared, met, found)
        left -= weight * (counts[place] > 0)
        each += 1
    documents, sums = _keep(met[:found], words, left, codes, lengths, live, shared)
    while each < len(order) and len(documents):
        place, weight = places[order[each]], weights[order[each]]
        left -= weight
        _add(data, ats[place], counts[place], weight, documents, sums)
        kept = 0
        for i in range(len(documents)):
            documents[kept], sums[kept] = documents[i], sums[i]
            kept += _suffice(sums[i] + left, words, np.int64(lengths[codes[documents[i]]]))
        documents, sums = documents[:kept], sums[:kept]
        each += 1
    return documents, sums


@compiled_part
def _at_least(number: int, part: int, whole: int) -> int:
    """``part / whole`` of a number, rounded up."""
    return (part * number + whole - 1) // whole


@compiled_part
def _gather(data: Any, at: int, count: int, weight: int, shared: Any, met: Any, found: int) -> int:
    """Add a word to what its documents share, and note those met for the first time."""
    documents = np.empty(BLOCK, np.uint32)
    frequencies = np.ones(BLOCK, np.uint32)
    while count:
        size = min(count, BLOCK)
        first, gap, bits, position, occurrences, body = read_header(data, at, size)
        read_documents(data, body, size, first, gap, documents)
        if weight > 1:
            read_frequencies(data, body + gap_bytes(size, gap), size, bits, frequencies)
        for i in range(size):
            document = np.uint64(documents[i])
            before = np.int64(shared[document])
            met[found] = document
            found += before == 0
            shared[document] = before + np.int64(min(weight, frequencies[i]))
        at = block_end(body, size, gap, bits, position, occurrences)
        count -= size
    return found


@compiled_part
def _keep(met: Any, words: int, left: int, codes: Any, lengths: Any, live: Any, shared: Any) -> Any:
    """The documents that stand and may share enough, ascending, and what they share.

    Clears ``shared``.
    """
    kept = 0
    for i in range(len(met)):
        document = np.uint64(met[i])
        met[kept] = document
        others = np.int64(lengths[codes[document]])
        if _suffice(np.int64(shared[document]) + left, words, others) and stands(live, document):
            kept += 1
        else:
            shared[document] = 0
    documents = np.sort(met[:kept])
    sums = np.empty(kept, np.int64)
    for i in range(kept):
        document = np.uint64(documents[i])
        sums[i] = shared[document]
        shared[document] = 0
    return documents, sums


@compiled_part
def _add(data: Any, at: int, count: int, weight: int, documents: Any, sums: Any) -> None:
    """Add a word to what some documents share."""
    sources = np.empty(len(documents), np.int64)
    indexes = np.empty(len(documents), np.int64)
    blocks = np.empty((count + BLOCK - 1) >> SHIFT, np.int64)
    kept = meet(documents, data, at, count, sources, indexes, blocks)
    frequencies = np.ones(kept, np.uint32)
    if weight > 1:
        frequencies_at(data, count, blocks, indexes[:kept], frequencies)
    for i in range(kept):
        sums[sources[i]] += min(weight, np.int64(frequencies[i]))
