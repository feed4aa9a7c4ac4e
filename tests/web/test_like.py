"""The page of the passages like one, and the ways to it."""

from __future__ import annotations

import pytest

from indexer.documents import Article
from tests.web import samples
from tests.web.conftest import Open, links, texts
from tests.web.stub import StubEngine
from tests.web.test_copies import COPY, article

HARBOUR = "/like/" + samples.HARBOUR.id


def test_the_passage_is_quoted_with_what_is_known_of_it(page: Open) -> None:
    tree = page(HARBOUR + "?p=3&ui=en")
    assert texts(tree, "h1") == ["Passages like this one"]
    [quoted] = tree.xpath("//blockquote")
    assert quoted.text.startswith("The harbour strike that has kept every ferry")
    assert quoted.get("lang") == "en"
    assert tree.xpath("//figcaption//a/@href")[0] == f"/article/{samples.HARBOUR.id}?ui=en#p3"
    assert texts(tree, "figcaption p.meta") == [
        "The Northern Courier · 12 November 2025 · English · Source ↗"
    ]
    assert ":~:text=" in tree.xpath("//figcaption//a[@rel]/@href")[0]


def test_other_articles_on_the_same_matter_are_cards_of_both_languages(page: Open) -> None:
    tree = page(HARBOUR + "?p=3&ui=en")
    first, second = tree.xpath("//article[@class='card']")[:2]
    assert {each.xpath("string(.//@lang)") for each in (first, second)} == {"en", "it"}
    assert first.xpath(".//mark")
    assert samples.PORTO.title in texts(tree, ".card h3")
    assert samples.HARBOUR.title not in texts(tree, ".card h3")
    assert {"The Northern Courier"} & set(texts(tree, ".card .outlet")) == set()


def test_one_language_can_be_had_alone(page: Open) -> None:
    ways = links(page(HARBOUR + "?p=3&ui=en"), "only")
    assert ways == {
        "all languages": HARBOUR + "?p=3&ui=en",
        "only English": HARBOUR + "?p=3&lang=en&ui=en",
        "only Italian": HARBOUR + "?p=3&lang=it&ui=en",
    }
    tree = page(ways["only Italian"])
    assert set(tree.xpath("//p[@class='passage']/@lang")) == {"it"}
    assert texts(tree, ".only li") == ["all languages", "only English", "only Italian"]
    assert tree.xpath("//*[@class='only']//a[@aria-current]/text()") == ["only Italian"]


def test_near_duplicates_are_told_apart(page: Open, engine: StubEngine) -> None:
    engine.index([article("north", outlet="North"), article("south", outlet="South")])
    tree = page("/like/north?p=2&ui=en")
    assert texts(tree, "section.copies h2") == ["Nearly the same passage in other articles"]
    assert texts(tree, "section.copies .copy") == [COPY]
    assert "South" not in texts(tree, ".card .outlet")
    assert not texts(page(HARBOUR + "?p=3"), "section.copies")


def test_the_words_searched_for_are_told_and_lead_to_the_search(page: Open) -> None:
    tree = page(HARBOUR + "?p=8&ui=en")
    assert texts(tree, ".telling span") == ["Talks may resume Friday Neither side say"]
    assert links(tree, "telling") == {
        "Search for these words, with filters and all pages": (
            "/search?q=Talks+may+resume+Friday+Neither+side+say&ui=en"
        )
    }


def test_where_nothing_is_alike_it_says_so(page: Open, engine: StubEngine) -> None:
    engine.index([Article(id="lone", paragraphs=("Xyzzy plugh.", "…"), language="en")])
    for ordinal in (1, 2):
        tree = page(f"/like/lone?p={ordinal}&ui=it")
        assert texts(tree, ".same-matter .note") == [
            "Nessun altro articolo ha un passaggio con le parole caratteristiche di questo."
        ]


def test_the_page_can_be_read_in_the_other_language(page: Open) -> None:
    tree = page(HARBOUR + "?p=3&lang=it&ui=en")
    there = links(tree, "languages")["Italiano"]
    assert there == HARBOUR + "?p=3&lang=it&ui=it"
    assert texts(page(there), "h1") == ["Passaggi simili a questo"]


@pytest.mark.parametrize("asked", ["", "?p=0", "?p=99", "?p=x", "?p=3&lang=1"])
def test_what_cannot_be_read_is_refused(page: Open, asked: str) -> None:
    page(HARBOUR + asked, 400 if asked else 200)


def test_an_article_that_is_not_there(page: Open) -> None:
    page("/like/nowhere?p=1", 404)


def test_markup_is_text(page: Open) -> None:
    tree = page("/like/a%2F%3Cb%3E%3Fc%3Dd&e%23f?p=2")
    assert samples.HOSTILE in tree.xpath("//blockquote")[0].text
    assert not list(tree.iter("img"))


def test_every_card_and_every_passage_leads_there(page: Open) -> None:
    card = page("/search?q=treasurer&lang=en&ui=en").xpath("//article")[0]
    assert card.xpath("p[@class='actions']/a[@class='like']/@href") == [HARBOUR + "?p=7&ui=en"]
    tree = page(f"/article/{samples.HARBOUR.id}?q=harbour&ui=en")
    assert tree.xpath("//a[@class='like']/@href") == [
        f"{HARBOUR}?p={ordinal}&ui=en" for ordinal in range(1, 12)
    ]
    assert len(tree.xpath("//*[@class='tools']/a[contains(@href, ':~:text=')]")) == 11
    assert not page("/article/untitled").xpath("//*[@class='tools']/a[@rel]")
