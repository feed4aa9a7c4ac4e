"""What a search engine must offer to be measured, and what all of them have in common.

All index the same stems, parted by spaces and taken as they stand, and score by BM25 with ``K1``,
``B`` and an inverse document frequency of ln(1 + (N - n + .5) / (n + .5)). An answer is the ten
best passages, the exact number of matches, and their counts by language, outlet and month.

This module is imported where the start of a process is timed: it imports no array library.
"""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Literal

if TYPE_CHECKING:
    from tests.benchmarks.speed.corpus import Corpus

K1 = 1.2
B = 0.75
TOP = 10
FACETS = ("language", "outlet", "month")

Operator = Literal["or", "and", "phrase", "prefix", "fuzzy"]


@dataclass(frozen=True)
class Query:
    """Terms and how they are joined; ``language`` (0 or 1) keeps the passages of one language.

    ``prefix`` and ``fuzzy`` (one letter more, less or other) have one term.
    """

    query_class: str
    operator: Operator
    terms: tuple[str, ...]
    language: int | None = None

    def within(self, language: int) -> Query:
        """The same query for one language."""
        return replace(self, language=language)

    def __str__(self) -> str:
        kept = "" if self.language is None else f" in language {self.language}"
        return f"{self.operator} {' '.join(self.terms)!r}{kept}"


@dataclass(frozen=True)
class Answer:
    """``top``: score and passage number, best first. ``facets``: counts of the values that occur.

    The counts are those of the passages that match and pass the filter.
    """

    total: int
    top: list[tuple[float, int]]
    facets: dict[str, dict[int, int]]


@dataclass(frozen=True)
class Layout:
    """How an index lies on disk: its segments, and every how manieth article is deleted."""

    name: str
    segments: int = 1
    deleted_every: int | None = None

    def deleted(self, corpus: Corpus) -> range:
        """The numbers of the deleted articles."""
        if self.deleted_every is None:
            return range(0)
        return range(self.deleted_every // 2, corpus.articles, self.deleted_every)


PLAIN = Layout("plain")
WORN = Layout("worn", segments=4, deleted_every=20)
"""As after some weeks of use: four segments, one article in twenty deleted."""


class Peer(ABC):
    """An engine; :meth:`open` comes before everything that answers.

    ``scored_alike``: its scores are the BM25 above (lengths may be rounded). ``segmented``: it can
    be built in the layout ``WORN`` and filter by language. ``shared_by_threads``: two threads may
    ask one opened engine at a time. ``warm_up_rounds``: how often all queries are answered before
    times are taken.
    """

    name: ClassVar[str]
    scored_alike: ClassVar[bool] = False
    segmented: ClassVar[bool] = False
    shared_by_threads: ClassVar[bool] = False
    warm_up_rounds: ClassVar[int] = 1

    @classmethod
    def missing(cls) -> str | None:
        """What it lacks to run on this machine; None where it lacks nothing."""
        return None

    @abstractmethod
    def version(self) -> str:
        """The version of the library; asked for once :meth:`open` was called."""

    @abstractmethod
    def build(self, corpus: Corpus, folder: Path, layout: Layout) -> None:
        """Index the stem stream into a folder that is there and empty."""

    @abstractmethod
    def index_raw(self, corpus: Corpus, folder: Path, processes: int) -> None:
        """Index the raw texts by the engine's usual analysis, from text to committed index.

        ``processes`` is how many processes or threads may work, where the engine knows such.
        """

    def index_with_store(self, corpus: Corpus, folder: Path, processes: int) -> None:
        """As :meth:`index_raw`, keeping the texts too."""
        raise NotImplementedError

    @abstractmethod
    def open(self, folder: Path) -> None:
        """Open what :meth:`build` made, for answers."""

    @abstractmethod
    def close(self) -> None: ...

    def supports(self, query: Query) -> bool:
        """Whether it knows such queries."""
        return query.language is None or self.segmented

    @abstractmethod
    def find(self, query: Query) -> Any:
        """Top ten, total and counts in whatever form the engine gives them; this is timed."""

    @abstractmethod
    def read(self, found: Any) -> Answer:
        """What :meth:`find` gave, for comparison; this is not timed."""

    def answer(self, query: Query) -> Answer:
        """Find and read."""
        return self.read(self.find(query))

    def seconds(self, query: Query) -> float:
        """How long it takes to find."""
        start = time.perf_counter()
        self.find(query)
        return time.perf_counter() - start
