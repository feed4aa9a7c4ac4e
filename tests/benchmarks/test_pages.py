"""The benchmark of pages measures every kind, on an index of its own, and writes a report."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from tests.benchmarks.pages import archive, report
from tests.benchmarks.pages.__main__ import CLIENTS, THREADS, measure
from tests.benchmarks.pages.addresses import NEWS, kinds
from tests.benchmarks.speed.generate import corpus

pytest.importorskip("wordfreq")

PASSAGES, SEED = 2000, 5


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pages")


def test_an_archive_has_what_a_page_shows(work: Path) -> None:
    articles = list(archive.articles(corpus(PASSAGES, SEED, work)))
    assert sum(len(each.lines()) for each in articles) == PASSAGES
    assert len({each.id for each in articles}) == len(articles)
    assert all(each.url and each.outlet and each.published for each in articles)
    texts = [" ".join(line.text for line in each.lines()) for each in articles]
    assert len(set(texts)) == len(texts)


def test_the_same_addresses_for_the_same_seed(work: Path) -> None:
    data = corpus(PASSAGES, SEED, work)
    own = kinds(data, SEED)
    assert own == kinds(data, SEED)
    assert len(own[1].addresses) == len(NEWS)
    assert all(len(set(kind.addresses)) == len(kind.addresses) for kind in own)


def test_a_run_is_written_down(work: Path) -> None:
    options = argparse.Namespace(passages=PASSAGES, seed=SEED, repetitions=1, every=60, work=work)
    run = measure(options)
    assert all(0 < each.again.p50 <= each.again.p99 for each in run.kinds)
    assert all(each.sent <= each.size <= each.largest for each in run.kinds)
    assert len(run.loads) == len(THREADS) * len(CLIENTS)
    assert {"finding", "near-duplicates", "the template"} <= set(run.inside)
    markdown, figures = report.write(run, work / "report")
    assert all(each.name in markdown.read_text("utf-8") for each in run.kinds)
    assert json.loads(figures.read_text("utf-8"))["passages"] == PASSAGES
