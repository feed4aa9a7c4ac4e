"""From the documents that a query matches to a total, counts by facet, and the best of them.

A facet is a column of few values. Each filter allows some values of one column; a facet's counts
leave out the filter on its own column.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.engine.embedded.codec.documents import FacetGroup
from indexer.engine.embedded.execute.collect import SCORE_STEPS, collect, sum_by_value
from indexer.engine.embedded.execute.matches import Matches
from indexer.engine.embedded.execute.segments import OpenSegment

_NO_CODES: NDArray[np.uint16] = np.empty(0, np.uint16)
_NO_RANKS: NDArray[np.uint32] = np.empty(0, np.uint32)
_NO_FAILURES: NDArray[np.uint8] = np.empty((2, 0), np.uint8)

Filters = Mapping[str, Collection[bytes]]
"""By column, the values that pass."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """``step`` is the score in millionths, by which the order goes; ``document`` in its segment."""

    step: int
    score: float
    segment: OpenSegment
    document: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What passes all filters: how many, and how many by column and value."""

    total: int
    counts: dict[str, dict[bytes, int]]
    best: list[Ranked]


class FacetTable:
    """The facet columns of one segment, in the groups that are counted together."""

    def __init__(self, segment: OpenSegment, rank: str | None) -> None:
        self.segment = segment
        file = segment.documents
        groups = file.groups
        none = FacetGroup(np.zeros(segment.count, np.uint16), {})
        self._groups = [*groups, *[none] * (1 - len(groups))]
        self.first = self._groups[0].codes
        self.second = self._groups[1].codes if len(self._groups) > 1 else _NO_CODES
        self.values = {name: list(file.facet_values(name)) for name in file.facet_names}
        self._rank = rank
        self.group_count = len(self._groups)
        self.width = max(
            (len(own) for group in groups for own in group.combinations.values()), default=1
        )

    @cached_property
    def ranks(self) -> NDArray[Any]:
        """The order of documents of equal score; empty where it is that of the documents."""
        if self._rank is None or self.segment.documents.is_ascending(self._rank):
            return _NO_RANKS
        return self.segment.documents.numbers(self._rank).astype(np.uint32)

    @cached_property
    def _columns(self) -> tuple[dict[str, int], NDArray[np.int64], NDArray[np.uint32]]:
        """The columns numbered; the group of each, and what each of its codes has as a value."""
        groups = {
            name: (at, own)
            for at, group in enumerate(self._groups)
            for name, own in group.combinations.items()
        }
        codes = np.zeros((len(groups), self.width), np.uint32)
        for row, (_, own) in zip(codes, groups.values(), strict=True):
            row[: len(own)] = own
        places = {name: at for at, name in enumerate(groups)}
        return places, np.array([at for at, _ in groups.values()], np.int64), codes

    def codes(self, name: str, documents: NDArray[Any]) -> NDArray[Any]:
        """The places among ``values`` of a column's values, for some documents."""
        for group in self._groups:
            if name in group.combinations:
                codes: NDArray[Any] = group.combinations[name][group.codes[documents]]
                return codes
        raise KeyError(name)

    def failing(self, filters: Filters) -> NDArray[np.uint8]:
        """For each group and code the filters that it fails, a bit each in their order."""
        fails = np.zeros((2, self.width), np.uint8)
        for bit, (column, allowed) in enumerate(filters.items()):
            for at, group in enumerate(self._groups):
                if column in group.combinations:
                    held = [value not in allowed for value in self.values[column]]
                    own = group.combinations[column]
                    fails[at, : len(own)] |= np.array(held, np.uint8)[own] << np.uint8(bit)
        return fails

    def counts(
        self, rows: Mapping[str, int], counted: NDArray[np.uint32]
    ) -> Iterator[tuple[str, list[tuple[bytes, int]]]]:
        """The values of each column, of the documents that fail at most its own filter.

        ``rows`` gives the row of a column's filter in ``counted``.
        """
        places, groups, codes = self._columns
        own_rows = np.array([rows.get(name, 0) for name in places], np.int64)
        most = max(map(len, self.values.values()), default=0)
        sums = sum_by_value(counted, groups, own_rows, codes, most)
        for name, own in zip(places, sums.tolist(), strict=True):
            both = zip(self.values[name], own, strict=False)
            yield name, [(value, count) for value, count in both if count]


def _sum(counts: dict[bytes, int], more: list[tuple[bytes, int]]) -> dict[bytes, int]:
    if not counts:
        return dict(more)
    for value, count in more:
        counts[value] = counts.get(value, 0) + count
    return counts


def rank(
    tables: Sequence[FacetTable],
    found: Sequence[Matches],
    filters: Filters,
    facets: Sequence[str],
    limit: int,
) -> Outcome:
    """Count what was found in each segment, and give the best ``limit`` of each, best first."""
    total = 0
    counts: dict[str, dict[bytes, int]] = {name: {} for name in facets}
    best: list[Ranked] = []
    rows = {name: bit + 1 for bit, name in enumerate(filters)}
    for table, part in zip(tables, found, strict=True):
        if not len(part.documents):
            continue
        counted = np.zeros((len(filters) + 1, table.group_count, table.width), np.uint32)
        top = np.empty((limit, 2))
        places = np.empty((limit, 2), np.int64)
        passed, held = collect(
            part.documents,
            part.scores,
            part.ascending,
            table.first,
            table.second,
            table.failing(filters) if filters else _NO_FAILURES,
            counted,
            table.ranks,
            top,
            places,
        )
        total += passed
        for name, own in table.counts(rows, counted):
            if name in counts:
                counts[name] = _sum(counts[name], own)
        steps, documents = top[:held].tolist(), places[:held, 1].tolist()
        best += [
            Ranked(int(step), score, table.segment, document)
            for (step, score), document in zip(steps, documents, strict=True)
        ]
    best.sort(key=lambda each: -each.step)
    return Outcome(total, counts, best)


def passing(table: FacetTable, part: Matches, filters: Filters) -> Matches:
    """What of a segment's matches passes all filters."""
    fails = table.failing(filters)
    kept = fails[0][table.first[part.documents]] == 0
    if len(table.second):
        kept &= fails[1][table.second[part.documents]] == 0
    return Matches(part.documents[kept], part.scores[kept], part.ascending)


def steps(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Scores as they are compared."""
    return np.rint(scores * SCORE_STEPS)
