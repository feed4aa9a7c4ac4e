"""The comparison: what it shows of each language and day, and that it shows all of it."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote, urlencode

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.documents import Article
from indexer.query.model import Query, Sort, unknown_as_none
from search_app.app import create_app
from search_app.results.days import MOST
from tests.web.conftest import Open, links, parsed, state, texts
from tests.web.stub import StubEngine

DAY = "//li[@class='day']"


def sides(tree: Any) -> list[str]:
    return texts(tree, "ul.sides li")


def days(tree: Any) -> list[str]:
    return [each.text_content() for each in tree.xpath(f"{DAY}/h3")]


def test_english_stands_left_of_italian_with_exact_totals(page: Open) -> None:
    tree = page("/compare?q=letter&ui=en")
    assert sides(tree) == ["English 23 passages", "Italian 11 passages"]
    [first, *_] = tree.xpath(DAY)
    cells = first.xpath(".//div[@class='cell']")
    assert [cell.xpath("string(.//p[@class='hidden'])") for cell in cells] == ["", "Italian"]
    assert cells[0].text_content().strip() == "Nothing in English"


def test_a_row_is_a_day_and_the_oldest_comes_first(page: Open) -> None:
    tree = page("/compare?q=harbour&lang=en&lang=it&month=2025-11&ui=en")
    assert days(tree) == ["12 November 2025", "13 November 2025"]
    dated = tree.xpath(f"{DAY}/h3/time/@datetime")
    assert dated == ["2025-11-12", "2025-11-13"]
    newest = page("/compare?q=harbour&month=2025-11&sort=newest").xpath(f"{DAY}/h3/time/@datetime")
    assert newest == dated[::-1]


def test_a_passage_says_what_its_card_would(page: Open, engine: StubEngine) -> None:
    engine.why = ("harbour (exact form)",)
    tree = page("/compare?q=harbour&lang=en&outlet=Gazzetta+del+Golfo&ui=en")
    [told] = tree.xpath("//article")
    assert texts(told, ".meta") == ["English · Gazzetta del Golfo · 08:30 UTC+1 · caption"]
    [address] = told.xpath(".//h4/a/@href")
    assert address.startswith("/article/gazzetta/sciopero-porto?q=harbour")
    assert address.endswith("#p4")
    [passage] = told.xpath(".//p[@class='passage']")
    assert (passage.get("lang"), passage.xpath("mark")[0].text) == ("en", "Harbour")
    assert list(links(told, "actions")) == ["Open at passage", "Source ↗", "Cite"]
    assert texts(told, ".why")[0].startswith("Found through")


@pytest.mark.parametrize(
    ("published", "time"),
    [
        ("2025-11-13T08:30:00+01:00", "08:30 UTC+1"),
        ("2025-11-13T08:30:59.5Z", "08:30 UTC"),
        ("2025-11-13T08:30:00+00:00", "08:30 UTC"),
        ("2025-11-13T08:30-03:30", "08:30 UTC-3:30"),
        ("2025-11-13T08:30+1000", "08:30 UTC+10"),
        ("2025-11-13T08:30", "08:30"),
        ("2025-11-13", None),
    ],
)
def test_the_time_is_told_with_its_offset(
    page: Open, engine: StubEngine, published: str, time: str | None
) -> None:
    engine.index([Article(id="t", published=published, language="en", paragraphs=("A zebra.",))])
    meta = texts(page("/compare?q=zebra&ui=en"), ".told .meta")
    assert meta == ["English · unknown outlet" + (f" · {time}" if time else "")]


def test_a_language_that_a_filter_leaves_out_can_be_added(page: Open) -> None:
    tree = page("/compare?q=letter&lang=en&ui=en")
    assert sides(tree) == ["English 23 passages", "Italian left out by the filter Add Italian (11)"]
    added = links(tree, "sides")["Add Italian (11)"]
    assert state(added)["lang"] == ["en", "it"]
    assert sides(page(added)) == ["English 23 passages", "Italian 11 passages"]


def test_of_more_languages_a_pair_can_be_chosen_and_the_rest_is_counted(
    page: Open, engine: StubEngine
) -> None:
    engine.index(
        [
            Article(id="fr", language="fr", published="2025-11-12", paragraphs=("Zebra un.",)),
            Article(id="und", paragraphs=("Zebra.",)),
            *(
                Article(id=f"{code}{n}", language=code, paragraphs=("Zebra.",))
                for code in ("en", "it")
                for n in range(2)
            ),
        ]
    )
    tree = page("/compare?q=zebra&match=exact&ui=en")
    assert sides(tree) == ["English 2 passages", "Italian 2 passages"]
    [(label, address)] = links(tree, "elsewhere").items()
    assert label == "2 passages in neither language"
    assert texts(page(address), "h2.total")[0].startswith("2 passages")
    french = links(tree, "options")["English – French"]
    assert sides(page(french)) == ["English 2 passages", "French 1 passage"]


def test_without_another_language_that_of_the_index_is_compared(page: Open) -> None:
    assert sides(page("/compare?q=treasurer&match=exact&ui=en")) == [
        "English 1 passage",
        "Italian 0 passages",
    ]


def test_nothing_found_and_no_such_page_and_no_query(page: Open, client: FlaskClient) -> None:
    assert texts(page("/compare?q=xyzzy&ui=en"), ".nothing p")[0].startswith("No passage holds")
    [note] = texts(page("/compare?q=letter&page=99&ui=en"), "p.note")
    assert note.startswith("There is no page 99. Go to the last one")
    assert client.get("/compare?ui=it").headers["Location"] == "/?ui=it"


def test_the_layouts_lead_to_each_other_and_keep_the_rest(page: Open) -> None:
    there = links(page("/search?q=letter&lang=it&sort=newest&page=2&ui=en"), "layouts")
    assert there["side by side"] == "/compare?q=letter&lang=it&sort=newest&ui=en"
    back = links(page(there["side by side"]), "layouts")
    assert back["list"] == "/search?q=letter&lang=it&sort=newest&ui=en"
    assert links(page("/compare?q=letter"), "layouts")["list"] == "/search?q=letter"


def test_hostile_articles_stay_harmless(page: Open) -> None:
    tree = page("/compare?q=harbour&month=2024-02&lang=en")
    assert not tree.xpath("//li[@class='day']//*[self::script or self::img]")
    assert not any("javascript:" in each for each in tree.xpath("//@href"))


MOMENTS = st.sampled_from(
    [
        *(None, "2025-03-01", "2025-03-02", "2025-03-02T23:30:00-05:00", "2025-03-03"),
        *("2025-03-03T00:30:00+13:00", "2025-03-03T12:00:00Z", "2025-04-01", "2024-12-31"),
    ]
)
DATED: list[dict[str, Any]] = [
    {},
    {"month": ["null", "2025-03"]},
    {"from": "2025-03-02", "month": ["2024-12"]},
]
ARTICLES = st.lists(
    st.builds(
        Article,
        id=st.uuids().map(str),
        published=MOMENTS,
        language=st.sampled_from(["en", "en", "it", "it", "fr"]),
        paragraphs=st.integers(1, 5).map(lambda n: ("Zebra.",) * n),
    ),
    min_size=1,
    max_size=9,
)


def passages(tree: Any) -> list[str]:
    found = tree.xpath("//article//*[self::h3 or self::h4]/a/@href")
    return [re.sub(r"^/article/([^?]*)\?[^#]*(#p\d+)$", r"\1\2", unquote(each)) for each in found]


@settings(max_examples=max(5, settings().max_examples // 20), deadline=None)
@given(ARTICLES, st.sampled_from([1, 2, 4, 10]), st.sampled_from(Sort), st.sampled_from(DATED))
def test_every_hit_is_shown_once_or_stands_behind_a_counted_link(
    articles: list[Article], size: int, sort: Sort, dated: dict[str, Any]
) -> None:
    engine = StubEngine(articles)
    client = create_app(engine).test_client()
    asked = {"q": "zebra", "match": "exact", "size": size, "sort": sort, "ui": "en"}
    shown: list[str] = []
    behind: list[str] = []
    seen: list[str] = []
    number = 1
    while True:
        address = "/compare?" + urlencode({**asked, **dated, "page": number}, doseq=True)
        tree = parsed(client.get(address))
        heights = [len(cell.xpath(".//article")) for cell in tree.xpath("//div[@class='cell']")]
        assert all(height <= min(size, MOST) for height in heights)
        shown += passages(tree)
        seen += days(tree)
        for link in tree.xpath("//p[@class='rest']/a"):
            label, there = link.text, link.get("href")
            found = engine.search(Query("zebra", limit=0)).total
            every = parsed(client.get(there.replace(f"size={size}", "") + f"&size={found}"))
            behind += passages(every)
            assert label == f"and {len(set(passages(every)) - set(shown))} more"
        number += 1
        if not tree.xpath("//a[@rel='next']"):
            break
    pair = [side.split()[0] for side in sides(tree)]
    codes = {"English": "en", "Italian": "it", "French": "fr"}
    query = Query(
        "zebra",
        match="exact",  # type: ignore[arg-type]
        languages=[codes[each] for each in pair],
        months=unknown_as_none(dated.get("month", ())),
        published_from=dated.get("from"),
    )
    assert len(shown) == len(set(shown))
    assert len(seen) == len(set(seen))
    assert set(shown) | set(behind) == engine.ids(query)
    counted = [int(side.split()[1]) for side in sides(tree)]
    assert sum(counted) == len(engine.ids(query))
