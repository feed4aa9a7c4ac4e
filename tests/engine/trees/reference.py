"""What a query tree means: plain sets and sums, slow and obvious on purpose."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import singledispatchmethod

from whoosh.query import (
    And,
    AndMaybe,
    AndNot,
    ConstantScoreQuery,
    DisjunctionMax,
    Every,
    MultiTerm,
    Not,
    NullQuery,
    NumericRange,
    Or,
    Phrase,
    Query,
    Require,
    Term,
)
from whoosh.searching import Searcher

from indexer.engine.embedded.execute.nodes import Having, Near, SynonymSet
from indexer.engine.embedded.execute.nodes import Sequence as Places
from tests.engine.trees.leaves import Leaves, Scores, Text

Begins = Callable[[int, Sequence[frozenset[int]]], bool]


class Reference:
    """Evaluates trees on one index. No document matches in a field without terms."""

    def __init__(self, searcher: Searcher) -> None:
        self._leaves = Leaves(searcher)

    @singledispatchmethod
    def run(self, query: Query) -> Scores:
        """The score of each matching document by its number in the whole index.

        A kind of query that has no meaning of its own here is a leaf of which Whoosh is asked.
        """
        return self._leaves.ask(query)

    @run.register(type(NullQuery))
    def _null(self, _: Query) -> Scores:
        return {}

    @run.register
    def _term(self, query: Term) -> Scores:
        return _boosted(self._leaves.term(query.fieldname, query.text), query.boost)

    @run.register
    def _or(self, query: Or) -> Scores:
        return _boosted(_sums(self._children(query)), query.boost)

    @run.register
    def _and(self, query: And) -> Scores:
        children = self._children(query)
        common = set(children[0]).intersection(*children[1:]) if children else set()
        return _boosted(_only(_sums(children), common), query.boost)

    @run.register
    def _disjunction_max(self, query: DisjunctionMax) -> Scores:
        highest: Scores = {}
        for child in self._children(query):
            for document, score in child.items():
                highest[document] = max(score, highest.get(document, score))
        return _boosted(highest, query.boost)

    @run.register
    def _not(self, query: Not) -> Scores:
        return dict.fromkeys(self._leaves.live() - self.run(query.query).keys(), 0.0)

    @run.register
    def _and_not(self, query: AndNot) -> Scores:
        left, right = self._children(query)
        return _boosted(_only(left, left.keys() - right.keys()), query.boost)

    @run.register
    def _and_maybe(self, query: AndMaybe) -> Scores:
        left, right = self._children(query)
        return _boosted(_only(_sums([left, right]), left), query.boost)

    @run.register
    def _require(self, query: Require) -> Scores:
        left, right = self._children(query)
        return _boosted(_only(left, left.keys() & right.keys()), query.boost)

    @run.register
    def _constant(self, query: ConstantScoreQuery) -> Scores:
        return dict.fromkeys(self.run(query.child), query.score)

    @run.register
    def _every(self, query: Every) -> Scores:
        field = query.fieldname
        if field is None:
            return dict.fromkeys(self._leaves.live(), query.boost)
        if not self._leaves.holds(field):
            return {}
        terms = [self._leaves.term(field, text) for text in self._leaves.lexicon(field)]
        return dict.fromkeys(_sums(terms), query.boost)

    @run.register(MultiTerm)
    @run.register(NumericRange)
    def _many(self, query: MultiTerm | NumericRange) -> Scores:
        """Prefixes, patterns, ranges: the score depends on no segment and no number of terms."""
        field = query.fieldname
        if not self._leaves.holds(field):
            return {}
        found = _sums([self._leaves.term(field, text) for text in self._leaves.expansion(query)])
        if query.constantscore:
            return dict.fromkeys(found, query.boost)
        return _boosted(found, query.boost)

    @run.register
    def _phrase(self, query: Phrase) -> Scores:
        """Each word stands 1 to `slop` positions after the one before."""
        field, words = query.fieldname, query.words
        if len(words) == 1:
            return self.run(Term(field, words[0], boost=query.boost))

        steps = range(1, query.slop + 1)

        def begins(start: int, places: Sequence[frozenset[int]]) -> bool:
            reached = {start}
            for place in places[1:]:
                reached = {at + step for at in reached for step in steps} & place
            return bool(reached)

        return self._run_of_places(field, [(word,) for word in words], begins, query.boost)

    @run.register
    def _sequence(self, query: Places) -> Scores:
        """Place i stands exactly `offsets[i]` positions after the first."""

        def begins(start: int, places: Sequence[frozenset[int]]) -> bool:
            return all(
                start + offset in place for offset, place in zip(query.offsets, places, strict=True)
            )

        return self._run_of_places(query.fieldname, query.places, begins, query.boost)

    @run.register
    def _near(self, query: Near) -> Scores:
        """Words in any order: counted are the windows that hold them and no smaller one."""

        def count(places: Sequence[frozenset[int]]) -> int:
            every = sorted(frozenset().union(*places))
            windows = [
                (first, last)
                for first in every
                for last in every
                if _each_has_one(places, frozenset(range(first, last + 1)))
            ]
            return sum(
                last - first + 1 - len(places) <= query.slop
                and not any(
                    first <= begin and end <= last and (begin, end) != (first, last)
                    for begin, end in windows
                )
                for first, last in windows
            )

        return self._counted(query.fieldname, query.places, count, query.boost)

    @run.register
    def _having(self, query: Having) -> Scores:
        return dict.fromkeys(self._leaves.having(query.column, query.values), 0.0)

    @run.register
    def _synonyms(self, query: SynonymSet) -> Scores:
        """One word written in several ways: their frequencies are added, their documents joined."""
        field, texts = query.fieldname, set(query.texts)
        if not self._leaves.holds(field):
            return {}
        weights: Scores = {}
        for text in texts:
            for each in self._leaves.postings(field, text):
                if each.live:
                    weights[each.document] = weights.get(each.document, 0.0) + each.weight
        return self._scored(field, [texts], weights, query.boost)

    def _run_of_places(
        self, field: str, places: Sequence[Iterable[Text]], begins: Begins, boost: float
    ) -> Scores:
        """BM25 of how often the places begin, with the sum of the places' idf."""

        def count(positions: Sequence[frozenset[int]]) -> int:
            return sum(begins(start, positions) for start in positions[0])

        return self._counted(field, places, count, boost)

    def _counted(
        self,
        field: str,
        places: Sequence[Iterable[Text]],
        count: Callable[[Sequence[frozenset[int]]], int],
        boost: float,
    ) -> Scores:
        """BM25 of what is counted at the positions of some places, with the sum of their idf."""
        if not places or not self._leaves.holds(field):
            return {}
        held = [self._leaves.occurrences(field, texts) for texts in places]
        counts: Scores = {}
        for document in set(held[0]).intersection(*held[1:]):
            if counted := count([each[document] for each in held]):
                counts[document] = float(counted)
        return self._scored(field, places, counts, boost)

    def _scored(
        self, field: str, places: Iterable[Iterable[Text]], frequencies: Scores, boost: float
    ) -> Scores:
        if not frequencies:
            return {}
        idf = sum(self._leaves.idf(field, texts) for texts in places)
        return _boosted(self._leaves.bm25(field, idf, frequencies), boost)

    def _children(self, query: Query) -> list[Scores]:
        return [self.run(child) for child in query.children()]


def _each_has_one(places: Sequence[frozenset[int]], window: frozenset[int]) -> bool:
    """Whether each place has a position of its own in a window."""
    return not places or any(_each_has_one(places[1:], window - {at}) for at in places[0] & window)


def ranked(scores: Scores) -> list[int]:
    """Documents by score to six places, the higher first, then by number."""
    return sorted(scores, key=lambda document: (-round(scores[document], 6), document))


def _boosted(scores: Scores, boost: float) -> Scores:
    return {document: score * boost for document, score in scores.items()}


def _only(scores: Scores, documents: Iterable[int]) -> Scores:
    return {document: scores[document] for document in documents}


def _sums(children: Iterable[Scores]) -> Scores:
    total: Scores = {}
    for child in children:
        for document, score in child.items():
            total[document] = total.get(document, 0.0) + score
    return total
