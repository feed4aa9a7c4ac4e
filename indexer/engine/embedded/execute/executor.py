"""Evaluating a query tree of Whoosh over whole arrays, one node after the other.

Each node gives, for each segment, the documents it matches and their scores; ``EVALUATORS`` says
which function evaluates which node. What a compound means:

    Or             the documents of any child, the scores of the matching ones added
    And            the documents of every child, the scores added
    Not            the documents that stand and that the child does not match, score 0
    AndNot         the documents of the first child that the second does not match
    AndMaybe       the documents of the first child; the second adds its score where it matches
    Require        the documents of both children, the score of the first
    DisjunctionMax the documents of any child, the highest score
    Phrase         scored as one word that occurs as often as the phrase begins, and weighs as much
                   as its words together
    Prefix, Wildcard, FuzzyTerm, Regex, Variations and ranges
                   1 for each document that has one of the terms; with ``constantscore`` false, the
                   scores of the terms added

A leaf that is not listed is left to Whoosh's own matcher; a compound that is not is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from whoosh import query

from indexer.engine.embedded.codec.terms import FieldTerms
from indexer.engine.embedded.execute import compounds, leaves, phrases
from indexer.engine.embedded.execute.kept import Kept
from indexer.engine.embedded.execute.lists import Norms, WeightedList
from indexer.engine.embedded.execute.matches import NOTHING, Found, Gathered, Matches
from indexer.engine.embedded.execute.nodes import Having, Near, SynonymSet
from indexer.engine.embedded.execute.nodes import Sequence as PhraseOfWords
from indexer.engine.embedded.execute.scoring import Collection, Scoring
from indexer.engine.embedded.execute.segments import OpenSegment

_ROOM = 1 << 24
"""Bytes of what words matched that are kept."""


class Executor:
    """Evaluates queries on one commit. Safe to share between threads.

    ``reader`` is Whoosh's reader of segments that the array codec wrote.
    """

    def __init__(self, reader: Any, scoring: Scoring) -> None:
        self._reader = reader
        self.schema = reader.schema
        self.scoring = scoring
        self.segments = [
            OpenSegment(leaf, base) for leaf, base in reader.leaf_readers() if leaf.doc_count_all()
        ]
        self.kept = Kept(_ROOM)
        self.nothing: Found = [NOTHING] * len(self.segments)
        self._collections: dict[str, Collection] = {}
        self._norms: dict[tuple[int, str, str], Norms] = {}

    def run(self, tree: query.Query) -> Matches:
        """The documents that a query matches, numbered through the index (int64)."""
        found = self.evaluate(tree)
        return Matches(
            np.concatenate(
                [
                    np.empty(0, np.int64),
                    *(
                        part.documents.astype(np.int64) + segment.base
                        for segment, part in zip(self.segments, found, strict=True)
                    ),
                ]
            ),
            np.concatenate([np.empty(0), *(part.scores for part in found)]),
        )

    def evaluate(self, tree: query.Query) -> Found:
        """The documents that a query matches, segment by segment, numbered in each (uint32).

        Raises NotImplementedError for a compound that has no meaning here.
        """
        evaluator = EVALUATORS.get(type(tree))
        if evaluator is not None:
            return evaluator(self, tree)
        if isinstance(tree, query.terms.MultiTerm):
            return leaves.evaluate_multi_term(self, tree)
        if isinstance(tree, query.compound.CompoundQuery):
            raise NotImplementedError(f"{type(tree).__name__} has no meaning here")
        return self._ask_whoosh(tree)

    def gather(self, tree: query.Query) -> Sequence[Gathered]:
        """As :meth:`evaluate`, for counting and ranking: unions are counted while they are read."""
        if type(tree) is query.Or:
            return compounds.gather_or(self, tree)
        if type(tree) is query.Term:
            return leaves.gather_term(self, tree)
        return self.evaluate(tree)

    def holds(self, fieldname: str, texts: Sequence[str]) -> bool:
        """Whether any of some words stands in any document."""
        for segment in self.segments:
            field = segment.field(fieldname)
            if field is not None and any(
                segment.document_frequency(field, term, False) for term in field.numbers(texts)
            ):
                return True
        return False

    def weighted_lists(self, tree: query.Query) -> list[WeightedList | None] | None:
        """A term as a list for each segment (None where it has none), if it is scored as one."""
        if type(tree) is not query.Term or not self._is_scored(tree.fieldname):
            return None
        name = tree.fieldname
        places = self.places(tree)
        matching = 0
        for segment, place in zip(self.segments, places, strict=True):
            if place is not None:
                matching += segment.document_frequency(*place, self.scoring.counts_deleted)
        weight = self.weight(name, name, matching) * tree.boost
        return [
            None
            if place is None
            else WeightedList(
                place[0],
                place[0].begin(place[1]),
                int(place[0].counts[place[1]]),
                weight,
                self.norms(segment, name, name),
            )
            for segment, place in zip(self.segments, places, strict=True)
        ]

    def _is_scored(self, fieldname: str) -> bool:
        return fieldname in self.schema and self.schema[fieldname].scorable

    def places(self, tree: query.Term) -> list[tuple[FieldTerms, int] | None]:
        """For each segment a term's field and number; none where its field cannot have it."""
        nowhere: list[tuple[FieldTerms, int] | None] = [None] * len(self.segments)
        if tree.fieldname not in self.schema:
            return nowhere
        try:
            text = self.schema[tree.fieldname].to_bytes(tree.text)
        except ValueError:
            return nowhere
        found: list[tuple[FieldTerms, int] | None] = []
        for segment in self.segments:
            field = segment.field(tree.fieldname)
            term = -1 if field is None else field.terms.find(text)
            found.append((field, term) if field is not None and term >= 0 else None)
        return found

    def weight(self, fieldname: str, length: str, matching: int) -> float:
        """The factor of the score of a term that ``matching`` documents have."""
        if not matching:
            return 0.0
        documents = self.collection(fieldname, length).documents
        return self.scoring.idf(documents, matching) * (self.scoring.k1 + 1)

    def collection(self, fieldname: str, length: str) -> Collection:
        """What a score in a field is relative to."""
        if self.scoring.collection is not None:
            return self.scoring.collection(fieldname, length)
        if length not in self._collections:
            documents = sum(segment.count for segment in self.segments)
            total = sum(segment.documents.totals.get(length, 0) for segment in self.segments)
            average = total / documents if documents else 0.0
            self._collections[length] = Collection(documents, average)
        return self._collections[length]

    def norms(self, segment: OpenSegment, fieldname: str, length: str) -> Norms:
        """The norms of a segment's documents, by the name of a length."""
        key = (segment.base, fieldname, length)
        if key not in self._norms:
            codes, lengths = segment.documents.length_codes(length)
            average = self.collection(fieldname, length).average_length
            self._norms[key] = Norms(codes, self.scoring.norms(lengths, average))
        return self._norms[key]

    def _ask_whoosh(self, tree: query.Query) -> Found:
        # Seldom needed, and slow to import.
        from whoosh.scoring import BM25F
        from whoosh.searching import Searcher

        searcher = Searcher(self._reader, weighting=BM25F(B=self.scoring.b, K1=self.scoring.k1))
        own = [sub for sub, _ in searcher.leaf_searchers() if sub.reader().doc_count_all()]
        return [_exhaust(tree.matcher(sub, sub.context())) for sub in own]


