"""Whether the inverted index says of the stored articles what they say themselves."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from analyzers import LANGUAGES, get_analyzer
from analyzers.bulk import BulkAnalyzer
from analyzers.languages import UNKNOWN
from indexer.engine.embedded import schema
from indexer.engine.embedded.build import by_language, facet
from indexer.engine.embedded.codec.documents import Facet
from indexer.engine.embedded.codec.terms import FieldTerms
from indexer.engine.embedded.execute.segments import OpenSegment
from indexer.engine.embedded.marks import add_marks
from indexer.engine.embedded.snapshot import Snapshot
from indexer.store import Entries, Store

_TERMS = 5_000


def compare(snapshot: Snapshot, store: Store) -> Iterator[str]:
    """One sentence for each kind of difference; nothing when the two agree.

    Every byte of the index is compared with its checksum (raises IndexDamaged), and every passage
    is analysed again.
    """
    for segment in snapshot.segments:
        segment.check()
    standing = [segment.all_live for segment in snapshot.segments]
    rows = [
        segment.documents.numbers_at(schema.ROW, own)
        for segment, own in zip(snapshot.segments, standing, strict=True)
    ]
    indexed = np.concatenate([np.empty(0, np.int64), *rows])
    stored = store.passage_rows(store.live_articles())
    missing, surplus = np.setdiff1d(stored, indexed), np.setdiff1d(indexed, stored)
    if len(missing):
        yield f"{len(missing)} stored passages are not in the inverted index"
    if len(surplus):
        yield f"{len(surplus)} passages of the inverted index are no longer stored"
    if len(indexed) != len(np.unique(indexed)):
        yield "the inverted index holds passages twice"
    told = np.concatenate([np.empty((0, 2), np.uint64), *map(_told, snapshot.segments)])
    own = np.intersect1d(stored, indexed)
    expected = _expected(store, own)
    held = told[np.argsort(indexed)][np.isin(np.sort(indexed), own)]
    if len(held) == len(expected):
        words, columns = (held != expected).sum(axis=0).tolist()
        if words:
            yield f"{words} passages are indexed by other words than they hold"
        if columns:
            yield f"{columns} passages are filed under other values than theirs"


def _told(segment: OpenSegment) -> NDArray[np.uint64]:
    """For each document that stands a number made of its words, and one of its column values."""
    words = np.zeros(segment.count, np.uint64)
    for code in (*LANGUAGES, UNKNOWN.code):
        field = segment.field(schema.words_field(code))
        if field is not None:
            _add_field(field, words)
    columns = np.zeros(segment.count, np.uint64)
    for at, name in enumerate(schema.FACETS):
        columns += _column_marks(segment.documents.facet(name), at)
    return np.column_stack([words, columns])[segment.all_live]


def _add_field(field: FieldTerms, sums: NDArray[np.uint64]) -> None:
    for first in range(0, len(field), _TERMS):
        last = min(first + _TERMS, len(field))
        postings = field.postings(first, last)
        marks = np.array([_mark(term, 0) for term in postings.terms], np.uint64)
        arrays = (postings.documents, postings.frequencies, postings.positions)
        add_marks(np.repeat(marks, postings.counts), *arrays, sums)


def _expected(store: Store, rows: NDArray[np.int64]) -> NDArray[np.uint64]:
    """The same two numbers for the stored passages of some rows, in their order."""
    analyzers: dict[str, BulkAnalyzer] = {}
    parts = [np.empty((0, 2), np.uint64)]
    for entries in store.entries(store.live_articles()):
        parts.append(_of_entries(entries, analyzers)[np.isin(entries.rows, rows)])
    return np.concatenate(parts)


def _of_entries(entries: Entries, analyzers: dict[str, BulkAnalyzer]) -> NDArray[np.uint64]:
    words = np.zeros(len(entries.rows), np.uint64)
    for code, own in by_language(entries).items():
        if code not in analyzers:
            analyzers[code] = BulkAnalyzer(get_analyzer(code))
        bulk = analyzers[code]
        analysed = bulk.analyze([entries.texts[at] for at in own])
        used, words_at = np.unique(analysed.numbers, return_inverse=True)
        marks = np.array([_mark(bulk.words[at].encode(), 0) for at in used.tolist()], np.uint64)
        sizes = np.diff(analysed.offsets)
        places = np.arange(len(analysed.numbers)) - np.repeat(analysed.offsets[:-1], sizes)
        ones = np.ones(len(places), np.uint32)
        documents = np.repeat(np.array(own), sizes)
        add_marks(marks[words_at], documents, ones, places.astype(np.uint32), words)
    columns = np.zeros(len(entries.rows), np.uint64)
    for at, name in enumerate(schema.FACETS):
        columns += _column_marks(facet(name, entries), at)
    return np.column_stack([words, columns])


def _column_marks(facet: Facet, at: int) -> NDArray[np.uint64]:
    """A number for each document's value in the ``at``-th column."""
    marks = np.array([_mark(value, at) for value in facet.values], np.uint64)
    return np.asarray(marks[facet.codes], np.uint64)


def _mark(value: bytes, salt: int) -> int:
    """A number for a value, unlikely to be that of another."""
    return zlib.crc32(value) << 32 | zlib.adler32(value, salt + 1)
