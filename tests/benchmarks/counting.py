"""An engine that looks at every passage: what the measured ones' totals and counts must be."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path

from tests.benchmarks.speed.corpus import Corpus
from tests.benchmarks.speed.peers.base import Answer, Layout, Peer, Query


class Counting(Peer):
    """Knows a corpus from the start; scores nothing."""

    name = "counting"
    segmented = True

    def __init__(self, data: Corpus, layout: Layout) -> None:
        self._texts = [text.split() for text in data.stem_texts()]
        deleted = set(layout.deleted(data))
        self._rows = [row for row in data.columns() if row[1] not in deleted]

    def version(self) -> str:
        return "of these tests"

    def build(self, corpus: Corpus, folder: Path, layout: Layout) -> None: ...

    def index_raw(self, corpus: Corpus, folder: Path, processes: int) -> None: ...

    def open(self, folder: Path) -> None: ...

    def close(self) -> None: ...

    def find(self, query: Query) -> Answer:
        rows = [row for row in self._rows if query.language in (None, row[2])]
        found = [row for row in rows if _matches(query, self._texts[row[0]])]
        columns = {"language": 2, "outlet": 3, "month": 4}
        counts = {name: dict(Counter(row[at] for row in found)) for name, at in columns.items()}
        return Answer(len(found), [(0.0, row[0]) for row in found[:10]], counts)

    def read(self, found: Answer) -> Answer:
        return found


def _matches(query: Query, words: list[str]) -> bool:
    first, *rest = query.terms
    if query.operator == "phrase":
        return (first, rest[0]) in pairwise(words)
    if query.operator == "prefix":
        return any(word.startswith(first) for word in words)
    if query.operator == "fuzzy":
        return any(_near(first, word) for word in words)
    held = [term in words for term in query.terms]
    return any(held) if query.operator == "or" else all(held)


def _near(one: str, other: str) -> bool:
    """Whether one letter more, less or other makes them equal."""
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    at = min(len(one), len(other)) if start is None else start
    ends = [(one[at + x :], other[at + y :]) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))]
    return any(mine == its for mine, its in ends)
