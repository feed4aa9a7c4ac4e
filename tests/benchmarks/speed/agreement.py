"""Do all engines give the same answers? Otherwise their times are not comparable.

Totals and counts must be equal. The scores of the ten best must agree within a tolerance, place by
place: tantivy and Lucene round lengths above 40 down by up to a tenth, which is worth up to two
hundredths of a score, so that passages of nearly equal score may change places. Prefix and fuzzy
queries are scored by each engine in its own way. Totals of single words are counted in the corpus
besides, so that engines cannot be wrong together.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tests.benchmarks.speed.corpus import Corpus
from tests.benchmarks.speed.peers.base import FACETS, Answer, Layout, Peer, Query

TOLERANCE = 0.02
TOLERANCE_WORN = 0.1
"""Relative. Whether deleted passages still count in a word's frequency differs by engine."""

_SCORED = ("or", "and", "phrase")


class Disagreement(Exception):
    """Two engines answer a query differently."""

    def __init__(self, query: Query, first: str, second: str, what: str) -> None:
        super().__init__(f"{first} and {second} disagree on {query}: {what}")
        self.query, self.first, self.second, self.what = query, first, second, what


def check(
    peers: Sequence[Peer], queries: Sequence[Query], corpus: Corpus, layout: Layout
) -> list[Answer | None]:
    """The answers, None to a query that no engine knows.

    Raises Disagreement where an engine's differs from that of the first that knows the query.
    """
    tolerance = TOLERANCE_WORN if layout.deleted_every else TOLERANCE
    answers: list[Answer | None] = []
    for query in queries:
        able = [peer for peer in peers if peer.supports(query)]
        given = [peer.answer(query) for peer in able]
        answers.append(given[0] if given else None)
        if given and len(query.terms) == 1 and query.operator == "or":
            held, total = holding(query, corpus, layout), given[0].total
            if held != total:
                raise Disagreement(query, "the corpus", able[0].name, f"totals {held} and {total}")
        for peer, answer in zip(able[1:], given[1:], strict=True):
            scored = able[0].scored_alike and peer.scored_alike and query.operator in _SCORED
            what = difference(query, given[0], answer, tolerance if scored else None)
            if what:
                raise Disagreement(query, able[0].name, peer.name, what)
    return answers


def holding(query: Query, corpus: Corpus, layout: Layout) -> int:
    """How many passages of the corpus hold the query's one term and pass its filter."""
    places = np.flatnonzero(corpus.tokens == corpus.terms.index(query.terms[0]))
    passages = np.unique(np.searchsorted(corpus.offsets, places, side="right") - 1)
    left = ~np.isin(corpus.article[passages], layout.deleted(corpus))
    if query.language is not None:
        left &= corpus.language[passages] == query.language
    return int(left.sum())


def difference(query: Query, first: Answer, second: Answer, tolerance: float | None) -> str | None:
    """What differs, in words, or None. Without a tolerance, scores are not compared."""
    if first.total != second.total:
        return f"totals {first.total} and {second.total}"
    for name in FACETS:
        # A count of the filter's own facet may leave the filter out, as this project's does.
        own = name == "language" and query.language is not None
        if not own and first.facets[name] != second.facets[name]:
            return f"counts by {name} {first.facets[name]} and {second.facets[name]}"
    if len(first.top) != len(second.top):
        return f"{len(first.top)} and {len(second.top)} listed"
    if tolerance is None:
        return None
    pairs = zip(first.top, second.top, strict=True)
    for place, ((one, _), (other, _)) in enumerate(pairs, start=1):
        if abs(one - other) > tolerance * max(abs(one), abs(other)):
            return f"scores {one:.5f} and {other:.5f} at place {place}"
    return None
