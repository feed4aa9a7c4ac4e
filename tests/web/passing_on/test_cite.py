"""The page that cites a passage, and its files."""

from __future__ import annotations

import bibtexparser
import pytest
import rispy
from flask.testing import FlaskClient

from indexer.documents import Article
from search_app import params
from tests.web.conftest import Open, texts
from tests.web.samples import HARBOUR, HOSTILE_ARTICLE, PORTO
from tests.web.stub import StubEngine

CITE = f"/cite/{HARBOUR.id}"


def test_every_style_is_shown(page: Open) -> None:
    tree = page(f"{CITE}?p=4&ui=it")
    assert texts(tree, "h3") == [
        "APA, 7ª edizione",
        "MLA, 9ª edizione",
        "Chicago, 17ª edizione: nota",
        "Chicago, 17ª edizione: bibliografia",
        "ISO 690, uso italiano",
    ]
    references = tree.xpath("//h3/following-sibling::div[1]/p")
    assert [each.get("lang") for each in references] == ["en", "en", "en", "en", "it"]
    assert all(each.xpath("./i") for each in references)


def test_the_passage_is_quoted_with_its_place(page: Open) -> None:
    tree = page("/cite/gazzetta/sciopero-porto?p=2")
    (quotation,) = tree.xpath("//*[@id='quotation']")
    (words,) = quotation.xpath("./span[@lang='it']")
    assert words.text.startswith("«Lo sciopero")
    assert "“senza una data”" in words.text
    assert "(Gazzetta del Golfo, 13 November 2025, " in " ".join(quotation.text_content().split())
    (link,) = quotation.xpath("./a/@href")
    assert link.startswith(f"{PORTO.url}#:~:text=")


def test_a_passage_without_a_source_is_quoted_from_here(page: Open) -> None:
    (link,) = page("/cite/untitled?p=1").xpath("//*[@id='quotation']/a/@href")
    assert link == "http://localhost/article/untitled#p1"


def test_an_article_is_cited_without_a_passage(page: Open) -> None:
    tree = page(CITE)
    assert texts(tree, "h1") == ["Cite this article"]
    assert not tree.xpath("//*[@id='quotation']")
    assert tree.xpath("//p[@class='back']/a/@href") == [f"/article/{HARBOUR.id}"]


def test_files_for_reference_managers(page: Open, client: FlaskClient) -> None:
    addresses = page(f"{CITE}?p=5&ui=en").xpath("//ul[@class='files']//a/@href")
    assert addresses == [f"{CITE}?p=5&format={form}&ui=en" for form in ("bibtex", "ris")]
    made, ris = (client.get(address) for address in addresses)
    (entry,) = bibtexparser.parse_string(made.text).entries
    assert entry["annote"].startswith("“‘We were told")
    (record,) = rispy.loads(ris.text)
    assert record["id"] == entry.key
    assert f"{entry.key}.bib" in made.headers["Content-Disposition"]
    assert f"{entry.key}.ris" in ris.headers["Content-Disposition"]


@pytest.mark.parametrize("p", ["0", "x", "-1", "12", "99999999999", "١"])
@pytest.mark.parametrize("ui", ["en", "it"])
def test_a_passage_that_is_not_there(page: Open, p: str, ui: str) -> None:
    (said,) = texts(page(f"{CITE}?p={p}&ui={ui}", 400), "p.lead")
    assert "“p”" in said or "«p»" in said


def test_a_form_that_is_not_there(page: Open) -> None:
    (said,) = texts(page(f"{CITE}?format=csv", 400), "p.lead")
    assert said.endswith("Give bibtex or ris, or leave the parameter out.")


def test_an_article_that_is_not_there(page: Open) -> None:
    page("/cite/nothing", 404)


def test_an_id_may_look_like_anything(engine: StubEngine, page: Open) -> None:
    names = ["a.bib", "a?format=ris", "x/cite/y", HOSTILE_ARTICLE.id]
    engine.index(Article(id=name, paragraphs=("A dolphin.",)) for name in names)
    tree = page("/search?q=dolphin&match=word")
    cited = tree.xpath("//article//a[.='Cite']/@href")
    assert len(cited) == len(names)
    for address in cited:
        assert texts(page(address), "h1") == ["Cite this passage"]


def test_a_card_and_the_reading_view_lead_there(page: Open) -> None:
    tree = page("/search?q=spokeswoman&match=word&ui=en")
    (address,) = tree.xpath("//p[@class='actions']/a[.='Cite']/@href")
    assert address == f"{CITE}?p=5&ui=en"
    (address,) = page(f"/article/{HARBOUR.id}").xpath("//p[@class='meta']/a[.='Cite']/@href")
    assert address == CITE


def test_switching_the_language_keeps_the_passage(page: Open) -> None:
    tree = page(f"{CITE}?p=5")
    assert tree.xpath("//nav[@class='languages']/a/@href")[1] == f"{CITE}?p=5&ui=it"
    assert params.PASSAGE == "p"


def test_a_hostile_article_is_harmless(page: Open) -> None:
    tree = page("/cite/a/%3Cb%3E%3Fc%3Dd%26e%23f?p=2")
    assert not tree.xpath("//main//script | //main//img")
    assert not any(link.startswith("javascript") for link in tree.xpath("//@href"))
