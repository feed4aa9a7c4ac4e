"""A search in a snapshot: read the query, find, count the facets, order, and dress the hits."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from analyzers import analysis_code
from indexer.engine.base import FACETS, FacetCount, Hit, Interpretation, Results
from indexer.engine.embedded import counting, paging, schema
from indexer.engine.embedded.execute.ranking import Filters, Outcome, passing, rank
from indexer.engine.embedded.filters import allowed
from indexer.engine.embedded.hits import StaleSnapshot, analysed, dressed
from indexer.engine.embedded.known_words import KnownWords
from indexer.engine.embedded.paging import Placed
from indexer.engine.embedded.relevance import (
    OTHER_LANGUAGE,
    Answer,
    by_relevance,
    for_dates,
)
from indexer.engine.embedded.similar import find_similar
from indexer.engine.embedded.snapshot import Snapshot
from indexer.lexicon.lexicon import Lexicon
from indexer.query.complete import Completer, Suggestion
from indexer.query.correct import Corrector
from indexer.query.index_words import Frequencies, frequencies
from indexer.query.model import Match, Query, Sort
from indexer.query.notes import Note
from indexer.query.plan import Plan, soughts
from indexer.query.reading import Reading, read_all
from indexer.query.related import Relations, Via
from indexer.store import Store

_RANKED = 1000
"""Hits up to which the best are kept while counting; a page further down sorts all that match."""

_LISTED = tuple(name for name in schema.FACETS if name != "day")
"""Columns whose values are counted one by one; days are the calendar's."""

_IDS = 50_000
"""Passages whose ids are remembered: those that ties are broken by come again and again."""

_READINGS = 32
"""Queries whose readings are kept: a page asks how its own was read, and readers go on to other
pages and filters of one query."""


