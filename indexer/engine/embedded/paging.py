"""The page of hits that a query asks for, in an order that is total.

Scores are compared in millionths; passages of equal score, or of equal date and score, are in the
order of their ids. In a segment that order is a column; where a tie goes across segments, the ids
of the tied passages are compared.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer import dates
from indexer.engine.embedded import schema
from indexer.engine.embedded.execute.matches import Gathered
from indexer.engine.embedded.execute.ranking import FacetTable, Filters, Ranked, passing, steps
from indexer.query.model import Sort

Ids = Callable[[NDArray[np.int64]], Sequence[str]]
"""From store rows to passage ids."""


@dataclass(frozen=True)
class Candidates:
    """Passages that may be on the page; every array is by candidate.

    ``keys`` are compared in turn, the smaller first; ``segment`` is a place among the tables.
    """

    segment: NDArray[np.int64]
    document: NDArray[np.int64]
    score: NDArray[np.float64]
    rank: NDArray[np.int64]
    keys: tuple[NDArray[Any], ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A hit: its row in the store, and its score."""

    row: int
    score: float


def best_candidates(best: Sequence[Ranked], tables: Sequence[FacetTable]) -> Candidates:
    """The best by relevance, as ranked in each segment."""
    place = {id(table.segment): at for at, table in enumerate(tables)}
    return Candidates(
        np.array([place[id(each.segment)] for each in best], np.int64),
        np.array([each.document for each in best], np.int64),
        np.array([each.score for each in best], np.float64),
        # Already in order within each segment, and the sorting below keeps that order.
        np.arange(len(best)),
        (np.array([-each.step for each in best], np.int64),),
    )


def all_candidates(
    tables: Sequence[FacetTable], found: Sequence[Gathered], filters: Filters, sort: Sort
) -> Candidates:
    """Everything that passes the filters, for an order by date or a page far down."""
    parts = []
    for at, (table, part) in enumerate(zip(tables, found, strict=True)):
        kept = passing(table, part.matches(), filters)
        documents = kept.documents.astype(np.int64)
        rank = table.ranks[documents] if len(table.ranks) else documents
        keys = [-steps(kept.scores)]
        if sort is not Sort.RELEVANCE:
            days = table.codes("day", documents)
            begins = np.array([_midnight(day) for day in table.values["day"]], np.float64)
            instant = begins[days] + table.segment.documents.numbers_at(schema.SECONDS, documents)
            signed = -instant if sort is Sort.NEWEST else instant
            # Undated passages come last in either order.
            keys = [np.where(np.isnan(signed), np.inf, signed), *keys]
        parts.append((np.full(len(documents), at), documents, kept.scores, rank, *keys))
    if not parts:
        return best_candidates((), tables)
    segment, document, score, rank, *joined = (
        np.concatenate(each) for each in zip(*parts, strict=True)
    )
    return Candidates(segment, document, score, rank.astype(np.int64), tuple(joined))


def _midnight(day: bytes) -> float:
    return dates.instant(day.decode()) if day else np.nan


def page(
    candidates: Candidates, tables: Sequence[FacetTable], offset: int, limit: int, ids: Ids
) -> list[Placed]:
    """The hits from ``offset`` on."""
    own = candidates
    order = np.lexsort((own.rank, own.segment, *reversed(own.keys)))
    if not len(order) or offset >= len(order) or not limit:
        return []
    breaks = np.zeros(len(order), bool)
    breaks[0] = True
    for key in own.keys:
        breaks[1:] |= key[order[1:]] != key[order[:-1]]
    groups = np.cumsum(breaks) - 1
    last = min(offset + limit, len(order)) - 1
    begin = int(np.searchsorted(groups, groups[offset], side="left"))
    end = int(np.searchsorted(groups, groups[last], side="right"))
    chosen = order[begin:end]
    rows = _rows(own, tables, chosen)
    ordered = _tied_by_id(groups[begin:end], own.segment[chosen], rows, ids)
    shown = ordered[offset - begin : last + 1 - begin]
    return [Placed(int(rows[at]), float(own.score[chosen[at]])) for at in shown]


def _rows(
    own: Candidates, tables: Sequence[FacetTable], chosen: NDArray[np.intp]
) -> NDArray[np.int64]:
    rows = np.empty(len(chosen), np.int64)
    for at in np.unique(own.segment[chosen]):
        here = own.segment[chosen] == at
        documents = tables[at].segment.documents
        rows[here] = documents.numbers_at(schema.ROW, own.document[chosen[here]])
    return rows


def _tied_by_id(
    groups: NDArray[np.intp], segment: NDArray[np.int64], rows: NDArray[np.int64], ids: Ids
) -> list[int]:
    """Places in order; a group of ties that lies in several segments is sorted by ids."""
    order: list[int] = []
    begins = np.flatnonzero(np.diff(groups, prepend=-1))
    for begin, end in zip(begins, [*begins[1:], len(groups)], strict=True):
        places = list(range(begin, end))
        if len(places) > 1 and np.any(segment[begin:end] != segment[begin]):
            names = ids(rows[begin:end])
            places.sort(key=lambda at, first=begin, names=names: names[at - first])  # type: ignore[misc]
        order += places
    return order
