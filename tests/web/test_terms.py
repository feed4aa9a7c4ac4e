"""What a search also looked up: chips that take a related term out and put it back."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from indexer.documents import Article
from search_app.results import terms
from tests.web import samples
from tests.web.conftest import Open, links, state, texts
from tests.web.stub import StubEngine

MANY = "government police city war peace court market school hospital worker company minister"


def rows(tree: Any) -> dict[str, list[str]]:
    """What each row of terms says, by its language."""
    return {
        " ".join(row.xpath("string(dt)").split()): [
            " ".join(each.text_content().split()) for each in row.xpath("dd/ul/li")
        ]
        for row in tree.xpath("//dl[@class='terms']/div")
    }


def removals(tree: Any) -> dict[str, str]:
    """The links of the chips by their accessible names."""
    found = tree.xpath("//dl[@class='terms']//a")
    return {each.get("aria-label"): each.get("href") for each in found}


def found(tree: Any) -> int:
    return int(texts(tree, "h2.total")[0].split()[0])


def test_a_row_for_each_language_by_how_the_terms_were_reached(page: Open) -> None:
    tree = page("/search?q=harbour+sciopero&ui=en")
    assert rows(tree) == {
        "asked for": ["harbour ×", "sciopero ×"],
        "in English": ["translation strike ×"],
        "in Italian": ["other form scioperare ×", "translation porto ×", "portuale ×"],
    }
    assert list(removals(tree)) == [
        "Remove harbour from the query",
        "Remove sciopero from the query",
        "Remove translation strike (English)",
        "Remove other form scioperare (Italian)",
        "Remove translation porto (Italian)",
        "Remove translation portuale (Italian)",
    ]
    assert tree.xpath("//a[@title='harbour → porto']")


def test_a_single_word_stands_with_what_it_was_also_looked_up_as(page: Open) -> None:
    assert rows(page("/search?q=harbour&ui=en"))["in Italian"][0] == "harbour"


def test_a_part_of_the_query_is_taken_out(page: Open) -> None:
    tree = page("/search?" + urlencode({"q": '"harbour wall" -strike ferry', "lang": "en"}))
    ways = removals(tree)
    assert state(ways['Remove "harbour wall" from the query']) == {
        "q": ["ferry -strike"],
        "lang": ["en"],
    }
    assert state(ways["Remove -strike from the query"])["q"] == ['"harbour wall" ferry']
    lone = page("/search?q=harbour+-strike")
    assert rows(lone)["asked for"] == ["harbour", "-strike ×"]


def test_a_pasted_text_is_not_taken_apart(page: Open) -> None:
    assert "asked for" not in rows(page("/search?" + urlencode({"q": MANY + " mayor minister"})))


def test_the_rows_speak_the_language_of_the_page(page: Open) -> None:
    tree = page("/search?q=harbour&ui=it")
    assert "in italiano" in rows(tree)
    assert "Togli traduzione porto (italiano)" in removals(tree)


def test_a_term_taken_out_is_no_longer_looked_up_and_can_be_put_back(
    page: Open, engine: StubEngine
) -> None:
    start = "/search?q=harbour&section=Economia&match=related&sort=newest&ui=en"
    before = page(start)
    address = removals(before)["Remove translation porto (Italian)"]
    assert state(address) == {
        "q": ["harbour"],
        "section": ["Economia"],
        "without": ["it:porto"],
        "sort": ["newest"],
        "ui": ["en"],
    }
    engine.asked.clear()
    after = page(address)
    assert engine.asked[0].without == ("it:porto",)
    assert found(after) < found(before)
    assert rows(after)["in Italian"][-1] == "taken out porto +"
    back = removals(after)["Put back translation porto (Italian)"]
    assert found(page(back)) == found(before)
    assert "without" not in state(back)


def test_taken_out_terms_are_kept_by_every_way_on(page: Open) -> None:
    tree = page("/search?q=harbour+sciopero&without=it:porto&without=en:strike&size=3&ui=en")
    kept = ["it:porto", "en:strike"]
    ways = [*links(tree, "pager").values(), *links(tree, "options").values()]
    ways += [tree.xpath("//h3/a/@href")[0], links(tree, "languages")["Italiano"]]
    assert len(ways) > 8
    assert all(state(way.partition("#")[0])["without"] == kept for way in ways)
    carried = tree.xpath("//input[@form='search' and @type='hidden' and @name='without']/@value")
    assert carried == kept
    assert state(removals(tree)["Remove translation portuale (Italian)"])["without"] == [
        *kept,
        "it:portuale",
    ]


def test_what_the_query_would_not_look_up_is_dropped(page: Open) -> None:
    tree = page("/search?q=harbour&without=it:tregua&without=IT:Porto&without=en:porto")
    assert tree.xpath("//input[@name='without']/@value") == ["it:Porto"]
    assert rows(tree)["in Italian"][-1] == "taken out porto +"


@pytest.mark.parametrize("match", ["exact", "word"])
def test_the_other_strengths_have_no_rows_but_keep_what_was_taken_out(
    page: Open, match: str
) -> None:
    tree = page(f"/search?q=harbour&without=it:porto&match={match}")
    assert not rows(tree)
    assert tree.xpath("//input[@name='without']/@value") == ["it:porto"]
    related = links(tree, "options")["related words"]
    assert state(related) == {"q": ["harbour"], "without": ["it:porto"]}


def test_where_nothing_is_related_there_are_no_rows(page: Open) -> None:
    assert not rows(page("/search?q=xyzzy"))
    assert not rows(page("/search?q=harbour&lang=en"))
    assert list(rows(page("/search?q=harbour&lang=it"))) == ["in Italian"]


def test_a_passage_of_unknown_language_has_a_row_of_its_own(page: Open, engine: StubEngine) -> None:
    engine.index([Article(id="u", language="fr", paragraphs=("Kiev et Moscou.",))])
    tree = page("/search?q=Kyiv&ui=en")
    assert any("Kiev" in told for row in rows(tree).values() for told in row)


@pytest.mark.parametrize("address", ["/search", "/api/search", "/article/untitled"])
@pytest.mark.parametrize("value", ["", "porto", "it:", ":porto", "italian:porto", "it porto"])
def test_a_wrong_term_is_refused(client: FlaskClient, address: str, value: str) -> None:
    answer = client.get(f"{address}?" + urlencode({"q": "harbour", "without": value}))
    assert answer.status_code == 400
    if address.startswith("/api"):
        told = answer.get_json(force=True)
        assert told["parameter"] == "without"
        assert told["accepted"] == "language:term, such as it:tregua"
    else:
        assert "it:tregua" in answer.get_data(as_text=True)


def test_the_api_takes_terms_out_too(client: FlaskClient) -> None:
    def answer(**more: str) -> tuple[int, set[str]]:
        told = client.get("/api/search?" + urlencode({"q": "harbour", **more})).get_json()
        return told["total"], {each["term"] for each in told["query"]["interpretation"]}

    whole, with_it = answer()
    total, without_it = answer(without="it:porto")
    assert with_it - without_it == {"porto"}
    assert total < whole


def test_the_reading_view_marks_related_words_but_for_those_taken_out(page: Open) -> None:
    address = f"/article/{samples.PORTO.id}?q=harbour"
    marks = page(address).xpath("//mark/text()")
    assert {"porto", "portuali"} <= set(marks)
    tree = page(address + "&without=it:porto")
    assert "porto" not in tree.xpath("//mark/text()")
    assert tree.xpath("//*[@class='back']/a/@href") == ["/search?q=harbour&without=it:porto"]
    assert tree.xpath("//input[@name='without']/@value") == ["it:porto"]


def test_nothing_found_offers_to_put_the_words_back(page: Open) -> None:
    tree = page("/search?q=dockers&lang=it&without=it:portuale&ui=en")
    assert links(tree, "nothing")["with the words put back: 1"] == (
        "/search?q=dockers&lang=it&ui=en"
    )


@pytest.fixture
def chatty(engine: StubEngine) -> StubEngine:
    """An index with the translations of many words."""
    words = (
        "governo polizia città guerra conflitto pace corte tribunale mercato scuola ospedale "
        "lavoratore azienda società impresa compagnia ministro esecutivo agenti"
    )
    engine.index([Article(id="w", language="it", paragraphs=(words,))])
    return engine


@pytest.mark.usefixtures("chatty")
def test_many_terms_are_folded_away(page: Open) -> None:
    tree = page("/search?" + urlencode({"q": MANY, "ui": "en"}))
    [row] = tree.xpath("//dl[@class='terms']/div[dt='in Italian']")
    assert len(row.xpath("dd/ul/li/a")) == terms.SHOWN
    folded = row.xpath(".//details//li/a")
    assert folded
    assert row.xpath("string(.//summary)").strip() == f"{len(folded)} more"


@pytest.mark.usefixtures("chatty")
def test_of_a_long_query_the_form_takes_terms_out(page: Open) -> None:
    text = f"{MANY} " * 12
    tree = page("/search?" + urlencode({"q": text, "without": "it:guerra", "ui": "en"}))
    buttons = tree.xpath("//dl[@class='terms']//button[@form='search' and @name='without']")
    assert "it:pace" in [each.get("value") for each in buttons]
    [box] = tree.xpath("//dl[@class='terms']//input[@form='search' and @name='without']")
    assert (box.get("type"), box.get("value")) == ("checkbox", "it:guerra")
    assert box.get("checked") is not None
    assert not tree.xpath("//input[@type='hidden' and @name='without']")
