"""ISO 690 as Italian libraries apply it. Source: ISO 690:2021, clauses 7.2 (creators), 7.4 (dates)
and 7.13 (availability and access), and UNI ISO 690, which leaves language and punctuation to usage.

Family names in capitals, dates and set phrases in Italian, “s.d.” for what has no date.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from babel.dates import format_date
from markupsafe import Markup

from search_app.passing_on.names import Name
from search_app.passing_on.styles.wording import described, italic, joined, spoken, stopped
from search_app.passing_on.work import Work

_MOST = 3
"""Creators that are all named; of more, the first."""


def reference(work: Work, today: dt.date) -> Markup:
    """An entry of the bibliography."""
    title = spoken(stopped(described(work.title) if work.derived else work.title), work.language)
    creators = stopped(_listed(work.creators)) if work.creators else None
    outlet = italic(work.outlet) if work.outlet else None
    medium = "[online]" if work.url else None
    where = joined(" ", outlet, medium)
    seen = f"[consultato il {_date(today)}]" if work.url else None
    when = joined(" ", _date(work.day) if work.day else "[s.d.]", seen)
    found = f"Disponibile su: {work.url}" if work.url else None
    return joined(" ", creators, title, where + "." if where else None, when + ".", found)


def _date(day: dt.date) -> str:
    return format_date(day, "d MMMM y", locale="it_IT")


def _listed(creators: Sequence[Name]) -> str:
    filed = [Name(each.family.upper(), each.given, each.suffix).inverted() for each in creators]
    if len(filed) > _MOST:
        return f"{filed[0]} et al."
    return " e ".join(filter(None, (", ".join(filed[:-1]), filed[-1])))
