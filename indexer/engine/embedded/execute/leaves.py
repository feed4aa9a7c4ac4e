"""The meaning of the query nodes that ask for terms; ``executor`` says which node is which."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from whoosh import query

from indexer.engine.embedded.codec.terms import FieldTerms
from indexer.engine.embedded.execute import lists
from indexer.engine.embedded.execute.expand import expanded, numbers_between
from indexer.engine.embedded.execute.matches import (
    NOTHING,
    Found,
    Gathered,
    Matches,
    boosted,
    constant,
)
from indexer.engine.embedded.execute.nodes import Having, SynonymSet
from indexer.engine.embedded.execute.nodes import Sequence as PhraseOfWords
from indexer.engine.embedded.execute.phrases import count_phrase, evaluate_phrase
from indexer.engine.embedded.execute.segments import OpenSegment

if TYPE_CHECKING:
    from indexer.engine.embedded.execute.executor import Executor


def evaluate_nothing(executor: Executor, tree: query.Query) -> Found:  # noqa: ARG001
    """No document."""
    return executor.nothing


def evaluate_term(executor: Executor, tree: query.Term) -> Found:
    """The documents of a term; in a field without lengths its frequency is its score."""
    return [part.matches() for part in gather_term(executor, tree)]


def gather_term(executor: Executor, tree: query.Term) -> Sequence[Gathered]:
    """The same, not yet read."""
    weighted = executor.weighted_lists(tree)
    if weighted is not None:
        return [
            NOTHING if own is None else lists.union(segment, [own])
            for segment, own in zip(executor.segments, weighted, strict=True)
        ]
    return [
        NOTHING if place is None else _unscored_term(segment, *place, tree.boost)
        for segment, place in zip(executor.segments, executor.places(tree), strict=True)
    ]


def _unscored_term(segment: OpenSegment, field: FieldTerms, term: int, boost: float) -> Matches:
    """A term of a field that has no lengths: its frequency is its score."""
    postings = field.postings(term, term + 1)
    scores = postings.frequencies * float(boost)
    return _standing(segment, Matches(postings.documents, scores))


def _standing(segment: OpenSegment, found: Matches) -> Matches:
    if not len(segment.live):
        return found
    words = segment.live[found.documents >> np.uint32(6)]
    shifts = (found.documents & np.uint32(63)).astype(np.uint64)
    kept = (words >> shifts) & np.uint64(1) != 0
    return Matches(found.documents[kept], found.scores[kept])


def evaluate_every(executor: Executor, tree: query.Every) -> Found:
    """All documents that stand, or those that have any term of a field."""
    if tree.fieldname is None:
        return constant([segment.all_live for segment in executor.segments], tree.boost)
    documents = []
    for segment in executor.segments:
        field = segment.field(tree.fieldname)
        every = range(0 if field is None else len(field))
        documents.append(_marked(segment, tree.fieldname, every))
    return constant(documents, tree.boost)


def evaluate_range(executor: Executor, tree: query.NumericRange) -> Found:
    """The documents of the numbers of a range."""
    if tree.fieldname not in executor.schema:
        return executor.nothing
    fieldobj = executor.schema[tree.fieldname]
    documents = [
        _marked(segment, tree.fieldname, numbers_between(tree, segment, fieldobj))
        for segment in executor.segments
    ]
    return constant(documents, tree.boost)


def _marked(segment: OpenSegment, fieldname: str, terms: Sequence[int]) -> NDArray[np.uint32]:
    field = segment.field(fieldname)
    return NOTHING.documents if field is None else lists.marked(segment, field, terms)


def evaluate_multi_term(executor: Executor, tree: Any) -> Found:
    """The documents of the terms that a pattern, a prefix or a range stands for."""
    fieldname = tree.field()
    if fieldname not in executor.schema:
        return executor.nothing
    terms = [expanded(tree, segment, executor.schema[fieldname]) for segment in executor.segments]
    fields = [segment.field(fieldname) for segment in executor.segments]
    if tree.constantscore:
        return constant(
            [
                _marked(segment, fieldname, own)
                for segment, own in zip(executor.segments, terms, strict=True)
            ],
            tree.boost,
        )
    texts = {
        field.terms[term]
        for field, own in zip(fields, terms, strict=True)
        if field is not None
        for term in own
    }
    children = [query.Term(fieldname, text, boost=tree.boost) for text in sorted(texts)]
    return executor.evaluate(query.Or(children)) if children else executor.nothing


def evaluate_having(executor: Executor, tree: Having) -> Found:
    """The documents of some values of a facet."""
    if tree.column not in executor.schema:
        return executor.nothing
    return [_having(segment, tree) for segment in executor.segments]


def _having(segment: OpenSegment, tree: Having) -> Matches:
    wanted = np.array([value in tree.values for value in segment.values(tree.column)], bool)
    for group in segment.documents.groups if wanted.any() else ():
        if tree.column in group.combinations:
            documents = np.flatnonzero(wanted[group.combinations[tree.column]][group.codes])
            found = Matches(documents.astype(np.uint32), np.zeros(len(documents)))
            return _standing(segment, found)
    # Where no document has any value, the column is not kept.
    if b"" in tree.values and not len(wanted):
        return constant([segment.all_live], 0)[0]
    return NOTHING


def evaluate_synonyms(executor: Executor, tree: SynonymSet) -> Found:
    """The documents of words that count as one; they are kept for whoever asks next."""
    return executor.kept.get(tree, lambda: _synonyms(executor, tree))


def _synonyms(executor: Executor, tree: SynonymSet) -> Found:
    every = [_frequencies(executor, segment, tree) for segment in executor.segments]
    found = [
        _standing(segment, part) for segment, part in zip(executor.segments, every, strict=True)
    ]
    if not any(tree.length in segment.documents.totals for segment in executor.segments):
        return boosted(found, tree.boost * executor.scoring.norm_without_length)
    matching = sum(len(part.documents) for part in every)
    weight = executor.weight(tree.fieldname, tree.length, matching) * tree.boost
    return [Matches(part.documents, weight * part.scores / (1 + part.scores)) for part in found]


def _frequencies(executor: Executor, segment: OpenSegment, tree: SynonymSet) -> Matches:
    """The documents of a segment with the normalised frequencies of all words as one."""
    field = segment.field(tree.fieldname)
    if field is None:
        return NOTHING
    parts = [_of_run(executor, segment, field, *run) for run in tree.runs]
    if terms := field.numbers(tree.texts):
        texts = [field.terms[term].decode() for term in terms]
        exact = np.array([text in tree.exact for text in texts], float)
        parts.append(
            lists.frequencies(
                segment,
                field,
                terms,
                np.array([tree.weights.get(text, 1.0) for text in texts]),
                executor.norms(segment, tree.fieldname, tree.length),
                exact * executor.scoring.exact_weight,
                executor.norms(segment, tree.fieldname, tree.exact_length),
                live=not executor.scoring.counts_deleted,
            )
        )
    return lists.join(parts, segment.count).matches() if parts else NOTHING


def _of_run(
    executor: Executor, segment: OpenSegment, field: FieldTerms, run: PhraseOfWords, weight: float
) -> Matches:
    """The documents of words side by side with their normalised frequencies, weighted."""
    found = count_phrase(segment, field, run)
    norms = executor.norms(segment, run.fieldname, run.length)
    return Matches(
        found.documents, weight * found.scores / norms.by_code[norms.codes[found.documents]]
    )


def evaluate_words(executor: Executor, tree: query.Phrase) -> Found:
    """A phrase as Whoosh has it."""
    places = tuple((word,) for word in tree.words)
    if not places:
        return executor.nothing
    if len(places) == 1:
        return evaluate_term(executor, query.Term(tree.fieldname, tree.words[0], boost=tree.boost))
    sequence = PhraseOfWords(tree.fieldname, places, boost=tree.boost)
    return evaluate_phrase(executor, sequence, tree.slop)


def evaluate_sequence(executor: Executor, tree: PhraseOfWords) -> Found:
    """A phrase of words that may each be written in several ways."""
    return evaluate_phrase(executor, tree, 1)
