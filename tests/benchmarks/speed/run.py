"""A whole run, part after part."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.speed import agreement, indexing, latency, machine, opening, processes
from tests.benchmarks.speed.corpus import Corpus
from tests.benchmarks.speed.generate import corpus
from tests.benchmarks.speed.peers import peer
from tests.benchmarks.speed.peers.base import PLAIN, WORN, Answer, Layout, Peer, Query
from tests.benchmarks.speed.queries import queries
from tests.benchmarks.speed.results import SUBJECT, Indexing, Opening, Results, Scenario, Setting

WHOOSH = "whoosh"
SMALL = "small"
"""The scenario that Whoosh takes part in where the corpus is too large for it."""

_OPENED = (SUBJECT, "tantivy", WHOOSH)
_FEW_REPETITIONS = 3


@dataclass(frozen=True)
class Plan:
    """What to measure. ``whoosh_passages``: Whoosh indexes two or three thousand a second."""

    passages: int
    seed: int
    repetitions: int
    peers: tuple[str, ...]
    work: Path
    whoosh_passages: int
    command: str


class Run:
    """Everything of a plan, one part after the other; says what it does."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._peers, self._skipped = taking_part(plan.peers)
        if not self._peers:
            raise SystemExit("no engine to measure")
        self._corpora: dict[int, Corpus] = {}
        self._queries: dict[int, list[Query]] = {}

    def results(self) -> Results:
        """Measures; raises Disagreement before any time is taken where answers differ."""
        plan = self._plan
        scenarios = self._scenarios()
        return Results(
            setting=setting(plan, self._peers, plan.passages),
            subject=self._peers[0].name,
            scenarios=scenarios,
            threads=self._threads(),
            indexing=self._indexing(),
            opening=self._opening(),
            help_seconds=opening.help_seconds(),
            skipped=self._skipped,
        )

    def _scenarios(self) -> list[Scenario]:
        """Plain, worn, and plain on a smaller corpus where Whoosh would take too long."""
        plan, size = self._plan, self._plan.passages
        large = [each for each in self._peers if self._size(each.name) == size]
        scenarios: list[Scenario] = []
        answers: list[Answer | None] = []
        if large:
            plain, answers = self._scenario("plain", large, PLAIN, size, self._asked(size))
            scenarios.append(plain)
        if segmented := [each for each in large if each.segmented]:
            filtered = [
                query.within(_language(answer))
                for query, answer in zip(self._asked(size), answers, strict=True)
            ]
            scenarios.append(self._scenario("worn", segmented, WORN, size, filtered)[0])
        if len(large) < len(self._peers):
            small = plan.whoosh_passages
            found = self._scenario(SMALL, self._peers, PLAIN, small, self._asked(small))
            scenarios.append(found[0])
        return scenarios

    def _scenario(
        self,
        name: str,
        peers: Sequence[Peer],
        layout: Layout,
        passages: int,
        asked: Sequence[Query],
    ) -> tuple[Scenario, list[Answer | None]]:
        """Builds, compares, measures; also the answers."""
        data = self._corpus(passages)
        for each in peers:
            print(f"{name}: {each.name} indexes {passages:,} passages", flush=True)
            folder = self._folder(name, each)
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            each.build(data, folder, layout)
            each.open(folder)
        print(f"{name}: comparing {len(asked)} answers", flush=True)
        answers = agreement.check(peers, asked, data, layout)
        latency.warm_up(peers, asked)
        few = min(_FEW_REPETITIONS, self._plan.repetitions)
        repetitions = few if name == SMALL else self._plan.repetitions
        print(f"{name}: taking times", flush=True)
        rows = latency.summarize(latency.measure(peers, asked, repetitions), asked)
        for each in peers:
            each.close()
        sizes = {each.name: processes.size(self._folder(name, each)) for each in peers}
        return Scenario(name, passages, rows, sizes), answers

    def _threads(self) -> dict[str, float]:
        gains = {}
        for each in self._peers:
            if each.shared_by_threads:
                print(f"two threads: {each.name}", flush=True)
                each.open(self._folder("plain", each))
                gains[each.name] = latency.threads_gain(each, self._asked(self._plan.passages))
                each.close()
        return gains

    def _indexing(self) -> list[Indexing]:
        measured = []
        for each in self._peers:
            # Beside Whoosh, the subject indexes as little as Whoosh does.
            sizes = {self._size(each.name)}
            if each is self._peers[0] and WHOOSH in {other.name for other in self._peers}:
                sizes.add(self._size(WHOOSH))
            for passages in sorted(sizes, reverse=True):
                print(f"indexing: {each.name}, {passages:,} raw texts", flush=True)
                data = self._corpus(passages)
                measured.append(indexing.measure(each.name, data, self._plan.work))
            if each.name == SUBJECT:
                data = self._corpus(self._plan.passages)
                print(f"indexing: {each.name}, with its store", flush=True)
                kept = indexing.measure(each.name, data, self._plan.work, with_store=True)
                measured.append(kept)
        return measured

    def _opening(self) -> list[Opening]:
        measured = []
        for each in self._peers:
            if each.name in _OPENED:
                print(f"opening: {each.name}", flush=True)
                size = self._size(each.name)
                name = "plain" if size == self._plan.passages else SMALL
                # A query of several words says more than the first, of a single rare one.
                asked = [q for q in self._asked(size) if q.query_class != "single"]
                folder = self._folder(name, each)
                measured.append(opening.measure(each.name, folder, asked, self._plan.work))
        return measured

    def _size(self, name: str) -> int:
        plan = self._plan
        return min(plan.passages, plan.whoosh_passages) if name == WHOOSH else plan.passages

    def _corpus(self, passages: int) -> Corpus:
        if passages not in self._corpora:
            print(f"a corpus of {passages:,} passages, seed {self._plan.seed}", flush=True)
            made = corpus(passages, self._plan.seed, self._plan.work)
            self._corpora[passages] = made
            self._queries[passages] = queries(made, self._plan.seed)
        return self._corpora[passages]

    def _asked(self, passages: int) -> list[Query]:
        self._corpus(passages)
        return self._queries[passages]

    def _folder(self, scenario: str, engine: Peer) -> Path:
        return self._plan.work / f"{scenario}-{engine.name}"


def setting(plan: Plan, peers: Sequence[Peer], passages: int) -> Setting:
    """Where, when and on what a plan is measured."""
    return Setting(
        date=datetime.date.today().isoformat(),
        command=plan.command,
        machine=machine.described(),
        versions=machine.versions(peers),
        passages=passages,
        seed=plan.seed,
        repetitions=plan.repetitions,
    )


def taking_part(names: Sequence[str]) -> tuple[list[Peer], dict[str, str]]:
    """The engines that can run here, and why the others cannot."""
    kinds = {name: peer(name) for name in names}
    skipped = {name: reason for name, kind in kinds.items() if (reason := kind.missing())}
    for name, reason in skipped.items():
        print(f"{name} is left out: {reason}")
    return [kind() for name, kind in kinds.items() if name not in skipped], skipped


def _language(answer: Answer | None) -> int:
    """The language that most of an answer's passages are in, so that a filter leaves some."""
    counts = answer.facets["language"] if answer else {}
    return max(counts, key=lambda language: counts[language], default=0)
