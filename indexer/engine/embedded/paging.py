"""The page of hits that a query asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from indexer import dates
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
    return Candidates.joined(parts)


def _by_score(at: int, table: FacetTable, answer: Answer, matches: Matches) -> Candidates:
    return Candidates.by_score(at, table, matches.documents, answer.scores(at, matches))


def _dates(table: FacetTable, documents: NDArray[np.int64], sort: Sort) -> NDArray[np.float64]:
    """A key for an order by date; undated passages come last in either."""
    days = table.codes("day", documents)
    begins = np.array([_midnight(day) for day in table.values["day"]], np.float64)
    instant = begins[days] + table.segment.documents.numbers_at(schema.SECONDS, documents)
    signed = -instant if sort is Sort.NEWEST else instant
    return np.where(np.isnan(signed), np.inf, signed)


@lru_cache(maxsize=100_000)
def _midnight(day: bytes) -> float:
    return dates.instant(day.decode()) if day else np.nan


def page(
    candidates: Candidates, tables: Sequence[FacetTable], offset: int, limit: int, ids: Ids
) -> list[Placed]:
    """The hits from ``offset`` on."""
    chosen, rows = ordered(candidates, tables, offset, limit, ids)
    scores = candidates.score[chosen]
    return [Placed(*each) for each in zip(rows.tolist(), scores.tolist(), strict=True)]
