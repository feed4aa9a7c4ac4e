"""The way from a facet to all its values, where there are more than it lists."""

from __future__ import annotations

from dataclasses import dataclass

from search_app import links
from search_app.i18n import N_, gettext, ngettext
from search_app.params import Asked, AskedValues

FIND = {
    "lang": N_("Find a language"),
    "outlet": N_("Find an outlet"),
    "month": N_("Find a month"),
    "section": N_("Find a section"),
    "role": N_("Find a part"),
}
"""What the field that finds a value is called."""


@dataclass(frozen=True, slots=True)
class More:
    """The way from a facet to all its values: a link, and a form with the fields of the search.

    Where the search is too long to be repeated, ``link`` is None and its form is sent there.
    """

    name: str
    label: str
    find: str
    action: str
    link: str | None
    layout: str
    fields: tuple[tuple[str, str], ...]


def more(asked: Asked, name: str, count: int) -> More:
    """The way to all the ``count`` values of a facet."""
    wanted = AskedValues(asked.on_page(1), name)
    link = links.values_unless_long(wanted)
    return More(
        name=name,
        label=_all(name, count),
        find=gettext(FIND[name]),
        action=links.values_form(name),
        link=link,
        layout=asked.view,
        fields=tuple(links.values_fields(wanted, chosen=True)) if link else (),
    )


def number(name: str, count: int) -> str:
    """How many values of a facet there are: 12 outlets."""
    if name == "outlet":
        return ngettext("%(num)s outlet", "%(num)s outlets", count)
    if name == "section":
        return ngettext("%(num)s section", "%(num)s sections", count)
    if name == "lang":
        return ngettext("%(num)s language", "%(num)s languages", count)
    if name == "month":
        return ngettext("%(num)s month", "%(num)s months", count)
    return ngettext("%(num)s part", "%(num)s parts", count)


def _all(name: str, count: int) -> str:
    if name == "outlet":
        return ngettext("all %(num)s outlets", "all %(num)s outlets", count)
    if name == "section":
        return ngettext("all %(num)s sections", "all %(num)s sections", count)
    return ngettext("all %(num)s", "all %(num)s", count)
