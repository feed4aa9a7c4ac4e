"""How soon a fresh process answers: ``python -m tests.benchmarks.speed.opening`` is that process.

Little is imported here, since importing is part of what is timed.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.speed import asking, processes
from tests.benchmarks.speed.peers import peer
from tests.benchmarks.speed.peers.base import Query
from tests.benchmarks.speed.results import Opening

_TIMES = 5


def measure(name: str, folder: Path, queries: Sequence[Query], work: Path) -> Opening:
    """The medians of several fresh processes that open the index in ``folder``."""
    asked = work / "queries.json"
    asking.write(queries, asked)
    told = []
    for _ in range(_TIMES):
        start = str(time.monotonic())
        printed = processes.run_module("opening", name, str(folder), str(asked), start)
        told.append(json.loads(printed.splitlines()[-1]))
    middle = {key: statistics.median(each[key] for each in told) for key in told[0]}
    return Opening(
        engine=name,
        first_answer=middle["first_answer"],
        opening=middle["opening"],
        resident=int(middle["resident"]),
        resident_after=int(middle["resident_after"]),
    )


def help_seconds() -> float:
    """How long ``passaggi --help`` takes, median seconds."""
    taken = []
    for _ in range(_TIMES):
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "search_app.cli", "--help"],
            cwd=processes.ROOT,
            stdout=subprocess.DEVNULL,
            check=True,
        )
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def main(arguments: list[str]) -> None:
    """Opens, answers the first query, then all, and prints what that took as JSON.

    The last argument is when the process was started, by the clock that all processes share.
    """
    name, folder, asked, started = arguments
    queries = asking.read(Path(asked))
    engine = peer(name)()
    before = time.monotonic()
    engine.open(Path(folder))
    opened = time.monotonic()
    engine.answer(queries[0])
    answered = time.monotonic()
    resident = processes.resident()
    for query in filter(engine.supports, queries):
        engine.find(query)
    told = {
        "first_answer": answered - float(started),
        "opening": opened - before,
        "resident": resident,
        "resident_after": processes.resident(),
    }
    print(json.dumps(told), flush=True)
    # Taking the interpreter and its libraries down is nobody's first answer.
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1:])
