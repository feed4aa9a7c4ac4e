"""What the languages counted by column, as the facets of one answer."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from indexer.documents import SEARCHED_ROLES, Role
from indexer.engine.base import FacetCount
from indexer.engine.embedded.execute.ranking import Outcome


def facet(
    name: str, roles: Collection[bytes], outcomes: Sequence[Outcome]
) -> tuple[FacetCount, ...]:
    """A facet's values and counts.

    The role facet counts those that a search covers, ``roles`` among them, so that it adds up.
    """
    if name == "month":
        return _ascending(_months(_joined("day", outcomes)))
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


def days(outcomes: Sequence[Outcome]) -> tuple[FacetCount, ...]:
    """The days of publication, ascending, the undated last."""
    return _ascending(_joined("day", outcomes))


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


def _months(days: dict[bytes, int]) -> dict[bytes, int]:
    months: dict[bytes, int] = {}
    for day, count in days.items():
        month = day[:7]
        months[month] = months.get(month, 0) + count
    return months


def _ascending(counts: dict[bytes, int]) -> tuple[FacetCount, ...]:
    known = sorted(counts.items(), key=lambda each: (not each[0], each[0]))
    return tuple(FacetCount(value.decode() or None, count) for value, count in known)
