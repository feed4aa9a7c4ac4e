"""The second stage of ranking: what raises the best documents of the first.

Words near each other (after Y. Rasolofo and J. Savoy, "Term proximity scoring for keyword-based
retrieval systems", 2003), words in the headline of a document's article, words of the same family,
and the document's role.
Nothing is taken away from any score, so that what the second stage does not look at stays behind.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from analyzers.compiling import compiled, compiled_part
from indexer.engine.embedded.codec.terms import FieldTerms
from indexer.engine.embedded.execute.matches import Matches
from indexer.engine.embedded.execute.positions import positions_in
from indexer.engine.embedded.execute.ranking import FacetTable

if TYPE_CHECKING:
    from indexer.engine.embedded.execute.executor import Executor

REACH = 6
"""Positions up to which words are near each other."""

MOST_WORDS = 16
"""Words that are looked at, the rarest first; pairs of them grow with the square."""


@dataclass(frozen=True)
class Promotion:
    """What the second stage adds to the scores of the best ``leading`` of a language.

    With ``w`` the weight of a word and ``norm`` as BM25 has them: for each pair of words
    ``proximity * w * t / (t + norm)``, t being the sum of one over the square of the distance of
    each two of their places at most ``REACH`` apart, and w that of the commoner one; for each word
    what it would score more by ``title`` more occurrences, if the headline has it, and by
    ``family`` more for each other word of its family; and ``roles`` times the score.
    """

    leading: int = 200
    proximity: float = 0.0
    title: float = 0.0
    family: float = 0.0
    roles: Mapping[bytes, float] = field(default_factory=dict)


class Word(NamedTuple):
    """A word as it is written, any of ``texts``, and what the others of its family begin with."""

    texts: Sequence[str]
    family: str | None


@dataclass(frozen=True)
class Words:
    """Words of a field, by segment the numbers of their terms, and what each weighs (float64)."""

    fieldname: str
    length: str
    families: Sequence[str | None]
    terms: Sequence[Sequence[Sequence[int]]]
    weights: NDArray[np.float64]

    @classmethod
    def of(cls, executor: Executor, fieldname: str, length: str, words: Sequence[Word]) -> Words:
        """The words that stand anywhere, weighed by how often documents have one of their texts."""
        matching = [0] * len(words)
        terms: list[list[Sequence[int]]] = []
        for segment in executor.segments:
            own = segment.field(fieldname)
            terms.append([])
            for at, word in enumerate(words if own is not None else ()):
                assert own is not None
                numbers = own.numbers(word.texts)
                terms[-1].append(numbers)
                matching[at] += segment.occurrences(own, numbers)
        documents = executor.collection(fieldname, length).documents
        weights = np.array(
            [executor.weight(fieldname, length, min(each, documents)) for each in matching]
        )
        kept = [at for at in np.argsort(-weights, kind="stable")[:MOST_WORDS] if weights[at] > 0]
        return cls(
            fieldname,
            length,
            [words[at].family for at in kept],
            [[held[at] for at in kept] if held else [] for held in terms],
            weights[kept],
        )


def promoted(
    executor: Executor,
    promotion: Promotion,
    words: Words,
    at: int,
    table: FacetTable,
    leading: Matches,
    behind: NDArray[np.int64],
) -> NDArray[np.float64]:
    """What is added to the scores of the leading documents of the segment ``at`` a place.

    ``behind`` says how far each is behind its headline, 0 where there is none.
    """
    roles = np.array([promotion.roles.get(role, 0.0) for role in table.values["role"]])
    added: NDArray[np.float64] = leading.scores * roles[table.codes("role", leading.documents)]
    own = table.segment.field(words.fieldname)
    if own is None or not len(words.weights) or not len(added):
        return added
    documents = leading.documents.astype(np.int64)
    heads = np.where(behind == 0, -1, documents - behind)
    every = np.unique(np.concatenate([documents, heads[heads >= 0]])).astype(np.uint32)
    terms = words.terms[at]
    found = [_positions(own, each, every) for each in terms]
    places = np.searchsorted(every, documents)
    akin = [
        _frequencies(own, _family(own, family, each), every)[places]
        for family, each in zip(words.families, terms, strict=True)
    ]
    norms = executor.norms(table.segment, words.fieldname, words.length)
    _add(
        np.concatenate([each for each, _ in found]),
        np.array([each for _, each in found]),
        np.cumsum([0, *(len(each) for each, _ in found[:-1])]),
        np.array(akin) * promotion.family,
        words.weights,
        norms.by_code[norms.codes[documents]],
        places,
        np.where(heads < 0, -1, np.searchsorted(every, heads)),
        promotion.proximity,
        promotion.title,
        added,
    )
    return added


def _family(own: FieldTerms, family: str | None, terms: Sequence[int]) -> Sequence[int]:
    """The terms that begin like a word, without those of the word itself."""
    if family is None:
        return ()
    known = frozenset(terms)
    return [term for term in own.terms.starting_with(family.encode()) if term not in known]


def _positions(
    own: FieldTerms, terms: Sequence[int], documents: NDArray[np.uint32]
) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    counts = own.counts[np.asarray(terms, np.int64)].astype(np.int64)
    found: tuple[NDArray[np.uint32], NDArray[np.int64]] = positions_in(
        documents, own.data, own.begins(terms), counts
    )
    return found


def _frequencies(
    own: FieldTerms, terms: Sequence[int], documents: NDArray[np.uint32]
) -> NDArray[np.int64]:
    if not terms:
        return np.zeros(len(documents), np.int64)
    ends = _positions(own, terms, documents)[1]
    ends[1:] -= ends[:-1].copy()
    return ends


@compiled_part
def _nearness(positions: Any, begin: int, end: int, other: int, other_end: int) -> float:
    """The sum of one over the square of the distances of two words' places."""
    total = 0.0
    for i in range(begin, end):
        here = np.int64(positions[i])
        while other < other_end and np.int64(positions[other]) < here - REACH:
            other += 1
        for j in range(other, other_end):
            distance = np.int64(positions[j]) - here
            if distance > REACH:
                break
            if distance:
                total += 1.0 / np.float64(distance * distance)
    return total


@compiled
def _add(
    positions: Any,
    ends: Any,
    shifts: Any,
    akin: Any,
    weights: Any,
    norms: Any,
    places: Any,
    heads: Any,
    proximity: float,
    title: float,
    added: Any,
) -> None:
    """Add what the words give; positions are as ``phrase_counts.count_phrases`` has them.

    ``places`` are those of the documents in a row of ``ends``, ``heads`` those of their headlines,
    -1 for none. ``akin`` is by word and document what its family counts.
    """
    words = len(weights)
    begins, stops = np.empty(words, np.int64), np.empty(words, np.int64)
    for i in range(len(places)):
        at, head, norm = places[i], heads[i], norms[i]
        for word in range(words):
            begins[word] = shifts[word] + (ends[word, at - 1] if at else 0)
            stops[word] = shifts[word] + ends[word, at]
            more = akin[word, i]
            if head >= 0 and ends[word, head] > (ends[word, head - 1] if head else 0):
                more += title
            often = np.float64(stops[word] - begins[word])
            gain = (often + more) / (often + more + norm) - often / (often + norm)
            added[i] += weights[word] * gain
            for other in range(word):
                near = _nearness(positions, begins[word], stops[word], begins[other], stops[other])
                least = min(weights[word], weights[other])
                added[i] += proximity * least * near / (near + norm)
