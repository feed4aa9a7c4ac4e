"""What it costs when the corpus grows: indexing, answers and memory at several sizes."""

from __future__ import annotations

from collections.abc import Sequence

from tests.benchmarks.speed import answering, indexing
from tests.benchmarks.speed.agreement import Disagreement
from tests.benchmarks.speed.answering import Answering
from tests.benchmarks.speed.generate import corpus
from tests.benchmarks.speed.peers.base import Query
from tests.benchmarks.speed.queries import queries
from tests.benchmarks.speed.results import SUBJECT, Grown, Growth
from tests.benchmarks.speed.run import Plan, setting, taking_part

BESIDE = "tantivy"
BESIDE_AT_MOST = 1_000_000
"""The peer, and the passages beyond which it is left out: one process builds its index."""

_DRAWN_OF = 1_000_000
"""Passages that queries are drawn of at the most, since drawing sorts all their words."""

_FEW = 3_000


def measure(sizes: Sequence[int], plan: Plan) -> Growth:
    """The same queries at each of some numbers of passages; raises Disagreement as a run does."""
    engines = (each for each in plan.peers if each in (SUBJECT, BESIDE))
    peers, _ = taking_part(list(engines))
    drawn_of = min(max(sizes), _DRAWN_OF)
    print(f"growth: queries drawn of {drawn_of:,} passages", flush=True)
    asked = queries(corpus(drawn_of, plan.seed, plan.work), plan.seed)
    rows: list[Grown] = []
    few = corpus(min(*sizes, _FEW), plan.seed, plan.work)
    for name in (each.name for each in peers):
        # What is compiled at its first use is not the smallest corpus's to pay.
        indexing.measure(name, few, plan.work)
        answering.measure(name, few, asked, 1, plan.work)
    for passages in sorted(sizes):
        print(f"growth: a corpus of {passages:,} passages, seed {plan.seed}", flush=True)
        data = corpus(passages, plan.seed, plan.work)
        told: dict[str, Answering] = {}
        for name in (each.name for each in peers):
            if name == SUBJECT or passages <= BESIDE_AT_MOST:
                print(f"growth: {name} indexes and answers {passages:,} passages", flush=True)
                raw = indexing.measure(name, data, plan.work)
                own = answering.measure(name, data, asked, plan.repetitions, plan.work)
                rows.append(Grown(raw, own.median, own.p95, own.resident, own.private))
                told[name] = own
        _compare(asked, told)
    return Growth(setting(plan, peers, drawn_of), rows)


def _compare(asked: Sequence[Query], told: dict[str, Answering]) -> None:
    """Raises Disagreement where engines found differently many."""
    (first, one), *others = told.items()
    for name, other in others:
        for query, mine, own in zip(asked, one.totals, other.totals, strict=True):
            if mine is not None and own is not None and mine != own:
                raise Disagreement(query, first, name, f"totals {mine} and {own}")
