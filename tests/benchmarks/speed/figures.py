"""The ratios and the figures of merit of a run, and the targets that they are held to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tests.benchmarks.speed.results import Results

_MB = 1e6


@dataclass(frozen=True)
class Target:
    """A bound for a figure or ratio, of this name; ``sense`` says from which side."""

    name: str
    sense: Literal["at most", "at least"]
    bound: float

    def met_by(self, value: float) -> bool:
        return value <= self.bound if self.sense == "at most" else value >= self.bound


TARGETS = (
    Target("plain: time / tantivy", "at most", 0.35),
    Target("plain: time / lucene", "at most", 0.35),
    Target("small: time / whoosh", "at most", 0.02),
    Target("worn: time / tantivy", "at most", 0.5),
    Target("plain: p95, ms", "at most", 1.0),
    Target("gain of a second thread", "at least", 1.7),
    Target("indexing, passages a second", "at least", 150_000),
    Target("indexing with store, passages a second", "at least", 40_000),
    Target("indexing: speed as a multiple of Whoosh's", "at least", 20),
    Target("indexing: peak memory of a process, MB", "at most", 1500),
    Target("size of stems and forms, MB for a million", "at most", 100),
    Target("size of stems alone, MB for a million", "at most", 90),
    Target("resident after all queries, MB", "at most", 200),
    Target("fresh process to first answer, ms", "at most", 300),
    Target("passaggi --help, ms", "at most", 150),
)


def ratios(results: Results) -> dict[str, float]:
    """The subject's cost divided by a peer's, by name: below 1 the subject is the cheaper.

    Only ratios of one run mean the same on another machine, so only these are checked later.
    """
    subject = results.subject
    found: dict[str, float] = {}
    for scenario in results.scenarios:
        for name in sorted({row.engine for row in scenario.rows} - {subject}):
            if row := scenario.row(name):
                found[f"{scenario.name}: time / {name}"] = row.ratio
            if scenario.name == "plain" and subject in scenario.sizes:
                found[f"size / {name}"] = scenario.sizes[subject] / scenario.sizes[name]
    mine = {each.passages: each for each in results.indexed(subject)}
    for other in results.indexing:
        if other.engine != subject and other.passages in mine:
            own = mine[other.passages]
            found[f"indexing: time / {other.engine}"] = own.seconds / other.seconds
    if subject in results.threads:
        found["two threads: time / one thread"] = 1 / results.threads[subject]
    first = {each.engine: each.first_answer for each in results.opening}
    if subject in first and "tantivy" in first and subject != "tantivy":
        found["first answer: time / tantivy"] = first[subject] / first["tantivy"]
    return found


def figures(results: Results) -> dict[str, float]:
    """What the targets bound, by name; what was not measured is not in it."""
    subject = results.subject
    found = ratios(results)
    if "plain: time / whoosh" in found:
        found["small: time / whoosh"] = found["plain: time / whoosh"]
    plain = results.scenario_with(subject, "plain")
    if plain and (row := plain.row(subject)):
        found["plain: p95, ms"] = row.p95
        size = plain.sizes[subject] / _MB * 1e6 / plain.passages
        found["size of stems alone, MB for a million"] = size
    if subject in results.threads:
        found["gain of a second thread"] = results.threads[subject]
    found |= _indexing(results)
    for each in results.opening:
        if each.engine == subject:
            found["resident after all queries, MB"] = each.resident_after / _MB
            found["fresh process to first answer, ms"] = each.first_answer * 1000
    found["passaggi --help, ms"] = results.help_seconds * 1000
    return found


def _indexing(results: Results) -> dict[str, float]:
    found: dict[str, float] = {}
    if own := results.indexed(results.subject):
        found["indexing, passages a second"] = own[0].rate
        found["indexing: peak memory of a process, MB"] = own[0].peak / _MB
        size = own[0].size / _MB * 1e6 / own[0].passages
        found["size of stems and forms, MB for a million"] = size
        same = {each.passages: each.rate for each in own}
        for other in results.indexed("whoosh"):
            if other.passages in same:
                gain = same[other.passages] / other.rate
                found["indexing: speed as a multiple of Whoosh's"] = gain
    for kept in results.indexed(results.subject, with_store=True):
        found["indexing with store, passages a second"] = kept.rate
    return found
