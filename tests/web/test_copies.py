"""What a card tells of the near-duplicates of its passage in other articles."""

from __future__ import annotations

import pytest

from indexer.documents import Article
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
def test_no_hit_is_hidden(page: Open) -> None:
    tree = page("/search?q=customs&ui=it")
    assert texts(tree, "h2.total")[0].startswith("3 passaggi")
    assert texts(tree, "details.copies summary") == ["Anche in 2 articoli"] * 3


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
