"""What the languages counted by column, as the facets of one answer."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from itertools import groupby
from typing import overload

import numpy as np
from numpy.typing import NDArray

from indexer import dates
from indexer.documents import SEARCHED_ROLES, Role
from indexer.engine.base import FacetCount
from indexer.engine.embedded.execute.ranking import Facets, Outcome


class Calendar:
    """The days of publication of a commit, ascending, and the months that they make."""

    def __init__(self, facets: Facets) -> None:
        self._facets = facets
        self._days = [day.decode() or None for day in facets.values("day")]
        months = [day and dates.month(day) for day in self._days]
        self._months = [month for month, _ in groupby(months)]
        lengths = [len(list(own)) for _, own in groupby(months)]
        self._begins = np.cumsum([0, *lengths[:-1]])

    def days(self, outcomes: Sequence[Outcome]) -> Sequence[FacetCount]:
        """The days that were counted, ascending, the undated last."""
        return _Ascending(self._days, self._counted(outcomes))

    def months(self, outcomes: Sequence[Outcome]) -> tuple[FacetCount, ...]:
        """The months that were counted, ascending, the undated last."""
        counts = self._counted(outcomes)
        if len(counts):
            counts = np.add.reduceat(counts, self._begins)
        return tuple(_Ascending(self._months, counts))

    def _counted(self, outcomes: Sequence[Outcome]) -> NDArray[np.int64]:
        counts = np.zeros(len(self._days), np.int64)
        for outcome in outcomes:
            counts += self._facets.counted("day", outcome.sums)
        return counts


class _Ascending(Sequence[FacetCount]):
    """Counts of ascending values, of which the unknown is the first; it is given as the last.

    An archive has thousands of days, and few of those who search ask for them: they are made facet
    counts when they are read.
    """

    def __init__(self, values: Sequence[str | None], counts: NDArray[np.int64]) -> None:
        self._values = values
        self._counts = counts

    @cached_property
    def _listed(self) -> tuple[FacetCount, ...]:
        counted = np.flatnonzero(self._counts)
        pairs = zip(counted.tolist(), self._counts[counted].tolist(), strict=True)
        listed = [FacetCount(self._values[at], count) for at, count in pairs]
        if listed and listed[0].value is None:
            listed.append(listed.pop(0))
        return tuple(listed)

    @overload
    def __getitem__(self, at: int) -> FacetCount: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[FacetCount, ...]: ...

    def __getitem__(self, at: int | slice) -> FacetCount | tuple[FacetCount, ...]:
        return self._listed[at]

    def __iter__(self) -> Iterator[FacetCount]:
        return iter(self._listed)

    def __len__(self) -> int:
        return len(self._listed)


def facet(
    name: str, roles: Collection[bytes], outcomes: Sequence[Outcome]
) -> tuple[FacetCount, ...]:
    """A facet's values and counts.

    The role facet counts those that a search covers, ``roles`` among them, so that it adds up.
    """
    counts = {value.decode() or None: count for value, count in _joined(name, outcomes).items()}
    if name == "role":
        counts = {
            role: count
            for role, count in counts.items()
            if role in SEARCHED_ROLES or (role or "").encode() in roles
        }
    listed = [FacetCount(value, count) for value, count in counts.items()]
    listed.sort(key=lambda each: (each.value is None, -each.count, each.value or ""))
    return tuple(listed)


def teasers(outcomes: Sequence[Outcome]) -> int:
    """How many are teasers of other articles, whether these are searched or not."""
    return _joined("role", outcomes).get(Role.RELATED.encode(), 0)


def _joined(name: str, outcomes: Sequence[Outcome]) -> dict[bytes, int]:
    """How many of all languages have each value of a column."""
    counts: dict[bytes, int] = {}
    for outcome in outcomes:
        for value, count in outcome.counts[name].items():
            counts[value] = counts.get(value, 0) + count
    return counts
