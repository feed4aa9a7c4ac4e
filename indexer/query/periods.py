"""Dates as people type them, read as the days that they span.

A day (``2025-11-12``, ``12/11/2025``, ``12 novembre 2025``, ``November 12, 2025``), a month
(``2025-11``, ``11/2025``, ``nov 2025``) or a year (``2025``). In figures alone the day comes first.
Month names are those of CLDR, in English and Italian, through Babel.
"""

from __future__ import annotations

import datetime as dt
import functools
import re

from indexer import dates

Period = tuple[str | None, str | None]
"""The first and the last day, ``YYYY-MM-DD``; None is open."""

_FIGURES = re.compile(
    r"(?:(?:(?P<day>\d{1,2})[/.-])?(?P<month>\d{1,2})[/.-])?(?P<year>\d{4})", re.ASCII
)
_NAMED = re.compile(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th|º|°)?\s+(?:of\s+|di\s+)?)?(?P<name>[^\W\d_]{3,12})\.?"
    r"(?:\s+(?P<day2>\d{1,2})(?:st|nd|rd|th)?)?,?\s+(?:del\s+)?(?P<year>\d{4})",
    re.I,
)
_RANGE = re.compile(
    r"(?P<open>[\[{])?\s*(?P<first>[^\[\]{}]*?)\s*"
    r"(?:\.\.|(?<=\s)(?:TO|AL?|FINO A|–|—|-)(?=\s))"
    r"\s*(?P<last>[^\[\]{}]*?)\s*(?P<close>[\]}])?",
    re.I,
)
_COMPARED = re.compile(r"(?P<sign>[<>]=?|[≤≥])\s*(?P<date>.+)")
_OPEN = ("*", "")


def period(text: str) -> tuple[str, str] | None:
    """The days that a date spans; None where ``text`` is no date.

    >>> period("nov 2025")
    ('2025-11-01', '2025-11-30')
    >>> period("12/11/2025")
    ('2025-11-12', '2025-11-12')
    """
    bound = _bound(" ".join(text.split()))
    if bound is None:
        return None
    try:
        return dates.first_day(bound), dates.last_day(bound)
    except ValueError:
        return None


def span(text: str) -> Period | None:
    """The days of a date, of a range or of a comparison; None where ``text`` is none of them.

    >>> span("{2025-01 TO *]")
    ('2025-02-01', None)
    >>> span("<2025")
    (None, '2024-12-31')
    """
    if found := _COMPARED.fullmatch(text.strip()):
        return _compared(found["sign"], found["date"])
    found = _RANGE.fullmatch(text.strip())
    if found and (found["first"] or found["last"]):
        return _ranged(found)
    return period(text.strip().strip("[]{}"))


def _compared(sign: str, date: str) -> Period | None:
    days = period(date)
    if days is None:
        return None
    first, last = days
    if sign[0] in ">≥":
        return (_shifted(last, 1) if sign == ">" else first), None
    return None, (_shifted(first, -1) if sign == "<" else last)


def _ranged(found: re.Match[str]) -> Period | None:
    ends: list[str | None] = []
    for place, name in enumerate(("first", "last")):
        if found[name] in _OPEN:
            ends.append(None)
            continue
        days = period(found[name])
        if days is None:
            return None
        excluded = found["open"] == "{" if place == 0 else found["close"] == "}"
        # An excluded bound leaves out all of its days: after a month comes the next one.
        at = days[place ^ excluded]
        ends.append(_shifted(at, 1 if place == 0 else -1) if excluded else at)
    return ends[0], ends[1]


def _shifted(day: str, days: int) -> str:
    """The day so many days later; the calendar's last and first day have none beyond."""
    try:
        return (dt.date.fromisoformat(day) + dt.timedelta(days)).isoformat()
    except OverflowError:
        return day


def _bound(text: str) -> str | None:
    """A date as ``indexer.dates`` takes it: ``2025-11-12``, ``2025-11`` or ``2025``."""
    if not re.search(r"\d{4}", text, re.ASCII):
        return None
    if found := _FIGURES.fullmatch(text):
        return _joined(found["year"], found["month"], found["day"])
    if found := _NAMED.fullmatch(text):
        month = _months().get(found["name"].lower())
        twice = found["day"] and found["day2"]
        day = found["day"] or found["day2"]
        return None if month is None or twice else _joined(found["year"], str(month), day)
    return text


def _joined(year: str, month: str | None, day: str | None) -> str:
    return "-".join([year, *(part.zfill(2) for part in (month, day) if part)])


@functools.cache
def _months() -> dict[str, int]:
    from babel import Locale  # Takes a while, and most queries name no month.

    names = {"sept": 9}
    for locale in map(Locale.parse, ("en", "it")):
        for width in ("wide", "abbreviated"):
            for number, name in locale.months["format"][width].items():
                names[name.rstrip(".").lower()] = number
    return names
