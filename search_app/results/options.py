"""The ways on from a page: its other pages, orders and strengths of matching."""

from __future__ import annotations

from dataclasses import dataclass, replace

from indexer.query.model import MAX_OFFSET, Match
from search_app import labels, links
from search_app.i18n import gettext, interface
from search_app.params import Asked


@dataclass(frozen=True, slots=True)
class Option:
    """A variant of this page; the current one is marked.

    Where its address is too long to be repeated, ``link`` is None and the parameter ``name`` of
    the search form is set to ``value`` instead, or the form is sent to ``action``.
    """

    label: str
    link: str | None
    current: bool = False
    name: str | None = None
    value: str | None = None
    hint: str | None = None
    action: str | None = None


@dataclass(frozen=True, slots=True)
class Paging:
    """The other pages; None in ``pages`` stands for those left out between two."""

    previous: Option | None
    next: Option | None
    pages: tuple[Option | None, ...]


def last_page(asked: Asked, total: int) -> int:
    """The number of the last page that can be asked for."""
    return max(1, min(-(-total // asked.size), MAX_OFFSET // asked.size + 1))


def paging(asked: Asked, total: int) -> Paging:
    """First, last and neighbouring pages."""
    last = last_page(asked, total)
    near = {1, asked.page - 1, asked.page, asked.page + 1, last}
    numbers = sorted(number for number in near if 1 <= number <= last)
    pages: list[Option | None] = []
    for before, number in zip([0, *numbers], numbers, strict=False):
        if number - before == 2:
            pages.append(page(asked, number - 1))
        elif number - before > 2:
            pages.append(None)
        pages.append(page(asked, number))
    return Paging(
        page(asked, asked.page - 1) if 1 < asked.page <= last else None,
        page(asked, asked.page + 1) if asked.page < last else None,
        tuple(pages) if last > 1 else (),
    )


def page(asked: Asked, number: int) -> Option:
    """A page of the answer."""
    label, on_page = interface().number(number), asked.on_page(number)
    return _option(label, on_page, "page", str(number), current=number == asked.page)


def sorts(asked: Asked) -> tuple[Option, ...]:
    """The orders that the hits can be put in."""
    return tuple(
        _option(label, asked.having(sort=each), "sort", each, current=each is asked.query.sort)
        for each, label in labels.SORTS.items()
    )


def matches(asked: Asked) -> tuple[Option, ...]:
    """How far a match may be from the word typed."""
    return tuple(
        match_option(asked, each, current=each is asked.query.match) for each in labels.MATCHES
    )


def match_option(asked: Asked, each: Match, *, current: bool = False) -> Option:
    """The search at a strength of matching."""
    made = _option(labels.MATCHES[each], asked.having(match=each), "match", each, current=current)
    return replace(made, hint=gettext(labels.MATCHES_EXPLAINED[each]))


def _option(label: str, leads_to: Asked, name: str, value: str, *, current: bool) -> Option:
    return Option(gettext(label), links.unless_long(leads_to), current, name, value)
