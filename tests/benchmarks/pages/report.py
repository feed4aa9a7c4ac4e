"""A run written down."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.benchmarks.pages.measuring import Load, Measured, Times
from tests.benchmarks.speed.tables import short, table

MOST_MS = 25.0
MOST_BYTES = 60_000
_SEARCH = "search"


@dataclass(frozen=True)
class Run:
    """``inside``: milliseconds of processor time a search page, by part. ``busy``: the mean number
    of processes that wanted a core before anything was measured.
    """

    command: str
    date: str
    machine: Mapping[str, str]
    busy: float
    passages: int
    kinds: Sequence[Measured]
    loads: Sequence[Load]
    inside: Mapping[str, float]


def write(run: Run, place: Path) -> list[Path]:
    """Writes ``place.md`` and ``place.json``; gives what it wrote."""
    files = [place.with_suffix(".md"), place.with_suffix(".json")]
    files[0].write_text(markdown(run), "utf-8")
    files[1].write_text(json.dumps(asdict(run), indent=2) + "\n", "utf-8")
    return files


def markdown(run: Run) -> str:
    """The whole report."""
    parts = [
        "# How fast a page is",
        f"""\
Whole requests over HTTP to `passaggi serve`, on this machine, {run.passages:,} passages of the
synthetic corpus of `docs/speed.md` as articles with headlines, dates, outlets, sections and
addresses; one article in eight prints a passage of another. The queries are those of that
benchmark, typed as words, and {_count(run, "search, news")} of the news in English and Italian,
which the lexicon translates; phrases of the news seldom stand in a synthetic text. A connection is
kept; a time is from the first byte sent to the last received. *First* is the first time that a
server is asked for an address, *again* what comes after. Processor time is that of the server for a
request, all its threads together, which other work on the machine disturbs less than time by the
clock.""",
        f"    {run.command}",
        "## Targets",
        _targets(run),
        "## One client",
        _kinds(run.kinds),
        "## Several clients",
        """\
Clients that never pause ask for the pages of both kinds of queries, each page for the second time.
Their own processor time is taken from the same cores.""",
        _loads(run.loads),
        "## What a search page spends its time on",
        "Processor time in one process, words of both kinds, each asked for the first time.",
        table(["part", "ms"], [(part, short(each)) for part, each in run.inside.items()]),
        "## Where this was measured",
        f"{', '.join(f'{name}: {value}' for name, value in run.machine.items())}. {run.date}.",
        f"""\
Other work ran at the same time: {run.busy:.1f} processes wanted a core on average in the minute
before. Times by the clock are so much the longer; the processor's are longer too, by what caches
lose.""",
    ]
    return "\n\n".join(parts) + "\n"


def _targets(run: Run) -> str:
    pages = [each for each in run.kinds if each.name.startswith(_SEARCH)]
    worst = max(each.again.p95 for each in pages)
    first = max(each.first.p95 for each in pages)
    largest = max(each.largest for each in pages)
    rows = [
        ("p95 of the slowest kind of search, again, ms", MOST_MS, worst),
        ("p95 of the slowest kind of search, first, ms", MOST_MS, first),
        ("HTML of the largest search, bytes", MOST_BYTES, largest),
    ]
    return table(
        ["figure", "at most", "measured", ""],
        [
            (name, short(most), short(found), "met" if found <= most else "**not met**")
            for name, most, found in rows
        ],
    )


def _kinds(kinds: Sequence[Measured]) -> str:
    head = ["p50 / p95 / p99, ms", "asked", "first", "again", "processor", "bytes", "sent"]
    rows = [
        (
            each.name,
            str(each.count),
            _times(each.first),
            _times(each.again),
            f"{short(each.first.processor)}, {short(each.again.processor)}",
            f"{each.size:,} (≤ {each.largest:,})",
            f"{each.sent:,}",
        )
        for each in kinds
    ]
    return table(head, rows)


def _loads(loads: Sequence[Load]) -> str:
    head = ["threads", "clients", "answers a second", "p50 / p95 / p99, ms", "processor, ms"]
    rows = [
        (
            str(each.threads),
            str(each.clients),
            short(each.a_second),
            _times(each.times),
            short(each.times.processor),
        )
        for each in loads
    ]
    return table(head, rows)


def _times(times: Times) -> str:
    return f"{times.p50:.1f} / {times.p95:.1f} / {times.p99:.1f}"


def _count(run: Run, name: str) -> int:
    return next((each.count for each in run.kinds if each.name == name), 0)
