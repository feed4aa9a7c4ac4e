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
    title = described(work.title) if work.derived else work.title
    creators = stopped(_listed(work.creators)) if work.creators else None
    medium = "[online]" if work.url else None
    # The medium is that of the newspaper, or of the article where no newspaper is known.
    if work.outlet:
        told = spoken(stopped(title), work.language)
        where = joined(" ", italic(work.outlet), medium) + "."
    else:
        told = spoken(title if medium else stopped(title), work.language)
        where = joined("", medium and medium + ".")
    seen = f"[consultato il {_date(today)}]" if work.url else None
    when = joined(" ", _date(work.day) if work.day else "[s.d.]", seen)
    found = f"Disponibile su: {work.url}" if work.url else None
    return joined(" ", creators, told, where, when + ".", found)


def _date(day: dt.date) -> str:
    # The first of a month is an ordinal in Italian, which CLDR does not say.
    number = "1º" if day.day == 1 else day.day
    return f"{number} {format_date(day, 'MMMM y', locale='it_IT')}"


def _listed(creators: Sequence[Name]) -> str:
    filed = [Name(each.family.upper(), each.given, each.suffix).inverted() for each in creators]
    if len(filed) > _MOST:
        return f"{filed[0]} et al."
    return " e ".join(filter(None, (", ".join(filed[:-1]), filed[-1])))
