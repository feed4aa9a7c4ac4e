"""The results page: filters, orders, and the wider and narrower searches it leads to."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from indexer.documents import Role
from indexer.query.model import Match, Sort
from tests.web.conftest import Open, choices, links, state, texts
from tests.web.stub import StubEngine


def test_facets_count_and_a_chosen_value_stays(page: Open) -> None:
    tree = page("/search?q=dockers&match=word&outlet=Nowhere&outlet=The+Northern+Courier")
    assert choices(tree, "outlet") == {"The Northern Courier": ("2", True), "Nowhere": ("0", True)}
    assert choices(tree, "lang") == {"English": ("2", False)}
    assert choices(tree, "role") == {"caption": ("1", False), "body text": ("1", False)}


def test_each_count_is_the_total_after_choosing_it(page: Open) -> None:
    tree = page("/search?q=harbour")
    boxes = tree.xpath("//main//input[@type='checkbox']")
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
    assert texts(tree, "details.months summary") == ["Or choose months"]
    assert not tree.xpath("//details[@class='months']/@open")
    both = "&from=2025-11-12&to=2025-11-12&month=2025-12&month=null"
    days = page(f"/search?q=harbour{both}").xpath("//article//time/@datetime")
    assert {day[:10] for day in days} == {"2025-11-12", "2025-12-05"}
    assert page(f"/search?q=harbour{both}").xpath("//details[@class='months']/@open")
    assert not page("/search?q=xyzzy").xpath("//details[@class='months']")


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
        "November 2025 ×",
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
        ("from=2025-11&to=2025-11-16", "1–16 Nov 2025 ×"),
        ("from=2024&to=2025", "2024–2025 ×"),
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
    exact = offered["exactly as typed"]
    assert state(exact) == {"q": ["letter"], "lang": ["it"], "match": ["exact"]}
    page(offered["oldest"])
    assert engine.asked[-1].sort is Sort.OLDEST
    page(exact)
    assert engine.asked[-1].match is Match.EXACT


def test_teasers_are_offered_beside_what_was_found(page: Open) -> None:
    before = page("/search?q=harbour&lang=en")
    offered = links(before, "offers")
    assert list(offered) == ["1 in related headlines — include it"]
    tree = page(offered["1 in related headlines — include it"])
    found = [int(texts(each, "h2.total")[0].split()[0]) for each in (before, tree)]
    assert found[1] == found[0] + 1
    assert links(tree, "offers") == {}
    chips = links(tree, "chips")
    assert list(chips) == ["English ×", "with related headlines ×", "clear all"]
    assert chips["with related headlines ×"] == "/search?q=harbour&lang=en"
    assert list(links(page("/search?q=museum&ui=it"), "offers")) == [
        "1 nei titoli correlati — includilo"
    ]


def test_teasers_are_added_to_the_parts_that_were_chosen(page: Open) -> None:
    offered = links(page("/search?q=harbour&role=caption"), "offers")
    assert state(offered["1 in related headlines — include it"])["role"] == ["caption", "related"]
    assert not links(page("/search?q=harbour&role=related"), "offers")
    assert not links(page("/search?q=role:related+harbour"), "offers")


def test_plain_words_offer_the_passages_with_all_of_them(page: Open) -> None:
    tree = page("/search?q=harbour+strike&match=word")
    offered = links(tree, "offers")
    assert offered["all of the words: 3"] == "/search?q=harbour+AND+strike&match=word"
    assert texts(page(offered["all of the words: 3"]), "h2.total")[0].startswith("3 passages")


@pytest.mark.parametrize(
    "text", ["harbour", '"harbour strike"', "harbour OR strike", "harb* strike", "harbour -strike"]
)
def test_a_query_with_signs_is_left_as_it_is(page: Open, engine: StubEngine, text: str) -> None:
    page("/search?size=1&q=" + text)
    assert not any(" AND " in query.text for query in engine.asked)


def test_nothing_found_says_what_would_ask_for_less(page: Open) -> None:
    tree = page("/search?q=strikes&match=exact&sort=newest")
    assert texts(tree, "h2.total")[0].startswith("0 passages")
    offered = links(tree, "nothing")
    assert offered == {
        "in any form of the word: 3": "/search?q=strikes&match=word&sort=newest",
        "with related words: 5": "/search?q=strikes&sort=newest",
    }
    for label, address in offered.items():
        assert texts(page(address), "h2.total")[0].split()[0] == label.rpartition(" ")[2]
    filtered = page("/search?q=dockers&lang=it&match=exact")
    assert links(filtered, "nothing") == {
        "with related words: 1": "/search?q=dockers&lang=it",
        "without filters: 2": "/search?q=dockers&match=exact",
    }


@pytest.mark.parametrize(
    ("address", "labels"),
    [
        ("q=dockers+AND+pescherecci", ["any of the words", "without “+dockers”"]),
        ('q="ferries+wall"&match=word', ["the words of the phrase, wherever they stand"]),
        (
            "q=harbour&outlet=Nobody&lang=it",
            ["without the filter “Nobody”", "without filters"],
        ),
        ("q=harbour+-harbour", ["without “-harbour”"]),
    ],
)
def test_each_way_to_ask_for_less_keeps_its_promise(
    page: Open, address: str, labels: list[str]
) -> None:
    tree = page(f"/search?{address}&ui=en")
    assert texts(tree, "h2.total")[0].startswith("0 passages")
    offered = links(tree, "nothing")
    told = {label.rpartition(":")[0] for label in offered}
    assert told >= set(labels)
    for label, address in offered.items():
        assert texts(page(address), "h2.total")[0].split()[0] == label.rpartition(" ")[2]


@pytest.mark.parametrize("match", ["exact", "word", "related"])
def test_nothing_is_offered_that_would_find_nothing(page: Open, match: str) -> None:
    assert links(page(f"/search?q=xyzzy&lang=it&match={match}"), "nothing") == {}


@pytest.mark.parametrize(
    ("match", "offered"),
    [
        ("exact", ["in any form of the word: 2", "with related words: 3"]),
        ("word", ["with related words: 3"]),
        ("related", []),
    ],
)
def test_a_small_answer_offers_the_greater_strengths(
    page: Open, match: str, offered: list[str]
) -> None:
    assert list(links(page(f"/search?q=ferry&match={match}"), "offers")) == offered


@pytest.mark.parametrize(
    ("match", "chosen"),
    [("", "related words"), ("word", "any form of the word"), ("exact", "exactly as typed")],
)
def test_there_are_three_strengths(page: Open, match: str, chosen: str) -> None:
    tree = page("/search?q=letter&lang=it" + (match and f"&match={match}"))
    group = tree.xpath("//div[@aria-label='Match']")[0]
    offered = {each.text: each for each in group.iter("a")}
    assert list(offered) == ["related words", "any form of the word", "exactly as typed"]
    assert [name for name, each in offered.items() if each.get("aria-current")] == [chosen]
    assert offered["related words"].get("href") == "/search?q=letter&lang=it"
    assert len({each.get("title") for each in offered.values()}) == 3


def test_no_role_is_asked_for_unless_chosen(page: Open, engine: StubEngine) -> None:
    page("/search?q=letter")
    page("/search?q=letter&role=body&role=caption")
    assert [query.roles for query in engine.asked] == [(), (Role.BODY, Role.CAPTION)]