class Searcher:
    """Searches one snapshot. Safe to share between threads."""

    def __init__(self, snapshot: Snapshot, store: Store, lexicon: Lexicon) -> None:
        self._snapshot = snapshot
        self._store = store
        self._lexicon = lexicon
        self._relations = Relations(lexicon, snapshot)
        self._codes = snapshot.codes or [analysis_code(None)]
        self._known_ids: dict[int, str] = {}
        self._calendar = counting.Calendar(snapshot.facets)
        self._words = KnownWords(snapshot)
        self._corrector = Corrector(self._words, lexicon)
        self._readings = lru_cache(_READINGS)(self._read)
        self._completer = Completer(self._words, lexicon)

    def is_current(self, newest: object, lexicon: Lexicon) -> bool:
        """Whether this is what searches the ``newest`` commit with a lexicon."""
        return self._snapshot.newest == newest and self._lexicon is lexicon

    def read(self, query: Query) -> Reading:
        """How a query is read."""
        return self._readings(query.text, query.match, tuple(query.without))

    def _read(self, text: str, match: Match, without: tuple[str, ...]) -> Reading:
        return read_all(text, match, self._codes, self._relations, without)

    def search(self, query: Query) -> Results:
        """The answer to a query. Raises StaleSnapshot."""
        reading = self.read(query)
        filters = self._filters(query, reading)
        answers = [
            self._answer(query, reading, code, plan, filters)
            for code, plan in self._plans(reading).items()
        ]
        outcomes = [answer.outcome for answer in answers]
        matched = sum(outcome.matched for outcome in outcomes)
        return Results(
            query=query,
            interpretation=tuple(self._interpret(reading, query.match)),
            total=sum(outcome.total for outcome in outcomes),
            hits=tuple(self._hits(query, reading, self._page(query, answers, filters))),
            facets={name: self._facet(name, filters, outcomes) for name in FACETS},
            notes=self._notes(reading, matched),
            suggestion=self._corrected(query, matched),
            teasers=counting.teasers(outcomes),
            days=self._calendar.days(outcomes),
        )

    def _facet(
        self, name: str, filters: Filters, outcomes: Sequence[Outcome]
    ) -> tuple[FacetCount, ...]:
        if name == "month":
            return self._calendar.months(outcomes)
        return counting.facet(name, filters["role"], outcomes)

    def days(self, query: Query) -> tuple[FacetCount, ...]:
        """How many of the passages that answer a query were published on each day."""
        return tuple(self._calendar.days(list(self._counted(query))))

    def suggest(self, text: str, limit: int) -> tuple[Suggestion, ...]:
        """What a query being typed may become."""
        return self._completer.complete(text, limit)

    def frequencies(self, words: Iterable[str], language: str | None) -> Frequencies:
        """In how many passages of a language each of some words stands."""
        return frequencies(self._words, words, language)

    def similar(self, row: int) -> tuple[str, ...]:
        """The near-duplicates of a passage; none of one that is dropped. Raises StaleSnapshot."""
        passages = list(self._store.shown([row]).values())
        tables = self._snapshot.facets.tables
        return find_similar(tables, passages, analysed(passages), self._ids).get(row, ())

    def ids(self, query: Query) -> frozenset[str]:
        """The ids of all that answers a query. Raises StaleSnapshot."""
        reading = self.read(query)
        filters = self._filters(query, reading)
        rows = [np.empty(0, np.int64)]
        for code, plan in self._plans(reading).items():
            found = self._snapshot.find(code, plan)
            for table, part in zip(self._snapshot.facets.tables, found, strict=True):
                documents = passing(table, part.matches(), filters).documents.astype(np.int64)
                rows.append(table.segment.documents.numbers_at(schema.ROW, documents))
        return frozenset(self._ids(np.concatenate(rows)))

    def _corrected(self, query: Query, matched: int) -> str | None:
        """The query that was likely meant, if it is another and finds something."""
        return self._corrector.correct(
            query.text, matched, lambda text: self.count(replace(query, text=text)) > 0
        )

    def count(self, query: Query) -> int:
        """How many passages answer a query."""
        return sum(outcome.total for outcome in self._counted(query))

    def _counted(self, query: Query) -> Iterator[Outcome]:
        """What each language answers, counted and not ranked."""
        reading = self.read(query)
        filters = self._filters(query, reading)
        for code, plan in self._plans(reading).items():
            found = self._snapshot.find(code, plan)
            yield rank(self._snapshot.facets, found, filters, (), 0)

    def _plans(self, reading: Reading) -> dict[str, Plan]:
        """The plans of the languages that there are passages of."""
        return {code: own for code, own in reading.plans.items() if code in self._snapshot.codes}

    def _filters(self, query: Query, reading: Reading) -> dict[str, Collection[bytes]]:
        return allowed(query, reading.roles, self._snapshot)

    def _answer(
        self, query: Query, reading: Reading, code: str, plan: Plan, filters: Filters
    ) -> Answer:
        """What one language answers, counted, and raised by the second stage where it counts."""
        snapshot = self._snapshot
        found = snapshot.find(code, plan)
        ranked = query.sort is Sort.RELEVANCE
        leading = snapshot.promotion.leading if ranked else 1
        outcome = rank(snapshot.facets, found, filters, _LISTED, _kept(query), leading)
        share = OTHER_LANGUAGE if reading.language not in (None, code) else 1.0
        if not ranked:
            return for_dates(found, outcome, share)
        return by_relevance(
            found,
            outcome,
            share,
            leading,
            snapshot.facets.tables,
            self._ids,
            partial(snapshot.promoted, code, plan),
        )

    def _notes(self, reading: Reading, matched: int) -> tuple[Note, ...]:
        plans = self._plans(reading).items()
        cut = [typed for code, plan in plans for typed in self._snapshot.cut(code, plan)]
        return reading.notes_on(matched, lambda each: not self._snapshot.is_met(each), cut)

    def _page(self, query: Query, answers: Sequence[Answer], filters: Filters) -> list[Placed]:
        tables = self._snapshot.facets.tables
        if _kept(query):
            candidates = paging.best_candidates(answers, tables, filters)
        elif query.sort is Sort.RELEVANCE:
            candidates = paging.all_candidates(answers, tables, filters)
        else:
            most = query.offset + query.limit
            candidates = paging.by_date(answers, tables, filters, query.sort, most)
        return paging.page(candidates, tables, query.offset, query.limit, self._ids)

    def _ids(self, rows: NDArray[np.int64]) -> Sequence[str]:
        known, wanted = self._known_ids, rows.tolist()
        missing = [row for row in wanted if row not in known]
        if missing:
            found = self._store.ids(missing)
            if len(known) + len(found) > _IDS:
                self._known_ids = known = {row: known[row] for row in wanted if row in known}
            known.update(found)
        try:
            return [known[row] for row in wanted]
        except KeyError:
            raise StaleSnapshot from None

    def _hits(self, query: Query, reading: Reading, page: Sequence[Placed]) -> Iterator[Hit]:
        return dressed(
            page,
            self._plans(reading),
            self._snapshot.facets.tables,
            self._store,
            self._ids,
            similar=query.similar,
        )

    def _interpret(self, reading: Reading, match: Match) -> Iterator[Interpretation]:
        """Each word or phrase in each language in which it stands anywhere in the index."""
        seen: set[tuple[str, str]] = set()
        for code, plan in self._plans(reading).items():
            for sought in soughts(plan):
                if (sought.term, code) in seen or not self._snapshot.finds(code, sought.wanted):
                    continue
                seen.add((sought.term, code))
                via = Via.EXACT if match is Match.EXACT else sought.via
                yield Interpretation(sought.term, None if code == "und" else code, via)


def _kept(query: Query) -> int:
    """How many of the best are kept while counting; none where all must be sorted."""
    wanted = query.offset + query.limit
    return wanted if query.sort is Sort.RELEVANCE and wanted <= _RANKED else 0
