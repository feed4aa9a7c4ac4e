"""The filters of the results page: facets with their counts, and the chips that take them out."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from indexer.documents import Role
from indexer.engine.base import FacetCount, Results
from search_app import labels, links
from search_app.i18n import N_, gettext, interface, ngettext
from search_app.params import Asked

SHOWN = 10
LISTED = 30
LISTED_MONTHS = 12
_FACETS = {
    "lang": ("language", N_("Language")),
    "outlet": ("outlet", N_("Outlet")),
    "month": ("month", N_("Date")),
    "section": ("section", N_("Section")),
    "role": ("role", N_("Part of the article")),
}


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

    ``unlisted`` tells how many values there are beyond those.
    """

    name: str
    title: str
    shown: tuple[Choice, ...]
    rest: tuple[Choice, ...]
    unlisted: str | None = None

    @property
    def unfolded(self) -> bool:
        """Whether the rest holds a chosen value."""
        return any(choice.chosen for choice in self.rest)


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on, and the address of the search without it (None: too long a one)."""

    label: str
    without: str | None


def facets(asked: Asked, results: Results) -> tuple[Facet, ...]:
    """The facets that have something to choose from; the date's is always there."""
    made = (
        _facet(asked, name, title, results.facets.get(field, ()))
        for name, (field, title) in _FACETS.items()
    )
    return tuple(facet for facet in made if facet.shown or facet.name == "month")


def chips(asked: Asked) -> tuple[Chip, ...]:
    """Every filter that is on, in the order of the facets; to search every role is one."""
    made = []
    for name in _FACETS:
        if name == "role" and set(asked.query.roles) == set(Role):
            without = links.unless_long(asked.having(roles=()))
            made.append(Chip(gettext("with related headlines"), without))
            continue
        for value in asked.values(name):
            made.append(Chip(labels.value(name, value), links.toggled(asked, name, value)))
        period = labels.period(asked.query.published_from, asked.query.published_to)
        if name == "month" and period:
            anytime = asked.having(published_from=None, published_to=None)
            made.append(Chip(period, links.unless_long(anytime)))
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
    unlisted = _unlisted(name, len(values) - len(listed))
    return Facet(name, gettext(title), choices[:SHOWN], choices[SHOWN:], unlisted)


def _listed(
    values: Sequence[str | None], chosen: Container[str | None], most: int
) -> list[str | None]:
    """The first values (the most frequent; the newest months), the unknown and those chosen."""
    rest = values[most:]
    return [*values[:most], *(each for each in rest if each is None or each in chosen)]


def _unlisted(name: str, count: int) -> str | None:
    if not count:
        return None
    if name == "month":
        return ngettext(
            "and %(num)s earlier month: choose it by its dates",
            "and %(num)s earlier months: choose them by their dates",
            count,
        )
    return ngettext("and %(num)s more, not listed", "and %(num)s more, not listed", count)
