"""The page of hits that a query asks for, in an order that is total.

Passages of equal score, or of equal date and score, are in the order of their ids. In a segment
that order is a column; where a tie goes across segments, the ids of the tied passages are compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer import dates
from indexer.engine.embedded import schema
from indexer.engine.embedded.execute.matches import Matches
from indexer.engine.embedded.execute.ranking import FacetTable, Filters
from indexer.engine.embedded.relevance import Answer
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


def best_candidates(
    answers: Sequence[Answer], tables: Sequence[FacetTable], filters: Filters
) -> Candidates:
    """What may be among the best by relevance."""
    return _candidates(
        _by_score(at, table, answer, answer.best(at, table, filters))
        for at, table in enumerate(tables)
        for answer in answers
    )


def all_candidates(
    answers: Sequence[Answer], tables: Sequence[FacetTable], filters: Filters, sort: Sort
) -> Candidates:
    """Everything that passes the filters, for an order by date or a page far down."""
    parts = []
    for at, table in enumerate(tables):
        for answer in answers:
            part = _by_score(at, table, answer, answer.all(at, table, filters))
            if sort is not Sort.RELEVANCE:
                part = replace(part, keys=(_dates(table, part.document, sort), *part.keys))
            parts.append(part)
    return _candidates(parts)


def _by_score(at: int, table: FacetTable, answer: Answer, matches: Matches) -> Candidates:
    documents = matches.documents.astype(np.int64)
    rank = table.ranks[documents].astype(np.int64) if len(table.ranks) else documents
    scores = answer.scores(at, matches)
    return Candidates(np.full(len(documents), at), documents, scores, rank, (-scores,))


def _dates(table: FacetTable, documents: NDArray[np.int64], sort: Sort) -> NDArray[np.float64]:
    """A key for an order by date; undated passages come last in either."""
    days = table.codes("day", documents)
    begins = np.array([_midnight(day) for day in table.values["day"]], np.float64)
    instant = begins[days] + table.segment.documents.numbers_at(schema.SECONDS, documents)
    signed = -instant if sort is Sort.NEWEST else instant
    return np.where(np.isnan(signed), np.inf, signed)


def _candidates(parts: Iterable[Candidates]) -> Candidates:
    held = [part for part in parts if len(part.document)]
    if not held:
        none = np.empty(0, np.int64)
        return Candidates(none, none, none.astype(np.float64), none, (none,))
    return Candidates(
        np.concatenate([part.segment for part in held]),
        np.concatenate([part.document for part in held]),
        np.concatenate([part.score for part in held]),
        np.concatenate([part.rank for part in held]),
        tuple(np.concatenate(keys) for keys in zip(*(part.keys for part in held), strict=True)),
    )


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
