"""How Whoosh reads the postings of a term: document by document."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.matching import LeafMatcher, ReadTooFar

from indexer.engine.embedded.codec.blocks import BLOCK
from indexer.engine.embedded.codec.terms import Postings


class ArrayMatcher(LeafMatcher):
    """The postings of a term, document by document."""

    def __init__(
        self, postings: Postings, format_: Any, term: tuple[str, bytes], scorer: Any, lengths: Any
    ) -> None:
        self._postings = postings
        self.format = format_
        self._term = term
        self.scorer = scorer
        self._lengths = lengths
        self._ids: list[int] = postings.documents.tolist()
        self._at = 0

    def copy(self) -> ArrayMatcher:
        other = ArrayMatcher(self._postings, self.format, self._term, self.scorer, self._lengths)
        other._at = self._at
        return other

    def reset(self) -> None:
        self._at = 0

    def is_active(self) -> bool:
        return self._at < len(self._ids)

    def id(self) -> int:
        # Compound matchers of Whoosh ask an exhausted one: the last document keeps them going.
        return self._ids[min(self._at, len(self._ids) - 1)]

    def weight(self) -> float:
        return float(self._postings.frequencies[self._at])

    def next(self) -> bool:
        if not self.is_active():
            raise ReadTooFar
        self._at += 1
        return self._at % BLOCK == 0

    def skip_to(self, docnum: int) -> bool:
        if not self.is_active():
            raise ReadTooFar
        before = self._at
        self._at = bisect_left(self._ids, docnum, lo=before)
        return self._at // BLOCK != before // BLOCK

    def all_ids(self) -> Iterator[int]:
        return iter(self._ids[self._at :])

    @cached_property
    def _ends(self) -> NDArray[np.int64]:
        return np.cumsum(self._postings.frequencies, dtype=np.int64)

    def positions(self) -> list[int]:
        """The positions in the document here."""
        end = int(self._ends[self._at])
        begin = end - int(self._postings.frequencies[self._at])
        places: list[int] = self._postings.positions[begin:end].tolist()
        return places

    def value(self) -> bytes:
        if self.format.supports("positions"):
            return bytes(self.format.encode(self.positions()))
        if self.format.supports("frequency"):
            return int(self.weight()).to_bytes(4, "big")
        return b""

    def value_as(self, astype: str) -> Any:
        if astype == "positions" and self.format.supports("positions"):
            return self.positions()
        return self.format.decoder(astype)(self.value())

    def _block(self) -> slice:
        first = self._at // BLOCK * BLOCK
        return slice(first, first + BLOCK)

    def block_max_weight(self) -> float:
        return float(self._postings.frequencies[self._block()].max())

    def block_min_length(self) -> int:
        codes, values = self._lengths
        return int(values[codes[self._postings.documents[self._block()]]].min())

    def skip_to_quality(self, minquality: float) -> int:
        skipped = 0
        while self.is_active() and self.block_quality() <= minquality:
            self._at = min((self._at // BLOCK + 1) * BLOCK, len(self._ids))
            skipped += 1
        return skipped
