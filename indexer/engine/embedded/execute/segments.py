"""An opened segment as the executor needs it."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.engine.embedded.codec.documents import DocumentsFile
from indexer.engine.embedded.codec.terms import FieldTerms, TermsFile
from indexer.engine.embedded.execute import marking

_CACHED_COUNTS = 100_000


class OpenSegment:
    """One segment of a commit. Safe to share between threads.

    ``base`` is the number of its first document in the index, ``leaf`` Whoosh's reader of it.
    """

    def __init__(self, leaf: Any, base: int) -> None:
        self.leaf = leaf
        self.base = base
        self.documents: DocumentsFile = leaf._perdoc.file
        self._terms: TermsFile = leaf._terms.file
        self.count = self.documents.count
        self.live: NDArray[np.uint64] = leaf.segment().live()
        self._live_counts: dict[tuple[str, int], int] = {}
        self._values: dict[str, list[bytes]] = {}
        self._guard = threading.Lock()

    def check(self) -> None:
        """Compare every byte of the segment's files with its checksum. Raises IndexDamaged."""
        self.documents.container.check()
        self._terms.container.check()

    def field(self, name: str) -> FieldTerms | None:
        """The terms of a field; None where no document has any."""
        return self._terms.field(name)

    def values(self, column: str) -> list[bytes]:
        """The distinct values of a facet column; none where it is not there."""
        if column not in self._values:
            there = column in self.documents.facet_names
            self._values[column] = list(self.documents.facet_values(column)) if there else []
        return self._values[column]

    def document_frequency(self, field: FieldTerms, term: int, count_deleted: bool) -> int:
        """How many documents have a term."""
        count = int(field.counts[term])
        if count_deleted or not len(self.live):
            return count
        key = (field.name, term)
        standing = self._live_counts.get(key)
        if standing is None:
            standing = int(marking.count_live(field.data, field.begin(term), count, self.live))
            with self._guard:
                if len(self._live_counts) >= _CACHED_COUNTS:
                    self._live_counts.clear()
                self._live_counts[key] = standing
        return standing

    def occurrences(self, field: FieldTerms, terms: Sequence[int]) -> int:
        """The document frequencies of some terms, added up."""
        if len(self.live):
            return sum(self.document_frequency(field, term, False) for term in terms)
        return int(field.counts[np.asarray(terms, np.int64)].sum())

    @cached_property
    def all_live(self) -> NDArray[np.uint32]:
        """Every document that stands."""
        every = np.arange(self.count, dtype=np.uint32)
        if not len(self.live):
            return every
        bits = np.unpackbits(self.live.view(np.uint8), bitorder="little")
        held: NDArray[np.bool_] = bits[: self.count].astype(bool)
        return every[held]
