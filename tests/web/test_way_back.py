"""From a passage that was found back to the search as it was, and on to the next one."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from tests.web import samples
from tests.web.conftest import Open, links, state, texts
from tests.web.test_sizes import LONG

FILTERED = "/search?q=letter&lang=en&sort=newest&page=2&size=5&ui=en"


def test_the_way_back_leads_to_the_same_page_with_its_filters(page: Open) -> None:
    opened = page(FILTERED).xpath("//h3/a/@href")[2]
    assert state(opened.partition("#")[0]) == {
        "q": ["letter"],
        "lang": ["en"],
        "sort": ["newest"],
        "size": ["5"],
        "hit": ["8"],
        "ui": ["en"],
    }
    [back] = links(page(opened.partition("#")[0]), "back").values()
    assert state(back) == state(FILTERED)


def test_the_passages_found_before_and_after_are_a_step_away(page: Open) -> None:
    cards = [
        address
        for number in (1, 2)
        for address in page(f"/search?q=letter&size=5&page={number}").xpath("//h3/a/@href")
    ]
    tree = page(cards[4].partition("#")[0])
    assert tree.xpath("//a[@rel='prev']/@href") == [cards[3]]
    assert tree.xpath("//a[@rel='next']/@href") == [cards[5]]
    assert texts(tree, ".found-by nav")[0].endswith("5 of 34 ›")
    next_tree = page(cards[5].partition("#")[0])
    [back] = links(next_tree, "back").values()
    assert state(back) == {"q": ["letter"], "page": ["2"], "size": ["5"]}


def test_the_first_has_none_before_it_and_the_last_none_after(page: Open) -> None:
    first, *_, last = page("/search?q=treasurer+letter&size=100").xpath("//h3/a/@href")
    tree = page(first.partition("#")[0])
    assert not tree.xpath("//a[@rel='prev']")
    assert tree.xpath("//a[@rel='next']")
    tree = page(last.partition("#")[0])
    assert tree.xpath("//a[@rel='prev']")
    assert not tree.xpath("//a[@rel='next']")


@pytest.mark.parametrize("asked", ["?q=letter", "?q=letter&hit=3", "?q=letter&hit=999", "?hit=1"])
def test_an_article_that_does_not_stand_there_has_no_neighbours(page: Open, asked: str) -> None:
    tree = page(f"/article/{samples.HARBOUR.id}{asked}")
    assert not tree.xpath("//nav[a[@rel]]")


@pytest.mark.parametrize("hit", ["0", "-1", "x", "9999999"])
def test_a_wrong_place_is_refused(page: Open, hit: str) -> None:
    assert "hit" in texts(page(f"/article/untitled?q=x&hit={hit}", 400), "main")[0]


def test_of_a_long_query_the_form_keeps_the_filters_and_the_page(page: Open) -> None:
    asked = {"q": LONG, "lang": "en", "from": "2020-01-01", "size": 5, "hit": 7}
    tree = page("/article/untitled?" + urlencode(asked))
    [button] = tree.xpath("//p[@class='back']/button[@form='search']")
    assert (button.get("name"), button.get("value")) == ("page", "2")
    kept = {
        (each.get("name"), each.get("value"))
        for each in tree.xpath("//input[@form='search' and @type='hidden']")
    }
    assert kept == {("lang", "en"), ("from", "2020-01-01")}
    card = page("/search?" + urlencode({"q": LONG})).xpath("//button[@class='open']")[1]
    assert (card.get("name"), card.get("value")) == ("hit", "2")


def test_the_language_and_the_lines_left_out_keep_the_place(page: Open) -> None:
    tree = page(f"/article/{samples.HARBOUR.id}?q=harbour&lang=en&hit=2")
    there = links(tree, "languages")["Italiano"]
    assert state(there) == {"q": ["harbour"], "lang": ["en"], "hit": ["2"], "ui": ["it"]}


def test_outlet_and_section_lead_to_all_that_has_them(page: Open) -> None:
    tree = page(f"/article/{samples.HARBOUR.id}?ui=en")
    [outlet] = tree.xpath("//article//*[@class='outlet']/a/@href")
    assert state(outlet) == {
        "q": ['outlet:"The Northern Courier"'],
        "sort": ["newest"],
        "ui": ["en"],
    }
    assert set(texts(page(outlet), ".card .outlet")) == {"The Northern Courier"}
    [section] = tree.xpath("//p[@class='section']/a/@href")
    assert state(section)["q"] == ["section:Business"]


def test_what_is_unknown_leads_nowhere(page: Open) -> None:
    assert not page("/article/untitled").xpath("//article//*[@class='outlet']/a")
