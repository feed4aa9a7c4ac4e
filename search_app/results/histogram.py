"""When the passages were published: bars that are links, each to the passages it counts.

How long a bar's period is goes by what is to be seen: everything that was found or, where the
search is kept to a period, that period. So a bar leads to the same chart of a shorter time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer import dates
from indexer.engine.base import FacetCount
from indexer.query.model import Query
from search_app import labels, links
from search_app.i18n import N_, gettext, interface, ngettext
from search_app.params import Asked
from search_app.results.axis import DAY, MONTH, QUARTER, WEEK, YEARS, Axis, Tick, Unit
from search_app.results.options import Option

MOST_BARS = 40
HEIGHT = 56
BESIDE_UNDATED = 0.84
"""What the dated bars take of the width where there is an undated one."""
UNITS = (DAY, WEEK, MONTH, *YEARS)
_LEAST_HEIGHT = 2
_LABELLED = 0.68
"""How far the labels of the dated bars may reach beside that of the undated one."""
_TITLES = {
    DAY: N_("Passages by day"),
    WEEK: N_("Passages by week"),
    MONTH: N_("Passages by month"),
    QUARTER: N_("Passages by quarter"),
    YEARS[0]: N_("Passages by year"),
}


@dataclass(frozen=True, slots=True)
class Bar:
    """A period in which passages were published: its place from the left, its height in pixels.

    ``chosen``: the filter on dates lets some of it pass; ``current``: the filter is this period.
    ``link`` is None where it would be too long.
    """

    at: int
    period: str
    count: int
    height: int
    link: str | None
    chosen: bool
    current: bool


@dataclass(frozen=True, slots=True)
class Undated:
    """The bar of the undated. ``cut``: it would be higher than there is room for."""

    count: int
    height: int
    link: str | None
    chosen: bool
    cut: bool


@dataclass(frozen=True, slots=True)
class Histogram:
    """Bars in as many ``slots``; those that are missing found nothing.

    ``share`` is what they take of the width, in per cent, and ``most`` the number of the highest.
    ``trail`` leads back to longer periods.
    """

    title: str
    slots: int
    share: int
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    most: int
    undated: Undated | None
    trail: tuple[Option, ...]

    @property
    def partly(self) -> bool:
        """Whether some of what is to be seen is chosen, and not all."""
        chosen = [bar.chosen for bar in self.bars]
        return any(bar.current for bar in self.bars) or (any(chosen) and not all(chosen))

    @property
    def linked(self) -> bool:
        """Whether the bars are links, the undated one as well."""
        return all(bar.link for bar in self.bars) and (not self.undated or bool(self.undated.link))


def histogram(asked: Asked, days: Sequence[FacetCount]) -> Histogram | None:
    """What was found day by day, in longer periods; None where nothing was."""
    counts = {each.value: each.count for each in days if each.value}
    undated = _without_date(days)
    if not counts:
        return _only_undated(asked, undated) if undated else None
    axis = Axis.over(*seen(asked.query, min(counts), max(counts)), UNITS, MOST_BARS)
    found = axis.added_up(counts)
    most = max(found.values(), default=0)
    share = BESIDE_UNDATED if undated else 1.0
    return Histogram(
        title=title(axis.unit),
        slots=axis.slots,
        share=round(share * 100),
        bars=tuple(_bar(asked, axis, slot, count, most) for slot, count in sorted(found.items())),
        ticks=axis.ticks(share, _LABELLED if undated else 1.0),
        most=most,
        undated=_undated(asked, undated, most) if undated else None,
        trail=tuple(_trail(asked)),
    )


def height(count: int, most: int, room: int = HEIGHT) -> int:
    """How high a bar is, in pixels: what was found at all can be seen."""
    return max(_LEAST_HEIGHT, min(room, round(count / (most or count) * room)))


def hidden(asked: Asked, days: Sequence[FacetCount]) -> Option | None:
    """The search with the undated passages that the filter on dates hides, if it hides some."""
    query = asked.query
    undated = _without_date(days)
    if not query.is_dated or not undated or None in query.months:
        return None
    label = ngettext(
        "%(num)s undated passage is hidden.", "%(num)s undated passages are hidden.", undated
    )
    link = links.unless_long(asked.having(months=(*query.months, None)))
    return Option(label, link, name="month", value=links.value_in_form(None))


def _without_date(days: Sequence[FacetCount]) -> int:
    """The undated, who come last."""
    return days[-1].count if days and not days[-1].value else 0


def _only_undated(asked: Asked, undated: int) -> Histogram:
    bar = _undated(asked, undated, undated)
    share = round(BESIDE_UNDATED * 100)
    return Histogram(gettext("Passages by date"), 0, share, (), (), undated, bar, ())


def seen(query: Query, earliest: str, latest: str) -> tuple[str, str]:
    """The first and the last day to be seen; a time within a month is seen in its month."""
    first, last = earliest, latest
    chosen = _chosen(query, earliest, latest)
    if chosen:
        begin = max(chosen[0], f"{earliest[:4]}-01-01")
        end = min(chosen[1], f"{latest[:4]}-12-31")
        if begin <= end:
            first, last = begin, end
    if first[:7] == last[:7]:
        return dates.first_day(first[:7]), dates.last_day(first[:7])
    return first, last


def _chosen(query: Query, earliest: str, latest: str) -> tuple[str, str] | None:
    """From the first to the last day that the filter on dates lets pass."""
    months = [month for month in query.months if month]
    begins, ends = list(map(dates.first_day, months)), list(map(dates.last_day, months))
    if query.published_from or query.published_to:
        begins.append(query.published_from or earliest)
        ends.append(query.published_to or latest)
    return (min(begins), max(ends)) if begins else None


def title(unit: Unit) -> str:
    """What a chart of such periods is called."""
    if named := _TITLES.get(unit):
        return gettext(named)
    return gettext("Passages by periods of %(num)s years", num=unit.months // 12)


def _bar(asked: Asked, axis: Axis, slot: int, count: int, most: int) -> Bar:
    first, last = axis.period(slot)
    query = asked.query
    there = asked.having(published_from=first, published_to=last, months=())
    range_ = query.published_from, query.published_to, query.months
    return Bar(
        at=slot,
        period=interface().period(first, last),
        count=count,
        height=height(count, most),
        link=links.unless_long(there, links.LONGEST_OF_BARS),
        chosen=_passes(query, first, last),
        current=range_ == (first, last, ())
        or (axis.unit == MONTH and range_ == (None, None, (first[:7],))),
    )


def _passes(query: Query, first: str, last: str) -> bool:
    """Whether the filter on dates lets some of the days of a period pass."""
    begin, end = query.published_from, query.published_to
    if not query.is_dated:
        return True
    ranged = bool(begin or end) and (begin or first) <= last and first <= (end or last)
    return ranged or any(each and first[:7] <= each <= last[:7] for each in query.months)


def _undated(asked: Asked, count: int, most: int) -> Undated:
    months = asked.query.months
    chosen = None in months
    there = (
        asked.having(months=tuple(filter(None, months)))
        if chosen
        else asked.having(months=(None,), published_from=None, published_to=None)
    )
    link = links.unless_long(there, links.LONGEST_OF_BARS)
    return Undated(count, height(count, most), link, chosen, count > most)


def _trail(asked: Asked) -> Iterator[Option]:
    """From all dates to the period that is chosen, by its year and its month."""
    query = asked.query
    months = tuple(filter(None, query.months))
    first, last = query.published_from, query.published_to
    if len(months) == 1 and not (first or last):
        first, last = dates.first_day(months[0]), dates.last_day(months[0])
    elif months or not (first or last):
        return
    every = asked.having(published_from=None, published_to=None, months=())
    yield Option(gettext("All dates"), links.unless_long(every))
    period = first, last
    for length in (4, 7):
        if not (first and last) or first[:length] != last[:length]:
            break
        begin, end = dates.first_day(first[:length]), dates.last_day(first[:length])
        there = asked.having(published_from=begin, published_to=end, months=())
        label = interface().date(begin, "y") if length == 4 else interface().month_name(begin)
        yield Option(label, links.unless_long(there), current=(begin, end) == period)
        if (begin, end) == period:
            return
    one_day = first == last and first
    label = interface().date(one_day, "d") if one_day else labels.period(first, last)
    yield Option(label, None, current=True)
