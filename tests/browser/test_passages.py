"""Every passage that a search finds opens where it stands, over the embedded engine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from indexer import Query, connect
from indexer.engine.base import Engine
from indexer.errors import SourceError
from indexer.sources import read_sources
from tests.browser.conftest import Visit
from tests.conftest import ROOT

pytestmark = pytest.mark.browser

QUERIES = {
    "sample": "council OR consiglio OR port OR porto",
    "seeds": '"prigionieri di guerra" OR Istanbul OR talks OR Dolmabahce',
}


@pytest.fixture(scope="module", params=["sample", pytest.param("seeds", marks=pytest.mark.shared)])
def source(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def engine(
    source: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    folder: Path = ROOT / "data" / "sample"
    if source == "seeds":
        folder = request.getfixturevalue("shared") / "seeds"
    with connect(str(tmp_path_factory.mktemp("index"))) as engine:
        engine.index(read_sources([str(folder)], on_reject=_no_reject))
        # In a fresh checkout the first search compiles its loops, longer than a page waits.
        engine.search(Query(QUERIES[source]))
        yield engine


def _no_reject(error: SourceError) -> None:
    raise error


def test_every_passage_opens_where_it_stands(visit: Visit, source: str) -> None:
    page = visit("/search?size=100", viewport={"width": 1280, "height": 600})
    page.get_by_label("Search the passages").fill(QUERIES[source])
    page.keyboard.press("Enter")
    expect(page.locator(".card").nth(9)).to_be_visible()
    found = page.locator(".card").evaluate_all(
        "cards => cards.map(card => [card.querySelector('h3 a').href,"
        " [...card.querySelectorAll('mark')].map(mark => mark.textContent)])"
    )
    for address, marks in found:
        page.goto("about:blank")
        page.goto(address)
        target = page.locator(":target")
        expect(target).to_be_in_viewport(ratio=0.5)
        expect(target.locator("mark")).to_have_text(marks)


def test_a_filter_brings_as_many_as_it_promised(visit: Visit, source: str) -> None:
    page = visit("/search")
    page.get_by_label("Search the passages").fill(QUERIES[source])
    page.keyboard.press("Enter")
    label = page.locator(".facet-lang label").first
    promised = label.locator(".count").inner_text()
    label.click()
    expect(page.locator(".total")).to_contain_text(f"{promised} passages")
