"""A snapshot: one commit of the index as arrays, and the occurrences of its terms.

Documents are numbered 0 … n-1 as in Whoosh. An occurrence is a document and a position in one
unsigned 64-bit number, ``document << 32 | position``; a sorted array of them is all that is known
of a term, and phrases and synonyms are set operations on such arrays.
"""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyzers import analysis_code
from indexer import dates
from indexer.engine.embedded.schema import field_name
from indexer.store import Column, Store

Documents = NDArray[np.int64]
Occurrences = NDArray[np.uint64]

_NO_OCCURRENCES: Occurrences = np.empty(0, np.uint64)
_POSITION_BITS = np.uint64(32)
_CACHED_OCCURRENCES = 20_000_000


@dataclass(frozen=True, slots=True)
class Facet:
    """A property of every document: ``values[codes[document]]``; None among the values: unknown."""

    values: tuple[str | None, ...]
    codes: NDArray[np.int32]

    def mask(self, chosen: Iterable[str | None]) -> NDArray[np.bool_]:
        """Which documents have one of the chosen values."""
        wanted = set(chosen)
        return np.array([value in wanted for value in self.values] or [False])[self.codes]


class Snapshot:
    """An opened commit. Immutable; safe to share between threads.

    ``rows`` are the store's passage rows by document; ``facets`` by name, with ``day`` besides
    those that are shown; ``analysis`` the language rows that documents were analysed by;
    ``stem_length`` and ``form_length`` tokens without and with stop words; ``instant`` seconds
    since 1970, NaN where undated; ``id_rank`` the place of a document's passage id in the order of
    ids.
    """

    def __init__(self, generation: int, reader: Any, store: Store) -> None:
        self.generation = generation
        self._reader = reader
        self._guard = threading.Lock()
        self._cache: OrderedDict[tuple[str, str], Occurrences] = OrderedDict()
        self._cached = 0
        self._vocabularies: dict[str, list[str]] = {}
        count = reader.doc_count_all()
        self.count = count
        self.rows = _numbers(reader, "passage", count)
        self.stem_length = _numbers(reader, "stem_length", count)
        self.form_length = _numbers(reader, "form_length", count)
        self.live = np.array([not reader.is_deleted(at) for at in range(count)], bool)
        self._load_columns(store.columns())

    def _load_columns(self, columns: Sequence[Column]) -> None:
        stored = np.array([column.row for column in columns], np.int64)
        places = np.searchsorted(stored, self.rows) if len(stored) else self.rows
        own = [columns[place] for place in places]
        months = [each.published and dates.month(each.published) for each in own]
        days = [each.published and dates.day(each.published) for each in own]
        self.facets = {
            "language": _facet([each.language for each in own]),
            "outlet": _facet([each.outlet for each in own]),
            "month": _facet(months),
            "role": _facet([each.role for each in own]),
            "section": _facet([each.section for each in own]),
            "day": _facet(days),
        }
        self.analysis = _facet([analysis_code(each.language) for each in own])
        self.instant = np.array(
            [dates.instant(each.published) if each.published else np.nan for each in own], float
        )
        order = sorted(range(len(own)), key=lambda at: f"{own[at].article_id}#p{own[at].ordinal}")
        self.id_rank = np.empty(len(own), np.int64)
        self.id_rank[order] = np.arange(len(own))
        self.columns = own

    def analysis_codes(self) -> list[str]:
        """The language rows that documents which stand were analysed by."""
        return [str(self.analysis.values[at]) for at in np.unique(self.analysis.codes[self.live])]

    def occurrences(self, kind: str, code: str, terms: Sequence[str]) -> Occurrences:
        """Where any of ``terms`` stands in a field, sorted."""
        field = field_name(kind, code)
        found = [self._term_occurrences(field, term) for term in terms]
        return reduce(np.union1d, found) if found else _NO_OCCURRENCES

    def starting_with(self, kind: str, code: str, prefix: str) -> list[str]:
        """The terms of a field that begin with ``prefix``."""
        field = field_name(kind, code)
        with self._guard:
            if field not in self._vocabularies:
                self._vocabularies[field] = sorted(
                    term.decode() for term in self._reader.lexicon(field)
                )
            vocabulary = self._vocabularies[field]
        first = bisect_left(vocabulary, prefix)
        last = bisect_left(vocabulary, prefix + "\U0010ffff", lo=first)
        return vocabulary[first:last]

    def close(self) -> None:
        """Close the reader's files."""
        self._reader.close()

    def _term_occurrences(self, field: str, term: str) -> Occurrences:
        key = (field, term)
        with self._guard:
            if key in self._cache:
                self._cache.move_to_end(key)
                return self._cache[key]
            found = np.fromiter(self._read(field, term.encode()), np.uint64)
            self._cache[key] = found
            self._cached += len(found)
            while self._cached > _CACHED_OCCURRENCES and len(self._cache) > 1:
                self._cached -= len(self._cache.popitem(last=False)[1])
        return found

    def _read(self, field: str, term: bytes) -> Iterator[int]:
        for leaf, offset in self._reader.leaf_readers():
            if (field, term) not in leaf:
                continue
            matcher = leaf.postings(field, term)
            while matcher.is_active():
                base = (matcher.id() + offset) << 32
                for position in matcher.value_as("positions"):
                    yield base | position
                matcher.next()


def documents_of(occurrences: Occurrences) -> tuple[Documents, NDArray[np.int64]]:
    """The documents of some occurrences, ascending, and how many each has."""
    documents, counts = np.unique(occurrences >> _POSITION_BITS, return_counts=True)
    return documents.astype(np.int64), counts


def _numbers(reader: Any, column: str, count: int) -> NDArray[np.int64]:
    values = reader.column_reader(column).load() if count else []
    return np.array(values, np.int64)


def _facet(values: Sequence[str | None]) -> Facet:
    distinct = sorted({value for value in values if value is not None})
    table = (*distinct, None) if None in values else tuple(distinct)
    code = {value: at for at, value in enumerate(table)}
    return Facet(table, np.array([code[value] for value in values], np.int32))
