"""APA style. Source: Publication Manual of the American Psychological Association, 7th edition:
9.8 (how many authors), 9.12 (no author), 9.17 (no date), 9.22 (no title), 10.1 (newspapers).

A title is given as published: to write it in sentence case takes knowing its names.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from babel.dates import format_date
from markupsafe import Markup

from search_app.passing_on.names import Name
from search_app.passing_on.styles.wording import described, italic, joined, spoken, stopped
from search_app.passing_on.work import Work

_MOST = 20
"""Authors that are all named; of more, the first nineteen and the last."""


def reference(work: Work, _today: dt.date) -> Markup:
    """An entry of the list of references."""
    title = stopped(described(work.title) if work.derived else work.title)
    dated = f"({_date(work.day)})."
    creators = stopped(_listed(work.creators)) if work.creators else None
    told = spoken(title, work.language)
    opening = (creators, dated, told) if creators else (told, dated)
    outlet = italic(work.outlet) + "." if work.outlet else None
    return joined(" ", *opening, outlet, work.url)


def _date(day: dt.date | None) -> str:
    return format_date(day, "y, MMMM d", locale="en_US") if day else "n.d."


def _listed(creators: Sequence[Name]) -> str:
    filed = [each.initialed() for each in creators]
    if len(filed) > _MOST:
        return ", ".join(filed[: _MOST - 1]) + ", . . . " + filed[-1]
    if len(filed) == 1:
        return filed[0]
    return ", ".join(filed[:-1]) + ", & " + filed[-1]
