"""All the values of a facet: found by a word of theirs, counted, chosen among, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analyzers.folding import fold
from indexer.engine.base import Results
from search_app import labels, links
from search_app.i18n import gettext, interface
from search_app.params import AskedValues, ValueOrder
from search_app.results.facets import FACETS, Choice
from search_app.results.more import FIND, number

PER_PAGE = 100


@dataclass(frozen=True, slots=True)
class Order:
    """An order of the values: a button that sends the form for it."""

    label: str
    value: str
    current: bool


@dataclass(frozen=True, slots=True)
class Values:
    """A page of the values of a facet; ``chosen`` ones are on every page, found or not.

    ``number`` says how many there are, or how many were found.
    """

    wanted: AskedValues
    title: str
    find: str
    action: str
    fields: tuple[tuple[str, str], ...]
    chosen: tuple[Choice, ...]
    shown: tuple[Choice, ...]
    number: str
    orders: tuple[Order, ...]
    page: int
    pages: int


def values(wanted: AskedValues, results: Results) -> Values:
    """A page of the values that a search can be kept to, and those it is kept to."""
    name, asked = wanted.name, wanted.asked
    field, title = FACETS[name]
    counts = {each.value: each.count for each in results.facets.get(field, ())}
    chosen = [value for value in asked.values(name) if value not in counts]
    labelled = {value: labels.value(name, value) for value in [*counts, *chosen]}
    fitting = [value for value in labelled if _fits(wanted.find, labelled[value])]
    if wanted.order is ValueOrder.NAME:
        fitting.sort(key=lambda value: _place(name, value, labelled[value]))
    free = [value for value in fitting if value not in asked.values(name)]
    pages = max(1, -(-len(free) // PER_PAGE))
    page = min(wanted.page, pages)

    def choices(prefix: str, some: Sequence[str | None]) -> tuple[Choice, ...]:
        return tuple(
            Choice(
                id=f"{prefix}-{name}-{number}",
                value=links.value_in_form(value),
                label=labelled[value],
                count=interface().number(counts.get(value, 0)),
                chosen=value in asked.values(name),
            )
            for number, value in enumerate(some, 1)
        )

    return Values(
        wanted=wanted,
        title=gettext(title),
        find=gettext(FIND[name]),
        action=links.values_form(name),
        fields=tuple(links.values_fields(wanted, chosen=False)),
        chosen=choices("chosen", asked.values(name)),
        shown=choices("found", free[(page - 1) * PER_PAGE : page * PER_PAGE]),
        number=number(name, len(fitting)),
        orders=_orders(wanted),
        page=page,
        pages=pages,
    )


def _fits(find: str, label: str) -> bool:
    """Whether each word of ``find`` stands in a label, whatever its case and accents."""
    folded = fold(label)
    return all(word in folded for word in fold(find).split())


def _place(name: str, value: str | None, label: str) -> tuple[object, ...]:
    """Where a value stands by name, the unknown last; months go by date, the newest first."""
    if name == "month":
        return value is None, [-ord(char) for char in value or ""]
    return value is None, fold(label), label


def _orders(wanted: AskedValues) -> tuple[Order, ...]:
    by_date = wanted.name == "month"
    named = gettext("newest first") if by_date else gettext("A–Z")
    every = {ValueOrder.COUNT: gettext("most passages first"), ValueOrder.NAME: named}
    return tuple(Order(label, order, order is wanted.order) for order, label in every.items())
