"""The reading view."""

from __future__ import annotations

from urllib.parse import quote

from indexer.documents import Article, Paragraph, Role
from search_app.reading import reading
from tests.engine.kept import stored
from tests.web import samples
from tests.web.conftest import Open, texts
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
    assert page(HARBOUR).xpath("//main")[0].text_content().count("enters its second week") == 1


def test_teasers_stand_apart(page: Open) -> None:
    tree = page(HARBOUR + "?ui=it")
    [aside] = tree.xpath("//aside")
    assert texts(aside, "h2")[-1] == "Richiami ad altri articoli in quella pagina"
    assert aside.xpath(".//p/@id") == ["p9", "p10", "p11"]


def test_what_is_known_of_the_article(page: Open) -> None:
    [facts] = texts(page(HARBOUR), "header p.meta")
    assert facts == (
        "The Northern Courier · 12 November 2025 · English · by Ada Marsh and Piet Lund"
        " · agency: NPA · Source ↗"
    )
    [facts] = texts(page("/article/gazzetta/sciopero-porto?ui=it"), "header p.meta")
    assert facts == "Gazzetta del Golfo · 13 novembre 2025 · italiano · Fonte ↗"
    [facts] = texts(page("/article/untitled"), "header p.meta")
    assert facts == "unknown outlet · undated · English"


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
    assert len(list(tree.iter("script"))) == 1
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
