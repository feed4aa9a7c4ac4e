"""How long an answer takes: engines in turn on every query, one thread, medians of repetitions.

Engines take turns within each repetition, in alternating order, so that whatever else the machine
does meets all of them alike.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Thread

import numpy as np

from tests.benchmarks.speed.peers.base import Peer, Query
from tests.benchmarks.speed.queries import CLASSES
from tests.benchmarks.speed.results import ALL, Latency

Times = dict[str, list[float | None]]
"""By engine: seconds for each query, None for one that it does not know."""

_ROUND_SECONDS = 1.0
_ROUNDS = 3


def warm_up(peers: Sequence[Peer], queries: Sequence[Query]) -> None:
    """Every engine answers everything as often as it asks for."""
    for peer in peers:
        for query in list(filter(peer.supports, queries)) * peer.warm_up_rounds:
            peer.seconds(query)


def measure(peers: Sequence[Peer], queries: Sequence[Query], repetitions: int) -> Times:
    """Median seconds of ``repetitions`` after a first one that does not count."""
    times: Times = {peer.name: [] for peer in peers}
    with _no_collection():
        for query in queries:
            able = [peer for peer in peers if peer.supports(query)]
            taken: dict[str, list[float]] = {peer.name: [] for peer in able}
            for repetition in range(repetitions + 1):
                for peer in able if repetition % 2 else reversed(able):
                    seconds = peer.seconds(query)
                    if repetition:
                        taken[peer.name].append(seconds)
            for name, own in times.items():
                own.append(statistics.median(taken[name]) if name in taken else None)
    return times


def summarize(times: Times, queries: Sequence[Query]) -> list[Latency]:
    """A row for each class and engine, and for all classes; the first engine is the subject.

    Of another engine's times, those for queries that the subject knows count; its ratio is that of
    the total times.
    """
    subject = next(iter(times))
    rows = []
    for wanted in (*CLASSES, ALL):
        chosen = [n for n, query in enumerate(queries) if wanted in (ALL, query.query_class)]
        for name, all_own in times.items():
            both = [(times[subject][n], all_own[n]) for n in chosen]
            known = [(mine, own) for mine, own in both if mine is not None and own is not None]
            own = [each for _, each in known]
            if own:
                ratio = sum(mine for mine, _ in known) / sum(own)
                median, slow = np.percentile(own, [50, 95]) * 1000
                rows.append(Latency(wanted, name, float(median), float(slow), ratio))
    return rows


def threads_gain(peer: Peer, queries: Sequence[Query], threads: int = 2) -> float:
    """Answers a second with so many threads as a multiple of those with one; median of rounds."""
    known = list(filter(peer.supports, queries))
    times = max(1, round(_ROUND_SECONDS / max(_together(peer, known, 1), 1e-6)))
    gains = []
    with _no_collection():
        for _ in range(_ROUNDS):
            alone = _together(peer, known * times, 1)
            gains.append(threads * alone / _together(peer, known * times, threads))
    return statistics.median(gains)


def _together(peer: Peer, queries: Sequence[Query], threads: int) -> float:
    """Seconds until each of the threads has had every query answered."""

    def ask() -> None:
        for query in queries:
            peer.find(query)

    running = [Thread(target=ask) for _ in range(threads)]
    start = time.perf_counter()
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    return time.perf_counter() - start


@contextmanager
def _no_collection() -> Iterator[None]:
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
