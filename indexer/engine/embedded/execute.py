"""From a plan to the documents that match it, with their scores.

BM25F as of S. Robertson, H. Zaragoza and M. Taylor, "Simple BM25 extension to multiple weighted
fields" (CIKM 2004): the frequencies of the stem and of the exact form, each divided by its field's
length norm, are added before they are saturated. Every statistic is that of the passages of one
language, without deleted ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer.engine.embedded.schema import FORM, STEM
from indexer.engine.embedded.snapshot import Documents, Occurrences, Snapshot, documents_of
from indexer.query.plan import Boolean, Field, Lookup, Plan, Run

K1 = 1.2
B = 0.75
FORM_WEIGHT = 1.0
"""Tuned on the DEV halves of the evaluation sets; see docs/quality.md."""

Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Matches:
    """Matching documents, ascending, and their scores."""

    documents: Documents
    scores: Scores


_NONE = Matches(np.empty(0, np.int64), np.empty(0))


class Executor:
    """Evaluates plans for the passages analysed by one language row (``code``)."""

    def __init__(self, snapshot: Snapshot, code: str) -> None:
        self._snapshot = snapshot
        self._code = code
        own = snapshot.analysis.mask([code]) & snapshot.live
        self._passages = int(own.sum())
        self._stem_norm = _norm(snapshot.stem_length, own)
        self._form_norm = _norm(snapshot.form_length, own)

    def run(self, plan: Plan) -> Matches:
        """The documents that a plan matches."""
        if isinstance(plan, Lookup):
            return self._lookup(plan)
        if isinstance(plan, Run):
            return self._run(plan)
        return self._boolean(plan)

    def holds(self, wanted: Lookup | Run) -> bool:
        """Whether a word or a phrase stands in any passage."""
        return len(self._starts(wanted)) > 0

    def _boolean(self, plan: Boolean) -> Matches:
        should = _union([self.run(child) for child in plan.should])
        found = should
        if plan.must:
            must = [self.run(child) for child in plan.must]
            documents = must[0].documents
            for other in must[1:]:
                documents = np.intersect1d(documents, other.documents, assume_unique=True)
            scores = sum(_scores_at(each, documents) for each in (*must, should))
            found = Matches(documents, np.asarray(scores, float))
        for child in plan.must_not:
            kept = ~np.isin(found.documents, self.run(child).documents, assume_unique=True)
            found = Matches(found.documents[kept], found.scores[kept])
        return found

    def _lookup(self, word: Lookup) -> Matches:
        documents, counts = documents_of(self._occurrences(word))
        if word.field is not Field.STEM:
            return self._saturated(documents, counts / self._form_norm[documents])
        frequency = counts / self._stem_norm[documents]
        forms = self._snapshot.occurrences(FORM, self._code, [word.form])
        exact, exact_counts = documents_of(forms)
        shared = np.isin(exact, documents, assume_unique=True)
        exact, exact_counts = exact[shared], exact_counts[shared]
        bonus = FORM_WEIGHT * exact_counts / self._form_norm[exact]
        frequency[np.searchsorted(documents, exact)] += bonus
        return self._saturated(documents, frequency)

    def _run(self, run: Run) -> Matches:
        documents, counts = documents_of(self._starts(run))
        found = self._saturated(documents, counts / self._form_norm[documents])
        return Matches(documents, found.scores * len(run.words))

    def _starts(self, wanted: Lookup | Run) -> Occurrences:
        """Where a word stands, or the first word of each occurrence of a phrase."""
        if isinstance(wanted, Lookup):
            return self._occurrences(wanted)
        starts = self._occurrences(wanted.words[0])
        for distance, word in enumerate(wanted.words[1:], start=1):
            follows = self._occurrences(word)
            follows = follows[(follows & np.uint64(0xFFFFFFFF)) >= distance] - np.uint64(distance)
            starts = np.intersect1d(starts, follows, assume_unique=True)
        return starts

    def _occurrences(self, word: Lookup) -> Occurrences:
        terms: Sequence[str] = word.terms
        if word.field is Field.PREFIX:
            terms = self._snapshot.starting_with(FORM, self._code, word.terms[0])
        kind = STEM if word.field is Field.STEM else FORM
        return self._snapshot.occurrences(kind, self._code, terms)

    def _saturated(self, documents: Documents, frequency: Scores) -> Matches:
        count = len(documents)
        idf = np.log1p((self._passages - count + 0.5) / (count + 0.5))
        return Matches(documents, idf * frequency * (K1 + 1) / (frequency + K1))


def join(matches: Sequence[Matches]) -> Matches:
    """Matches of different languages, which have no document in common, as one."""
    if not matches:
        return _NONE
    documents = np.concatenate([each.documents for each in matches])
    order = np.argsort(documents)
    return Matches(documents[order], np.concatenate([each.scores for each in matches])[order])


def _union(matches: Sequence[Matches]) -> Matches:
    """Every document of any, its scores added in the order of the plan."""
    if not matches:
        return _NONE
    every = np.concatenate([each.documents for each in matches])
    documents, places = np.unique(every, return_inverse=True)
    weights = np.concatenate([each.scores for each in matches])
    summed = np.bincount(places, weights, minlength=len(documents))
    return Matches(documents, summed.astype(np.float64))


def _scores_at(matches: Matches, documents: Documents) -> Scores:
    """The scores at some ascending documents, 0 where one is not matched."""
    scores = np.zeros(len(documents))
    shared = np.isin(matches.documents, documents, assume_unique=True)
    places = np.searchsorted(documents, matches.documents[shared])
    scores[places] = matches.scores[shared]
    return scores


def _norm(length: NDArray[np.int64], own: NDArray[np.bool_]) -> Scores:
    """The length norm 1 - b + b * length / average by document."""
    average = float(length[own].mean()) if own.any() else 1.0
    return (1 - B + B * length / max(average, 1.0)).astype(np.float64)
