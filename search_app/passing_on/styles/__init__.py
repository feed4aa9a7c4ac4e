"""The styles in which an article is cited, each from its own manual.

May enter: one module for each style, from a Work and the day on which it was read to marked-up
text. A reference is in the language of its style, the title and outlet in that of the article.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from search_app.passing_on.styles import apa, chicago, iso690, mla
from search_app.passing_on.work import Work


@dataclass(frozen=True, slots=True)
class Style:
    """A style: its code, the language that it writes in, and how it cites."""

    code: str
    language: str
    cite: Callable[[Work, dt.date], Markup]


STYLES = (
    Style("apa", "en", apa.reference),
    Style("mla", "en", mla.reference),
    Style("chicago-note", "en", chicago.note),
    Style("chicago", "en", chicago.reference),
    Style("iso690", "it", iso690.reference),
)
"""In the order in which they are shown."""
