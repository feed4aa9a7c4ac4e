"""The layout that shows what was found over time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.documents import Article
from indexer.engine.base import FacetCount
from indexer.query.model import Query
from search_app.app import create_app
from tests.web.conftest import Open, links, parsed, state, texts
from tests.web.stub import StubEngine
from tests.web.test_histogram import articles, months, periods, published, total

MOST_BYTES = 60_000


def rows(tree: Any) -> dict[str, dict[str, str]]:
    """The rows by their labels, the bars by what they say."""
    return {
        each.xpath("string(.//p/*[1])"): {
            bar.findtext("title"): bar.get("href") for bar in each.xpath(".//svg//a")
        }
        for each in tree.xpath("//ul[@class='rows']/li[p]")
    }


def table(tree: Any, number: int) -> list[list[str]]:
    found = tree.xpath("//table")[number]
    return [[each.text_content().strip() for each in row] for row in found.iter("tr")]


@settings(max_examples=10, deadline=None)
@given(dates=st.lists(published, min_size=1, max_size=6), period=periods, month=months)
def test_the_numbers_add_up_and_every_bar_leads_to_what_it_counts(
    dates: Sequence[str | None], period: dict[str, str], month: set[str]
) -> None:
    client = create_app(StubEngine(articles(dates))).test_client()
    asked = {"q": "plain", **period, "month": sorted(month)}
    tree = parsed(client.get("/timeline?" + urlencode(asked, doseq=True)))
    if not total(tree):
        assert not rows(tree)
        return
    for number in (0, 1):
        _, *body, last = table(tree, number)
        columns = [[int(each) for each in row[1:]] for row in body]
        assert [sum(column) for column in zip(*columns, strict=True)] == [int(n) for n in last[1:]]
        assert all(sum(row[:-1]) == row[-1] for row in columns)
        assert int(last[-1]) == total(tree)
    for bars in rows(tree).values():
        for name, address in bars.items():
            assert address.startswith("/search?")
            assert total(parsed(client.get(address))) == int(name.rpartition(": ")[2])


def test_there_is_a_row_for_each_language_and_each_of_the_largest_outlets(page: Open) -> None:
    tree = page("/timeline?q=letter&ui=en")
    shown = rows(tree)
    assert texts(tree, "ul.rows li p")[:2] == ["English 23", "Italian 11"]
    assert len(shown) == 2 + 8 + 1
    assert list(shown)[-1] == "other outlets"
    assert shown["other outlets"] == {}
    assert texts(tree, "ul.rows li p")[-1] == "other outlets 10"
    assert texts(tree, "p.scale")[0].startswith("Passages by ")
    assert "All rows have one scale" in texts(tree, "p.scale")[0]


def test_a_label_leads_to_the_list_and_the_layouts_to_each_other(page: Open) -> None:
    tree = page("/timeline?q=letter&lang=it&from=2023&ui=en")
    assert links(tree, "rows")["Italian"] == "/search?q=letter&lang=it&from=2023-01-01&ui=en"
    there = links(tree, "layouts")["list"]
    assert there == "/search?q=letter&lang=it&from=2023-01-01&ui=en"
    assert links(page(there), "layouts")["timeline"] == there.replace("/search", "/timeline")
    assert tree.xpath("//form[@id='search']/@action") == ["/timeline"]
    assert state(links(tree, "chips")["Italian ×"])["from"] == ["2023-01-01"]


def test_without_words_it_is_the_start_page(page: Open) -> None:
    page("/timeline?ui=it", status=302)


def test_where_nothing_is_found_it_says_so(page: Open) -> None:
    tree = page("/timeline?q=strikes&match=exact")
    assert not tree.xpath("//ul[@class='rows']")
    assert links(tree, "nothing")["in any form of the word: 3"].startswith("/timeline?")


def test_a_timeline_of_the_undated_alone(page: Open, engine: StubEngine) -> None:
    engine.index(articles([None, None]))
    tree = page("/timeline?q=plain&ui=en")
    assert rows(tree)["Lagoon Post"] == {
        "undated: 1": "/search?q=plain&outlet=Lagoon+Post&month=null&ui=en"
    }
    assert table(tree, 1)[1][0] == "undated"
    assert "the highest bar stands for 1 passage." in texts(tree, "p.scale")[1]


class Counting(StubEngine):
    """Counts how often it is asked for days."""

    days_asked = 0

    def days(self, query: Query) -> tuple[FacetCount, ...]:
        self.days_asked += 1
        return super().days(query)


def test_an_engine_is_asked_for_days_a_dozen_times_at_the_most() -> None:
    engine = Counting(many(40))
    create_app(engine).test_client().get("/timeline?q=plain")
    assert engine.days_asked <= 11


def many(outlets: int) -> list[Article]:
    """Years of many outlets."""
    return [
        Article(
            id=f"m{outlet}-{year}",
            outlet=f"Outlet of some length {outlet}",
            language="it" if outlet % 2 else "en",
            published=f"{year}-03-05" if year else None,
            paragraphs=("One plain word.",),
        )
        for outlet in range(outlets)
        for year in (*range(2010, 2026), None)
    ]


@pytest.mark.parametrize("text", ["plain", "plain " * 20, "plain " * 2000])
def test_a_timeline_is_light(text: str) -> None:
    client = create_app(StubEngine(many(12))).test_client()
    response = client.get("/timeline?" + urlencode({"q": text, "ui": "it"}))
    assert response.status_code == 200
    assert len(response.data) < MOST_BYTES
