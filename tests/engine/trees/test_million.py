"""A term that stands in a million documents, compared with what NumPy counts and computes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray
from whoosh import query
from whoosh.query import And, AndNot, Not, Or, Phrase, Prefix, Query, Term

from indexer.engine.embedded.codec import ArraySegment
from indexer.engine.embedded.codec.merging import merge
from indexer.engine.embedded.execute import Executor, Scoring
from tests.engine.trees.large import NONE, Written, opened, ranking, segment

MILLION = 1_000_000
FACETS = ("language", "month")
WORDS = ("all", "half", "hazel")
ALL, HALF, HAZEL = range(3)


@dataclass(frozen=True)
class Million:
    """An index, and the documents that stand in it."""

    executor: Executor
    written: Written


@pytest.fixture(scope="module")
def written() -> Written:
    """``all`` in every document and twice in many, ``half`` before or after it in half of them."""
    rng = np.random.default_rng(11)
    half = np.zeros(MILLION, bool)
    half[rng.permutation(MILLION)[: MILLION // 2]] = True
    before = half & (rng.random(MILLION) < 0.3)
    places = np.full((MILLION, 4), NONE)
    places[:, 0] = np.where(before, HALF, ALL)
    places[:, 1] = np.where(before, ALL, np.where(half, HALF, NONE))
    places[:, 2] = np.where(rng.random(MILLION) < 0.4, ALL, NONE)
    places[:, 3] = np.where(rng.random(MILLION) < 0.001, HAZEL, NONE)
    month = np.sort(rng.integers(0, 60, MILLION))
    return Written(WORDS, places, {"language": rng.integers(0, 2, MILLION), "month": month})


@pytest.fixture(scope="module", params=["written at once", "merged without what was deleted"])
def million(
    request: pytest.FixtureRequest, written: Written, tmp_path_factory: pytest.TempPathFactory
) -> Million:
    folder = tmp_path_factory.mktemp("million")
    if request.param == "written at once":
        return Million(opened(folder, [segment(written, folder)], FACETS), written)
    doomed = np.arange(7, MILLION, 10)
    parts = []
    for first in range(0, MILLION, 400_000):
        own = segment(written.of(slice(first, first + 400_000)), folder)
        mine = doomed[(doomed >= first) & (doomed < first + 400_000)]
        own.delete_documents(mine - first)
        parts.append(own)
    merged = ArraySegment("MAIN")
    merge(folder, parts, merged)
    left = np.setdiff1d(np.arange(MILLION), doomed)
    return Million(opened(folder, [merged], FACETS), written.of(left))


class Truth:
    """What a tree must give for some documents: arrays of one element a document."""

    def __init__(self, written: Written) -> None:
        self._places = written.places
        self._lengths = written.lengths
        self._scoring = Scoring()

    def frequency(self, word: int) -> NDArray[np.int64]:
        return np.asarray((self._places == word).sum(axis=1))

    def begins(self, first: int, second: int) -> NDArray[np.int64]:
        """How often one word stands right before another; places without a word do not part."""
        found = np.zeros(len(self._places), np.int64)
        last = np.full(len(self._places), NONE)
        for place in self._places.T:
            found += (last == first) & (place == second)
            last = np.where(place == NONE, last, place)
        return found

    def bm25(self, frequency: NDArray[np.int64], *words: int) -> NDArray[np.float64]:
        """The score of a frequency; ``words`` are those that weigh, -1.0 where it is 0."""
        own = self._scoring
        total = len(self._places)
        held = [int((self.frequency(word) > 0).sum()) for word in words]
        idf = sum(np.log1p((total - each + 0.5) / (each + 0.5)) for each in held)
        norm = own.k1 * (1 - own.b + own.b * self._lengths / self._lengths.mean())
        scores = idf * (own.k1 + 1) * frequency / (frequency + norm)
        return np.where(frequency > 0, scores, -1.0)

    def word(self, word: int) -> NDArray[np.float64]:
        return self.bm25(self.frequency(word), word)

    def union(self, *words: int) -> NDArray[np.float64]:
        own = np.array([self.word(word) for word in words])
        return np.where((own >= 0).any(axis=0), np.maximum(own, 0).sum(axis=0), -1.0)

    def intersection(self, *words: int) -> NDArray[np.float64]:
        own = np.array([self.word(word) for word in words])
        return np.where((own >= 0).all(axis=0), own.sum(axis=0), -1.0)

    def expected(self, name: str) -> NDArray[np.float64]:
        """The score of each document by a tree of this name; negative where it does not match."""
        half, one = self.frequency(HALF), self.word(ALL)
        return {
            "single": lambda: one,
            "half": lambda: self.word(HALF),
            "and": lambda: self.intersection(ALL, HALF),
            "and rare": lambda: self.intersection(ALL, HAZEL),
            "or": lambda: self.union(ALL, HALF),
            "or rare": lambda: self.union(HALF, HAZEL),
            "not": lambda: np.where(half == 0, 0.0, -1.0),
            "and not": lambda: np.where(half == 0, one, -1.0),
            "phrase": lambda: self.bm25(self.begins(ALL, HALF), ALL, HALF),
            "phrase of one word": lambda: self.bm25(self.begins(ALL, ALL), ALL, ALL),
            "prefix": lambda: np.where(half + self.frequency(HAZEL) > 0, 1.0, -1.0),
            "every": lambda: np.ones(len(half)),
        }[name]()


A, H, Z = (Term("body", word) for word in WORDS)
TREES: dict[str, Query] = {
    "single": A,
    "half": H,
    "and": And([A, H]),
    "and rare": And([A, Z]),
    "or": Or([A, H]),
    "or rare": Or([H, Z]),
    "not": Not(H),
    "and not": AndNot(A, H),
    "phrase": Phrase("body", ["all", "half"]),
    "phrase of one word": Phrase("body", ["all", "all"]),
    "prefix": Prefix("body", "ha"),
    "every": query.Every(),
}


@pytest.mark.parametrize("name", TREES)
def test_a_million_postings(million: Million, name: str) -> None:
    expected = Truth(million.written).expected(name)
    documents = np.flatnonzero(expected >= 0)
    scores = expected[documents]
    assert len(documents) > 800
    matches = million.executor.run(TREES[name])
    assert np.array_equal(matches.documents, documents)
    np.testing.assert_allclose(matches.scores, scores, rtol=1e-9)

    (part,), outcome = ranking(million.executor, TREES[name], FACETS)
    order = np.argsort(part.documents)
    assert np.array_equal(part.documents[order], documents)
    np.testing.assert_allclose(part.scores[order], scores, rtol=1e-9)
    assert outcome.total == len(documents)
    for facet in FACETS:
        values, counts = np.unique(million.written.facets[facet][documents], return_counts=True)
        held = {b"%d" % value: count for value, count in zip(values, counts.tolist(), strict=True)}
        assert outcome.counts[facet] == held
    steps = np.rint(scores * 1e6)
    best = np.lexsort([documents, -steps])[:10]
    assert [each.document for each in outcome.best] == documents[best].tolist()
