"""How long answers take, and how much memory, in a process that does nothing else.

``python -m tests.benchmarks.speed.answering`` is that process; another one builds its index.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from tests.benchmarks.speed import asking, latency, processes
from tests.benchmarks.speed.corpus import Corpus
from tests.benchmarks.speed.peers import peer
from tests.benchmarks.speed.peers.base import Layout, Query

SEGMENT = 1_000_000
"""Passages of a segment at the most; what is merged in use grows to a few millions."""


@dataclass(frozen=True)
class Answering:
    """``median`` and ``p95``: milliseconds. ``totals``: of each query, None for one not known.

    ``resident`` and ``private``: bytes of memory after all queries, with and without files.
    """

    median: float
    p95: float
    resident: int
    private: int
    totals: list[int | None]


def measure(
    name: str, corpus: Corpus, queries: Sequence[Query], repetitions: int, work: Path
) -> Answering:
    """Builds an index of the stems and asks it in turn; the index is removed afterwards."""
    folder, asked = work / f"growth-{name}", work / "growth-queries.json"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    asking.write(queries, asked)
    source = (str(corpus.folder), str(corpus.passages), str(corpus.seed))
    processes.run_module("answering", "build", name, str(folder), *source)
    told = processes.run_module("answering", "ask", name, str(folder), str(asked), str(repetitions))
    shutil.rmtree(folder)
    return Answering(**json.loads(told.splitlines()[-1]))


def main(arguments: list[str]) -> None:
    """Builds, or asks and prints an Answering as JSON."""
    task, name, folder, *rest = arguments
    engine = peer(name)()
    if task == "build":
        source, passages, seed = rest
        layout = Layout("growth", segments=-(-int(passages) // SEGMENT))
        engine.build(Corpus(Path(source), int(passages), int(seed)), Path(folder), layout)
        return
    asked, repetitions = rest
    queries = asking.read(Path(asked))
    engine.open(Path(folder))
    totals = [engine.answer(query).total if engine.supports(query) else None for query in queries]
    latency.warm_up([engine], queries)
    times = latency.measure([engine], queries, int(repetitions))[name]
    median, slow = np.percentile([each for each in times if each is not None], [50, 95]) * 1000
    memory = processes.resident(), processes.private()
    print(json.dumps(asdict(Answering(float(median), float(slow), *memory, totals))))


if __name__ == "__main__":
    main(sys.argv[1:])
