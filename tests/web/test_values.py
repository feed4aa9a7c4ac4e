"""All the values of a facet: found, counted, chosen among and taken back to the search."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from indexer.documents import Article
from search_app.results.values import PER_PAGE
from tests.web.conftest import Open, links, parsed, state, texts
from tests.web.samples import HOSTILE
from tests.web.stub import StubEngine

NAMES = ("Eco", "Città", "Àncora", "Courier", "zeta", "Gazzetta")


@pytest.fixture
def crowded(engine: StubEngine) -> StubEngine:
    """Many outlets, dozens of sections, one outlet more often than the others."""
    engine.index(
        Article(
            id=f"o{number}",
            outlet=f"{NAMES[number % len(NAMES)]} {number:03}",
            section=f"Section {number % 40}",
            language="it" if number % 3 else "en",
            published=f"{1990 + number % 30}-05-01",
            paragraphs=("One plain word.",) * (3 if number == 7 else 1),
        )
        for number in range(130)
    )
    engine.index([Article(id="none", language="en", paragraphs=("One plain word.",))])
    return engine


def shown(tree: Any, kind: str = "found-values") -> dict[str, tuple[str, bool]]:
    """The checkboxes of a list by label: count, and whether ticked."""
    found = {}
    for row in tree.xpath(f"//*[contains(@class, '{kind}')]//li"):
        value, count = (span.text_content() for span in row.xpath("./label/span"))
        found[value] = count, row.xpath("./input/@checked") != []
    return found


def filled(tree: Any, **ticked: Any) -> dict[str, list[str]]:
    """What the form of values sends: its hidden fields, what is ticked, and what is given."""
    fields: dict[str, list[str]] = {}
    for each in tree.xpath("//form[@id='choose']//input"):
        kind = each.get("type")
        if kind == "hidden" or (kind == "checkbox" and each.get("checked") is not None):
            fields.setdefault(each.get("name"), []).append(each.get("value"))
    for name, values in ticked.items():
        fields.setdefault(name, []).extend([values] if isinstance(values, str) else values)
    return fields


pytestmark = pytest.mark.usefixtures("crowded")


def test_all_values_are_listed_page_by_page_the_most_frequent_first(page: Open) -> None:
    tree = page("/values/outlet?q=plain&ui=en")
    assert texts(tree, ".number") == ["131 outlets"]
    listed = shown(tree)
    assert next(iter(listed.items())) == ("Courier 007".replace("Courier", NAMES[1]), ("3", False))
    pages = [listed, shown(page("/values/outlet?q=plain&page=2"))]
    assert [len(each) for each in pages] == [PER_PAGE, 31]
    assert len({label for each in pages for label in each}) == 131
    assert list(pages[-1])[-1] == "unknown outlet"
    assert shown(page("/values/outlet?q=plain&page=999")) == pages[-1]


def test_by_name_case_and_accents_do_not_count(page: Open) -> None:
    labels = list(shown(page("/values/outlet?q=plain&order=name")))
    assert labels[:2] == ["Àncora 002", "Àncora 008"]
    last = list(shown(page("/values/outlet?q=plain&order=name&page=2")))
    assert (last[-2], last[-1]) == ("zeta 124", "unknown outlet")


@pytest.mark.parametrize(
    ("find", "found"),
    [("CITTA 00", 2), ("ancora", 22), ("00 eco", 2), ("  ", 131), ("nowhere", 0), ("zzz'\"<", 0)],
)
def test_values_are_found_by_parts_of_their_words(page: Open, find: str, found: int) -> None:
    tree = page("/values/outlet?" + urlencode({"q": "plain", "find": find, "ui": "en"}))
    assert texts(tree, ".number") == [f"{found} outlets"]
    assert len(shown(tree)) == min(found, PER_PAGE)
    assert tree.xpath("//input[@id='find']/@value") == [find]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        *(("outlet", {"lang": "it", "from": "2000"}), ("section", {"outlet": ["Eco 006", "null"]})),
        *(("lang", {"month": "1997-05"}), ("month", {}), ("role", {"section": "null"})),
    ],
)
def test_each_count_is_the_total_after_choosing_it(
    page: Open, client: FlaskClient, name: str, kept: dict[str, Any]
) -> None:
    search = {"q": "plain", "ui": "en", **kept}
    tree = page(f"/values/{name}?" + urlencode({**search, "order": "name"}, doseq=True))
    boxes = tree.xpath("//ul//input[@type='checkbox']")
    assert boxes
    for box in boxes[:5] + boxes[-2:]:
        [count] = tree.xpath(f"//label[@for='{box.get('id')}']/span[@class='count']")
        sent = {**filled(tree), name: [box.get("value")], "choose": ["1"]}
        response = client.get(f"/values/{name}", query_string=sent)
        assert response.status_code == 303
        total = texts(page(response.headers["Location"]), "h2.total")[0].split()[0]
        assert total == count.text


def test_what_is_chosen_is_on_every_page_and_carried_by_every_step(page: Open) -> None:
    for step in ({"page": "2"}, {"find": "gazzetta"}, {"find": "nowhere"}, {"order": "name"}):
        asked = {"q": "plain", "outlet": ["Eco 000", "Gone", "null"], **step}
        tree = page("/values/outlet?" + urlencode(asked, doseq=True) + "&ui=en")
        assert shown(tree, "chosen") == {
            "Eco 000": ("1", True),
            "Gone": ("0", True),
            "unknown outlet": ("1", True),
        }
        assert "Eco 000" not in shown(tree)
        assert filled(tree)["outlet"] == ["Eco 000", "Gone", "null"]


def test_the_choice_leads_back_to_the_search_as_it_was(page: Open, client: FlaskClient) -> None:
    state_ = "q=plain&lang=it&from=1990-01-01&match=word&sort=newest&size=20&ui=it"
    tree = page(f"/values/outlet?{state_}&layout=compare&outlet=Eco+000&find=zeta&order=name")
    assert tree.xpath("//p[@class='back']/a/@href") == [
        "/compare?q=plain&lang=it&outlet=Eco+000&from=1990-01-01"
        "&match=word&sort=newest&size=20&ui=it"
    ]
    sent = filled(tree, outlet="zeta 004", find="zeta", choose="1")
    there = client.get("/values/outlet", query_string=sent).headers["Location"]
    assert there.startswith("/compare?")
    assert state(there)["outlet"] == ["Eco 000", "zeta 004"]
    assert state(there).keys() & {"find", "order", "layout", "choose", "page"} == set()


def test_the_facet_leads_to_all_its_values(page: Open) -> None:
    tree = page("/search?q=plain&lang=en&from=1990&outlet=null&outlet=Eco+000&ui=en")
    [form] = tree.xpath("//fieldset[contains(@class, 'facet-outlet')]//form")
    fields = [(each.get("name"), each.get("value")) for each in form.xpath(".//input[@value]")]
    assert form.get("action") == "/values/outlet"
    assert fields == [
        *(("q", "plain"), ("lang", "en"), ("outlet", "null"), ("outlet", "Eco 000")),
        *(("from", "1990-01-01"), ("ui", "en")),
    ]
    found = page("/values/outlet?" + urlencode([*fields, ("find", "eco")]))
    assert list(shown(found, "chosen")) == ["unknown outlet", "Eco 000"]
    [(label, address)] = links(page("/search?q=plain&section=&ui=en"), "facet-section").items()
    assert label == "all 41 sections »"
    assert texts(page(address), ".number") == ["41 sections"]


def test_where_all_values_are_listed_nothing_leads_further(page: Open) -> None:
    assert page("/search?q=letter").xpath("//form[@class='finder']") == []


def test_a_long_query_is_taken_there_by_the_search_form(page: Open, client: FlaskClient) -> None:
    text = "plain " * 300
    tree = page("/compare?" + urlencode({"q": text, "lang": "it"}))
    assert tree.xpath("//form[@class='finder']") == []
    [button] = tree.xpath("//fieldset[contains(@class, 'facet-outlet')]//button")
    assert button.get("form") == "search"
    sent = {"q": text, "lang": "it", button.get("name"): button.get("value")}
    there = parsed(client.get(button.get("formaction"), query_string=sent))
    assert len(shown(there)) == 86
    [back] = there.xpath("//p[@class='back']/button")
    sent = {**filled(there), back.get("name"): [back.get("value")]}
    assert (
        client.get("/values/outlet", query_string=sent)
        .headers["Location"]
        .startswith("/compare?q=plain+plain")
    )


def test_the_page_keeps_its_state_in_the_other_language(page: Open) -> None:
    tree = page("/values/outlet?q=plain&find=eco&order=name&page=2&layout=compare&ui=en")
    there = links(tree, "languages")["Italiano"]
    kept = {"q": "plain", "find": "eco", "order": "name", "page": "2", "layout": "compare"}
    assert state(there) == {name: [value] for name, value in {**kept, "ui": "it"}.items()}
    assert texts(page(there), ".number") == ["22 testate"]


def test_hostile_names_stay_text(page: Open) -> None:
    tree = page("/values/outlet?" + urlencode({"q": "harbour", "find": "<script>"}))
    assert list(shown(tree)) == [f"Outlet {HOSTILE}"]
    assert tree.xpath("//main//script | //main//img") == []


@pytest.mark.parametrize(
    "wrong", ["order=first", "layout=nowhere", "page=0", "month=x", "sort=first"]
)
def test_what_is_wrong_is_named(page: Open, wrong: str) -> None:
    tree = page(f"/values/outlet?q=plain&ui=en&{wrong}", status=400)
    assert wrong.partition("=")[0] in tree.xpath("string(//main)")


def test_other_names_have_no_page_and_no_query_leads_to_the_start(
    page: Open, client: FlaskClient
) -> None:
    page("/values/author?q=plain", status=404)
    assert client.get("/values/outlet?find=x").headers["Location"] == "/"


@pytest.mark.parametrize(
    ("address", "first"),
    [
        ("/values/month?q=plain&order=name&ui=it", "maggio 2019"),
        ("/values/lang?q=plain&order=name&ui=it", "inglese"),
        ("/values/role?q=plain&ui=it", "testo"),
    ],
)
def test_values_are_said_in_the_language_of_the_page(page: Open, address: str, first: str) -> None:
    assert next(iter(shown(page(address)))) == first
