"""What a card tells of the near-duplicates of its passage in other articles."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import unquote, urlsplit

import pytest

from indexer.documents import Article
from indexer.query.model import Query
from search_app.results import copies
from tests.web.conftest import Open, links, texts
from tests.web.stub import StubEngine

COPY = (
    "The ferry to the outer islands was cancelled after the pilots refused to board in the storm, "
    "and forty travellers spent the night in the customs house."
)


def article(name: str, text: str = COPY, **facts: str) -> Article:
    return Article(id=name, paragraphs=("A first line.", text), language="en", **facts)  # type: ignore[arg-type]


@pytest.fixture
def printed(engine: StubEngine) -> StubEngine:
    """Three outlets print one passage, the third with a word of its own."""
    engine.index(
        [
            article("north", outlet="North", published="2025-11-12"),
            article("south", outlet="South <b>", published="2025-11-13"),
            article("wire", COPY.replace("forty", "<i>fifty</i>").replace("cancelled ", "")),
        ]
    )
    return engine


@pytest.mark.usefixtures("printed")
def test_a_card_tells_where_else_its_passage_was_printed(page: Open) -> None:
    tree = page("/search?q=ferry&ui=en&outlet=North")
    assert texts(tree, "details.copies summary") == ["Also in 2 articles"]
    assert texts(tree, ".copies .place-of-copy") == [
        "South <b> · 13 November 2025",
        "unknown outlet · undated",
    ]
    first, second = tree.xpath("//p[@class='copy']")
    assert first.text_content() == COPY
    assert not list(first.iter("ins", "del"))
    assert [each.text for each in second.iter("del")] == ["cancelled", "forty"]
    assert [each.text for each in second.iter("ins")] == ["<i>fifty</i>"]
    assert second.get("lang") == "en"
    assert links(tree, "place-of-copy")["South <b> · 13 November 2025"] == (
        "/article/south?q=ferry&ui=en#p2"
    )


@pytest.mark.usefixtures("printed")
def test_hits_that_nearly_repeat_each_other_share_a_card(page: Open) -> None:
    tree = page("/search?q=customs&sort=oldest&ui=en")
    assert texts(tree, "h2.total")[0].startswith("3 passages")
    assert tree.xpath("//ol[@class='cards']/li/@value") == ["1"]
    assert texts(tree, "details.copies summary") == ["Also in 2 articles"]
    assert texts(tree, ".copies .place-of-copy") == [
        "South <b> · 13 November 2025 · number 2 of what was found",
        "unknown outlet · undated · number 3 of what was found",
    ]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 50])
def test_every_hit_of_a_page_is_reached_from_it(page: Open, engine: StubEngine, size: int) -> None:
    engine.index([article(f"c{number}") for number in range(copies.LISTED + 4)])
    query = Query("customs ferry", limit=1000)
    reached = []
    for number in range(-(-engine.search(query).total // size)):
        tree = page(f"/search?q=customs+ferry&size={size}&page={number + 1}")
        hits = engine.search(replace(query, limit=size, offset=number * size)).hits
        there = {urlsplit(href) for href in tree.xpath("//*[@class='cards']//@href")}
        places = {
            f"{unquote(each.path).removeprefix('/article/')}#{each.fragment}" for each in there
        }
        assert {hit.id for hit in hits} <= places
        reached += [hit.id for hit in hits]
        assert len(tree.xpath("//ol[@class='cards']/li")) <= len(hits)
    assert sorted(reached) == sorted(engine.ids(query))


def test_what_is_on_another_page_is_told_of_on_both(page: Open, printed: StubEngine) -> None:
    assert printed.search(Query("customs")).total == 3
    for number in (1, 2, 3):
        tree = page(f"/search?q=customs&size=1&page={number}&ui=it")
        assert texts(tree, "details.copies summary") == ["Anche in 2 articoli"]


def test_a_passage_without_copies_says_nothing_of_them(page: Open) -> None:
    assert not texts(page("/search?q=letter&lang=en"), ".copies")


def test_few_copies_are_listed_and_the_others_counted(page: Open, engine: StubEngine) -> None:
    engine.index([article(f"c{number}") for number in range(copies.LISTED + 3)])
    tree = page("/search?q=customs&size=1&ui=en")
    assert texts(tree, ".copies summary") == [f"Also in {copies.LISTED + 2} articles"]
    assert len(tree.xpath("//p[@class='copy']")) == copies.LISTED
    assert texts(tree, ".copies .unlisted") == ["and 2 more, not listed"]


def test_a_copy_that_is_gone_by_then_is_passed_over(
    page: Open, printed: StubEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    search = printed.search

    def searched_before_it_went(query: object) -> object:
        results = search(query)  # type: ignore[arg-type]
        printed.delete(["south"])
        return results

    monkeypatch.setattr(printed, "search", searched_before_it_went)
    tree = page("/search?q=ferry&ui=en&outlet=North")
    assert texts(tree, ".copies .place-of-copy") == ["unknown outlet · undated"]
