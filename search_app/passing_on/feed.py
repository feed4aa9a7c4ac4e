"""A search as a feed: its name, its places, its entries."""

from __future__ import annotations

from dataclasses import dataclass, replace

from indexer.engine.base import Engine
from search_app import labels
from search_app.i18n import gettext, interface, ngettext
from search_app.params import FILTERS, Asked
from search_app.passing_on import addresses
from search_app.passing_on.characters import one_line
from search_app.passing_on.entries import Entry, entries, name_of

_LONGEST = 200
"""Characters of a query that the name of its feed repeats."""


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed tells of itself; addresses are absolute, ``next`` is that of its older part.

    ``total`` is the number of passages found, of which the entries are those of one page.
    """

    id: str
    language: str
    title: str
    told: str
    page: str
    address: str
    next: str | None
    total: int
    entries: tuple[Entry, ...]


def feed(engine: Engine, asked: Asked, form: str) -> Feed:
    """The feed of a search in a form, atom or json."""
    found = engine.search(replace(asked.query, similar=False))
    more = found.total > asked.query.offset + len(found.hits) and found.hits
    return Feed(
        id=name_of("search", addresses.identity(asked)),
        language=interface().code,
        title=title(asked),
        told=ngettext("%(num)s passage found", "%(num)s passages found", found.total),
        page=addresses.page(asked),
        address=addresses.feed(asked, form),
        next=addresses.feed(replace(asked, page=asked.page + 1), form) if more else None,
        total=found.total,
        entries=tuple(entries(engine, found.hits)),
    )


def title(asked: Asked) -> str:
    """The query and its filters, in the language of the interface."""
    text = one_line(asked.query.text)
    shown = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
    told = [gettext("Passages for “%(query)s”", query=shown)]
    told += [
        one_line(labels.value(name, value)) for name in FILTERS for value in asked.values(name)
    ]
    if asked.query.published_from:
        told.append(gettext("from %(day)s", day=interface().day(asked.query.published_from)))
    if asked.query.published_to:
        told.append(gettext("until %(day)s", day=interface().day(asked.query.published_to)))
    return ", ".join(told) + " · Passaggi"
