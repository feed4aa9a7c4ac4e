"""The days on which a language has passages, and how they make pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from indexer.engine.base import Engine, FacetCount
from search_app.params import Asked

MOST = 3
"""Passages of a day that a column shows; a link leads to all of them."""


def passes(asked: Asked, code: str) -> bool:
    """Whether the filter on languages lets one pass."""
    return not asked.query.languages or code in asked.query.languages


def passing(asked: Asked, days: Iterable[FacetCount]) -> Counter[str | None]:
    """Of counts by day, which leave the filter on dates out, those that it lets pass."""
    return Counter({each.value: each.count for each in days if asked.query.takes_day(each.value)})


def counted(engine: Engine, asked: Asked, code: str) -> Mapping[str | None, int]:
    """How many passages a language has on each day that the filters let pass."""
    if not passes(asked, code):
        return {}
    return passing(asked, engine.days(asked.having(languages=(code,)).query))


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
