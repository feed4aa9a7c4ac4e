"""Chicago style, notes and bibliography. Source: The Chicago Manual of Style, 17th edition: 14.76
(how many authors), 14.191 to 14.193 (newspapers, whose “The” is left out), 14.199 (unsigned),
14.200 (agencies), 14.12 (access, where there is no date).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from babel.dates import format_date
from markupsafe import Markup

from search_app.passing_on.names import Name
from search_app.passing_on.styles.wording import italic, joined, nested, spoken, stopped
from search_app.passing_on.work import Work

_MOST_IN_NOTE, _MOST, _NAMED = 3, 10, 7


def note(work: Work, today: dt.date) -> Markup:
    """A footnote, without its number."""
    title = joined("", "“", spoken(nested(work.title) + ",", work.language), "”")
    dated = _date(work.day) if work.day else work.url and f"accessed {_date(today)}"
    told = joined(", ", _outlet(work), dated, work.url)
    creators = _in_note(work.creators) + "," if work.creators else None
    if not told:
        title = _title(work)
    return joined(" ", creators, title, told + "." if told else None)


def reference(work: Work, today: dt.date) -> Markup:
    """An entry of the bibliography; an unsigned article is filed under its newspaper."""
    dated = _date(work.day) if work.day else None
    accessed = f"Accessed {_date(today)}." if work.url and not work.day else None
    if work.creators:
        filed_under: Markup | str | None = stopped(_filed(work.creators))
        published = joined(", ", _outlet(work), dated)
    else:
        outlet = _outlet(work)
        filed_under = outlet and outlet + "."
        published = joined("", dated)
    told = published + "." if published else None
    return joined(" ", filed_under, _title(work), told, accessed, work.url and work.url + ".")


def _title(work: Work) -> Markup:
    return joined("", "“", spoken(stopped(nested(work.title)), work.language), "”")


def _outlet(work: Work) -> Markup | None:
    return italic(work.outlet.removeprefix("The ")) if work.outlet else None


def _date(day: dt.date) -> str:
    return format_date(day, "MMMM d, y", locale="en_US")


def _in_note(creators: Sequence[Name]) -> str:
    if len(creators) > _MOST_IN_NOTE:
        return f"{creators[0].direct()} et al."
    return _and([each.direct() for each in creators], ", and " if len(creators) > 2 else " and ")


def _filed(creators: Sequence[Name]) -> str:
    named = creators if len(creators) <= _MOST else creators[:_NAMED]
    filed = [creators[0].inverted(), *(each.direct() for each in named[1:])]
    return _and(filed, ", and ") if named is creators else ", ".join(filed) + ", et al."


def _and(words: list[str], last: str) -> str:
    return last.join(filter(None, (", ".join(words[:-1]), words[-1])))
