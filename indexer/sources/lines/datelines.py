"""The publication date, read from a line that says nothing else.

A date counts only when the whole line is a date: an optional label ("Published on"), an optional
weekday, the date, a time of day before or after it. Captions and paragraphs mention dates all the
time and never give one, and a weekday alone is none. Where the line names its time zone, so does
the date that is kept. An all-numeric date is read where it has one reading only, or where the
article's language settles which number is the day. Sources: CLDR (month and weekday names, through
Babel), RFC 3339, RFC 5322 (the date of RFC 822 as it is today).
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from email.utils import parsedate_to_datetime

from babel import Locale

from indexer import dates
from indexer.sources.lines import clocks, lexicon

_LOCALES = ("it", "en", "en_GB")
_DAY_FIRST = frozenset({"it"})
_EARLIEST = 1600
_LONGEST = 120
_MARKS = " .,;|·•–—-()"

_YEAR = r"(?P<year>\d{4})"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|º|°)?"
_WORD = r"(?P<month>[^\W\d_]{3,12})\.?"
_DATE = re.compile(
    rf"(?:{_DAY}\s+(?:of\s+)?{_WORD},?\s+{_YEAR}|{_WORD.replace('month', 'month2')}\s+"
    rf"{_DAY.replace('day', 'day2')},?\s+{_YEAR.replace('year', 'year2')}"
    r"|(?P<iso>\d{4}-\d{2}-\d{2})"
    r"|(?P<first>\d{1,2})(?P<mark>[/.-])(?P<second>\d{1,2})(?P=mark)(?P<year3>\d{4}))"
    r"(?!\d)(?P<rest>.*)",
    re.I,
)
_ANY_YEAR = re.compile(r"\d{4}")
_BARE_MIDNIGHT = re.compile(r"(?<=\d\d)[Tt ]00:?00(?::?00(?:\.0+)?)?\Z", re.ASCII)
_DAY_OFFSET = re.compile(r"(?<=\d\d)(?:Z|[+-]\d{2}:\d{2})\Z", re.ASCII)
_ZONE_NAME = re.compile(r"\[[\w/+-]+\]\Z")
_MACHINE = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}\S*")


def published_on(line: str, language: str | None = None) -> str | None:
    """The publication date that ``line`` is, as the index keeps dates; None when it is none.

    >>> published_on("Pubblicato il 12/11/2025 alle 10:35", "it")
    '2025-11-12'
    >>> published_on("Nov. 12, 2025")
    '2025-11-12'
    >>> published_on("The talks of 12 November 2025") is None
    True
    """
    text = " ".join(line.split())
    if len(text) > _LONGEST or not _ANY_YEAR.search(text):
        return None
    text, _ = lexicon.without_label(text, "published")
    exact = instant_of(text)
    if exact is not None:
        return exact
    before, found = None, _DATE.match(_without_weekday(text))
    if not found and (before := clocks.at_start(text)):
        found = _DATE.match(_without_weekday(text[before.end :].removeprefix("del ")))
    day = _day(found, language) if found else None
    if not found or not day:
        return None
    rest = _without_weekday(found["rest"].lstrip(_MARKS))
    after = clocks.at_start(rest)
    rest = (rest[after.end :] if after else rest).strip(_MARKS)
    if rest and not lexicon.without_label(rest, "updated")[1]:
        return None
    clock = before or after
    return clock.on(day) if clock else day


def modified_on(line: str, language: str | None = None) -> str | None:
    """The date that ``line`` labels as that of a later change; None when it does not.

    >>> modified_on("12 novembre 2025 - Aggiornato il 13 novembre 2025")
    '2025-11-13'
    """
    text = " ".join(line.split())
    if len(text) > _LONGEST:
        return None
    updates = (_update(text[found.start() :], language) for found in re.finditer(r"\b\w", text))
    return next(filter(None, updates), None)


def _update(text: str, language: str | None) -> str | None:
    """The date behind the label of a later change that ``text`` starts with."""
    date, labelled = lexicon.without_label(text, "updated")
    return published_on(date.rstrip(_MARKS), language) if labelled else None


def split_off(line: str) -> tuple[str, str]:
    """What stands before a date at the line's end, and the date: ``By Ann Lee May 2, 2025``."""
    if len(line) > _LONGEST or not _ANY_YEAR.search(line):
        return line, ""
    for start in (0, *(found.start() for found in re.finditer(r"(?<=\s)\S", line))):
        date = line[start:]
        if date[0].isalnum() and any(
            published_on(date, code) or _update(date, code) for code in ("it", "en")
        ):
            return line[:start], date
    return line, ""


