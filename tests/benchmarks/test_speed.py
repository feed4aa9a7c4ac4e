"""The speed benchmark measures what it says: its corpus, queries, comparison and report."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.benchmarks.counting import Counting
from tests.benchmarks.speed import agreement, figures, grown, latency, regression, report
from tests.benchmarks.speed.charts import Chart
from tests.benchmarks.speed.corpus import Corpus
from tests.benchmarks.speed.generate import corpus
from tests.benchmarks.speed.peers import NAMES, peer
from tests.benchmarks.speed.peers.base import PLAIN, WORN, Answer, Layout, Peer, Query
from tests.benchmarks.speed.queries import CLASSES, document_frequencies, queries
from tests.benchmarks.speed.results import (
    SUBJECT,
    Grown,
    Growth,
    Indexing,
    Opening,
    Results,
    Scenario,
    Setting,
)

pytest.importorskip("wordfreq")

PASSAGES, SEED = 300, 5


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return corpus(PASSAGES, SEED, tmp_path_factory.mktemp("work"))


@pytest.fixture(scope="module")
def asked(small: Corpus) -> list[Query]:
    return queries(small, SEED)


def opened(name: str, data: Corpus, folder: Path, layout: Layout = PLAIN) -> Peer:
    kind = peer(name)
    if reason := kind.missing():
        pytest.skip(reason)
    folder.mkdir()
    engine = kind()
    engine.build(data, folder, layout)
    engine.open(folder)
    return engine


def test_a_seed_makes_one_corpus(small: Corpus, tmp_path: Path) -> None:
    again = corpus(PASSAGES, SEED, tmp_path)
    other = corpus(PASSAGES, SEED + 1, tmp_path)
    assert list(again.texts()) == list(small.texts())
    assert np.array_equal(again.tokens, small.tokens)
    assert np.array_equal(again.month, small.month)
    assert list(other.texts()) != list(small.texts())


def test_a_corpus_is_the_beginning_of_a_larger_one(small: Corpus, tmp_path: Path) -> None:
    larger = corpus(PASSAGES + 50, SEED, tmp_path)
    assert list(larger.texts())[:PASSAGES] == list(small.texts())
    assert list(larger.stem_texts(0, PASSAGES)) == list(small.stem_texts())


def test_a_corpus_is_what_it_says(small: Corpus) -> None:
    assert len(list(small.texts())) == PASSAGES
    assert small.terms == sorted(set(small.terms))
    assert {int(code) for code in small.language} == {0, 1}
    assert np.array_equal(small.language, small.outlet // 30)
    assert small.month.max() < 60
    assert np.all(np.diff(small.article) <= 1)
    halves = small.bounds(2)
    assert halves[0][1] == halves[1][0]
    assert small.article[halves[0][1] - 1] != small.article[halves[1][0]]


def test_queries_are_of_all_classes(small: Corpus, asked: list[Query]) -> None:
    counts = Counter(query.query_class for query in asked)
    assert set(counts) == set(CLASSES)
    assert sum(counts.values()) == 195
    assert queries(small, SEED) == asked
    frequency, italian = document_frequencies(small)
    holding = [set(text.split()) for text in small.stem_texts()]
    for number in (0, len(small.terms) // 2):
        held = [small.terms[number] in words for words in holding]
        assert frequency[number] == sum(held)
        assert italian[number] == sum(np.array(held) & (small.language == 1))


@pytest.mark.parametrize("name", [name for name in NAMES if name != "lucene"])
def test_engines_answer_alike(name: str, small: Corpus, asked: list[Query], tmp_path: Path) -> None:
    engine = opened(name, small, tmp_path / "index")
    some = asked[:: 5 if name == "whoosh" else 1]
    agreement.check([Counting(small, PLAIN), engine], some, small, PLAIN)
    engine.close()


@pytest.mark.parametrize("name", ["passaggi", "tantivy"])
def test_engines_answer_alike_after_deletions_and_under_a_filter(
    name: str, small: Corpus, asked: list[Query], tmp_path: Path
) -> None:
    engine = opened(name, small, tmp_path / "index", WORN)
    within = [query.within(number % 2) for number, query in enumerate(asked)]
    agreement.check([Counting(small, WORN), engine], within, small, WORN)
    engine.close()


def test_a_disagreement_is_found(small: Corpus, asked: list[Query]) -> None:
    honest, planted = Counting(small, PLAIN), asked[40]

    class Wrong(Counting):
        name = "wrong"

        def find(self, query: Query) -> Answer:
            answer = super().find(query)
            return replace(answer, total=answer.total + 1) if query == planted else answer

    with pytest.raises(agreement.Disagreement) as raised:
        agreement.check([honest, Wrong(small, PLAIN)], asked, small, PLAIN)
    assert raised.value.query == planted
    assert "totals" in str(raised.value)


def test_a_query_that_the_first_engine_does_not_know_is_compared_too(
    small: Corpus, asked: list[Query]
) -> None:
    class Unfuzzy(Counting):
        def supports(self, query: Query) -> bool:
            return query.operator != "fuzzy"

    fuzzy = [query for query in asked if query.operator == "fuzzy"]
    mute, other = Unfuzzy(small, PLAIN), Counting(small, PLAIN)
    assert agreement.check([mute, other], fuzzy, small, PLAIN) == [*map(other.answer, fuzzy)]
    assert agreement.check([mute], fuzzy, small, PLAIN) == [None] * len(fuzzy)


def test_an_index_that_kept_what_was_deleted_is_found(small: Corpus, asked: list[Query]) -> None:
    with pytest.raises(agreement.Disagreement, match="the corpus and counting disagree"):
        agreement.check([Counting(small, PLAIN)], asked, small, WORN)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"total": 3}, "totals 2 and 3"),
        ({"facets": {"language": {0: 2}, "outlet": {1: 2}, "month": {}}}, "counts by outlet"),
        ({"top": [(2.0, 7)]}, "2 and 1 listed"),
        ({"top": [(2.0, 7), (1.1, 8)]}, "at place 2"),
        ({"top": [(2.001, 9), (1.0, 8)]}, None),
    ],
)
def test_what_differs_is_said(change: dict[str, object], said: str | None) -> None:
    facets = {"language": {0: 2}, "outlet": {1: 1, 2: 1}, "month": {}}
    answer = Answer(2, [(2.0, 7), (1.0, 8)], facets)
    query = Query("single", "or", ("voto",))
    found = agreement.difference(query, answer, replace(answer, **change), 1e-3)  # type: ignore[arg-type]
    assert (found is None) if said is None else (found is not None and said in found)


def test_latencies_are_summed_up(asked: list[Query]) -> None:
    times: latency.Times = {"passaggi": [0.001] * 195, "other": [0.004] * 195}
    times["other"][0] = None
    rows = {(r.query_class, r.engine): r for r in latency.summarize(times, asked)}
    assert rows["all", "passaggi"].ratio == pytest.approx(1)
    assert rows["all", "other"].ratio == pytest.approx(0.25)
    assert rows["fuzzy", "other"].p95 == pytest.approx(4.0)


@pytest.fixture
def results(asked: list[Query]) -> Results:
    times: latency.Times = {SUBJECT: [0.0003] * 195, "tantivy": [0.001] * 195}
    rows = latency.summarize(times, asked)
    sizes = {SUBJECT: 90_000, "tantivy": 80_000}
    return Results(
        setting=Setting("2027-01-31", "command", {"cores": "2"}, {"tantivy": "1"}, 1000, SEED, 9),
        subject=SUBJECT,
        scenarios=[Scenario(name, 1000, rows, sizes) for name in ("plain", "worn")],
        threads={SUBJECT: 1.8},
        indexing=[
            Indexing(SUBJECT, False, 1000, 2, 0.01, 95_000, 10**9),
            Indexing(SUBJECT, True, 1000, 2, 0.05, 200_000, 10**9),
            Indexing("tantivy", False, 1000, 2, 0.02, 90_000, 10**9),
        ],
        opening=[Opening(SUBJECT, 0.25, 0.01, 10**8, 10**8)],
        help_seconds=0.1,
        skipped={"lucene": "there is no java <here> & now"},
    )


def test_a_report_is_well_formed(results: Results, tmp_path: Path) -> None:
    written = report.write(results, tmp_path / "speed")
    names = {file.relative_to(tmp_path).as_posix() for file in written}
    charts = {"speed/plain.svg", "speed/worn.svg", "speed/indexing.svg"}
    assert names == {"speed.md", "speed.json", *charts}
    text = (tmp_path / "speed.md").read_text("utf-8")
    assert all(f"]({chart})" in text for chart in charts)
    tables = [part for part in text.split("\n\n") if part.startswith("|")]
    for table in tables:
        assert len({line.count("|") for line in table.splitlines()}) == 1
    for chart in charts:
        root = ElementTree.parse(tmp_path / chart).getroot()
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        assert root[0].tag.endswith("title")
        assert root.get("role") == "img"


def test_a_new_report_keeps_what_an_earlier_one_says_of_growth(
    results: Results, tmp_path: Path
) -> None:
    growth = Growth(results.setting, [Grown(results.indexing[0], 1.0, 2.0, 10**8, 10**8)])
    grown.add(growth, tmp_path / "speed")
    report.write(results, tmp_path / "speed")
    assert grown.read(tmp_path / "speed.json") == growth
    assert (tmp_path / "speed.md").read_text("utf-8").count("## Growth") == 1


def test_a_chart_escapes_what_it_says() -> None:
    drawn = Chart("a < b", "&", ["<x>"], {"<group>": {"<x>": 0.0}}).svg()
    assert ElementTree.fromstring(drawn)[0].text == "a < b (&)"


def test_targets_are_met_or_not(results: Results) -> None:
    known = figures.figures(results)
    assert set(known) >= {t.name for t in figures.TARGETS} - {
        "plain: time / lucene",
        "small: time / whoosh",
        "indexing: speed as a multiple of Whoosh's",
    }
    lines = report.targets(results).splitlines()
    verdicts = {line.split("|")[1].strip(): line.split("|")[4].strip() for line in lines}
    assert verdicts["plain: time / tantivy"] == "met"
    assert verdicts["indexing, passages a second"] == "**not met**"
    assert verdicts["plain: time / lucene"] == "not measured"
    assert len(lines) == len(figures.TARGETS) + 2


def test_a_worse_ratio_is_noticed(results: Results, tmp_path: Path) -> None:
    report.write(results, tmp_path / "speed")
    record = regression.read(tmp_path / "speed.json")
    assert (record.subject, record.passages, record.seed) == (SUBJECT, 1000, SEED)
    assert regression.worse(record.ratios, figures.ratios(results)) == []
    worse = {name: ratio * 1.3 for name, ratio in record.ratios.items()}
    assert len(regression.worse(record.ratios, worse)) == len(record.ratios)
    assert regression.unmeasured(record.ratios, {}) == list(record.ratios)
    assert json.loads((tmp_path / "speed.json").read_text("utf-8"))["ratios"] == record.ratios
