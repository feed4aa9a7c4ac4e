"""The near-duplicates of the hits that are shown, found in the index when they are shown.

``indexer.similar`` says what they are. What two passages share is counted on the posting lists of
the words of one of them, and how many words the other has is a column: no text is read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analyzers import Token, analysis_code
from indexer.documents import Role
from indexer.engine.embedded import schema
from indexer.engine.embedded.execute.ranking import FacetTable
from indexer.engine.embedded.overlap import overlapping
from indexer.similar import FEWEST, MOST, counted_words, likeness
from indexer.store.model import Shown

Names = Callable[[NDArray[np.int64]], Sequence[str]]
"""From store rows to passage ids."""


@dataclass(frozen=True, slots=True)
class _Near:
    """A passage near to another: their likeness, its store row."""

    likeness: float
    row: int


@dataclass(frozen=True)
class _Bag:
    """The words of a passage: their places among those of all, and how often each occurs."""

    row: int
    places: NDArray[np.int64]
    weights: NDArray[np.int64]


class _Language:
    """The words of the passages of one language, and each passage as a bag of them."""

    def __init__(self, code: str, counted: Mapping[int, Counter[str]]) -> None:
        self.field = schema.words_field(code)
        words = dict.fromkeys(word for bag in counted.values() for word in bag)
        self.words = [word.encode() for word in words]
        place = {word: at for at, word in enumerate(words)}
        self.bags = [
            _Bag(
                row,
                np.array([place[word] for word in bag], np.int64),
                np.array(list(bag.values()), np.int64),
            )
            for row, bag in counted.items()
        ]
        most = max(bag.total() for bag in counted.values())
        self.tally = np.min_scalar_type(most)


def find_similar(
    tables: Sequence[FacetTable],
    passages: Sequence[Shown],
    tokens: Mapping[int, Sequence[Token]],
    names: Names,
) -> Mapping[int, tuple[str, ...]]:
    """The ids of the near-duplicates of some passages, by row, the most alike first.

    ``tokens`` are those of each passage, by row.
    """
    languages = _languages(passages, tokens)
    near: dict[int, list[_Near]] = {passage.row: [] for passage in passages}
    for table in tables:
        for language in languages:
            for row, found in _near(table, language):
                near[row] += found
    rows = sorted({each.row for own in near.values() for each in own})
    ids = dict(zip(rows, names(np.array(rows, np.int64)), strict=True))
    return {
        passage.row: tuple(_most_alike(passage.article_id, near[passage.row], ids))
        for passage in passages
    }


def _languages(passages: Sequence[Shown], tokens: Mapping[int, Sequence[Token]]) -> list[_Language]:
    """The passages that can have near-duplicates."""
    counted: dict[str, dict[int, Counter[str]]] = {}
    for passage in passages:
        bag = counted_words(tokens[passage.row])
        if bag.total() >= FEWEST and passage.role != Role.RELATED:
            counted.setdefault(analysis_code(passage.language), {})[passage.row] = bag
    return [_Language(code, bags) for code, bags in counted.items()]


def _most_alike(article_id: str, near: list[_Near], ids: Mapping[int, str]) -> Iterator[str]:
    """The ids of other articles' passages, the most alike first, of equals in order of ids."""
    others = [(-each.likeness, ids[each.row]) for each in near]
    others = [each for each in others if each[1].rpartition("#p")[0] != article_id]
    return (name for _, name in sorted(others)[:MOST])


def _near(table: FacetTable, language: _Language) -> Iterator[tuple[int, list[_Near]]]:
    """The passages of a segment near to each passage of a language."""
    segment = table.segment
    field = segment.field(language.field)
    if field is None:
        return
    numbers = field.places(language.words)
    held = numbers >= 0
    ats, counts = np.zeros((2, len(numbers)), np.int64)
    ats[held] = field.begins(numbers[held])
    counts[held] = field.counts[numbers[held]]
    codes, lengths = segment.documents.length_codes(schema.STEMS)
    shared = np.zeros(segment.count, language.tally)
    for bag in language.bags:
        lists = field.data, ats, counts, bag.places, bag.weights
        documents, sums = overlapping(*lists, codes, lengths, segment.live, shared)
        if len(documents):
            others = lengths[codes[documents]]
            words = int(bag.weights.sum())
            yield bag.row, _told(table, documents, sums, words, others, bag.row)


def _told(
    table: FacetTable,
    documents: NDArray[np.uint32],
    sums: NDArray[np.int64],
    words: int,
    others: NDArray[np.uint32],
    own_row: int,
) -> list[_Near]:
    """Of some documents, without the passage's own, those that a search covers by default."""
    related = np.array([value == Role.RELATED.encode() for value in table.values["role"]])
    rows = table.segment.documents.numbers_at(schema.ROW, documents)
    columns = rows, sums, others, related[table.codes("role", documents)]
    return [
        _Near(likeness(shared, words, other), row)
        for row, shared, other, apart in zip(*(own.tolist() for own in columns), strict=True)
        if not apart and row != own_row
    ]
