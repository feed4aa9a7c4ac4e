"""The second stage of ranking: what raises the best documents of the first.

Words near each other (after Y. Rasolofo and J. Savoy, "Term proximity scoring for keyword-based
retrieval systems", 2003), words in the headline of a document's article, and the document's role.
Nothing is taken away from any score, so that what the second stage does not look at stays behind.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from analyzers.compiling import compiled, compiled_part
from indexer.engine.embedded.execute import lists
from indexer.engine.embedded.execute.matches import Matches
from indexer.engine.embedded.execute.positions import positions_in
from indexer.engine.embedded.execute.ranking import FacetTable

if TYPE_CHECKING:
    from indexer.engine.embedded.execute.executor import Executor

REACH = 6
"""Positions up to which words are near each other."""

MOST_CLAUSES = 16
"""Words that are looked at, the rarest first; pairs of them grow with the square."""


@dataclass(frozen=True)
class Promotion:
    """What the second stage adds to the score of a document.

    ``proximity`` times ``w * t / (t + norm)`` for each pair of words, t being the sum of one over
    the square of the distance of each two of their places at most ``REACH`` apart, and w the weight
    of the commoner word, as BM25 has it; ``title`` times what one more occurrence in the document
    would add for each word of the headline; ``roles`` times its first score. The best ``leading``
    of a language are looked at.
    """

    leading: int = 200
    proximity: float = 0.0
    title: float = 0.0
    roles: Mapping[bytes, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Words:
    """Words of a field as they are written (each any of ``texts``), and what they weigh."""

    fieldname: str
    length: str
    texts: Sequence[Sequence[str]]
    weights: NDArray[np.float64]

    @classmethod
    def of(
        cls, executor: Executor, fieldname: str, length: str, texts: Sequence[Sequence[str]]
    ) -> Words:
        """The words that stand anywhere, weighed by how often documents have one of their texts."""
        documents = executor.collection(fieldname, length).documents
        matching = [min(_matching(executor, fieldname, own), documents) for own in texts]
        weights = np.array([executor.weight(fieldname, length, each) for each in matching])
        kept = np.argsort(-weights, kind="stable")[:MOST_CLAUSES]
        kept = kept[weights[kept] > 0]
        return cls(fieldname, length, [texts[at] for at in kept], weights[kept])


def _matching(executor: Executor, fieldname: str, texts: Sequence[str]) -> int:
    return sum(
        segment.document_frequency(own, term, False)
        for segment in executor.segments
        if (own := segment.field(fieldname)) is not None
        for term in lists.numbers(own, texts)
    )


def promoted(
    executor: Executor,
    promotion: Promotion,
    words: Words,
    table: FacetTable,
    leading: Matches,
    behind: NDArray[np.int64],
) -> NDArray[np.float64]:
    """What is added to the scores of the leading documents of a segment.

    ``behind`` says how far each is behind its headline, 0 where there is none.
    """
    roles = np.array([promotion.roles.get(role, 0.0) for role in table.values["role"]])
    added: NDArray[np.float64] = leading.scores * roles[table.codes("role", leading.documents)]
    own = table.segment.field(words.fieldname)
    if own is None or not len(words.weights):
        return added
    documents = leading.documents.astype(np.int64)
    heads = np.where(behind == 0, -1, documents - behind)
    every = np.unique(np.concatenate([documents, heads[heads >= 0]]))
    found = [
        positions_in(
            every.astype(np.uint32),
            own.data,
            own.begins(terms := lists.numbers(own, texts)),
            own.counts[np.asarray(terms, np.int64)].astype(np.int64),
        )
        for texts in words.texts
    ]
    norms = executor.norms(table.segment, words.fieldname, words.length)
    _add(
        np.concatenate([each for each, _ in found]),
        np.array([each for _, each in found]),
        np.cumsum([0, *(len(each) for each, _ in found[:-1])]),
        words.weights,
        norms.by_code[norms.codes[documents]],
        np.searchsorted(every, documents),
        np.where(heads < 0, -1, np.searchsorted(every, heads)),
        promotion.proximity,
        promotion.title,
        added,
    )
    return added


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
    -1 for none.
    """
    words = len(weights)
    begins, stops = np.empty(words, np.int64), np.empty(words, np.int64)
    for i in range(len(places)):
        at, head, norm = places[i], heads[i], norms[i]
        for word in range(words):
            begins[word] = shifts[word] + (ends[word, at - 1] if at else 0)
            stops[word] = shifts[word] + ends[word, at]
            if head >= 0 and ends[word, head] > (ends[word, head - 1] if head else 0):
                often = np.float64(stops[word] - begins[word])
                gain = (often + 1) / (often + 1 + norm) - often / (often + norm)
                added[i] += title * weights[word] * gain
        for word in range(words):
            for other in range(word):
                near = _nearness(positions, begins[word], stops[word], begins[other], stops[other])
                least = min(weights[word], weights[other])
                added[i] += proximity * least * near / (near + norm)
