"""Phrases: the documents in which words follow each other, or are near each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from indexer.engine.embedded.codec.terms import FieldTerms
from indexer.engine.embedded.execute import (
    intersections,
    lists,
    near_counts,
    phrase_counts,
    positions,
)
from indexer.engine.embedded.execute.lists import Norms
from indexer.engine.embedded.execute.matches import NOTHING, Found, Matches
from indexer.engine.embedded.execute.nodes import Near
from indexer.engine.embedded.execute.nodes import Sequence as PhraseOfWords
from indexer.engine.embedded.execute.segments import OpenSegment

if TYPE_CHECKING:
    from indexer.engine.embedded.execute.executor import Executor

Places = list[list[int]]
"""For each place of a phrase the numbers of the terms that may stand there."""


def evaluate_phrase(executor: Executor, tree: PhraseOfWords, slop: int) -> Found:
    """The documents of a phrase, segment by segment.

    Each place stands up to ``slop - 1`` positions further from the one before than the phrase
    says. Raises ValueError for a field that keeps no positions.
    """

    def find(segment: OpenSegment, field: FieldTerms, places: Places) -> Matches:
        return _in_segment(segment, field, places, tree.offsets, slop)

    return _evaluate(executor, tree, find)


def evaluate_near(executor: Executor, tree: Near) -> Found:
    """The documents in which words are near each other, segment by segment.

    Raises ValueError for a field that keeps no positions.
    """

    def find(segment: OpenSegment, field: FieldTerms, places: Places) -> Matches:
        return _near_in_segment(segment, field, places, tree.slop)

    return _evaluate(executor, tree, find)


def _evaluate(
    executor: Executor,
    tree: PhraseOfWords | Near,
    find: Callable[[OpenSegment, FieldTerms, Places], Matches],
) -> Found:
    """Score what is found in each segment by how often it is found in a document."""
    fields = [segment.field(tree.fieldname) for segment in executor.segments]
    found = []
    matching = np.zeros(len(tree.places), np.int64)
    live = not executor.scoring.counts_deleted
    for segment, field in zip(executor.segments, fields, strict=True):
        if field is None:
            found.append(NOTHING)
            continue
        if not field.has_positions:
            raise ValueError(f"the field {tree.fieldname} keeps no positions")
        places = [field.numbers(alternatives) for alternatives in tree.places]
        matching += [_matching(segment, field, terms, live) for terms in places]
        found.append(find(segment, field, places))
    weight = tree.boost * sum(
        executor.weight(tree.fieldname, tree.length, int(each)) for each in matching
    )
    return [
        _scored(part, weight, executor.norms(segment, tree.fieldname, tree.length))
        for segment, part in zip(executor.segments, found, strict=True)
    ]


def count_phrase(segment: OpenSegment, field: FieldTerms, tree: PhraseOfWords) -> Matches:
    """The documents of one segment that have a phrase, with how often as scores."""
    places = [field.numbers(alternatives) for alternatives in tree.places]
    if not all(places):
        return NOTHING
    return _in_segment(segment, field, places, tree.offsets, 1)


def _scored(part: Matches, weight: float, norms: Norms) -> Matches:
    if not len(part.documents):
        return NOTHING
    norm = norms.by_code[norms.codes[part.documents]]
    return Matches(part.documents, weight * part.scores / (part.scores + norm))


def _matching(segment: OpenSegment, field: FieldTerms, terms: Sequence[int], live: bool) -> int:
    """How many documents have any of some terms."""
    if len(terms) == 1:
        return segment.document_frequency(field, terms[0], not live)
    return len(lists.marked(segment, field, terms, live=live))


def _in_segment(
    segment: OpenSegment, field: FieldTerms, places: Places, offsets: Sequence[int], slop: int
) -> Matches:
    """The documents of one segment, and how often the phrase begins in each."""
    if all(len(terms) == 1 for terms in places):
        return _of_words(segment, field, [term for (term,) in places], offsets, slop)
    documents, found, ends, shifts = _places_in(segment, field, places)
    counts = phrase_counts.count_phrases(found, ends, shifts, np.array(offsets), slop)
    kept = counts > 0
    return Matches(documents[kept], counts[kept].astype(np.float64))


def _near_in_segment(segment: OpenSegment, field: FieldTerms, places: Places, slop: int) -> Matches:
    """The documents of one segment, and how many windows hold the words in each."""
    documents, found, ends, shifts = _places_in(segment, field, places)
    counts = near_counts.count_windows(found, ends, shifts, slop)
    kept = counts > 0
    return Matches(documents[kept], counts[kept].astype(np.float64))


def _places_in(
    segment: OpenSegment, field: FieldTerms, places: Places
) -> tuple[NDArray[np.uint32], NDArray[np.uint32], NDArray[np.int64], NDArray[np.int64]]:
    """The documents that have every place, and where, as ``count_phrases`` takes it."""
    documents = _with_every_place(segment, field, places)
    if not len(documents):
        none = np.zeros((len(places), 0), np.int64)
        return documents, np.empty(0, np.uint32), none, np.zeros(len(places), np.int64)
    found = [_positions(field, terms, documents) for terms in places]
    ends = np.array([each for _, each in found])
    shifts = np.cumsum([0, *(len(each) for each, _ in found[:-1])])
    return documents, np.concatenate([each for each, _ in found]), ends, shifts


def _of_words(
    segment: OpenSegment,
    field: FieldTerms,
    terms: Sequence[int],
    offsets: Sequence[int],
    slop: int,
) -> Matches:
    """A phrase of one word at each place."""
    counts = field.counts[np.array(terms)].astype(np.int64)
    order = np.argsort(counts)
    return Matches(
        *phrase_counts.find_phrases(
            field.data,
            field.begins(terms)[order],
            counts[order],
            order,
            np.array(offsets),
            slop,
            segment.live,
        )
    )


def _with_every_place(
    segment: OpenSegment, field: FieldTerms, places: Places
) -> NDArray[np.uint32]:
    """The documents that have a term of each place, the rarest place first."""
    if not all(places):
        return NOTHING.documents
    sizes = [int(field.counts[terms].sum(dtype=np.int64)) for terms in places]
    order = sorted(range(len(places)), key=sizes.__getitem__)
    documents = lists.marked(segment, field, places[order[0]])
    for place in order[1:]:
        if not len(documents):
            break
        if len(places[place]) == 1:
            term = places[place][0]
            count = int(field.counts[term])
            documents = intersections.filter_list(documents, field.data, field.begin(term), count)
        else:
            others = lists.marked(segment, field, places[place])
            documents = documents[intersections.match_sorted(documents, others) >= 0]
    return documents


def _positions(
    field: FieldTerms, terms: Sequence[int], documents: NDArray[np.uint32]
) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    counts = field.counts[np.asarray(terms)].astype(np.int64)
    found: tuple[NDArray[np.uint32], NDArray[np.int64]] = positions.positions_in(
        documents, field.data, field.begins(terms), counts
    )
    return found
