"""The results page: what it shows of an answer and what can be done from there."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from indexer.documents import Article, Role
from indexer.query import notes
from indexer.query.model import Match, Sort
from indexer.query.notes import Note, note
from tests.web.conftest import Open, texts
from tests.web.stub import StubEngine


def links(tree: Any, kind: str) -> dict[str, str]:
    """The links within the elements of a class, by what they say."""
    found = tree.xpath(f"//*[contains(concat(' ', @class, ' '), ' {kind} ')]//a")
    return {" ".join(each.text_content().split()): each.get("href") for each in found}


def state(address: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(address).query, keep_blank_values=True)


def choices(tree: Any, name: str) -> dict[str, tuple[str, bool]]:
    """The checkboxes of a facet: label, count, whether ticked."""
    boxes = tree.xpath(f"//fieldset[contains(@class, 'facet-{name}')]//input[@type='checkbox']")
    found = {}
    for box in boxes:
        label = tree.xpath(f"//label[@for='{box.get('id')}']")[0]
        value, count = (span.text_content() for span in label.iter("span"))
        found[value] = (count, box.get("checked") is not None)
    return found


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
    assert texts(page("/search?q=page&ui=it"), "h2.total")[0].startswith("1.234 passaggi, 1–10")
    assert texts(page("/search?q=page&ui=en"), "h2.total")[0].startswith("1,234 passages, 1–10")


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


def test_facets_count_and_a_chosen_value_stays(page: Open) -> None:
    tree = page("/search?q=dockers&outlet=Nowhere&outlet=The+Northern+Courier")
    assert choices(tree, "outlet") == {"The Northern Courier": ("2", True), "Nowhere": ("0", True)}
    assert choices(tree, "lang") == {"English": ("2", False)}
    assert choices(tree, "role") == {"caption": ("1", False), "body text": ("1", False)}


def test_each_count_is_the_total_after_choosing_it(page: Open) -> None:
    tree = page("/search?q=harbour")
    boxes = tree.xpath("//input[@type='checkbox']")
    assert len(boxes) > 20
    for box in boxes:
        [count] = tree.xpath(f"//label[@for='{box.get('id')}']/span[@class='count']")
        chosen = urlencode({"q": "harbour", box.get("name"): box.get("value")})
        assert texts(page(f"/search?{chosen}"), "h2.total")[0].split()[0] == count.text


def test_the_unknown_can_be_chosen(page: Open) -> None:
    tree = page("/search?q=harbour&month=null&outlet=")
    assert texts(tree, "h2.total")[0].startswith("2 passages")
    assert choices(tree, "month")["undated"] == ("2", True)
    assert choices(tree, "outlet")["unknown outlet"] == ("2", True)
    assert list(links(tree, "chips")) == ["unknown outlet ×", "undated ×", "clear all"]


def test_months_are_named_newest_first_the_undated_last(page: Open) -> None:
    months = list(choices(page("/search?q=harbour&ui=it"), "month"))
    assert months[:2] == ["dicembre 2025", "novembre 2025"]
    assert months[-1] == "senza data"


def test_more_than_ten_values_are_folded_away_unless_chosen(page: Open) -> None:
    tree = page("/search?q=letter")
    folded = tree.xpath("//fieldset[contains(@class, 'facet-outlet')]/details")[0]
    assert folded.get("open") is None
    assert len(folded.xpath(".//input")) == 2
    value = folded.xpath(".//input/@value")[1].replace(" ", "+")
    tree = page(f"/search?q=letter&outlet={value}")
    assert tree.xpath("//fieldset[contains(@class, 'facet-outlet')]/details/@open")


def test_the_range_and_the_months_are_said_to_be_alternatives(page: Open) -> None:
    tree = page("/search?q=harbour&ui=en")
    [date] = tree.xpath("//fieldset[contains(@class, 'facet-month')]")
    assert " ".join(date.text_content().split()).startswith(
        "Date From to Show this period or these months December 2025"
    )
    both = "&from=2025-11-12&to=2025-11-12&month=2025-12&month=null"
    days = page(f"/search?q=harbour{both}").xpath("//article//time/@datetime")
    assert {day[:10] for day in days} == {"2025-11-12", "2025-12-05"}
    assert "or these months" not in texts(page("/search?q=xyzzy&ui=en"), ".or")


def test_teasers_are_a_part_to_choose_only_once_they_are_asked_for(page: Open) -> None:
    assert "related headline" not in choices(page("/search?q=harbour"), "role")
    tree = page("/search?q=harbour&role=related")
    assert choices(tree, "role")["related headline"] == ("1", True)


def test_chips_take_out_one_filter_and_keep_the_rest(page: Open) -> None:
    tree = page(
        "/search?q=harbour&lang=en&role=body&from=2025-11&to=2025-11-30&sort=newest&page=1&ui=en"
    )
    chips = links(tree, "chips")
    assert list(chips) == [
        "English ×",
        "1 November 2025 – 30 November 2025 ×",
        "body text ×",
        "clear all",
    ]
    assert state(chips["English ×"]) == {
        "q": ["harbour"],
        "from": ["2025-11-01"],
        "to": ["2025-11-30"],
        "role": ["body"],
        "sort": ["newest"],
        "ui": ["en"],
    }
    assert state(chips["clear all"]) == {"q": ["harbour"], "sort": ["newest"], "ui": ["en"]}


@pytest.mark.parametrize(
    ("dates", "chip"),
    [
        ("from=2025-11-12", "from 12 November 2025 ×"),
        ("to=2025", "until 31 December 2025 ×"),
        ("from=2025-11-12&to=2025-11-12", "12 November 2025 ×"),
    ],
)
def test_a_period_is_one_chip(page: Open, dates: str, chip: str) -> None:
    assert next(iter(links(page(f"/search?q=harbour&{dates}"), "chips"))) == chip


def test_the_form_carries_what_its_fields_do_not_show(page: Open) -> None:
    tree = page("/search?q=harbour&match=word&sort=newest&size=5&ui=it&page=2&outlet=A")
    hidden = tree.xpath("//form[@id='search']//input[@type='hidden']")
    assert {each.get("name"): each.get("value") for each in hidden} == {
        "match": "word",
        "sort": "newest",
        "size": "5",
        "ui": "it",
    }
    assert set(tree.xpath("//input[@type='checkbox' or @type='date']/@form")) == {"search"}


def test_order_and_match_are_links_that_keep_the_rest(page: Open, engine: StubEngine) -> None:
    tree = page("/search?q=letter&lang=it&page=2")
    offered = links(tree, "options")
    assert state(offered["newest"]) == {"q": ["letter"], "lang": ["it"], "sort": ["newest"]}
    assert state(offered["as typed"]) == {"q": ["letter"], "lang": ["it"], "match": ["exact"]}
    page(offered["oldest"])
    assert engine.asked[-1].sort is Sort.OLDEST
    page(offered["as typed"])
    assert engine.asked[-1].match is Match.EXACT


def test_a_small_answer_offers_the_teasers(page: Open) -> None:
    offered = links(page("/search?q=museum&lang=en"), "offers")
    assert offered == {"1 in related headlines": "/search?q=museum&lang=en&role=related"}
    tree = page(offered["1 in related headlines"])
    assert texts(tree, ".passage") == ["Harbour museum opens after ten years of works"]
    assert links(tree, "offers") == {}
    assert list(links(page("/search?q=museum&ui=it"), "offers")) == ["1 nei titoli correlati"]


def test_plain_words_offer_the_passages_with_all_of_them(page: Open) -> None:
    tree = page("/search?q=harbour+strike")
    offered = links(tree, "offers")
    assert offered == {"all of the words: 3": "/search?q=harbour+AND+strike"}
    assert texts(page(offered["all of the words: 3"]), "h2.total")[0].startswith("3 passages")


@pytest.mark.parametrize(
    "text", ["harbour", '"harbour strike"', "harbour OR strike", "harb* strike", "harbour -strike"]
)
def test_a_query_with_signs_is_left_as_it_is(page: Open, engine: StubEngine, text: str) -> None:
    page("/search?size=1&q=" + text)
    assert not any(" AND " in query.text for query in engine.asked)


def test_nothing_found_says_what_would_ask_for_less(page: Open) -> None:
    tree = page("/search?q=xyzzy&lang=it&match=exact")
    assert texts(tree, "h2.total")[0].startswith("0 passages")
    assert links(tree, "nothing") == {
        "search without filters": "/search?q=xyzzy&match=exact",
        "match: any form": "/search?q=xyzzy&lang=it",
    }


@pytest.mark.parametrize(
    ("match", "chosen"), [("", "any form"), ("word", "any form"), ("exact", "as typed")]
)
def test_matches_that_find_the_same_are_one_choice(page: Open, match: str, chosen: str) -> None:
    tree = page("/search?q=letter&lang=it" + (match and f"&match={match}"))
    group = tree.xpath("//div[@aria-label='Match']")[0]
    assert [each.text for each in group.iter("a")] == ["any form", "as typed"]
    assert [each.text for each in group.iter("a") if each.get("aria-current")] == [chosen]
    assert links(tree, "options")["any form"] == "/search?q=letter&lang=it"
    offered = links(page(f"/search?q=xyzzy&match={match or 'related'}"), "nothing")
    assert list(offered) == (["match: any form"] if match == "exact" else [])


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


def test_a_note_that_says_why_nothing_was_found_is_enough(page: Open, engine: StubEngine) -> None:
    assert texts(page("/search?q=xyzzy"), "div.nothing")
    engine.notes = (note("nothing-to-search", "è"),)
    assert not texts(page("/search?q=è"), "div.nothing")


def test_why_a_passage_matched(page: Open, engine: StubEngine) -> None:
    engine.why = ("translation: harbour → porto", "of the engine’s own")
    tree = page("/search?q=harbour&ui=it&size=1")
    assert texts(tree, "p.why") == [
        "Trovato grazie a harbour → porto (traduzione); of the engine’s own"
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
    assert [script.get("type") for script in tree.iter("script")] == ["module"]
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


def test_no_role_is_asked_for_unless_chosen(page: Open, engine: StubEngine) -> None:
    page("/search?q=letter")
    page("/search?q=letter&role=body&role=caption")
    assert [query.roles for query in engine.asked] == [(), (Role.BODY, Role.CAPTION)]
