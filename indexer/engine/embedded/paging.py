"""The page of hits that a query asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.engine.embedded import schema
from indexer.engine.embedded.execute.matches import Matches
from indexer.engine.embedded.execute.ranking import FacetTable, Filters
from indexer.engine.embedded.ordering import Candidates, Ids, ordered
from indexer.engine.embedded.relevance import Answer
from indexer.query.model import Sort


@dataclass(frozen=True, slots=True)
class Placed:
    """A hit: its row in the store, and its score."""

    row: int
    score: float


def best_candidates(
    answers: Sequence[Answer], tables: Sequence[FacetTable], filters: Filters
) -> Candidates:
    """What may be among the best by relevance."""
    return Candidates.joined(
        _by_score(at, table, answer, answer.best(at, table, filters))
        for at, table in enumerate(tables)
        for answer in answers
    )


def all_candidates(
    answers: Sequence[Answer], tables: Sequence[FacetTable], filters: Filters
) -> Candidates:
    """Everything that passes the filters, for a page far down."""
    return Candidates.joined(
        _by_score(at, table, answer, answer.all(at, table, filters))
        for at, table in enumerate(tables)
        for answer in answers
    )


def by_date(
    answers: Sequence[Answer], tables: Sequence[FacetTable], filters: Filters, sort: Sort, most: int
) -> Candidates:
    """What may be among the first ``most`` of an order by date."""
    parts = []
    for at, table in enumerate(tables):
        for answer in answers:
            every = answer.all(at, table, filters)
            dates = _dates(table, every.documents, sort)
            kept = _first(dates, most)
            held = Matches(every.documents[kept], every.scores[kept])
            part = _by_score(at, table, answer, held)
            parts.append(replace(part, keys=(dates[kept], *part.keys)))
    return Candidates.joined(parts)


def _first(keys: NDArray[np.float64], most: int) -> NDArray[np.intp]:
    """The places of the ``most`` smallest keys, and of all that equal the last of them."""
    if not 0 < most < len(keys):
        return np.arange(len(keys))
    return np.flatnonzero(keys <= np.partition(keys, most - 1)[most - 1])


def _by_score(at: int, table: FacetTable, answer: Answer, matches: Matches) -> Candidates:
    return Candidates.by_score(at, table, matches.documents, answer.scores(at, matches))


def _dates(table: FacetTable, documents: NDArray[Any], sort: Sort) -> NDArray[np.float64]:
    """A key for an order by date; undated passages come last in either."""
    days = table.codes("day", documents)
    instant = table.midnights[days] + table.segment.documents.numbers_at(schema.SECONDS, documents)
    signed = -instant if sort is Sort.NEWEST else instant
    return np.where(np.isnan(signed), np.inf, signed)


def page(
    candidates: Candidates, tables: Sequence[FacetTable], offset: int, limit: int, ids: Ids
) -> list[Placed]:
    """The hits from ``offset`` on."""
    chosen, rows = ordered(candidates, tables, offset, limit, ids)
    scores = candidates.score[chosen]
    return [Placed(*each) for each in zip(rows.tolist(), scores.tolist(), strict=True)]