def _exhaust(matcher: Any) -> Matches:
    documents: list[int] = []
    scores: list[float] = []
    while matcher.is_active():
        documents.append(matcher.id())
        scores.append(matcher.score())
        matcher.next()
    return Matches(np.array(documents, np.uint32), np.array(scores, np.float64))


EVALUATORS: dict[type, Callable[[Executor, Any], Found]] = {
    query.Term: leaves.evaluate_term,
    query.Or: compounds.evaluate_or,
    query.And: compounds.evaluate_and,
    query.Not: compounds.evaluate_not,
    query.AndNot: compounds.evaluate_and_not,
    query.AndMaybe: compounds.evaluate_and_maybe,
    query.Require: compounds.evaluate_require,
    query.DisjunctionMax: compounds.evaluate_disjunction_max,
    query.Every: leaves.evaluate_every,
    query.ConstantScoreQuery: compounds.evaluate_constant_score,
    query.NumericRange: leaves.evaluate_range,
    query.DateRange: leaves.evaluate_range,
    query.Phrase: leaves.evaluate_words,
    type(query.NullQuery): leaves.evaluate_nothing,
    SynonymSet: leaves.evaluate_synonyms,
    PhraseOfWords: leaves.evaluate_sequence,
    Near: phrases.evaluate_near,
    Having: leaves.evaluate_having,
}
