"""A page stays small whatever is asked of it and however much is held."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from indexer.documents import Article
from search_app import links
from search_app.results import facets
from tests.web.conftest import Open, texts
from tests.web.stub import StubEngine

MOST = 60_000
LONG = "harbour " * 1250


def outlets(count: int) -> list[Article]:
    """Articles of as many outlets and months; of the first outlet there are two."""
    return [
        Article(
            id=f"o{number}",
            outlet=f"Outlet {max(number, 1):04}",
            published=f"{1900 + number // 12}-{number % 12 + 1:02}-01",
            paragraphs=("One plain word.",),
        )
        for number in range(count)
    ]


@pytest.fixture
def crowded(engine: StubEngine) -> StubEngine:
    engine.index([*outlets(500), Article(id="u", paragraphs=("One plain word.",))])
    return engine


def labels(tree: Any, name: str) -> list[str]:
    return [
        each.text_content()
        for each in tree.xpath(
            f"//fieldset[contains(@class, 'facet-{name}')]//span[@class='value']"
        )
    ]


@pytest.mark.usefixtures("crowded")
def test_the_most_frequent_values_are_listed_and_a_link_leads_to_all(page: Open) -> None:
    tree = page("/search?q=plain&outlet=Outlet+0400&ui=en")
    listed = labels(tree, "outlet")
    assert listed[0] == "Outlet 0001"
    assert len(listed) == facets.LISTED + 2
    assert listed[-2:] == ["Outlet 0400", "unknown outlet"]
    assert texts(tree, ".facet-outlet .all") == ["all 500 outlets »"]


@pytest.mark.usefixtures("crowded")
def test_the_newest_months_are_listed_and_the_others_counted(page: Open) -> None:
    tree = page("/search?q=plain&ui=en")
    listed = labels(tree, "month")
    assert listed[0] == "August 1941"
    assert listed[-1] == "undated"
    assert texts(tree, ".facet-month .unlisted") == [
        f"and {500 - facets.LISTED_MONTHS} earlier months: choose them by their dates"
    ]


def test_nothing_is_said_of_values_that_are_all_listed(page: Open) -> None:
    tree = page("/search?q=letter&lang=en")
    assert texts(tree, ".unlisted") == texts(tree, ".all") == []


@pytest.mark.usefixtures("crowded")
@pytest.mark.parametrize("place", ["/search", "/compare", "/values/outlet"])
@pytest.mark.parametrize("text", ["plain", LONG, "è" * 10_000, "plain harbour letter " * 20])
def test_a_page_is_light_whatever_is_asked(client: FlaskClient, place: str, text: str) -> None:
    response = client.get(f"{place}?" + urlencode({"q": text, "outlet": "Outlet 0400"}))
    assert response.status_code == 200
    assert len(response.data) < MOST


@pytest.mark.usefixtures("crowded")
def test_a_page_is_light_with_hundreds_of_filters(client: FlaskClient) -> None:
    chosen = [("outlet", f"Outlet {number:04}") for number in range(1, 101)]
    one, all_ = (
        client.get("/search?" + urlencode([("q", "plain"), *filters]))
        for filters in (chosen[:1], chosen)
    )
    assert len(all_.data) < len(one.data) + 100 * 500
    assert 'href="/search?q=plain">clear all' in all_.get_data(as_text=True)


def test_a_long_query_is_carried_once_by_the_form(page: Open) -> None:
    tree = page("/search?" + urlencode({"q": LONG, "lang": "en", "sort": "newest", "ui": "en"}))
    addresses = tree.xpath("//@href | //@formaction")
    assert max(map(len, addresses)) <= links.LONGEST
    assert tree.xpath("//input[@name='q']/@value") == [LONG.strip()]
    buttons = tree.xpath("//button[@form='search' and @name]")
    assert {(each.get("name"), each.get("value")) for each in buttons} >= {
        ("sort", "relevance"),
        ("match", "exact"),
        ("page", "2"),
        ("ui", "it"),
    }
    current = {each.text for each in buttons if each.get("aria-current")}
    assert current >= {"newest", "related words", "1", "English"}
    assert texts(tree, ".chips li") == ["English"]


def test_of_a_long_query_a_passage_opens_by_the_form_too(page: Open) -> None:
    card = page("/search?" + urlencode({"q": LONG})).xpath("//article")[0]
    [action] = card.xpath(".//button[@form='search']/@formaction")
    assert card.xpath(".//h3/a/@href") == [action]
    address, _, anchor = action.partition("#")
    tree = page(address + "?" + urlencode({"q": LONG, "lang": "en"}))
    assert tree.xpath(f"//*[@id='{anchor}']//mark")
    assert tree.xpath("//p[@class='back']/button[@form='search']")


def test_a_page_after_the_last_of_a_long_query(page: Open) -> None:
    tree = page("/search?" + urlencode({"q": LONG, "page": 99}))
    assert tree.xpath("//p[@class='note']/button/@name") == ["page"]
