"""What was found over time: a row of bars for each language and each of the largest outlets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from indexer.engine.base import Engine, Results
from indexer.query.model import Query
from search_app import labels, links
from search_app.i18n import N_, gettext, interface
from search_app.params import FILTERS, Asked, View
from search_app.results import histogram
from search_app.results.axis import DAY, MONTH, QUARTER, WEEK, YEARS, Axis, Tick
from search_app.results.days import passing
from search_app.results.facets import FACETS

MOST_PERIODS = 31
MOST_ROWS = 8
MOST_BYTES = 20_000
"""Of the links of all bars; the fewer rows there are, the shorter their periods."""

_FEWEST_PERIODS = 6
_BESIDE_ADDRESS = 125
"""Characters of a bar beside the address of its row: the dates in it, its name, its shape."""

HEIGHT = 40
_DATED = 0.9
_LABELLED = 0.73
_UNITS = (DAY, WEEK, MONTH, QUARTER, *YEARS)
_OTHERS = {"lang": N_("other languages"), "outlet": N_("other outlets")}

Counts = Counter[str | None]
"""Passages by day; None: the undated."""


@dataclass(frozen=True, slots=True)
class Bar:
    """What a row has in a period, the ``at``-th or the undated, and the list of it."""

    at: int
    count: int
    height: int
    link: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """The passages of one language or outlet, or of all the other outlets, which has no ``link``.

    ``counts`` are by period, zero where nothing was found; ``cut``: the bar of the undated would be
    higher than there is room for.
    """

    id: str
    label: str
    total: int
    link: str | None
    counts: tuple[int, ...]
    bars: tuple[Bar, ...]
    undated: Bar | None
    cut: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one scale, of which the highest bar stands for ``most`` passages.

    It is a dated one, if there is any.
    """

    id: str
    title: str
    most: int
    rows: tuple[Row, ...]

    def sums(self) -> tuple[int, ...]:
        """What the rows have together, by period."""
        return tuple(map(sum, zip(*(row.counts for row in self.rows), strict=True)))

    def undated(self) -> int:
        """How many of all rows have no date."""
        return sum(row.undated.count for row in self.rows if row.undated)


@dataclass(frozen=True, slots=True)
class Timeline:
    """Rows over one axis, of which ``periods`` are the names."""

    title: str
    periods: tuple[str, ...]
    ticks: tuple[Tick, ...]
    groups: tuple[Group, ...]


def timeline(engine: Engine, asked: Asked, found: Results) -> Timeline | None:
    """The answer by period and by language and outlet; None where nothing was found."""
    if not found.total:
        return None
    every = passing(asked, found.days)
    parts = {name: tuple(_parts(engine, asked, found, every, name)) for name in _OTHERS}
    axis = _axis(
        asked.query,
        [day for day in every if day],
        _most_periods([*parts["lang"], *parts["outlet"]]),
    )
    ticks = axis.ticks(_DATED, _LABELLED if every[None] else _DATED) if axis.slots else ()
    return Timeline(
        title=histogram.title(axis.unit) if axis.slots else gettext("Passages by date"),
        periods=tuple(interface().period(*axis.period(slot)) for slot in range(axis.slots)),
        ticks=ticks,
        groups=tuple(_group(name, FACETS[name][1], axis, parts[name]) for name in _OTHERS),
    )


def _axis(query: Query, days: Sequence[str], most: int) -> Axis:
    """Chosen months are not cut into pieces, so that each bar can lead to its passages."""
    if not days:
        return Axis(DAY, 0, 0)
    units = [unit for unit in _UNITS if unit.months or not any(query.months)]
    return Axis.over(*histogram.seen(query, min(days), max(days)), units, most)


def _most_periods(parts: Iterable[_Part]) -> int:
    addresses = [links.search(part.search) for part in parts if part.search]
    room = MOST_BYTES // sum(len(address) + _BESIDE_ADDRESS for address in addresses)
    return max(_FEWEST_PERIODS, min(MOST_PERIODS, room))


@dataclass(frozen=True, slots=True)
class _Part:
    """The passages of a row; the ``search`` for them, None where they are those of all others."""

    label: str
    search: Asked | None
    days: Counts


def _parts(
    engine: Engine, asked: Asked, found: Results, every: Counts, name: str
) -> Iterator[_Part]:
    """The largest values of a filter, then all the others.

    What is left of all days is that of the others, or of the last value: one count less.
    """
    chosen = asked.values(name)
    counts = found.facets[FACETS[name][0]]
    values = sorted(
        (each for each in counts if not chosen or each.value in chosen),
        key=lambda each: -each.count,
    )
    left = Counter(every)
    for at, each in enumerate(values[:MOST_ROWS], 1):
        search = asked.having(**{FILTERS[name]: (each.value,)})
        days = Counter(left) if at == len(values) else passing(search, engine.days(search.query))
        yield _Part(labels.value(name, each.value), replace(search, view=View.LIST), days)
        left -= days
    if len(values) > MOST_ROWS:
        yield _Part(gettext(_OTHERS[name]), None, left)


def _group(name: str, title: str, axis: Axis, parts: Sequence[_Part]) -> Group:
    dated = [axis.added_up({day: n for day, n in part.days.items() if day}) for part in parts]
    counts = [count for found in dated for count in found.values()]
    most = max(counts or [part.days[None] for part in parts])
    rows = (
        _row(f"{name}-row-{at}", part, axis, found, most)
        for at, (part, found) in enumerate(zip(parts, dated, strict=True), 1)
    )
    return Group(name, gettext(title), most, tuple(rows))


def _row(id_: str, part: _Part, axis: Axis, found: Mapping[int, int], most: int) -> Row:
    search, undated = part.search, part.days[None]

    def bar(at: int, count: int, there: Asked | None) -> Bar:
        link = links.unless_long(there, links.LONGEST_OF_BARS) if there else None
        return Bar(at, count, histogram.height(count, most, HEIGHT), link)

    without_date = search and _undated(search)
    return Row(
        id=id_,
        label=part.label,
        total=sum(found.values()) + undated,
        link=links.unless_long(search) if search else None,
        counts=tuple(found.get(slot, 0) for slot in range(axis.slots)),
        bars=tuple(
            bar(slot, count, search and _within(search, *axis.period(slot)))
            for slot, count in sorted(found.items())
        ),
        undated=bar(axis.slots, undated, without_date) if undated else None,
        cut=undated > most,
    )


def _undated(asked: Asked) -> Asked:
    return asked.having(months=(None,), published_from=None, published_to=None)


def _within(asked: Asked, first: str, last: str) -> Asked:
    """The search in a period, as far as the filter on dates lets it pass."""
    query = asked.query
    months = tuple(each for each in query.months if each and first[:7] <= each <= last[:7])
    begin, end = max(first, query.published_from or first), min(last, query.published_to or last)
    ranged = query.published_from or query.published_to or not any(query.months)
    if not ranged or begin > end:
        return asked.having(months=months, published_from=None, published_to=None)
    return asked.having(months=months, published_from=begin, published_to=end)
