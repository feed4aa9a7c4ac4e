"""What the reading view says for whoever judges an article: its corrections, and its origins."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import quote

import pytest
from flask import g
from flask.testing import FlaskClient

from indexer.documents import Article, Revision
from search_app.app import create_app
from search_app.i18n import choose
from search_app.reading.corrections import corrections
from tests.engine.kept import stored
from tests.web import samples
from tests.web.conftest import Open, links, texts
from tests.web.stub import StubEngine

FERRY = "/article/" + samples.FERRY[0].id


def described(element: Any) -> dict[str, str]:
    """What the description lists in an element say, by term."""
    said = [
        [" ".join(each.text_content().split()) for each in element.iter(tag)]
        for tag in ("dt", "dd")
    ]
    return dict(zip(*said, strict=True))


@pytest.mark.usefixtures("corrected")
def test_corrections_are_counted_below_the_headline_and_listed_below_the_text(
    page: Open, engine: StubEngine
) -> None:
    [revision] = engine.article(samples.FERRY[0].id).revisions
    day = choose([], "en").day(revision.replaced_at)
    tree = page(FERRY + "?ui=en")
    assert links(tree, "notes")[f"Corrected once, on {day}"] == "#corrections"
    [section] = tree.xpath("//*[@id='corrections']")
    assert described(section) == {
        "Author": "Ada Marsh",
        "Last changed": "not given",
        "Passage 1": "Ferry fares rise by a tenth fifth",
        "Passage 2": (
            "The fares of the island ferries rise by a tenth fifth on the first of December, the "
            "harbour authority said on Wednesday."
        ),
        "Passage 3, as it was": "A month’s pass will cost 84 crowns.",
    }
    assert section.xpath(".//dd[@class='former']/del/text()") == ["tenth", "tenth"]
    assert section.xpath(".//dd[@class='former']/ins/text()") == ["fifth", "fifth"]
    assert section.xpath(".//dt/a/@href") == ["#p1", "#p2"]


def test_each_correction_is_compared_with_what_the_article_said_next() -> None:
    article = replace(
        stored(Article(id="a", paragraphs=("the third version of it",))),
        revisions=(
            Revision("2025-11-10T08:00:00Z", {1: "the first version of it"}, {}),
            Revision("2025-11-11T08:00:00Z", {1: "a summary"}, {"excerpt": True}),
            Revision("2025-11-12T08:00:00Z", {1: "the second version of it"}, {"outlet": None}),
            Revision("2025-11-13T08:00:00Z", {}, {}),
        ),
    )
    with create_app(StubEngine()).test_request_context():
        g.interface = choose([], "it")
        told = corrections(article)
    assert told is not None
    assert told.summary == "Corretto 3 volte, l’ultima in data 13 novembre 2025"
    last, middle, first = told.shown
    assert (last.lines, last.facts) == ((), ())
    assert middle.lines[0].text == "the <del>second</del> <ins>third</ins> version of it"
    assert [(fact.name, fact.value) for fact in middle.facts] == [("Testata", "non indicato")]
    assert (first.lines[0].text, first.lines[0].compared) == ("the first version of it", False)


@pytest.mark.usefixtures("corrected")
def test_what_is_known_and_what_it_was_taken_from(page: Open, client: FlaskClient) -> None:
    tree = page(FERRY + "?ui=en")
    [details] = tree.xpath("//details[@class='about']")
    assert details.get("open") is None
    assert described(details) == {
        "Headline": "Ferry fares rise by a fifth",
        "Outlet": "The Northern Courier host of the URL",
        "Author": "Ada Marsh and Piet Lund from the line “By Ada Marsh”",
        "Published": "12 November 2025, 08:30:00+01:00 from JSON-LD datePublished",
        "Last changed": "13 November 2025",
        "Language": "English told from the text",
        "Source address": "https://courier.example/2025/ferry-fares",
        "Id": "courier/2025/ferry-fares from the file's name",
    }
    assert "private" not in client.get(FERRY + "?left_out=show").get_data(as_text=True)
    assert "private" not in client.get("/api" + FERRY).get_data(as_text=True)


def test_a_title_made_up_is_said_to_be_among_what_is_known(page: Open) -> None:
    [details] = page("/article/untitled?ui=it").xpath("//details[@class='about']")
    assert described(details)["Titolo"].endswith("last boat. ricavato dal testo")


def test_a_hostile_address_is_told_but_leads_nowhere(page: Open) -> None:
    tree = page("/article/" + quote(samples.HOSTILE_ARTICLE.id))
    [details] = tree.xpath("//details[@class='about']")
    assert described(details)["Source address"] == "javascript:alert(1)"
    assert not tree.xpath("//details//a")


def test_a_summary_is_said_to_be_one(page: Open, engine: StubEngine) -> None:
    engine.index([Article(id="s", paragraphs=("A short text.",), excerpt=True)])
    assert texts(page("/article/s?ui=en"), "p.note") == ["Summary as given by the outlet’s feed"]
    assert texts(page("/article/" + samples.HARBOUR.id), "p.note") == []
