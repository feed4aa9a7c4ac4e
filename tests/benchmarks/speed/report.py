"""A run written down: Markdown with tables, its charts, and the ratios for later checks."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from tests.benchmarks.speed import grown
from tests.benchmarks.speed.charts import Chart
from tests.benchmarks.speed.figures import TARGETS, figures, ratios
from tests.benchmarks.speed.queries import CLASSES
from tests.benchmarks.speed.results import ALL, SUBJECT, Results, Scenario
from tests.benchmarks.speed.tables import short, table

_SETTINGS = {
    "plain": "One segment, nothing deleted, no filter.",
    "worn": "Four segments, one article in twenty deleted, filtered by language.",
    "small": "As plain, on a corpus that Whoosh can index in reasonable time.",
}


def write(results: Results, place: Path) -> list[Path]:
    """Writes ``place.md``, ``place.json`` and charts into the folder ``place``; what it wrote.

    What an earlier report there says of growth is kept, since a run does not measure it.
    """
    growth = grown.read(place.with_suffix(".json"))
    place.mkdir(parents=True, exist_ok=True)
    written = []
    for name, chart in charts(results).items():
        written.append(place / f"{name}.svg")
        written[-1].write_text(chart.svg(), "utf-8")
    written.append(place.with_suffix(".md"))
    written[-1].write_text(markdown(results, place.name), "utf-8")
    written.append(place.with_suffix(".json"))
    written[-1].write_text(as_json(results), "utf-8")
    if growth:
        grown.add(growth, place)
    return written


def as_json(results: Results) -> str:
    """Setting, ratios and figures; what ``--check`` reads."""
    found = ratios(results)
    rest = {name: value for name, value in figures(results).items() if name not in found}
    kept = {
        "subject": results.subject,
        "setting": asdict(results.setting),
        "ratios": _rounded(found),
        "figures": _rounded(rest),
    }
    return json.dumps(kept, indent=2, ensure_ascii=False) + "\n"


def markdown(results: Results, folder: str) -> str:
    """The whole report; ``folder`` is where its charts lie, seen from it."""
    parts = ["# How fast it is", _introduction(results), "## Targets", targets(results)]
    for scenario in results.scenarios:
        name = scenario.name
        parts += [f"## Answers: {name}", f"{_SETTINGS[name]} {scenario.passages:,} passages."]
        parts += [f"![Time to answer]({folder}/{name}.svg)", _latencies(scenario, results.subject)]
        if hidden := set(_engines(scenario)) - set(_charted(scenario)):
            parts.append(f"Too slow for the chart: {', '.join(sorted(hidden))}.")
    if results.threads:
        parts += ["## Two threads", _threads(results)]
    parts += ["## Indexing raw texts", f"![Indexing]({folder}/indexing.svg)", _indexing(results)]
    parts += ["## Opening", _opening(results), "## Where this was measured", _setting(results)]
    return "\n\n".join(parts) + "\n"


def charts(results: Results) -> dict[str, Chart]:
    """By name of the file: a chart for each scenario, and one for indexing."""
    made = {}
    for scenario in results.scenarios:
        shown = _charted(scenario)
        values = {
            wanted: {n: row.median for n in shown if (row := scenario.row(n, wanted))}
            for wanted in (*CLASSES, ALL)
        }
        title = f"Median time to answer, {scenario.name}"
        made[scenario.name] = Chart(title, "milliseconds", shown, values)
    rates = {
        f"{each.engine}{' + store' if each.with_store else ''}, {short(each.passages)}": {
            each.engine: each.rate / 1000
        }
        for each in results.indexing
    }
    engines = list(dict.fromkeys(each.engine for each in results.indexing))
    made["indexing"] = Chart("Indexing raw texts", "thousand passages a second", engines, rates)
    return made


def targets(results: Results) -> str:
    """The table of targets, each met, not met or not measured."""
    if results.subject != SUBJECT:
        return f"They are {SUBJECT}'s, which did not take part."
    known = figures(results)
    rows = []
    for target in TARGETS:
        value = known.get(target.name)
        verdict = "not measured" if value is None else _verdict(target.met_by(value))
        bound = f"{target.sense} {target.bound:g}"
        rows.append((target.name, bound, "" if value is None else short(value), verdict))
    return table(("figure", "target", "measured", ""), rows)


def _verdict(met: bool) -> str:
    return "met" if met else "**not met**"


def _introduction(results: Results) -> str:
    engines = [name for name in results.setting.versions if name not in ("Python", "NumPy")]
    left_out = "".join(f" Left out: {name} ({why})." for name, why in results.skipped.items())
    return f"""\
