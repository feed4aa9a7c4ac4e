"""Days, months and instants of publication; the bounds of filters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import dates


def refuses(read: Callable[[str], object], text: str) -> bool:
    try:
        read(text)
    except ValueError:
        return True
    return False


@pytest.mark.parametrize(
    ("published", "utc"),
    [
        ("2025-11-12", "2025-11-12T00:00:00"),
        ("2025-11-12T08:30:00Z", "2025-11-12T08:30:00"),
        ("2025-11-12T08:30:00+01:00", "2025-11-12T07:30:00"),
        ("2025-11-12T08:30:00.250-05:00", "2025-11-12T13:30:00.250"),
        ("2025-11-12T08:30:00+0100", "2025-11-12T07:30:00"),
        ("2025-11-12t08:30:00z", "2025-11-12T08:30:00"),
        ("2025-11-12 08:30", "2025-11-12T08:30:00"),
        ("1848-03-18", "1848-03-18T00:00:00"),
        ("2024-02-29", "2024-02-29T00:00:00"),
        ("9999-12-31T23:59:59-14:00", "9999-12-31T23:59:59-14:00"),
    ],
)
def test_instant(published: str, utc: str) -> None:
    moment = dt.datetime.fromisoformat(utc)
    assert dates.instant(published) == moment.replace(tzinfo=moment.tzinfo or dt.UTC).timestamp()
    assert dates.is_published(published)


@pytest.mark.parametrize(
    "published",
    [
        "",
        "2025",
        "2025-11",
        "2025-02-29",
        "2025-02-31",
        "2025-13-01",
        "2025-00-10",
        "0000-01-01",
        "2025-W46-3",
        "20251112",
        "12/11/2025",
        "12 novembre 2025",
        "２０２５-11-12",
        "2025-11-12T25:00:00Z",
        "2025-11-12T08:30:00+25:00",
        "2025-11-12T08",
        "2025-11-12T",
        "2025-11-12\n",
        " 2025-11-12",
    ],
)
def test_what_is_no_date(published: str) -> None:
    assert not dates.is_published(published)
    assert refuses(dates.instant, published)


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_none(text: str) -> None:
    if dates.is_published(text):
        dt.date.fromisoformat(dates.day(text))
    else:
        assert refuses(dates.instant, text)


@given(st.datetimes(timezones=st.timezones() | st.none()))
def test_day_and_month_are_those_written(moment: dt.datetime) -> None:
    published = moment.isoformat(timespec="seconds")
    assert dates.day(published) == moment.date().isoformat()
    assert dates.month(published) == moment.date().isoformat()[:7]


@pytest.mark.parametrize(
    ("bound", "first", "last"),
    [
        ("2025-11-12", "2025-11-12", "2025-11-12"),
        ("2025-11", "2025-11-01", "2025-11-30"),
        ("2025-02", "2025-02-01", "2025-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("0001", "0001-01-01", "0001-12-31"),
        ("9999-12", "9999-12-01", "9999-12-31"),
    ],
)
def test_bounds(bound: str, first: str, last: str) -> None:
    assert dates.first_day(bound) == first
    assert dates.last_day(bound) == last


@pytest.mark.parametrize(
    "bound",
    [
        "", "25", "2025-1", "2025-13", "2025-00", "2025-11-00", "2025-02-31", "2025-02-29", "0000",
        "2025-11-12T08:30", "2025-11-12\n", "２０２５", "oggi",
    ],
)  # fmt: skip
def test_what_is_no_bound(bound: str) -> None:
    assert refuses(dates.first_day, bound)
    assert refuses(dates.last_day, bound)


@given(st.dates())
def test_a_day_lies_within_its_month_and_year(day: dt.date) -> None:
    text = day.isoformat()
    for bound in (text, text[:7], text[:4]):
        assert dates.first_day(bound) <= text <= dates.last_day(bound)
    assert dates.first_day(text) == dates.last_day(text) == text
