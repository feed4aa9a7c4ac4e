"""Publication dates as the index keeps them: a calendar day, or an instant with its offset.

A date is stored as it was published (``2025-11-12`` or RFC 3339). The day that filters and months
go by is the day as written there, in the outlet's own time zone; only the sorts by date compare
instants. Source: RFC 3339, section 5.6.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from functools import lru_cache

_BOUND = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_PUBLISHED = re.compile(
    r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?", re.ASCII
)

ACCEPTED_BOUND = "a day (2025-11-12), a month (2025-11) or a year (2025)"
ACCEPTED_PUBLISHED = "a day (2025-11-12) or an RFC 3339 date-time (2025-11-12T08:30:00+01:00)"


@lru_cache(maxsize=10_000)
def is_published(text: str) -> bool:
    """Whether ``text`` is a date an article may carry: a real day, or RFC 3339 on a real day."""
    try:
        instant(text)
    except ValueError:
        return False
    return True


def instant(published: str) -> float:
    """Seconds since 1970 UTC of a publication date; a bare day counts from its midnight in UTC.

    Raises ValueError when ``published`` is neither a real day nor an RFC 3339 date-time.
    """
    upper = published.upper().replace(" ", "T")
    if not _PUBLISHED.fullmatch(upper):
        raise ValueError(published)
    moment = dt.datetime.fromisoformat(upper)
    return moment.replace(tzinfo=moment.tzinfo or dt.UTC).timestamp()


def day(published: str) -> str:
    """The calendar day as published, ``YYYY-MM-DD``."""
    return published[:10]


def month(published: str) -> str:
    """The month as published, ``YYYY-MM``."""
    return published[:7]


def first_day(bound: str) -> str:
    """The first day that a filter's lower bound admits; ``2025-11`` is ``2025-11-01``.

    Raises ValueError for anything but a real day, month or year.
    """
    year, month_, day_ = _parts(bound)
    return dt.date(year, 1 if month_ is None else month_, 1 if day_ is None else day_).isoformat()


def last_day(bound: str) -> str:
    """The last day that a filter's upper bound admits; ``2025-11`` is ``2025-11-30``.

    Raises ValueError for anything but a real day, month or year.
    """
    year, month_, day_ = _parts(bound)
    first = dt.date(year, 12 if month_ is None else month_, 1)
    last = calendar.monthrange(first.year, first.month)[1]
    return first.replace(day=last if day_ is None else day_).isoformat()


def _parts(bound: str) -> tuple[int, int | None, int | None]:
    found = _BOUND.fullmatch(bound)
    if not found:
        raise ValueError(bound)
    year, month_, day_ = found.groups()
    return (
        int(year),
        None if month_ is None else int(month_),
        None if day_ is None else int(day_),
    )
