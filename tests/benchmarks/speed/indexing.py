"""How fast raw texts become a committed index, how large it is, and how much memory it takes.

Each engine indexes in a process of its own: ``python -m tests.benchmarks.speed.indexing``.
"""

from __future__ import annotations

import json
import shutil
import sys
import time
from dataclasses import asdict
from pathlib import Path

from tests.benchmarks.speed import processes
from tests.benchmarks.speed.corpus import Corpus
from tests.benchmarks.speed.peers import peer
from tests.benchmarks.speed.results import Indexing


def measure(
    name: str, corpus: Corpus, work: Path, *, workers: int = 2, with_store: bool = False
) -> Indexing:
    """Indexes the corpus with one engine in a fresh process; the index is removed afterwards."""
    folder = work / f"raw-{name}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    told = processes.run_module(
        "indexing",
        *(name, str(corpus.folder), str(corpus.passages), str(corpus.seed)),
        *(str(folder), str(workers), "store" if with_store else "index"),
    )
    shutil.rmtree(folder)
    return Indexing(**json.loads(told.splitlines()[-1]))


def main(arguments: list[str]) -> None:
    """Indexes once and prints an Indexing as JSON."""
    name, source, passages, seed, target, workers, kind = arguments
    corpus, folder = Corpus(Path(source), int(passages), int(seed)), Path(target)
    engine = peer(name)()
    index = engine.index_with_store if kind == "store" else engine.index_raw
    start = time.perf_counter()
    index(corpus, folder, int(workers))
    seconds = time.perf_counter() - start
    measured = Indexing(
        engine=name,
        with_store=kind == "store",
        passages=corpus.passages,
        processes=int(workers),
        seconds=seconds,
        size=processes.size(folder),
        peak=processes.peak(),
    )
    print(json.dumps(asdict(measured)))


if __name__ == "__main__":
    main(sys.argv[1:])
