"""What a larger corpus costs is measured, charted, and put into a report that is there."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks.counting import Counting
from tests.benchmarks.speed import answering, asking, grown, growth, indexing
from tests.benchmarks.speed.agreement import Disagreement
from tests.benchmarks.speed.answering import Answering
from tests.benchmarks.speed.corpus import Corpus
from tests.benchmarks.speed.curves import Curves
from tests.benchmarks.speed.generate import corpus
from tests.benchmarks.speed.peers.base import PLAIN
from tests.benchmarks.speed.queries import queries
from tests.benchmarks.speed.results import SUBJECT, Grown, Growth, Indexing, Setting
from tests.benchmarks.speed.run import Plan

pytest.importorskip("wordfreq")

MB = 10**6
SEED = 5


def row(engine: str, passages: int, median: float, memory: int = 100) -> Grown:
    indexed = Indexing(engine, False, passages, 2, passages / 1e5, passages * 100, memory * MB)
    return Grown(indexed, median, 2 * median, 2 * memory * MB, memory * MB)


@pytest.fixture
def measured() -> Growth:
    setting = Setting("2027-01-31", "the command", {"cores": "2"}, {"tantivy": "1"}, 1000, SEED, 9)
    rows = [
        row(SUBJECT, 10_000, 0.5),
        row("tantivy", 10_000, 0.25),
        row(SUBJECT, 1000, 0.125, memory=95),
    ]
    return Growth(setting, rows)


def test_answers_are_timed_in_a_process_of_their_own(tmp_path: Path) -> None:
    data = corpus(300, SEED, tmp_path)
    asked = queries(data, SEED)[::10]
    asking.write(asked, tmp_path / "asked.json")
    assert asking.read(tmp_path / "asked.json") == asked
    own = answering.measure(SUBJECT, data, asked, 1, tmp_path)
    assert 0 < own.median <= own.p95
    assert 10 * MB < own.private < own.resident
    counting = Counting(data, PLAIN)
    assert own.totals == [counting.answer(query).total for query in asked]
    assert any(own.totals)
    assert not (tmp_path / f"growth-{SUBJECT}").exists()


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, int]]:
    """What would be measured, in its order; each engine finds one passage for each query."""
    asked: list[tuple[str, str, int]] = []

    def indexed(name: str, data: Corpus, work: Path) -> Indexing:  # noqa: ARG001
        asked.append(("index", name, data.passages))
        return row(name, data.passages, 1.0).indexing

    def answered(name: str, data: Corpus, wanted: list[Any], *_: object) -> Answering:
        asked.append(("answer", name, data.passages))
        return Answering(1.0, 2.0, 3, 4, [1] * len(wanted))

    monkeypatch.setattr(indexing, "measure", indexed)
    monkeypatch.setattr(answering, "measure", answered)
    return asked


def plan(work: Path) -> Plan:
    return Plan(0, SEED, 1, (SUBJECT, "tantivy", "fts5"), work, 0, "the command")


def test_the_peer_is_left_out_where_it_would_take_too_long(
    told: list[tuple[str, str, int]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("tantivy")
    monkeypatch.setattr(growth, "BESIDE_AT_MOST", 200)
    found = growth.measure((300, 200), plan(tmp_path))
    assert [(each.engine, each.passages) for each in found.rows] == [
        (SUBJECT, 200),
        ("tantivy", 200),
        (SUBJECT, 300),
    ]
    assert found.setting.passages == 300
    # What is measured of each engine before only has its loops compiled.
    assert [each[1:] for each in told[4::2]] == [(r.engine, r.passages) for r in found.rows]


def test_engines_that_find_differently_many_are_told(tmp_path: Path) -> None:
    asked = queries(corpus(300, SEED, tmp_path), SEED)[:3]
    alike = {"a": Answering(1, 1, 1, 1, [1, 2, None]), "b": Answering(1, 1, 1, 1, [1, 2, 3])}
    growth._compare(asked, alike)
    with pytest.raises(Disagreement, match="totals 2 and 7"):
        growth._compare(asked, alike | {"b": Answering(1, 1, 1, 1, [1, 7, 3])})


def test_the_part_is_added_and_replaced(measured: Growth, tmp_path: Path) -> None:
    place = tmp_path / "speed"
    report = "# How fast it is\n\nText.\n\n## Opening\n\nSoon.\n\n## Where\n\n| a |\n"
    place.with_suffix(".md").write_text(report, "utf-8")
    place.with_suffix(".json").write_text('{"ratios": {"a": 1}}', "utf-8")
    grown.add(replace(measured, rows=measured.rows[:1]), place)
    written = grown.add(measured, place)
    assert all(file.exists() for file in written)
    text = place.with_suffix(".md").read_text("utf-8")
    before, part = text.split("\n## Growth\n")
    part, after = part.split("\n## ")
    assert f"{before}\n## {after}" == report
    assert "| passaggi | 1,000 | 0.0 | 100,000 | 0.1 | 95 | 0.125 / 0.250 | 190 | 95 |" in part
    assert "From 1,000 to 10,000 passages (× 10) passaggi costs more: median time × 4" in part
    assert "resident memory (× 1.05)" in part.partition("Flat")[2]
    assert json.loads(place.with_suffix(".json").read_text("utf-8"))["ratios"] == {"a": 1}
    assert grown.read(place.with_suffix(".json")) == measured


def test_the_part_stands_alone_where_there_is_no_report(measured: Growth, tmp_path: Path) -> None:
    assert grown.read(tmp_path / "speed.json") is None
    grown.add(measured, tmp_path / "speed")
    text = (tmp_path / "speed.md").read_text("utf-8")
    assert text == grown.section(measured, "speed") + "\n"


def test_charts_have_a_point_for_each_figure(measured: Growth) -> None:
    for chart in grown.charts(measured).values():
        root = ElementTree.fromstring(chart.svg())
        points = root.findall("{http://www.w3.org/2000/svg}circle")
        assert len(points) == sum(len(own) for own in chart.values.values())


def test_scales_are_logarithmic() -> None:
    drawn = Curves("a < b", "&", {"x": {10: 1.0, 100: 10.0, 1000: 100.0}}).svg()
    root = ElementTree.fromstring(drawn)
    assert root[0].text == "a < b (&)"
    points = root.findall("{http://www.w3.org/2000/svg}circle")
    places = [(float(each.get("cx", 0)), float(each.get("cy", 0))) for each in points]
    (left, low), (middle, half), (right, high) = places
    assert middle - left == pytest.approx(right - middle)
    assert low - half == pytest.approx(half - high)
    assert low > high


def test_a_single_figure_can_be_drawn() -> None:
    ElementTree.fromstring(Curves("t", "u", {"x": {1000: 1.0}}).svg())
