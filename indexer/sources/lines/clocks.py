"""A time of day beside a date, and the offset from UTC that it names.

Only abbreviations with one meaning in newspapers give an offset: "ET" is two, depending on the
season, and "IST" three, depending on the continent. Sources: RFC 5322 (the zones of North America),
the IANA time zone database (the others).
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

_OFFSETS = {
    name: hours * 60
    for name, hours in {
        "aest": 10, "bst": 1, "cdt": -5, "cest": 2, "cet": 1, "cst": -6, "edt": -4, "eest": 3,
        "eet": 2, "est": -5, "gmt": 0, "jst": 9, "mdt": -6, "msk": 3, "mst": -7, "pdt": -7,
        "pst": -8, "trt": 3, "utc": 0, "west": 1, "wet": 0, "z": 0,
    }.items()
}  # fmt: skip
_UNSETTLED = ("et", "ct", "mt", "pt", "ist", "ora italiana", "ora locale", "local time")
_ZONES = "|".join(sorted([*_OFFSETS, *_UNSETTLED], key=len, reverse=True))
_CLOCK = re.compile(
    r"[\s,;|·•–—(-]*(?P<said>(?:(?:at|alle|ore|h\.?)\s*){0,2})(?P<hour>\d{1,2})"
    r"(?:[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?)?(?!\d)\s*(?P<half>[ap]\.?m\b\.?)?"
    rf"(?:\s*\(?(?P<zone>{_ZONES})\b\)?)?(?:\s*(?P<offset>[+-]\d{{1,2}}(?::?\d{{2}})?)(?!\d))?"
    r"[\s.,;|·•–—)-]*",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, the offset it states (None: none that is sure), and where it ends."""

    time: dt.time
    zone: dt.timezone | None
    end: int

    def on(self, day: str) -> str:
        """The instant on that day as RFC 3339 has it; the day itself where no offset is known.

        >>> clock = at_start("3:05 PM EST")
        >>> clock and clock.on("2025-11-12")
        '2025-11-12T15:05:00-05:00'
        """
        if self.zone is None:
            return day
        return dt.datetime.combine(dt.date.fromisoformat(day), self.time, self.zone).isoformat()


def at_start(text: str) -> Clock | None:
    """The time of day that ``text`` starts with, and the marks around it; None if there is none."""
    found = _CLOCK.match(text)
    # A bare number is no time: "ore 18" and "6 pm" say that they are.
    if not found or not (found["minute"] or found["half"] or found["said"]):
        return None
    hour = int(found["hour"])
    if found["half"]:
        hour = hour % 12 + (12 if found["half"][0].lower() == "p" else 0)
    try:
        time = dt.time(hour, int(found["minute"] or 0), int(found["second"] or 0))
    except ValueError:
        return None
    return Clock(time, _zone(found["zone"], found["offset"]), found.end())


def _zone(name: str | None, offset: str | None) -> dt.timezone | None:
    """The offset as a number, where one follows ("GMT+1", "CET (+0100)"), else that of the name."""
    minutes = _OFFSETS.get((name or "").lower())
    if offset:
        digits = offset[1:].replace(":", "")
        hours, rest = (digits, "0") if len(digits) <= 2 else (digits[:-2], digits[-2:])
        minutes = int(f"{offset[0]}1") * (int(hours) * 60 + int(rest))
    if minutes is None or abs(minutes) >= 24 * 60:
        return None
    return dt.timezone(dt.timedelta(minutes=minutes))
