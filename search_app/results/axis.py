"""An axis of time: periods of one length side by side, those in which nothing was found as well."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from search_app.i18n import interface

_WIDEST_LABEL = 0.06
"""Nearer to an end of the axis than this share, a label begins or ends there."""

_FIRST_MONTH = 0.4
"""What the axis must have before its first year for the label of a month."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A length of periods, in days or in months; periods are numbered from the year 0 or 1."""

    days: int = 0
    months: int = 0

    def number(self, day: str) -> int:
        """The number of the period that a day (``YYYY-MM-DD``) is in. Weeks begin on Monday."""
        if self.days:
            return (dt.date.fromisoformat(day).toordinal() - 1) // self.days
        return (int(day[:4]) * 12 + int(day[5:7]) - 1) // self.months

    def period(self, number: int) -> tuple[str, str]:
        """The first and the last day of a period, as far as the calendar goes."""
        last = self._begin(number + 1)
        return (
            (self._begin(number) or dt.date.max).isoformat(),
            (last - dt.timedelta(1) if last else dt.date.max).isoformat(),
        )

    def _begin(self, number: int) -> dt.date | None:
        """None: after the last year."""
        if self.days:
            ordinal = number * self.days + 1
            return dt.date.fromordinal(ordinal) if ordinal <= dt.date.max.toordinal() else None
        year, month = divmod(number * self.months, 12)
        if year > dt.MAXYEAR:
            return None
        return dt.date(year, month + 1, 1) if year else dt.date.min


DAY, WEEK, MONTH, QUARTER = Unit(days=1), Unit(days=7), Unit(months=1), Unit(months=3)
YEARS = tuple(Unit(months=12 * years) for years in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000))


@dataclass(frozen=True, slots=True)
class Tick:
    """A label below the axis, ``at`` a per cent of its width."""

    at: float
    label: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Axis:
    """``slots`` periods of a unit, from the period ``first`` on."""

    unit: Unit
    first: int
    slots: int

    @classmethod
    def over(cls, first: str, last: str, units: Sequence[Unit], most: int) -> Axis:
        """From a day to another in at most so many periods, of the shortest unit that does it.

        Where none does, of the longest.
        """
        for unit in units:
            slots = unit.number(last) - unit.number(first) + 1
            if slots <= most:
                break
        return cls(unit, unit.number(first), slots)

    def slot(self, day: str) -> int | None:
        """The period of a day, counted from 0; None where it is off the axis."""
        slot = self.unit.number(day) - self.first
        return slot if 0 <= slot < self.slots else None

    def period(self, slot: int) -> tuple[str, str]:
        """The first and the last day of a period."""
        return self.unit.period(self.first + slot)

    def added_up(self, counts: Mapping[str, int]) -> dict[int, int]:
        """What the days of each period count together; those off the axis are left out."""
        sums: dict[int, int] = {}
        if self.unit.months:
            counts = _by_month(counts)
        for day, count in counts.items():
            slot = self.slot(day)
            if slot is not None:
                sums[slot] = sums.get(slot, 0) + count
        return sums

    def ticks(self, share: float, until: float) -> tuple[Tick, ...]:
        """Labels of an axis that takes a ``share`` of the width, up to the share ``until``."""
        return tuple(
            Tick(round(at * 100, 2), label, anchor)
            for slot, label in self._labels()
            for at, anchor in [self._place(slot, share)]
            if at <= until
        )

    def _place(self, slot: int, share: float) -> tuple[float, str]:
        middle = (slot + 0.5) / self.slots * share
        if middle < _WIDEST_LABEL:
            return slot / self.slots * share, "start"
        if middle > 1 - _WIDEST_LABEL:
            return (slot + 1) / self.slots * share, "end"
        return middle, "middle"

    def _labels(self) -> Iterator[tuple[int, str]]:
        """Few enough for the narrowest chart; where years meet, each year at its beginning."""
        first, last = self.period(0)[0], self.period(self.slots - 1)[1]
        in_months = self.unit.days == 0 and self.unit.months < 12
        if in_months and first[:4] != last[:4]:
            begins = [self.period(slot)[0] for slot in range(self.slots)]
            januaries = [slot for slot, begin in enumerate(begins) if begin[5:7] == "01"]
            if januaries[0] > self.slots * _FIRST_MONTH:
                yield 0, _label(first, "yMMM")
            for slot in januaries:
                yield slot, _label(begins[slot], "y")
            return
        if self.unit == DAY:
            one_month = first[:7] == last[:7]
            skeleton, step = ("d", 7) if one_month else ("MMMd", -(-self.slots // 4))
        elif self.unit == WEEK:
            skeleton, step = "MMMd", -(-self.slots // 4)
        else:
            skeleton, step = "MMM" if in_months else "y", -(-self.slots // 5)
        for slot in range(0, self.slots, step):
            yield slot, _label(self.period(slot)[0], skeleton)


def _by_month(counts: Mapping[str, int]) -> Mapping[str, int]:
    """The days of each month together: no longer period begins or ends within one."""
    months: dict[str, int] = {}
    for day, count in counts.items():
        month = day[:7]
        months[month] = months.get(month, 0) + count
    return months


def _label(day: str, skeleton: str) -> str:
    return interface().date(day, skeleton)
