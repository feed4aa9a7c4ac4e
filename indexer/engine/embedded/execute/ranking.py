"""From the documents that a query matches to a total, counts by facet, and the best of them.

A facet is a column of few values. Each filter allows some values of one column; a facet's counts
leave out the filter on its own column.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer import dates
from indexer.engine.embedded.codec.documents import FacetGroup
from indexer.engine.embedded.execute.collect import SCORE_STEPS, Tally, add_by_value
from indexer.engine.embedded.execute.matches import NOTHING, Gathered, Matches
from indexer.engine.embedded.execute.segments import OpenSegment

_NO_CODES: NDArray[np.uint16] = np.empty(0, np.uint16)
_NO_RANKS: NDArray[np.uint32] = np.empty(0, np.uint32)
_NO_FAILURES: NDArray[np.uint8] = np.empty((2, 0), np.uint8)

_ROWS = [
    np.array(
        [
            0 if not fails else fails.bit_length() if fails.bit_count() == 1 else filters + 1
            for fails in range(256)
        ],
        np.uint8,
    )
    for filters in range(9)
]
"""By number of filters and the bits of those failed, the row that counts such documents."""

Filters = Mapping[str, Collection[bytes]]
"""By column, the values that pass."""


class Ranked(NamedTuple):
    """``step`` is the score in millionths, by which the order goes; ``document`` in its segment."""

    step: int
    score: float
    segment: OpenSegment
    document: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What passes all filters: how many, how many by column and value, and the best, best first.

    ``counts`` are by the columns that were asked for, ``sums`` by every column
    (:meth:`Facets.counted`). ``matched`` is how many there are without filters, and ``leading`` are
    the best of those of each segment.
    """

    total: int
    matched: int
    counts: dict[str, dict[bytes, int]]
    sums: NDArray[np.int64]
    best: list[Ranked]
    leading: list[Matches]


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
        self._failing: tuple[object, NDArray[np.uint8]] = (None, _NO_FAILURES)

    @cached_property
    def ranks(self) -> NDArray[Any]:
        """The order of documents of equal score; empty where it is that of the documents."""
        if self._rank is None or self.segment.documents.is_ascending(self._rank):
            return _NO_RANKS
        return self.segment.documents.numbers(self._rank).astype(np.uint32)

    @cached_property
    def midnights(self) -> NDArray[np.float64]:
        """When each value of the column ``day`` begins (``dates.instant``), NaN for none."""
        days = [day.decode() for day in self.values["day"]]
        return np.array([dates.instant(day) if day else np.nan for day in days], np.float64)

    def group_of(self, name: str) -> tuple[int, NDArray[Any]]:
        """The group that a column is in, and for each of its codes the place among ``values``."""
        for at, group in enumerate(self._groups):
            if name in group.combinations:
                return at, group.combinations[name]
        raise KeyError(name)

    def codes(self, name: str, documents: NDArray[Any]) -> NDArray[Any]:
        """The places among ``values`` of a column's values, for some documents."""
        at, own = self.group_of(name)
        codes: NDArray[Any] = own[self._groups[at].codes[documents]]
        return codes

    def failing(self, filters: Filters) -> NDArray[np.uint8]:
        """For each group and code the filters that it fails, a bit each in their order."""
        key = tuple((column, frozenset(allowed)) for column, allowed in filters.items())
        last, fails = self._failing
        if last != key:
            fails = self._find_failing(filters)
            self._failing = key, fails
        return fails

    def tally(self, filters: Filters, limit: int, leading: int) -> Tally:
        """Nothing counted yet, and room for the best ``limit``, and for those that lead."""
        rows = len(filters) + 2 if filters else 1
        return Tally(
            self.first,
            self.second,
            self.failing(filters) if filters else _NO_FAILURES,
            _ROWS[len(filters)],
            np.zeros((rows, self.group_count, self.width), np.uint32),
            self.ranks,
            np.empty((limit, 2)),
            np.empty((limit, 2), np.int64),
            np.full((leading, 4), -np.inf),
        )

    def _find_failing(self, filters: Filters) -> NDArray[np.uint8]:
        fails = np.zeros((2, self.width), np.uint8)
        for bit, (column, allowed) in enumerate(filters.items()):
            if column in self.values:
                at, own = self.group_of(column)
                failed = np.array([value not in allowed for value in self.values[column]], np.uint8)
                fails[at, : len(own)] |= failed[own] << np.uint8(bit)
        return fails


class _Columns(NamedTuple):
    """The columns of a segment; the group of each, and the place of each of its codes in sums."""

    names: list[str]
    groups: NDArray[np.int64]
    places: NDArray[np.uint32]


