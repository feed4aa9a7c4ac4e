"""The results page: what it shows of an answer and what can be done from there."""

from __future__ import annotations

import pytest

from indexer.documents import Article
from indexer.query import notes
from indexer.query.notes import Note, note
from tests.web.conftest import Open, links, state, texts
from tests.web.stub import StubEngine


def test_a_card_shows_the_whole_passage_and_every_match(page: Open) -> None:
    tree = page("/search?q=letter+editor&lang=it&size=1&sort=oldest")
    card = tree.xpath("//article")[0]
    passage = card.xpath(".//p[@lang]")[0]
    assert passage.text_content() == "This is letter 12 to the editor about the harbour lights."
    assert [mark.text for mark in passage.iter("mark")] == ["letter", "editor"]
    assert passage.get("lang") == "it"
    assert texts(tree, "h3") == ["Post number 12"]
    assert texts(tree, ".card p.meta") == ["Weekly 1 · 5 January 2023 · Italian"]


def test_the_headline_opens_the_reading_view_at_the_passage(page: Open) -> None:
    tree = page("/search?q=dockers&match=word&ui=it")
    headline = tree.xpath("//h3/a/@href")[1]
    assert headline == "/article/courier/2025/harbour-strike?q=dockers&match=word&ui=it#p5"
    assert links(tree, "actions")["Apri al passaggio"] == headline
    assert tree.xpath("//button/@data-copy")[1] == "/article/courier/2025/harbour-strike#p5"


def test_a_headline_found_is_marked_in_place_and_not_repeated(page: Open) -> None:
    tree = page("/search?q=stall")
    assert [mark.text for mark in tree.xpath("//h3//mark")] == ["stall"]
    assert texts(tree, ".passage") == []
    assert "headline" in texts(tree, ".card p.meta")[0]


@pytest.mark.parametrize(
    ("first", "heading", "passages"),
    [
        ("A quiet morning", "A quiet morning", []),
        (
            "A quiet morning. " * 6 + "Nothing else.",
            "A quiet morning. " * 5 + "A…",
            ["A quiet morning. " * 6 + "Nothing else."],
        ),
    ],
)
def test_a_title_made_up_of_the_text_is_set_as_such(
    page: Open, engine: StubEngine, first: str, heading: str, passages: list[str]
) -> None:
    engine.index([Article(id="q", paragraphs=(first, "Then came noon."))])
    tree = page("/search?q=quiet")
    assert tree.xpath("//h3/@class") == ["derived"]
    assert texts(tree, "h3") == [heading]
    assert texts(tree, ".passage") == passages
    assert tree.xpath("//mark/text()")[0] == "quiet"
    assert not page("/search?q=letter").xpath("//h3/@class")


def test_the_total_line_and_the_numbers_of_the_page(page: Open) -> None:
    tree = page("/search?q=letter&page=2")
    assert texts(tree, "h2.total") == ["34 passages, 11–20 1.8 ms"]
    assert tree.xpath("//ol[@class='cards']/@start") == ["11"]
    assert len(tree.xpath("//article")) == 10


def test_numbers_are_written_as_the_reader_does(page: Open, engine: StubEngine) -> None:
    engine.index(_many(1234))
    assert texts(page("/search?q=page&match=word&ui=it"), "h2.total")[0].startswith(
        "1.234 passaggi, 1–10"
    )
    assert texts(page("/search?q=page&match=word&ui=en"), "h2.total")[0].startswith(
        "1,234 passages, 1–10"
    )


def _many(count: int) -> list[Article]:
    return [Article(id=f"n{number}", paragraphs=("one page",)) for number in range(count)]


def test_pages_lead_to_each_other_and_keep_the_state(page: Open) -> None:
    tree = page("/search?q=letter&lang=en&page=2&size=3&ui=en")
    pages = links(tree, "pager")
    assert list(pages) == ["‹ Previous", "1", "2", "3", "8", "Next ›"]
    assert state(pages["3"]) == {
        "q": ["letter"],
        "lang": ["en"],
        "page": ["3"],
        "size": ["3"],
        "ui": ["en"],
    }
    assert "page" not in state(pages["‹ Previous"])
    assert tree.xpath("//a[@rel='next']/@href") == [pages["3"]]
    assert (
        tree.xpath("//nav[@aria-label='Pages of results']//*[@aria-current='page']")[0].text == "2"
    )


@pytest.mark.parametrize(
    ("current", "shown"),
    [
        (1, "1 2 … 12 Next ›"),
        (3, "‹ Previous 1 2 3 4 … 12 Next ›"),
        (4, "‹ Previous 1 2 3 4 5 … 12 Next ›"),
        (6, "‹ Previous 1 … 5 6 7 … 12 Next ›"),
        (12, "‹ Previous 1 … 11 12"),
    ],
)
def test_a_gap_between_pages_stands_for_two_or_more(page: Open, current: int, shown: str) -> None:
    assert texts(page(f"/search?q=letter&size=3&page={current}"), "nav.pager") == [shown]


def test_a_page_after_the_last_says_so_and_leads_back(page: Open) -> None:
    tree = page("/search?q=letter&page=40")
    assert texts(tree, "p.note") == ["There is no page 40. Go to the last one, page 4"]
    assert links(tree, "note")["Go to the last one, page 4"] == "/search?q=letter&page=4"
    assert texts(tree, "h2.total") == ["34 passages 1.8 ms"]


