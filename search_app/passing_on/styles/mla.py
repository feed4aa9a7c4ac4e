"""MLA style. Source: MLA Handbook, 9th edition: 5.3 to 5.22 (authors), 5.23 and 5.99 (no author, no
date), 5.95 (addresses without their scheme), 5.111 (access); style.mla.org on news websites.

There is no “n.d.”: what is not known is left out, and the day of access says what was read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from markupsafe import Markup

from search_app.passing_on.names import Name
from search_app.passing_on.styles.wording import italic, joined, nested, spoken, stopped
from search_app.passing_on.work import Work

# No locale of CLDR abbreviates as the Handbook does: full stops, four letters for September, and
# nothing for months of four letters or fewer.
_MONTHS = (
    "Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.",
)  # fmt: skip


def reference(work: Work, today: dt.date) -> Markup:
    """An entry of the list of works cited."""
    title = joined("", "“", spoken(stopped(nested(work.title)), work.language), "”")
    place = work.url and work.url.partition("://")[2]
    outlet = italic(work.outlet) if work.outlet else None
    container = joined(", ", outlet, _date(work.day) if work.day else None, place)
    accessed = f"Accessed {_date(today)}." if place and not work.day else None
    creators = stopped(_listed(work.creators)) if work.creators else None
    return joined(" ", creators, title, container + "." if container else None, accessed)


def _date(day: dt.date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _listed(creators: Sequence[Name]) -> str:
    first = creators[0].inverted()
    if len(creators) > 2:
        return f"{first}, et al."
    return ", and ".join([first, *(each.direct() for each in creators[1:])])
