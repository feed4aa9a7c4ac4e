"""The reading view."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from flask import g

from indexer.documents import Article, LeftOut, Paragraph, Role
from indexer.sources.lines.draft import Reason
from search_app.app import create_app
from search_app.i18n import choose
from search_app.provenance import REASONS
from search_app.reading.layout import reading
from search_app.reading.left_out import groups
from tests.engine.kept import stored
from tests.web import samples
from tests.web.conftest import Open, links, texts
from tests.web.stub import StubEngine

HARBOUR = "/article/" + samples.HARBOUR.id


def test_the_article_stands_in_page_order_under_its_headline(page: Open) -> None:
    tree = page(HARBOUR)
    story = tree.xpath("//article")[0]
    assert texts(tree, "h1") == [samples.HARBOUR.title]
    ids = story.xpath(".//*[starts-with(@id, 'p')]/@id")
    assert ids == [f"p{number}" for number in range(1, 9)]
    assert story.xpath("string(//*[@id='p6']/h2)") == "What the islands pay"
    assert story.xpath("//*[@id='p4']/@class") == ["place caption"]
    assert story.xpath("//*[@id='p2']/@class") == ["place standfirst"]


def test_the_headline_is_said_once(page: Open) -> None:
    read = page(HARBOUR).xpath("//main//text()[not(ancestor::details)]")
    assert "".join(read).count("enters its second week") == 1


def test_teasers_stand_apart(page: Open) -> None:
    tree = page(HARBOUR + "?ui=it")
    [aside] = tree.xpath("//aside")
    assert aside.xpath("string(h2)") == "Richiami ad altri articoli in quella pagina"
    assert aside.xpath(".//p/@id") == ["p9", "p10", "p11"]


def test_what_is_known_of_the_article(page: Open) -> None:
    [facts] = texts(page(HARBOUR), "header p.meta")
    assert facts == (
        "The Northern Courier · 12 November 2025 · English · by Ada Marsh and Piet Lund"
        " · agency: NPA · Source ↗ · Cite"
    )
    [facts] = texts(page("/article/gazzetta/sciopero-porto?ui=it"), "header p.meta")
    assert facts == "Gazzetta del Golfo · 13 novembre 2025 · italiano · Fonte ↗ · Cita"
    [facts] = texts(page("/article/untitled"), "header p.meta")
    assert facts == "unknown outlet · undated · English · Cite"


def test_a_title_made_up_is_said_to_be(page: Open) -> None:
    tree = page("/article/untitled")
    assert tree.xpath("//h1/@class") == ["derived"]
    assert texts(tree, ".derived-note") == [
        "The source gives no headline; these are its first words."
    ]


def test_each_passage_speaks_its_own_language(page: Open) -> None:
    tree = page("/article/gazzetta/sciopero-porto")
    assert tree.xpath("//*[@id='p2']/@lang") == ["it"]
    assert tree.xpath("//*[@id='p4']/@lang") == ["en"]
    assert tree.xpath("/html/@lang") == ["en"]


def test_matches_are_marked_everywhere_and_numbered(page: Open) -> None:
    tree = page(HARBOUR + "?q=harbour+list")
    marks = tree.xpath("//mark")
    assert [mark.get("id") for mark in marks] == [f"m{n}" for n in range(1, len(marks) + 1)]
    assert {mark.text.casefold() for mark in marks} == {"harbour", "list"}
    assert tree.xpath("//nav[@class='steps']//a/@href") == [f"#m{n + 1}" for n in range(len(marks))]
    assert texts(tree, ".steps p") == [f"{len(marks)} matches"]


def test_without_a_query_nothing_is_marked(page: Open) -> None:
    tree = page(HARBOUR)
    assert not tree.xpath("//mark | //nav[@class='steps'] | //*[@class='back']")


def test_the_way_back_to_the_search(page: Open) -> None:
    tree = page(HARBOUR + "?q=harbour&match=word&ui=it")
    assert tree.xpath("//*[@class='back']/a/@href") == ["/search?q=harbour&match=word&ui=it"]


def test_any_id_can_be_opened_from_its_card(page: Open, engine: StubEngine) -> None:
    ids = [
        "a/b",
        "/rooted",
        "x//y",
        "a?b=c",
        "q#p2",
        "100%",
        "è «qui»",
        "https://ex.org/a/?b",
        "a b/",
    ]
    engine.index(Article(id=each, title="Named", paragraphs=("A zebra.",)) for each in ids)
    tree = page("/search?q=zebra&size=50")
    opened = tree.xpath("//h3/a/@href")
    assert len(opened) == len(ids)
    for address in opened:
        assert texts(page(address.partition("#")[0]), "h1") == ["Named"]


def test_markup_in_an_article_is_text(page: Open) -> None:
    tree = page("/article/" + quote(samples.HOSTILE_ARTICLE.id) + "?q=harbour+img")
    assert samples.HOSTILE in tree.xpath("//h1")[0].text_content()
    assert all(each.get("src").startswith("/static/") for each in tree.iter("script"))
    assert not list(tree.iter("img"))
    assert not tree.xpath("//a[contains(@rel, 'external')]")


def test_a_headline_further_down_comes_first_and_its_marks_count_first() -> None:
    article = stored(
        Article(
            id="a",
            title="The title",
            paragraphs=("Before it", Paragraph("The title", Role.HEADLINE), "After it"),
        )
    )
    shown = reading(article, {1: ((7, 9),), 2: ((0, 3),)})
    assert shown.headline is not None
    assert shown.headline.text == '<mark id="m1">The</mark> title'
    assert [line.id for line in shown.lines] == ["p1", "p3"]
    assert shown.lines[0].text == 'Before <mark id="m2">it</mark>'
    assert shown.matches == 2


FERRY = "/article/" + samples.FERRY[0].id


@pytest.mark.usefixtures("corrected")
def test_what_was_left_out_is_counted_and_shown_on_demand(page: Open) -> None:
    tree = page(FERRY + "?q=ferry&ui=en")
    assert "6 lines left out · show them in their places" in texts(tree, ".notes li")
    assert not texts(tree, ".left-out")
    shown = links(tree, "notes")["show them in their places"]
    assert shown == FERRY + "?q=ferry&left_out=show&ui=en#left-out"
    shown_tree = page(shown.partition("#")[0])
    hidden = links(shown_tree, "notes")["hide them"]
    assert hidden == FERRY + "?q=ferry&ui=en#left-out"


@pytest.mark.usefixtures("corrected")
def test_lines_left_out_stand_in_their_places_with_their_reasons(page: Open) -> None:
    tree = page(FERRY + "?q=ferry+menu+share&left_out=show")
    above, below_headline, in_text, at_end = tree.xpath("//*[@class='left-out']")
    assert above.getnext().tag == "header"
    assert texts(above, "li")[:2] == ["Menu", "Sign in"]
    assert below_headline.getparent().get("class") == "text"
    assert below_headline.getprevious() is None
    assert in_text.getprevious().get("id") == "p2"
    assert at_end.getprevious().get("id") == "p4"
    assert [" ".join(each.text_content().split()) for each in in_text] == [
        "Left out: furniture: menu, button, advert, share bar",
        "Share this <b>",
        "Left out: a slug that an agency gave",
        "Slug: FERRY-1",
    ]
    assert not tree.xpath("//*[@class='left-out']//mark | //*[@class='left-out']//*[@id]")


@pytest.mark.usefixtures("corrected")
def test_reasons_are_told_in_italian_and_unknown_ones_as_they_are(page: Open) -> None:
    tree = page(FERRY + "?left_out=show&ui=it")
    reasons = tree.xpath("//*[@class='reason']/span")
    assert reasons[0].text == "contorno: menu, pulsante, pubblicità, barra di condivisione"
    assert [(each.text, each.get("lang")) for each in reasons if each.get("lang")] == [
        ("a slug that an agency gave", "en")
    ]
    assert {each.value for each in Reason} <= REASONS


def test_where_nothing_was_left_out_nothing_is_said_of_it(page: Open) -> None:
    tree = page(HARBOUR + "?left_out=show")
    assert not tree.xpath("//*[@class='notes'] | //*[@class='left-out'] | //*[@id='corrections']")


def test_a_wrong_value_is_refused(page: Open) -> None:
    assert "left_out" in texts(page(HARBOUR + "?left_out=all", 400), "main")[0]


@pytest.mark.usefixtures("corrected")
def test_the_language_can_be_changed_while_lines_left_out_are_shown(page: Open) -> None:
    tree = page(FERRY + "?left_out=show")
    assert links(tree, "languages")["Italiano"] == FERRY + "?left_out=show&ui=it"


@pytest.mark.usefixtures("corrected")
def test_of_a_long_query_the_form_shows_what_was_left_out(page: Open) -> None:
    tree = page(FERRY + "?q=" + "ferry+" * 200)
    [button] = tree.xpath("//*[@class='notes']//button")
    assert (button.get("name"), button.get("value")) == ("left_out", "show")
    assert button.get("formaction") == FERRY + "#left-out"


def test_a_headline_further_down_takes_no_line_left_out_along() -> None:
    article = Article(
        id="a",
        paragraphs=("Before it", Paragraph("The title", Role.HEADLINE), "After it"),
        left_out=[LeftOut(f"line {n}", "the reading time", n) for n in range(4)],
    )
    with create_app(StubEngine()).test_request_context():
        g.interface = choose([], "en")
        placed = groups(stored(article))
    assert {place: group.lines[0].texts for place, group in placed.items()} == {
        0: ("line 0",),
        1: ("line 1", "line 2"),
        3: ("line 3",),
    }
