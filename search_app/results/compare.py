"""The same search in two languages, side by side: a row for each day on which either has passages.

A passage belongs to the day that filters go by, that of its outlet, so a row is a search of its own
and its counts are those of the facets.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, groupby

from indexer import dates
from indexer.engine.base import Engine, Hit, Results
from indexer.query.model import Sort
from search_app import labels, links
from search_app.i18n import gettext, interface, ngettext
from search_app.params import Asked, View
from search_app.results import cards
from search_app.results.cards import Card
from search_app.results.days import MOST, counted, paged, passes
from search_app.results.options import Option, sorts

_COMPARABLE = 4
"""Languages, the most frequent ones, of which pairs are offered."""

_TIME = re.compile(r"[T ](\d\d:\d\d)\S*?(?:(Z)|([+-])0?(\d+):?(\d\d))?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Column:
    """A language and how many passages it has; ``add`` where a filter leaves it out."""

    name: str
    count: str
    add: Option | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A passage of a day, with the time as stated: 08:30 UTC+1."""

    card: Card
    time: str | None


@dataclass(frozen=True, slots=True)
class Cell:
    """What one language tells of a day; ``more`` are those not shown (None: all are)."""

    id: str
    column: Column
    passages: tuple[Told, ...]
    more: Option | None


@dataclass(frozen=True, slots=True)
class Row:
    """A day, ``YYYY-MM-DD`` (None: no date is known), and a cell for each column."""

    day: str | None
    title: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A page of rows, how many ``pages`` there are, and what stands in neither column."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    pages: int
    elsewhere: Option | None
    pairs: tuple[Option, ...]


def order(asked: Asked) -> Sort:
    """How days and their passages are ordered: oldest first unless the newest are asked for."""
    return Sort.NEWEST if asked.query.sort is Sort.NEWEST else Sort.OLDEST


def comparison(engine: Engine, asked: Asked, found: Results) -> Comparison:
    """A page of the days of a search; ``found`` is its answer, of which the counts are used."""
    pair = _pair(engine, asked, found)
    days = {code: counted(engine, asked, code) for code in pair}
    pages = paged(days.values(), asked.size, newest=order(asked) is Sort.NEWEST)
    shown = pages[asked.page - 1] if asked.page <= len(pages) else []
    columns = {code: _column(asked, found, code, days[code]) for code in pair}
    hits = {code: _hits(engine, asked, code, days[code], shown) for code in pair}

    def cell(number: int, code: str, day: str | None) -> Cell:
        own = hits[code].get(day, [])
        rest = days[code].get(day, 0) - len(own)
        label = ngettext("and %(num)s more", "and %(num)s more", rest)
        return Cell(
            id=f"day-{number}-{code}",
            column=columns[code],
            passages=tuple(Told(cards.card(engine, asked, hit), _time(hit)) for hit in own),
            more=Option(label, links.unless_long(on_day(asked, code, day))) if rest > 0 else None,
        )

    return Comparison(
        columns=tuple(columns.values()),
        rows=tuple(
            Row(day, labels.day(day), tuple(cell(number, code, day) for code in pair))
            for number, day in enumerate(shown, 1)
        ),
        pages=len(pages),
        elsewhere=_elsewhere(asked, found, pair, sum(sum(own.values()) for own in days.values())),
        pairs=tuple(_pairs(asked, found, pair)),
    )


def on_day(asked: Asked, code: str, day: str | None) -> Asked:
    """All the passages of a language and a day, as a list."""
    return replace(_between(asked, code, day, day), view=View.LIST)


def orders(asked: Asked) -> tuple[Option, ...]:
    """The orders that days can be put in."""
    by_name = {each.value: each for each in sorts(asked)}
    return tuple(
        replace(by_name[each], current=each is order(asked)) for each in (Sort.OLDEST, Sort.NEWEST)
    )


