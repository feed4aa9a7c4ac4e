"""What a run measured, as data."""

from __future__ import annotations

from dataclasses import dataclass

SUBJECT = "passaggi"
"""The engine that the benchmark is about."""

ALL = "all"
"""The row of all classes of queries."""


@dataclass(frozen=True)
class Latency:
    """One engine on one class of queries, milliseconds.

    ``ratio``: the subject's total time divided by this engine's, for the queries that both know.
    """

    query_class: str
    engine: str
    median: float
    p95: float
    ratio: float


@dataclass(frozen=True)
class Scenario:
    """Latencies in one setting; ``sizes`` are the bytes of the indexes that answered."""

    name: str
    passages: int
    rows: list[Latency]
    sizes: dict[str, int]

    def row(self, engine: str, query_class: str = ALL) -> Latency | None:
        """The row of an engine and class, if it took part."""
        rows = (r for r in self.rows if (r.engine, r.query_class) == (engine, query_class))
        return next(rows, None)


@dataclass(frozen=True)
class Indexing:
    """Indexing raw texts once. ``peak``: bytes of memory of the largest process."""

    engine: str
    with_store: bool
    passages: int
    processes: int
    seconds: float
    size: int
    peak: int

    @property
    def rate(self) -> float:
        """Passages a second."""
        return self.passages / self.seconds


@dataclass(frozen=True)
class Opening:
    """A fresh process: seconds from its start to its first answer, of which opening the index.

    ``resident``: bytes of memory after that answer; ``resident_after``: after all queries.
    """

    engine: str
    first_answer: float
    opening: float
    resident: int
    resident_after: int


@dataclass(frozen=True)
class Setting:
    """Where, when and on what."""

    date: str
    command: str
    machine: dict[str, str]
    versions: dict[str, str]
    passages: int
    seed: int
    repetitions: int


@dataclass(frozen=True)
class Grown:
    """One engine at one size: indexing the raw texts, then answering from the stems.

    ``median`` and ``p95``: milliseconds, of all queries. ``resident``: bytes of memory of the
    process that has answered them; ``private``: those that are not pages of the index.
    """

    indexing: Indexing
    median: float
    p95: float
    resident: int
    private: int

    @property
    def engine(self) -> str:
        return self.indexing.engine

    @property
    def passages(self) -> int:
        return self.indexing.passages


@dataclass(frozen=True)
class Growth:
    """What corpora of growing sizes cost; ``setting.passages`` are those queries were drawn of."""

    setting: Setting
    rows: list[Grown]

    def of(self, engine: str) -> list[Grown]:
        """The rows of an engine, by rising number of passages."""
        return sorted((r for r in self.rows if r.engine == engine), key=lambda each: each.passages)

    @property
    def engines(self) -> list[str]:
        return list(dict.fromkeys(row.engine for row in self.rows))


@dataclass(frozen=True)
class Results:
    """A whole run. ``subject`` is the engine that the others are compared with.

    ``threads``: by engine, what a second thread gains. ``help_seconds``: ``passaggi --help``.
    ``skipped``: engines that did not take part, and why.
    """

    setting: Setting
    subject: str
    scenarios: list[Scenario]
    threads: dict[str, float]
    indexing: list[Indexing]
    opening: list[Opening]
    help_seconds: float
    skipped: dict[str, str]

    def scenario_with(self, engine: str, name: str | None = None) -> Scenario | None:
        """The first scenario, of this name if one is given, in which an engine took part."""
        named = (each for each in self.scenarios if name in (None, each.name))
        return next((each for each in named if each.row(engine)), None)

    def indexed(self, engine: str, *, with_store: bool = False) -> list[Indexing]:
        """How an engine indexed, by falling number of passages."""
        own = (i for i in self.indexing if (i.engine, i.with_store) == (engine, with_store))
        return sorted(own, key=lambda each: -each.passages)
