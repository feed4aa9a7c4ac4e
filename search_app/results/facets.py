"""The filters of the results page: facets with their counts, and the chips that take them out."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from indexer.documents import Role
from indexer.engine.base import FacetCount, Results
from search_app import labels, links
from search_app.i18n import N_, gettext, interface, ngettext
from search_app.params import Asked
from search_app.results.more import More, more

SHOWN = 10
LISTED = 30
LISTED_MONTHS = 12
FACETS = {
    "lang": ("language", N_("Language")),
    "outlet": ("outlet", N_("Outlet")),
    "month": ("month", N_("Date")),
    "section": ("section", N_("Section")),
    "role": ("role", N_("Part of the article")),
}
"""By parameter the facet that its values are counted in, and what it is called."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet: a checkbox."""

    id: str
    value: str
    label: str
    count: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A group of checkboxes; ``rest`` is folded away unless something in it is chosen.

    ``more`` leads to all values where there are others; of months ``unlisted`` counts those.
    """

    name: str
    title: str
    shown: tuple[Choice, ...]
    rest: tuple[Choice, ...]
    unlisted: str | None = None
    more: More | None = None

    @property
    def unfolded(self) -> bool:
        """Whether the rest holds a chosen value."""
        return any(choice.chosen for choice in self.rest)


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on, the search without it, and its address (None: too long a one)."""

    label: str
    search: Asked

    @property
    def without(self) -> str | None:
        """The address of the search without the filter."""
        return links.unless_long(self.search)


def facets(asked: Asked, results: Results) -> tuple[Facet, ...]:
    """The facets that have something to choose from; the date's is always there."""
    made = (
        _facet(asked, name, title, results.facets.get(field, ()))
        for name, (field, title) in FACETS.items()
    )
    return tuple(facet for facet in made if facet.shown or facet.name == "month")


def chips(asked: Asked) -> tuple[Chip, ...]:
    """Every filter that is on, in the order of the facets; to search every role is one."""
    made = []
    for name in FACETS:
        if name == "role" and set(asked.query.roles) == set(Role):
            made.append(Chip(gettext("with related headlines"), asked.having(roles=())))
            continue
        for value in asked.values(name):
            made.append(Chip(labels.value(name, value), asked.toggled(name, value)))
        period = labels.period(asked.query.published_from, asked.query.published_to)
        if name == "month" and period:
            made.append(Chip(period, asked.having(published_from=None, published_to=None)))
    return tuple(made)


def _facet(asked: Asked, name: str, title: str, counts: Iterable[FacetCount]) -> Facet:
    chosen = asked.values(name)
    found = {each.value: each.count for each in counts}
    values = [*found, *(value for value in chosen if value not in found)]
    if name == "month":
        values.sort(key=lambda month: month or "", reverse=True)
    listed = _listed(values, chosen, LISTED_MONTHS if name == "month" else LISTED)
    choices = tuple(
        Choice(
            id=f"{name}-{number}",
            value=links.value_in_form(value),
            label=labels.value(name, value),
            count=interface().number(found.get(value, 0)),
            chosen=value in chosen,
        )
        for number, value in enumerate(listed, 1)
    )
    shown, rest = choices[:SHOWN], choices[SHOWN:]
    if len(listed) == len(values):
        return Facet(name, gettext(title), shown, rest)
    if name == "month":
        unlisted = _unlisted(len(values) - len(listed))
        return Facet(name, gettext(title), shown, rest, unlisted)
    return Facet(name, gettext(title), shown, rest, more=more(asked, name, len(values)))


def _listed(
    values: Sequence[str | None], chosen: Container[str | None], most: int
) -> list[str | None]:
    """The first values (the most frequent; the newest months), the unknown and those chosen."""
    rest = values[most:]
    return [*values[:most], *(each for each in rest if each is None or each in chosen)]


def _unlisted(count: int) -> str:
    return ngettext(
        "and %(num)s earlier month: choose it by its dates",
        "and %(num)s earlier months: choose them by their dates",
        count,
    )
