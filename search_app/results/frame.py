"""What stands around the answer in each of its layouts: languages, filters, what was looked up."""

from __future__ import annotations

from dataclasses import dataclass, replace

from indexer.engine.base import Engine, Results
from search_app import expansion, labels, links
from search_app.i18n import N_, gettext, interface, own_name
from search_app.params import Asked, View
from search_app.results import facets, histogram, offers, terms
from search_app.results.facets import Chip, Facet
from search_app.results.histogram import Histogram
from search_app.results.options import Option
from search_app.results.terms import Row

_LAYOUTS = {
    View.LIST: N_("list"),
    View.COMPARE: N_("side by side"),
    View.TIMELINE: N_("timeline"),
}


@dataclass(frozen=True, slots=True)
class Tab:
    """A language that the passages can be kept to, with the number of them.

    ``language`` is that of the label.
    """

    option: Option
    count: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """A search and its answer without the hits.

    ``parts`` are those of the query, ``rows`` what else it was looked up as in each language.
    ``told``: the notes say why nothing was found. ``kept`` are terms taken out that the search form
    carries; ``undated`` tells of passages that the filter on dates hides. ``unfiltered`` is None
    where the address would be too long.
    """

    asked: Asked
    found: Results
    tabs: tuple[Tab, ...]
    layouts: tuple[Option, ...]
    parts: tuple[Option, ...]
    rows: tuple[Row, ...]
    kept: tuple[str, ...]
    notes: tuple[str, ...]
    told: bool
    meant: Option | None
    facets: tuple[Facet, ...]
    histogram: Histogram | None
    undated: Option | None
    chips: tuple[Chip, ...]
    unfiltered: str | None


def effective(engine: Engine, asked: Asked) -> Asked:
    """The search without terms taken out that it would not look up anyway."""
    return replace(asked, query=expansion.effective(engine, asked.query))


def frame(engine: Engine, asked: Asked, found: Results) -> Frame:
    """What every layout shows of an answer."""
    parts = terms.asked_for(asked)
    rows = terms.rows(engine, asked, found, own=not parts)
    return Frame(
        asked=asked,
        found=found,
        tabs=_tabs(asked, found),
        layouts=_layouts(asked),
        parts=parts,
        rows=rows,
        kept=terms.kept(asked, rows),
        notes=tuple(labels.note(note) for note in found.notes),
        told=any(labels.says_all(note) for note in found.notes),
        meant=offers.meant(asked, found),
        facets=facets.facets(asked, found),
        histogram=histogram.histogram(asked, found.days),
        undated=histogram.hidden(asked, found.days),
        chips=facets.chips(asked),
        unfiltered=links.unless_long(asked.unfiltered()),
    )


def _tabs(asked: Asked, found: Results) -> tuple[Tab, ...]:
    """All languages and each of them; none where there is nothing to choose."""
    counts = {each.value: each.count for each in found.facets.get("language", ())}
    chosen = asked.query.languages
    if len(counts) < 2 and not chosen:
        return ()
    every = Option(gettext("All"), links.unless_long(asked.having(languages=())), not chosen)
    tabs = [Tab(every, interface().number(sum(counts.values())))]
    for code in sorted({*counts, *chosen}, key=lambda code: (code is None, code)):
        link = links.unless_long(asked.having(languages=(code,)))
        label = own_name(code) if code else labels.value("lang", None)
        option = Option(label, link, chosen == (code,))
        tabs.append(Tab(option, interface().number(counts.get(code, 0)), code))
    return tuple(tab for tab in tabs if tab.option.link)


def _layouts(asked: Asked) -> tuple[Option, ...]:
    made = []
    for view, label in _LAYOUTS.items():
        there = replace(asked, view=view).on_page(1)
        link = links.unless_long(there)
        made.append(
            Option(gettext(label), link, view is asked.view, action=links.form_action(there))
        )
    return tuple(made)