def _pair(engine: Engine, asked: Asked, found: Results) -> Sequence[str]:
    """The two most frequent languages, those that a filter lets pass before others.

    Where fewer than two have passages the most frequent ones of the index are taken.
    """
    known = _known(found)
    if len(known) < 2:
        held = engine.stats().languages
        known += sorted(filter(None, held), key=lambda code: (-held[code], code))
    asked_for = [code for code in asked.query.languages if code]
    ordered = sorted(dict.fromkeys([*known, *asked_for]), key=lambda code: not passes(asked, code))
    return sorted(ordered[:2])


def _known(found: Results) -> list[str]:
    return [each.value for each in found.facets.get("language", ()) if each.value]


def _column(asked: Asked, found: Results, code: str, days: Mapping[str | None, int]) -> Column:
    shown = interface()
    name = shown.language(code)
    if passes(asked, code):
        total = sum(days.values())
        return Column(name, ngettext("%(num)s passage", "%(num)s passages", total))
    counts = {each.value: each.count for each in found.facets.get("language", ())}
    label = gettext(
        "Add %(language)s (%(num)s)", language=name, num=shown.number(counts.get(code, 0))
    )
    add = Option(label, links.toggled(asked, "lang", code), name="lang", value=code)
    return Column(name, gettext("left out by the filter"), add)


def _hits(
    engine: Engine,
    asked: Asked,
    code: str,
    counts: Mapping[str | None, int],
    shown: Sequence[str | None],
) -> dict[str | None, list[Hit]]:
    """The first passages of a language on some days; days that are shown whole share a search."""
    hits: dict[str | None, list[Hit]] = {}
    most = min(MOST, asked.size)
    own = [day for day in shown if day in counts]
    for whole, run in groupby(own, lambda day: day is not None and counts[day] <= most):
        for days in [list(run)] if whole else [[day] for day in run]:
            ends = sorted((days[0], days[-1]), key=str)
            there = _between(asked, code, *ends)
            limit = sum(min(counts[day], most) for day in days)
            for hit in engine.search(replace(there.query, limit=limit)).hits:
                hits.setdefault(hit.published and dates.day(hit.published), []).append(hit)
    return hits


def _between(asked: Asked, code: str, first: str | None, last: str | None) -> Asked:
    """The search in a language from day to day; without them, for what is undated."""
    return asked.having(
        languages=(code,),
        months=() if first else (None,),
        published_from=first,
        published_to=last,
        sort=order(asked),
    )


def _elsewhere(asked: Asked, found: Results, pair: Collection[str], compared: int) -> Option | None:
    """What was found in other languages, or in none that is known, as a list."""
    rest = found.total - compared
    if rest <= 0:
        return None
    values = [each.value for each in found.facets.get("language", ())]
    chosen = asked.query.languages or values
    others = asked.having(languages=[code for code in chosen if code not in pair])
    label = ngettext(
        "%(num)s passage in neither language", "%(num)s passages in neither language", rest
    )
    return Option(label, links.unless_long(replace(others, view=View.LIST)))


def _pairs(asked: Asked, found: Results, pair: Sequence[str]) -> Iterator[Option]:
    """Where there are more than two languages: the pairs that can be compared."""
    known = _known(found)
    if len(known) < 3:
        return
    for one, other in combinations(sorted(known[:_COMPARABLE]), 2):
        link = links.unless_long(asked.having(languages=(one, other)))
        if link:
            names = f"{interface().language(one)} – {interface().language(other)}"
            yield Option(names, link, current=[one, other] == list(pair))


def _time(hit: Hit) -> str | None:
    """The time of a publication date as stated, with its offset: who was first depends on it."""
    found = _TIME.search(hit.published or "")
    if not found:
        return None
    time, utc, sign, hours, minutes = found.groups()
    if not sign:
        return f"{time} UTC" if utc else time
    rest = "" if minutes == "00" else f":{minutes}"
    return f"{time} UTC" if hours == "0" and not rest else f"{time} UTC{sign}{hours}{rest}"
