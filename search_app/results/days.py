"""The days on which a language has passages, and how they make pages."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from indexer import dates
from indexer.engine.base import Engine
from indexer.query.model import Query
from search_app.params import Asked

MOST = 3
"""Passages of a day that a column shows; a link leads to all of them."""


def passes(asked: Asked, code: str) -> bool:
    """Whether the filter on languages lets one pass."""
    return not asked.query.languages or code in asked.query.languages


def counted(engine: Engine, asked: Asked, code: str) -> dict[str | None, int]:
    """How many passages a language has on each day that the filters let pass."""
    if not passes(asked, code):
        return {}
    counts = engine.days(asked.having(languages=(code,)).query)
    return {each.value: each.count for each in counts if _is_in(asked.query, each.value)}


def _is_in(query: Query, day: str | None) -> bool:
    """Whether a day passes the filter on dates, which counts by days leave out."""
    first, last = query.published_from, query.published_to
    if not (first or last or query.months):
        return True
    if (day and dates.month(day)) in query.months:
        return True
    ranged = day is not None and bool(first or last)
    return ranged and (first or "") <= str(day) <= (last or "9999-12-31")


def paged(
    columns: Collection[Mapping[str | None, int]], size: int, *, newest: bool
) -> list[list[str | None]]:
    """The days of some columns, page by page: as many as leave each column ``size`` passages.

    No day is parted, so that a page begins where the last one ended whatever is shown of a day.
    """
    heights = {
        day: min(max(own.get(day, 0) for own in columns), MOST, size)
        for day in {day for own in columns for day in own}
    }
    days: list[str | None] = [*sorted(filter(None, heights), reverse=newest)]
    pages: list[list[str | None]] = []
    room = 0
    for day in [*days, None] if None in heights else days:
        if heights[day] > room:
            pages.append([])
            room = size
        pages[-1].append(day)
        room -= heights[day]
    return pages
