"""The answer of one language to a query, and how its scores compare with those of the others.

Scores of BM25 are relative to a collection: those of two languages say nothing of each other. So a
score is given as a share of the best that the query finds in its language, and counts the less the
more passages of the language come before: where many are equally good, they leave room for those of
the other. All that is settled before filters, so that none of them changes an order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer.engine.embedded.execute.matches import Gathered, Matches
from indexer.engine.embedded.execute.ranking import FacetTable, Filters, Outcome, passing, steps
from indexer.engine.embedded.ordering import Candidates, Ids, ordered

OTHER_LANGUAGE = 0.99
"""What a score counts in a language other than that of the query, where that is clear: of equally
good passages the one that can be read without translation comes first."""

HALF_AFTER = 200.0
"""After how many passages of a language the next one's score counts half."""

Scores = Sequence[NDArray[np.float64]]
"""Segment by segment."""


@dataclass(frozen=True)
class Answer:
    """What a query finds in one language, and what it is worth beside other languages.

    ``leading`` are the best, whatever filters they fail, with the scores of the first stage, and
    ``worth`` is what each of them scores in the end; what is not among them scores ``share`` of its
    score as a part of ``peak`` millionths.
    """

    found: Sequence[Gathered]
    outcome: Outcome
    leading: Sequence[Matches]
    worth: Scores
    peak: float
    share: float

    def scores(self, at: int, matches: Matches) -> NDArray[np.float64]:
        """The scores of some documents of a segment, ascending, by those of the first stage."""
        scores = steps(matches.scores) / self.peak * self.share
        leading = self.leading[at].documents
        places = np.searchsorted(matches.documents, leading)
        places[places == len(scores)] = 0
        here = matches.documents[places] == leading if len(scores) else np.zeros(len(leading), bool)
        scores[places[here]] = self.worth[at][here]
        return scores

    def best(self, at: int, table: FacetTable, filters: Filters) -> Matches:
        """The documents of a segment that may be the best of those that pass the filters.

        Their scores are those of the first stage.
        """
        kept = [each for each in self.outcome.best if each.segment is table.segment]
        leading = passing(table, self.leading[at], filters)
        documents = np.array([*(each.document for each in kept), *leading.documents], np.uint32)
        scores = np.array([*(each.score for each in kept), *leading.scores])
        documents, first = np.unique(documents, return_index=True)
        return Matches(documents, scores[first])

    def all(self, at: int, table: FacetTable, filters: Filters) -> Matches:
        """The documents of a segment that pass the filters, with the scores of the first stage."""
        return passing(table, self.found[at].matches(), filters)


def for_dates(found: Sequence[Gathered], outcome: Outcome, share: float) -> Answer:
    """An answer to be ordered by date, in which scores decide on ties: those of the first stage."""
    peak = _peak(np.concatenate([np.empty(0), *(steps(own.scores) for own in outcome.leading)]))
    nothing = Matches(np.empty(0, np.uint32), np.empty(0))
    none = [nothing for _ in outcome.leading]
    return Answer(found, outcome, none, [own.scores for own in none], peak, share)


def by_relevance(
    found: Sequence[Gathered],
    outcome: Outcome,
    share: float,
    most: int,
    tables: Sequence[FacetTable],
    ids: Ids,
    promoted: Callable[[Sequence[Matches]], Scores],
) -> Answer:
    """An answer of which the best ``most`` are raised by the second stage, ``promoted``.

    ``share`` is what a score counts beside those of other languages.
    """
    leading = _best(outcome.leading, most, tables, ids)
    every = Candidates.joined(
        Candidates.by_score(at, table, own.documents, steps(own.scores) + steps(more))
        for at, (table, own, more) in enumerate(
            zip(tables, leading, promoted(leading), strict=True)
        )
    )
    order, _ = ordered(every, tables, 0, most, ids)
    before = np.empty(len(order))
    before[order] = np.arange(len(order))
    peak = _peak(every.score)
    worth = every.score / peak * share * _fading(before)
    held = [worth[every.segment == at] for at in range(len(tables))]
    behind = share * float(_fading(np.array(float(most))))
    return Answer(found, outcome, leading, held, peak, behind)


def _peak(scores: NDArray[np.float64]) -> float:
    """The best of some scores in millionths, that others are divided by."""
    return float(scores.max(initial=0.0)) or 1.0


def _fading(before: NDArray[np.float64]) -> NDArray[np.float64]:
    """What a score counts after so many passages of its language."""
    return HALF_AFTER / (HALF_AFTER + before)


def _best(
    leading: Sequence[Matches], most: int, tables: Sequence[FacetTable], ids: Ids
) -> Sequence[Matches]:
    """Of the best of each segment the best of all."""
    if sum(len(own.documents) for own in leading) <= most:
        return leading
    every = Candidates.joined(
        Candidates.by_score(at, table, own.documents, steps(own.scores))
        for at, (table, own) in enumerate(zip(tables, leading, strict=True))
    )
    last = np.partition(every.score, -most)[-most]
    better, tied = np.flatnonzero(every.score > last), np.flatnonzero(every.score == last)
    if len(better) + len(tied) > most:
        first, _ = ordered(every.some(tied), tables, 0, most - len(better), ids)
        tied = tied[first]
    chosen = every.some(np.concatenate([better, tied]))
    kept = []
    for at, own in enumerate(leading):
        here = np.sort(chosen.document[chosen.segment == at])
        places = np.searchsorted(own.documents, here)
        kept.append(Matches(own.documents[places], own.scores[places]))
    return kept