@pytest.mark.parametrize("code", list(notes._MESSAGES))
def test_every_note_is_told_in_both_languages(page: Open, engine: StubEngine, code: str) -> None:
    engine.notes = (note(code, "è", "the"),)
    [english], [italian] = (texts(page(f"/search?q=a&ui={ui}"), "p.note") for ui in ("en", "it"))
    assert english != italian
    assert engine.notes[0].message not in (english, italian)
    assert ("“è” and “the”" in english) == ("«è» e «the»" in italian)


def test_a_note_may_be_about_a_number_or_nothing_or_much(page: Open, engine: StubEngine) -> None:
    engine.notes = (
        note("query-shortened", "1024"),
        Note("nothing-to-search", "nothing"),
        note("words-ignored", "w" * 100, *"abcdefghijk"),
        Note("new-kind", "Words of the engine <b>itself</b>."),
    )
    shortened, nothing, ignored, new = texts(page("/search?q=a&ui=en"), "p.note")
    assert "first 1,024 words" in shortened
    assert "in the query" in nothing
    assert "“" + "w" * 40 + "…”, “a”" in ignored
    assert "“h”" not in ignored
    assert new == "Words of the engine <b>itself</b>."


def test_a_query_that_is_read_otherwise_is_shown_whole(page: Open) -> None:
    query = "harbour lingua:inglese " + "testata:courier" + ",courier" * 8
    [told] = texts(page(f"/search?ui=it&q={query}"), "p.note")
    assert told.startswith("La ricerca è stata intesa come «harbour AND language:en AND")
    assert told.endswith("courier».")


def test_a_note_that_says_why_nothing_was_found_is_enough(page: Open, engine: StubEngine) -> None:
    assert texts(page("/search?q=xyzzy"), "div.nothing")
    engine.notes = (note("nothing-to-search", "è"),)
    assert not texts(page("/search?q=è"), "div.nothing")


@pytest.mark.parametrize(("ui", "asked"), [("en", "Did you mean"), ("it", "Forse cercavi")])
def test_what_was_likely_meant_is_offered_and_keeps_the_filters(
    page: Open, ui: str, asked: str
) -> None:
    tree = page(f"/search?q=dokcers&lang=en&size=20&page=1&ui={ui}")
    assert texts(tree, "p.meant") == [f"{asked} dockers?"]
    assert state(links(tree, "meant")["dockers"]) == {
        "q": ["dockers"],
        "lang": ["en"],
        "size": ["20"],
        "ui": [ui],
    }
    assert not texts(page("/search?q=dockers"), "p.meant")


def test_a_long_query_is_put_right_by_a_button_of_the_search_form(page: Open) -> None:
    tree = page("/search?q=" + "dokcers " + "harbour " * 120)
    assert not links(tree, "meant")
    tree = page("/search?q=" + "dokcers " + "x" * 700)
    [button] = tree.xpath("//p[@class='meant']/button")
    assert (button.get("form"), button.get("name")) == ("search", "q")
    assert button.get("value").startswith("dockers xxx")


def test_why_a_passage_matched(page: Open, engine: StubEngine) -> None:
    engine.why = ("translation: harbour → porto", "of the engine’s own")
    tree = page("/search?q=harbour&ui=it&size=1")
    assert texts(tree, "p.why") == [
        "Trovato come traduzione (harbour → porto), of the engine’s own"
    ]


def test_each_reason_is_given_once_and_few_at_a_time(page: Open, engine: StubEngine) -> None:
    engine.why = (
        "translation: war → guerra",
        "alias: kyiv → Kiev",
        "translation: war → Guerra",
        "translation: war → conflitto",
        "translation: talks → colloqui",
        "word: prime → primi",
        "translation: harbour → scalo (ports.tsv)",
    )
    tree = page("/search?q=harbour&size=1&ui=en")
    assert texts(tree, "details.why summary") == [
        "Found through translation (war → guerra, conflitto; talks → colloqui), "
        "other name (kyiv → Kiev), 2 more"
    ]
    assert texts(tree, "details.why p") == [
        "word form (prime → primi), translation, ports.tsv (harbour → scalo)"
    ]


def test_source_links_lead_to_the_web_only(page: Open) -> None:
    tree = page("/search?q=said")
    cards = {each.xpath(".//h3")[0].text_content(): each for each in tree.xpath("//article")}
    hostile = next(card for title, card in cards.items() if "<script>" in title)
    assert not hostile.xpath(".//a[contains(@rel, 'external')]")
    good = next(card for title, card in cards.items() if "second week" in title)
    [source] = good.xpath(".//a[@rel='noopener noreferrer external']/@href")
    assert source.startswith("https://courier.example/2025/harbour-strike#:~:text=")


@pytest.mark.parametrize(
    "filters", ["", '&outlet=<img>"onload="alert(1)&section=<img>&outlet=null']
)
def test_markup_is_text(page: Open, filters: str) -> None:
    tree = page(f'/search?q=nothing+<script>alert(1)</script>"onfocus="alert(1){filters}')
    assert [script.get("type") for script in tree.iter("script")] == ["module"] * 3
    assert not list(tree.iter("img"))
    assert not tree.xpath("//@onfocus | //@onload")
    assert tree.xpath("//input[@id='q']/@value") == [
        'nothing <script>alert(1)</script>"onfocus="alert(1)'
    ]


def test_markup_in_a_passage_is_shown(page: Open) -> None:
    assert any("<img src=x" in text for text in texts(page("/search?q=nothing"), ".passage"))


def test_a_very_long_query_is_a_page_like_any_other(page: Open) -> None:
    tree = page("/search?q=" + "harbour+" * 2000)
    assert len(tree.xpath("//article")) == 10
    assert len(tree.xpath("//title")[0].text) < 100
