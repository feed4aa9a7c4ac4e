"""From the words of documents, in order, to the postings of terms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyzers.compiling import compiled
from indexer.engine.embedded.codec.terms import Postings


@compiled
def _count(words: Any, offsets: Any, occurrences: Any, documents: Any) -> None:
    last = np.full(len(occurrences), -1, np.int64)
    for document in range(len(offsets) - 1):
        for i in range(offsets[document], offsets[document + 1]):
            term = words[i]
            occurrences[term] += 1
            if last[term] != document:
                last[term] = document
                documents[term] += 1


@compiled
def _fill(
    words: Any,
    offsets: Any,
    numbers: Any,
    place: Any,
    position_place: Any,
    documents: Any,
    frequencies: Any,
    positions: Any,
) -> None:
    last = np.full(len(place), -1, np.int64)
    for document in range(len(offsets) - 1):
        begin = offsets[document]
        for i in range(begin, offsets[document + 1]):
            term = words[i]
            at = place[term]
            if last[term] != document:
                last[term] = document
                documents[at] = numbers[document]
                frequencies[at] = 1
                place[term] = at + 1
            else:
                frequencies[at - 1] += 1
            positions[position_place[term]] = i - begin
            position_place[term] += 1


def invert(
    terms: Sequence[bytes],
    words: NDArray[np.uint32],
    offsets: NDArray[np.int64],
    documents: NDArray[np.int64] | None = None,
    order: NDArray[np.int64] | None = None,
) -> Postings:
    """The postings of documents whose words are ``words[offsets[i]:offsets[i + 1]]``.

    A word is a number; its position is its place among the document's words. ``terms`` are the
    words as bytes, sorted, and ``order`` is the number of each; without it, they are 0, 1, 2, …
    So are those of the documents without ``documents``, which ascend. Terms that no document has
    are left out.
    """
    numbers = np.arange(len(offsets) - 1) if documents is None else documents
    order = np.arange(len(terms)) if order is None else order
    known = int(order.max(initial=-1)) + 1
    occurrences, counts = np.zeros(known, np.int64), np.zeros(known, np.int64)
    _count(words, offsets, occurrences, counts)
    own = np.empty(int(counts.sum()), np.uint32)
    frequencies = np.empty(len(own), np.uint32)
    positions = np.empty(len(words), np.uint32)
    _fill(
        words,
        offsets,
        numbers,
        _begins(counts, order),
        _begins(occurrences, order),
        own,
        frequencies,
        positions,
    )
    counts = counts[order]
    held = np.flatnonzero(counts)
    names = terms if len(held) == len(terms) else [terms[at] for at in held.tolist()]
    return Postings(names, counts[held], own, frequencies, positions)


def _begins(sizes: NDArray[np.int64], order: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where each thing begins when things of some sizes lie one after the other in an order."""
    begins = np.zeros(len(sizes), np.int64)
    begins[order] = np.cumsum(sizes[order]) - sizes[order]
    return begins
