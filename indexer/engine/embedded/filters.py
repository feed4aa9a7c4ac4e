"""What a query filters by, as the values of each facet column that pass."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from indexer import dates
from indexer.documents import SEARCHED_ROLES
from indexer.engine.embedded.snapshot import Snapshot
from indexer.query.model import Query


def allowed(
    query: Query, named: Collection[str | None], snapshot: Snapshot
) -> dict[str, Collection[bytes]]:
    """By column the values that pass, of those that the passages of a snapshot have.

    ``named`` are the roles that the query names, which are searched unless others are chosen.
    """
    roles = query.roles or {*SEARCHED_ROLES, *named}
    passing: dict[str, Collection[bytes]] = {"role": _encoded(roles)}
    for name, chosen in (
        ("language", query.languages),
        ("outlet", query.outlets),
        ("section", query.sections),
    ):
        if chosen:
            passing[name] = _encoded(chosen)
    if query.published_from or query.published_to or query.months:
        days = {day for table in snapshot.facets.tables for day in table.values["day"]}
        passing["day"] = {day for day in days if _is_in(day.decode(), query)}
    return passing


def _encoded(values: Iterable[str | None]) -> frozenset[bytes]:
    return frozenset((value or "").encode() for value in values)


def _is_in(day: str, query: Query) -> bool:
    """Whether a day, empty where unknown, passes the filter on dates."""
    if not day:
        return None in query.months
    first, last = query.published_from, query.published_to
    ranged = bool(first or last) and (first or "") <= day <= (last or "9999-12-31")
    return ranged or dates.month(day) in query.months
