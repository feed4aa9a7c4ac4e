"""The part of the report about growth: added to a report that is there, by itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from math import log
from pathlib import Path
from typing import Any

from tests.benchmarks.speed.answering import SEGMENT
from tests.benchmarks.speed.curves import Curves
from tests.benchmarks.speed.growth import BESIDE, BESIDE_AT_MOST
from tests.benchmarks.speed.results import SUBJECT, Grown, Growth, Indexing, Setting
from tests.benchmarks.speed.tables import short, table

HEADING = "## Growth"
FLAT = 0.1
"""The power of the size up to which a cost counts as flat: a quarter more for ten times as much."""

_MB = 1e6
_COSTS: dict[str, Callable[[Grown], float]] = {
    "median time": lambda row: row.median,
    "p95": lambda row: row.p95,
    "seconds of indexing": lambda row: row.indexing.seconds,
    "size on disk": lambda row: row.indexing.size,
    "peak memory of indexing": lambda row: row.indexing.peak,
    "resident memory": lambda row: row.resident,
    "memory without pages of files": lambda row: row.private,
}


def add(growth: Growth, place: Path) -> list[Path]:
    """Puts the part in ``place.md`` and ``place.json``, in place of an earlier one; what it wrote.

    What else is there stays as it is.
    """
    place.mkdir(parents=True, exist_ok=True)
    written = []
    for name, chart in charts(growth).items():
        written.append(place / f"{name}.svg")
        written[-1].write_text(chart.svg(), "utf-8")
    kept, text = place.with_suffix(".json"), place.with_suffix(".md")
    known = json.loads(kept.read_text("utf-8")) if kept.exists() else {}
    known["growth"] = as_json(growth)
    kept.write_text(json.dumps(known, indent=2, ensure_ascii=False) + "\n", "utf-8")
    before = text.read_text("utf-8") if text.exists() else ""
    text.write_text(_replaced(before, section(growth, place.name)), "utf-8")
    return [*written, text, kept]


def read(file: Path) -> Growth | None:
    """The part that a report's JSON has, if the file is there and has one."""
    known = json.loads(file.read_text("utf-8")) if file.exists() else {}
    if "growth" not in known:
        return None
    kept = known["growth"]
    rows = [Grown(**{**row, "indexing": Indexing(**row["indexing"])}) for row in kept["rows"]]
    return Growth(Setting(**kept["setting"]), rows)


def as_json(growth: Growth) -> dict[str, Any]:
    """Setting and rows, from which the part can be written again."""
    return {"setting": asdict(growth.setting), "rows": [asdict(row) for row in growth.rows]}


def charts(growth: Growth) -> dict[str, Curves]:
    """By name of the file: times, and memory."""
    own = growth.of(SUBJECT)
    times = {name: {r.passages: r.median for r in growth.of(name)} for name in growth.engines}
    memory = {
        "indexing": {row.passages: row.indexing.peak / _MB for row in own},
        "answering": {row.passages: row.resident / _MB for row in own},
        "without pages of files": {row.passages: row.private / _MB for row in own},
    }
    return {
        "growth-time": Curves("Median time to answer, by passages", "milliseconds", times),
        "growth-memory": Curves(f"Memory of a process of {SUBJECT}, by passages", "MB", memory),
    }


def section(growth: Growth, folder: str) -> str:
    """The part, with its heading; ``folder`` is where its charts lie, seen from the report."""
    setting = growth.setting
    return "\n\n".join(
        [
            HEADING,
            f"""\
Raw texts are indexed as above. Then a fresh process answers queries on an index of the stems, which
has a segment for every {SEGMENT:,} passages; they are the same at every size, drawn from
{setting.passages:,} passages. {BESIDE} goes up to {BESIDE_AT_MOST:,}. Measured on {setting.date}:

    {setting.command}""",
            f"![Time to answer]({folder}/growth-time.svg)",
            f"![Memory]({folder}/growth-memory.svg)",
            _rows(growth),
            """\
Every match is scored and counted, whatever the size, so the time of an answer grows with the number
of its matches. Resident memory is that after all queries; what grows in it are pages of the index,
which the system drops when it needs the room. The last column leaves pages of files out.""",
            *_conclusions(growth.of(SUBJECT)),
        ]
    )


def _rows(growth: Growth) -> str:
    head = (
        *("engine", "passages", "s", "passages/s", "MB on disk", "peak MB"),
        *("p50 / p95, ms", "resident MB", "without pages"),
    )
    rows = [
        (
            row.engine,
            f"{row.passages:,}",
            f"{row.indexing.seconds:.1f}",
            f"{row.indexing.rate:,.0f}",
            f"{row.indexing.size / _MB:,.1f}",
            f"{row.indexing.peak / _MB:,.0f}",
            f"{row.median:.3f} / {row.p95:.3f}",
            f"{row.resident / _MB:,.0f}",
            f"{row.private / _MB:,.0f}",
        )
        for name in growth.engines
        for row in growth.of(name)
    ]
    return table(head, rows)


def _conclusions(rows: list[Grown]) -> list[str]:
    """By how much each cost has grown over the last step, and which of them have not."""
    if len(rows) < 2:
        return []
    small, large = rows[-2:]
    times = large.passages / small.passages
    grown = {name: cost(large) / cost(small) for name, cost in _COSTS.items()}
    flat = [name for name, ratio in grown.items() if log(ratio) / log(times) <= FLAT]
    rising = ", ".join(
        f"{name} × {short(ratio)}" for name, ratio in grown.items() if name not in flat
    )
    step = f"From {small.passages:,} to {large.passages:,} passages (× {short(times)})"
    said = f"{step} {SUBJECT} costs more: {rising}." if rising else ""
    held = ", ".join(f"{name} (× {short(grown[name])})" for name in flat) or "nothing"
    return [f"{said} Flat, at most a quarter more for ten times the passages: {held}.".strip()]


def _replaced(text: str, part: str) -> str:
    """A report with the part in it, before its last chapter, in place of an earlier one."""
    head, *chapters = text.split("\n## ")
    name = HEADING.removeprefix("## ")
    kept = [each for each in chapters if not each.startswith(f"{name}\n")]
    kept.insert(max(len(kept) - 1, 0), part.removeprefix("## ") + "\n")
    return "\n## ".join([head, *kept]).lstrip("\n")