def is_dateline(line: str) -> bool:
    """Whether ``line`` is a date, or the label of one, whatever the language settles about it."""
    text = " ".join(line.split())
    rest, label = lexicon.without_label(text, "published")
    if label and not rest:
        return True
    updated, label = lexicon.without_label(text, "updated")
    if label and (not updated or is_dateline(updated) or _is_clock(updated)):
        return True
    return any(published_on(text, language) for language in ("it", "en"))


def instant_of(text: str) -> str | None:
    """The date-time of RFC 3339 or RFC 5322 that ``text`` is, its offset kept.

    >>> instant_of("Wed, 12 Nov 2025 08:30:00 +0100")
    '2025-11-12T08:30:00+01:00'
    """
    text = _ZONE_NAME.sub("", text.strip())
    if dates.is_published(text):
        return text
    if _MACHINE.fullmatch(text):
        return text[:10] if dates.is_published(text[:10]) else None
    if ":" not in text or len(text) > _LONGEST:
        return None
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    told = moment.isoformat()
    # "-0000" says that the zone is unknown, and RFC 5322 wants a zone.
    return told if moment.tzinfo is not None and dates.is_published(told) else None


def stated(text: str) -> str | None:
    """The date that a field for dates gives in ISO 8601, basic or extended, its offset kept.

    Midnight without an offset is how programs write a day.

    >>> stated("20251112T183000+0100")
    '2025-11-12T18:30:00+01:00'
    """
    text = _BARE_MIDNIGHT.sub("", text.strip())
    if dates.is_published(text):
        return text
    try:
        if "T" in text.upper():
            told = dt.datetime.fromisoformat(text.upper()).isoformat()
        else:
            # A day in XML may carry an offset of its own.
            told = dt.date.fromisoformat(_DAY_OFFSET.sub("", text)).isoformat()
    except ValueError:
        return None
    return told if dates.is_published(told) else None


def _day(found: re.Match[str], language: str | None) -> str | None:
    if found["iso"]:
        return found["iso"] if dates.is_published(found["iso"]) else None
    if found["first"]:
        return _numeric(int(found["first"]), int(found["second"]), int(found["year3"]), language)
    month = _months().get((found["month"] or found["month2"]).lower())
    if month is None:
        return None
    return _iso(int(found["year"] or found["year2"]), month, int(found["day"] or found["day2"]))


def _numeric(first: int, second: int, year: int, language: str | None) -> str | None:
    """Day and month from two numbers, if only one order makes a date or the language settles it."""
    day_first, month_first = _iso(year, second, first), _iso(year, first, second)
    if language in _DAY_FIRST:
        return day_first
    if day_first and month_first and day_first != month_first:
        return None
    return day_first or month_first


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return dt.date(year, month, day).isoformat() if year >= _EARLIEST else None
    except ValueError:
        return None


def _without_weekday(text: str) -> str:
    word, _, rest = text.partition(" ")
    return rest if word.strip(_MARKS).lower() in _weekdays() else text


def _is_clock(text: str) -> bool:
    clock = clocks.at_start(text)
    return clock is not None and clock.end == len(text)


@functools.cache
def _months() -> dict[str, int]:
    names = {"sept": 9}
    for locale in map(Locale.parse, _LOCALES):
        for width in ("wide", "abbreviated"):
            for number, name in locale.months["format"][width].items():
                names[name.rstrip(".").lower()] = number
    return names


@functools.cache
def _weekdays() -> frozenset[str]:
    return frozenset(
        name.rstrip(".").lower()
        for locale in map(Locale.parse, _LOCALES)
        for width in ("wide", "abbreviated")
        for name in locale.days["format"][width].values()
    )
