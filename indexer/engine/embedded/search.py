"""A search in a snapshot: read the query, run it, count the facets, order, and dress the hits."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from analyzers import analysis_code
from indexer.documents import SEARCHED_ROLES, Role
from indexer.engine.base import FACETS, FacetCount, Hit, Interpretation, Results
from indexer.engine.embedded.execute import Executor, Matches, join
from indexer.engine.embedded.snapshot import Snapshot
from indexer.links import passage_link, source_link
from indexer.query.marks import mark
from indexer.query.model import Match, Query, Sort
from indexer.query.plan import Field, Lookup, Reading, Run, lookups, read_all
from indexer.store import Store

_SCORE_DECIMALS = 6
"""Scores are rounded to this many places, so that the order does not hang on the order in which
floating-point numbers were added."""

Mask = NDArray[np.bool_]


class StaleSnapshot(Exception):
    """Rows that a snapshot refers to are no longer in the store; open the last commit."""


class Searcher:
    """Searches one snapshot. Safe to share between threads."""

    def __init__(self, snapshot: Snapshot, store: Store) -> None:
        self.generation = snapshot.generation
        self._snapshot = snapshot
        self._store = store
        codes = snapshot.analysis_codes() or [analysis_code(None)]
        self._executors = {code: Executor(snapshot, code) for code in codes}

    def search(self, query: Query) -> Results:
        """The answer to a query. Raises StaleSnapshot."""
        snapshot = self._snapshot
        reading = read_all(query.text, query.match, self._executors)
        matches = join([self._executors[code].run(plan) for code, plan in reading.plans.items()])
        passed = _filters(snapshot, query, matches)
        found = np.logical_and.reduce(list(passed.values()))
        ordered = _order(snapshot, query.sort, matches, np.flatnonzero(found))
        page = ordered[query.offset : query.offset + query.limit]
        return Results(
            query=query,
            interpretation=tuple(_interpret(reading, self._executors, query.match)),
            total=int(found.sum()),
            hits=tuple(_hits(snapshot, self._store, reading, matches, page)),
            facets={name: _count(snapshot, query, name, matches, passed) for name in FACETS},
            notes=reading.notes_on(len(matches.documents)),
        )


def _filters(snapshot: Snapshot, query: Query, matches: Matches) -> dict[str, Mask]:
    """For each facet, which of the matches pass its filter; the month's is the date's."""
    facets = snapshot.facets
    masks = {
        "language": facets["language"].mask(query.languages) if query.languages else None,
        "outlet": facets["outlet"].mask(query.outlets) if query.outlets else None,
        "section": facets["section"].mask(query.sections) if query.sections else None,
        "role": facets["role"].mask(query.roles or SEARCHED_ROLES),
        "month": _date_mask(snapshot, query),
    }
    everything = np.ones(len(matches.documents), bool)
    return {
        name: everything if mask is None else mask[matches.documents]
        for name, mask in masks.items()
    }


def _date_mask(snapshot: Snapshot, query: Query) -> Mask | None:
    ranged = query.published_from or query.published_to
    if not (ranged or query.months):
        return None
    days = snapshot.facets["day"]
    first, last = query.published_from or "", query.published_to or "9999-12-31"
    within = [day for day in days.values if day is not None and first <= day <= last]
    mask = snapshot.facets["month"].mask(query.months)
    return mask | days.mask(within) if ranged else mask


def _count(
    snapshot: Snapshot, query: Query, name: str, matches: Matches, passed: dict[str, Mask]
) -> tuple[FacetCount, ...]:
    """The values of a facet among the matches that pass every filter but its own.

    Without a choice of roles the role facet counts those that a search covers, so that it adds up.
    """
    others = [mask for other, mask in passed.items() if other != name]
    kept = np.logical_and.reduce(others)
    facet = snapshot.facets[name]
    if name == "role":
        kept = kept & facet.mask((*SEARCHED_ROLES, *query.roles))[matches.documents]
    counts = np.bincount(facet.codes[matches.documents[kept]], minlength=len(facet.values))
    listed = [
        FacetCount(value, int(count))
        for value, count in zip(facet.values, counts, strict=True)
        if count
    ]
    if name != "month":
        listed.sort(key=lambda each: (each.value is None, -each.count, each.value or ""))
    return tuple(listed)


def _order(
    snapshot: Snapshot, sort: Sort, matches: Matches, found: NDArray[np.intp]
) -> NDArray[np.intp]:
    """Places in ``matches`` in the order of the hits; undated passages come last in either."""
    documents = matches.documents[found]
    keys = [snapshot.id_rank[documents], -matches.scores[found].round(_SCORE_DECIMALS)]
    if sort is not Sort.RELEVANCE:
        instant = snapshot.instant[documents]
        keys.append(-instant if sort is Sort.NEWEST else instant)
    return found[np.lexsort(keys)]


def _hits(
    snapshot: Snapshot, store: Store, reading: Reading, matches: Matches, page: NDArray[np.intp]
) -> Iterator[Hit]:
    documents = matches.documents[page]
    texts = store.texts([int(row) for row in snapshot.rows[documents]])
    for document, score in zip(documents, matches.scores[page], strict=True):
        column = snapshot.columns[document]
        if column.row not in texts:
            raise StaleSnapshot
        text, title, url = texts[column.row]
        plan = reading.plan_for(column.language)
        assert plan is not None
        marks = mark(text, column.language, plan)
        yield Hit(
            id=f"{column.article_id}#p{column.ordinal}",
            article_id=column.article_id,
            ordinal=column.ordinal,
            role=Role(column.role),
            language=column.language,
            outlet=column.outlet,
            published=column.published,
            title=title,
            url=url,
            text=text,
            highlights=marks.spans,
            why=marks.why,
            score=round(float(score), _SCORE_DECIMALS),
            link=passage_link(column.article_id, column.ordinal),
            source_link=source_link(url, text),
        )


def _interpret(
    reading: Reading, executors: dict[str, Executor], match: Match
) -> Iterator[Interpretation]:
    """Each word or phrase in each language in which it stands anywhere in the index."""
    seen: set[tuple[str, str]] = set()
    for code, plan in reading.plans.items():
        for wanted in lookups(plan):
            term = _term(wanted)
            if (term, code) in seen or not executors[code].holds(wanted):
                continue
            seen.add((term, code))
            via = Match.EXACT if match is Match.EXACT else Match.WORD
            yield Interpretation(term, None if code == "und" else code, via)


def _term(wanted: Lookup | Run) -> str:
    if isinstance(wanted, Run):
        return " ".join(_term(word) for word in wanted.words)
    return wanted.form + "*" * (wanted.field is Field.PREFIX)
