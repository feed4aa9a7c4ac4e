"""Periods of time side by side."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_app.results.axis import DAY, MONTH, QUARTER, WEEK, YEARS, Axis, Unit

UNITS = (DAY, WEEK, MONTH, QUARTER, *YEARS)
days = st.dates().map(dt.date.isoformat)


@given(day=days, unit=st.sampled_from(UNITS))
def test_every_day_is_in_one_period_and_the_next_begins_where_it_ends(day: str, unit: Unit) -> None:
    number = unit.number(day)
    first, last = unit.period(number)
    assert first <= day <= last
    assert unit.number(first) == unit.number(last) == number
    if last != "9999-12-31":
        next_first, _ = unit.period(number + 1)
        assert dt.date.fromisoformat(next_first) - dt.date.fromisoformat(last) == dt.timedelta(1)


@given(ends=st.lists(days, min_size=2, max_size=2).map(sorted), most=st.integers(10, 40))
def test_an_axis_holds_both_its_ends_in_as_many_periods_as_are_allowed(
    ends: list[str], most: int
) -> None:
    first, last = ends
    axis = Axis.over(first, last, UNITS, most)
    assert 1 <= axis.slots <= most
    assert (axis.slot(first), axis.slot(last)) == (0, axis.slots - 1)


@pytest.mark.parametrize(
    ("first", "last", "unit", "slots"),
    [
        ("2025-11-01", "2025-11-30", DAY, 30),
        ("2025-09-01", "2025-11-30", WEEK, 13),
        ("2025-01-01", "2025-12-31", MONTH, 12),
        ("2013-03-18", "2025-10-02", YEARS[0], 13),
        ("1201-05-02", "2025-12-31", YEARS[5], 17),
    ],
)
def test_the_longer_the_time_the_longer_the_periods(
    first: str, last: str, unit: Unit, slots: int
) -> None:
    axis = Axis.over(first, last, (DAY, WEEK, MONTH, *YEARS), 40)
    assert (axis.unit, axis.slots) == (unit, slots)


def test_weeks_begin_on_monday() -> None:
    assert WEEK.period(WEEK.number("2025-11-12")) == ("2025-11-10", "2025-11-16")
