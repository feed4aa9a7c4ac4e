"""The answer of one language to a query, and how its scores compare with those of the others.

Scores of BM25 are relative to a collection: those of two languages say nothing of each other. So a
score is given as a share of the best that the query finds in its language in the first stage,
whatever filters are chosen: the best of each language come first, and no filter changes an order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer.engine.embedded.execute.matches import Gathered, Matches
from indexer.engine.embedded.execute.ranking import FacetTable, Filters, Outcome, passing, steps

OTHER_LANGUAGE = 0.99
"""What a score counts in a language other than that of the query, where that is clear: of equally
good passages the one that can be read without translation comes first."""


@dataclass(frozen=True)
class Answer:
    """What a query finds in one language, and what it is worth beside other languages.

    ``raised`` is what the second stage adds to each of ``outcome.leading``, in millionths
    (float64), ``share`` what a score counts beside those of other languages.
    """

    found: Sequence[Gathered]
    outcome: Outcome
    raised: Sequence[NDArray[np.float64]]
    share: float

    def scores(self, at: int, matches: Matches) -> NDArray[np.float64]:
        """The scores of some documents of a segment, ascending, by those of the first stage."""
        whole = steps(matches.scores)
        leading = self.outcome.leading[at].documents
        places = np.searchsorted(matches.documents, leading)
        places[places == len(whole)] = 0
        here = matches.documents[places] == leading if len(whole) else np.zeros(len(leading), bool)
        whole[places[here]] += self.raised[at][here]
        return whole / max(self.outcome.peak, 1) * self.share

    def best(self, at: int, table: FacetTable, filters: Filters) -> Matches:
        """The documents of a segment that may be the best of those that pass the filters.

        Their scores are those of the first stage.
        """
        kept = [each for each in self.outcome.best if each.segment is table.segment]
        leading = passing(table, self.outcome.leading[at], filters)
        documents = np.array([*(each.document for each in kept), *leading.documents], np.uint32)
        scores = np.array([*(each.score for each in kept), *leading.scores])
        documents, first = np.unique(documents, return_index=True)
        return Matches(documents, scores[first])

    def all(self, at: int, table: FacetTable, filters: Filters) -> Matches:
        """The documents of a segment that pass the filters, with the scores of the first stage."""
        return passing(table, self.found[at].matches(), filters)


def joined_counts(answers: Sequence[Answer], name: str) -> dict[bytes, int]:
    """How many of all languages have each value of a column."""
    counts: dict[bytes, int] = {}
    for answer in answers:
        for value, count in answer.outcome.counts[name].items():
            counts[value] = counts.get(value, 0) + count
    return counts