class Facets:
    """The facet columns of a commit; their values are numbered across its segments."""

    def __init__(self, segments: Sequence[OpenSegment], rank: str | None) -> None:
        self.tables = [FacetTable(segment, rank) for segment in segments]
        names = dict.fromkeys(name for table in self.tables for name in table.values)
        self._values = {
            name: sorted({value for table in self.tables for value in table.values.get(name, ())})
            for name in names
        }
        ends = accumulate(map(len, self._values.values()), initial=0)
        self._spans = {
            name: slice(begin, end)
            for name, (begin, end) in zip(self._values, pairwise(ends), strict=True)
        }
        self._columns = [self._columns_of(table) for table in self.tables]

    def _columns_of(self, table: FacetTable) -> _Columns:
        groups, places = [], np.zeros((len(table.values), table.width), np.uint32)
        for row, (name, values) in zip(places, table.values.items(), strict=True):
            first = self._spans[name].start
            place = {value: first + at for at, value in enumerate(self._values[name])}
            group, own = table.group_of(name)
            row[: len(own)] = np.array([place[value] for value in values], np.uint32)[own]
            groups.append(group)
        return _Columns(list(table.values), np.array(groups, np.int64), places)

    def zeros(self) -> NDArray[np.int64]:
        """A count for each value of each column."""
        return np.zeros(sum(map(len, self._values.values())), np.int64)

    def add(
        self,
        at: int,
        rows: Mapping[str, int],
        counted: NDArray[np.uint32],
        sums: NDArray[np.int64],
    ) -> int:
        """Add what was counted in a segment, of the documents that fail at most a column's filter.

        ``rows`` gives the row of a column's filter in ``counted``. Gives how many pass them all.
        """
        names, groups, places = self._columns[at]
        own_rows = np.array([rows.get(name, 0) for name in names], np.int64)
        return int(add_by_value(counted, groups, own_rows, places, sums))

    def counts(self, name: str, sums: NDArray[np.int64]) -> dict[bytes, int]:
        """The values of a column that were counted, and how often."""
        own = zip(self.values(name), self.counted(name, sums).tolist(), strict=True)
        return {value: count for value, count in own if count}

    def values(self, name: str) -> Sequence[bytes]:
        """The values of a column, ascending."""
        return self._values.get(name, ())

    def counted(self, name: str, sums: NDArray[np.int64]) -> NDArray[np.int64]:
        """How often each of the values of a column was counted, in their order."""
        return sums[self._spans.get(name, slice(0))]


def rank(
    facets: Facets,
    found: Sequence[Gathered],
    filters: Filters,
    names: Sequence[str],
    limit: int,
    leading: int = 0,
) -> Outcome:
    """Count what was found by some columns, and give the best ``limit`` of each segment.

    Beside them the best ``leading`` of each are given, whatever filters they fail.
    """
    total = matched = 0
    sums = facets.zeros()
    rows = {name: bit + 1 for bit, name in enumerate(filters)}
    best: list[Ranked] = []
    led: list[Matches] = []
    for at, (table, part) in enumerate(zip(facets.tables, found, strict=True)):
        own = table.tally(filters, limit, leading)
        own_matched, held = (0, 0) if part is NOTHING else part.tally(own)
        led.append(_led(own.leading))
        if not own_matched:
            continue
        matched += own_matched
        total += facets.add(at, rows, own.counted, sums)
        documents = own.places[:held, 1].tolist()
        best += [
            Ranked(int(step), score, table.segment, document)
            for (step, score), document in zip(own.top[:held].tolist(), documents, strict=True)
        ]
    if len(facets.tables) > 1:
        best.sort(key=lambda each: -each.step)
    counts = {name: facets.counts(name, sums) for name in names}
    return Outcome(total, matched, counts, sums, best, led)


def _led(leading: NDArray[np.float64]) -> Matches:
    """The documents of a heap, ascending."""
    held = leading[leading[:, 0] > -np.inf]
    held = held[np.argsort(held[:, 2])]
    return Matches(held[:, 2].astype(np.uint32), held[:, 3].copy())


def passing(table: FacetTable, part: Matches, filters: Filters) -> Matches:
    """What of a segment's matches passes all filters."""
    fails = table.failing(filters)
    kept = fails[0][table.first[part.documents]] == 0
    if len(table.second):
        kept &= fails[1][table.second[part.documents]] == 0
    return Matches(part.documents[kept], part.scores[kept])


def steps(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Scores as they are compared."""
    return np.rint(scores * SCORE_STEPS)