Engines: {", ".join(engines)}.{left_out}

All index the same stems of a synthetic corpus (half English, half Italian, words by their real
frequencies) and answer the same queries with the ten best passages by BM25, the exact total and the
counts by language, outlet and month. Before any time is taken, totals and counts are compared and
must be equal. Engines take turns on every query; a time is the median of its repetitions, on one
thread. Ratios are the total time of {results.subject} divided by the other's: below 1,
{results.subject} is the faster.

    {results.setting.command}

`--check FILE.json` measures again and fails where a ratio has become worse than recorded."""


def _engines(scenario: Scenario) -> list[str]:
    return list(dict.fromkeys(row.engine for row in scenario.rows))


def _charted(scenario: Scenario) -> list[str]:
    """Without the engines that are so much slower that they would leave the others no length."""
    known = {name: row for name in _engines(scenario) if (row := scenario.row(name))}
    return [name for name, row in known.items() if row.ratio > 0.05]


def _latencies(scenario: Scenario, subject: str) -> str:
    names = _engines(scenario)
    head = ["p50 / p95, ms", *names, *(f"÷ {name}" for name in names if name != subject)]
    rows = []
    for wanted in (*CLASSES, ALL):
        own = {name: scenario.row(name, wanted) for name in names}
        times = [f"{r.median:.3f} / {r.p95:.3f}" if r else "–" for r in own.values()]
        others = [f"{r.ratio:.3g}" if r else "–" for n, r in own.items() if n != subject]
        rows.append([wanted.replace("_", " "), *times, *others])
    return table(head, rows)


def _threads(results: Results) -> str:
    rows = [(name, f"{gain:.2f}") for name, gain in results.threads.items()]
    return table(("engine", "answers a second, as a multiple of one thread's"), rows)


def _indexing(results: Results) -> str:
    head = ("engine", "passages", "a second", "MB on disk", "peak MB of a process")
    rows = [
        (
            each.engine + (", with store" if each.with_store else ""),
            f"{each.passages:,}",
            f"{each.rate:,.0f}",
            f"{each.size / 1e6:.1f}",
            f"{each.peak / 1e6:.0f}",
        )
        for each in results.indexing
    ]
    sizes = results.scenarios[0].sizes.items()
    stems = ", ".join(f"{name} {size / 1e6:.1f} MB" for name, size in sizes)
    analysis = "Each by its own usual analysis, from raw text to committed index."
    return f"{analysis} Of the stems alone: {stems}.\n\n{table(head, rows)}"


def _opening(results: Results) -> str:
    head = ("engine", "first answer, ms", "of which opening", "resident MB", "after all queries")
    rows = [
        (
            each.engine,
            f"{each.first_answer * 1000:.0f}",
            f"{each.opening * 1000:.1f}",
            f"{each.resident / 1e6:.0f}",
            f"{each.resident_after / 1e6:.0f}",
        )
        for each in results.opening
    ]
    start = "A fresh process, from its start; files in the page cache."
    helped = f"`passaggi --help` takes {results.help_seconds * 1000:.0f} ms."
    return f"{start}\n\n{table(head, rows)}\n\n{helped}"


def _setting(results: Results) -> str:
    setting = results.setting
    run = f"{setting.passages:,} passages, seed {setting.seed}, {setting.repetitions} repetitions"
    rows = [("date", setting.date), ("run", run), *setting.machine.items()]
    return table(("", ""), [*rows, *setting.versions.items()])


def _rounded(values: dict[str, float]) -> dict[str, float]:
    return {name: float(f"{value:.4g}") for name, value in values.items()}
