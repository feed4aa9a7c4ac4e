"""An order of hits that is total.

Passages of equal score, or of equal date and score, are in the order of their ids. In a segment
that order is a column; where a tie goes across segments, the ids of the tied passages are compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.engine.embedded import schema
from indexer.engine.embedded.execute.ranking import FacetTable

Ids = Callable[[NDArray[np.int64]], Sequence[str]]
"""From store rows to passage ids."""


@dataclass(frozen=True)
class Candidates:
    """Passages that may be on the page; every array is by candidate.

    ``keys`` are compared in turn, the smaller first; ``segment`` is a place among the tables.
    """

    segment: NDArray[np.int64]
    document: NDArray[np.int64]
    score: NDArray[np.float64]
    rank: NDArray[np.int64]
    keys: tuple[NDArray[Any], ...]

    @classmethod
    def by_score(
        cls, at: int, table: FacetTable, documents: NDArray[Any], scores: NDArray[np.float64]
    ) -> Candidates:
        """Documents of the segment ``at`` a place, ordered by their scores."""
        numbers = documents.astype(np.int64)
        rank = table.ranks[numbers].astype(np.int64) if len(table.ranks) else numbers
        return cls(np.full(len(numbers), at), numbers, scores, rank, (-scores,))

    def some(self, places: NDArray[np.intp]) -> Candidates:
        """Those at some places."""
        return Candidates(
            self.segment[places],
            self.document[places],
            self.score[places],
            self.rank[places],
            tuple(key[places] for key in self.keys),
        )

    @classmethod
    def joined(cls, parts: Iterable[Candidates]) -> Candidates:
        """All of some that have the same keys."""
        held = [part for part in parts if len(part.document)]
        if not held:
            none = np.empty(0, np.int64)
            return cls(none, none, none.astype(np.float64), none, (none,))
        return cls(
            np.concatenate([part.segment for part in held]),
            np.concatenate([part.document for part in held]),
            np.concatenate([part.score for part in held]),
            np.concatenate([part.rank for part in held]),
            tuple(np.concatenate(keys) for keys in zip(*(part.keys for part in held), strict=True)),
        )


def ordered(
    own: Candidates, tables: Sequence[FacetTable], offset: int, limit: int, ids: Ids
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Which candidates come from ``offset`` on, and their rows in the store."""
    order = np.lexsort((own.rank, own.segment, *reversed(own.keys)))
    if not len(order) or offset >= len(order) or not limit:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    breaks = np.zeros(len(order), bool)
    breaks[0] = True
    for key in own.keys:
        breaks[1:] |= key[order[1:]] != key[order[:-1]]
    groups = np.cumsum(breaks) - 1
    last = min(offset + limit, len(order)) - 1
    begin = int(np.searchsorted(groups, groups[offset], side="left"))
    end = int(np.searchsorted(groups, groups[last], side="right"))
    chosen = order[begin:end]
    rows = _rows(own, tables, chosen)
    places = _tied_by_id(groups[begin:end], own.segment[chosen], rows, ids)
    shown = np.array(places[offset - begin : last + 1 - begin], np.int64)
    return chosen[shown], rows[shown]


def _rows(
    own: Candidates, tables: Sequence[FacetTable], chosen: NDArray[np.intp]
) -> NDArray[np.int64]:
    rows = np.empty(len(chosen), np.int64)
    for at in np.unique(own.segment[chosen]):
        here = own.segment[chosen] == at
        documents = tables[at].segment.documents
        rows[here] = documents.numbers_at(schema.ROW, own.document[chosen[here]])
    return rows


def _tied_by_id(
    groups: NDArray[np.intp], segment: NDArray[np.int64], rows: NDArray[np.int64], ids: Ids
) -> list[int]:
    """Places in order; a group of ties that lies in several segments is sorted by ids."""
    begins = np.flatnonzero(np.diff(groups, prepend=-1))
    ends = np.append(begins[1:], len(groups))
    spread = np.zeros(len(groups), bool)
    spread[1:] = (groups[1:] == groups[:-1]) & (segment[1:] != segment[:-1])
    torn = np.logical_or.reduceat(spread, begins)
    places = np.flatnonzero(np.repeat(torn, ends - begins))
    order = list(range(len(groups)))
    if len(places):
        names = dict(zip(places.tolist(), ids(rows[places]), strict=True))
        for begin, end in zip(begins[torn].tolist(), ends[torn].tolist(), strict=True):
            order[begin:end] = sorted(range(begin, end), key=names.__getitem__)
    return order
