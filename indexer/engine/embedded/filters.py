"""What a query filters by, as the values of each facet column that pass."""

from __future__ import annotations

from collections.abc import Collection, Iterable

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
    if query.is_dated:
        days = {day for table in snapshot.facets.tables for day in table.values["day"]}
        passing["day"] = {day for day in days if query.takes_day(day.decode() or None)}
    return passing


def _encoded(values: Iterable[str | None]) -> frozenset[bytes]:
    return frozenset((value or "").encode() for value in values)
