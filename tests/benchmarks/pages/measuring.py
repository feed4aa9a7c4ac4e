"""What is measured of a server: times of each kind of address, and what several clients get."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from tests.benchmarks.pages.addresses import Kind
from tests.benchmarks.pages.client import Client, together
from tests.benchmarks.pages.server import Server

ACCEPTED = "br, gzip"
"""What the clients take, as browsers do."""


@dataclass(frozen=True)
class Times:
    """Milliseconds: of whole requests, and of the processor for each of them."""

    p50: float
    p95: float
    p99: float
    processor: float

    @classmethod
    def of(cls, seconds: Sequence[float], processor: float) -> Times:
        """Times of requests that took ``processor`` seconds of the processor together."""
        p50, p95, p99 = (np.percentile(seconds, [50, 95, 99]) * 1000).tolist()
        return cls(p50, p95, p99, processor / len(seconds) * 1000)


@dataclass(frozen=True)
class Measured:
    """A kind of address: asked for the first time, then again; bytes of its bodies.

    ``size`` is the median and ``largest`` the most without compression, ``sent`` the median with.
    """

    name: str
    count: int
    first: Times
    again: Times
    size: int
    largest: int
    sent: int


@dataclass(frozen=True)
class Load:
    """So many clients at once, and what each request took."""

    threads: int
    clients: int
    a_second: float
    times: Times


def measured(server: Server, kinds: Sequence[Kind], repetitions: int) -> Iterator[Measured]:
    """Every kind by one client, that keeps its connection; times asked again are medians."""
    with Client(server.port, ACCEPTED) as client, Client(server.port) as plain:
        for kind in kinds:
            first, sent = _round(server, client, kind)
            rounds = [_round(server, client, kind)[0] for _ in range(repetitions)]
            sizes = [plain.get(address).size for address in kind.addresses]
            again = Times(*np.median([_numbers(each) for each in rounds], axis=0).tolist())
            size, most = int(np.median(sizes)), max(sizes)
            yield Measured(kind.name, len(sizes), first, again, size, most, sent)


def load(server: Server, threads: int, addresses: Sequence[str], clients: int) -> Load:
    """Some addresses shared by so many clients, none of which pauses."""
    before = server.processor_seconds()
    seconds, lasted = together(server.port, addresses, clients, ACCEPTED)
    times = Times.of(seconds, server.processor_seconds() - before)
    return Load(threads, clients, len(seconds) / lasted, times)


def _round(server: Server, client: Client, kind: Kind) -> tuple[Times, int]:
    """The times of every address of a kind, and the median of bytes sent."""
    before = server.processor_seconds()
    answers = [client.get(address) for address in kind.addresses]
    processor = server.processor_seconds() - before
    sent = int(np.median([each.size for each in answers]))
    return Times.of([each.seconds for each in answers], processor), sent


def _numbers(times: Times) -> tuple[float, float, float, float]:
    return times.p50, times.p95, times.p99, times.processor
