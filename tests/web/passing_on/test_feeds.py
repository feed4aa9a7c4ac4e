"""A saved search as Atom and as JSON Feed."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import quote, unquote

import feedparser
import pytest
from flask.testing import FlaskClient
from hypothesis import given
from lxml import etree, html

from indexer.documents import Article
from indexer.query.model import Sort
from search_app.app import create_app
from tests.web.passing_on import atom_rules
from tests.web.passing_on.atom_rules import ATOM
from tests.web.passing_on.stored import hostile
from tests.web.samples import FERRY, HARBOUR, HOSTILE_ARTICLE, PORTO
from tests.web.stub import StubEngine

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SEARCHES = ["q=harbour", "q=porto&lang=it&ui=it", "q=xyzzy", "q=letter&size=3&page=2", "q=pwned"]


def atom(client: FlaskClient, query: str, **headers: str) -> Any:
    response = client.get(f"/feed.atom?{query}", headers=headers)
    assert response.status_code == 200
    assert response.mimetype == "application/atom+xml"
    return etree.fromstring(response.data)


def json(client: FlaskClient, query: str) -> Any:
    response = client.get(f"/feed.json?{query}")
    assert response.status_code == 200
    assert response.mimetype == "application/feed+json"
    return response.get_json(force=True)


def links(element: Any) -> dict[str, str]:
    return {each.get("rel"): each.get("href") for each in element.findall(f"{ATOM}link")}


@pytest.mark.parametrize("query", SEARCHES)
def test_a_feed_is_valid_atom(client: FlaskClient, query: str) -> None:
    assert atom_rules.faults(client.get(f"/feed.atom?{query}").data) == []


def test_a_feed_reader_reads_it(client: FlaskClient) -> None:
    read = feedparser.parse(client.get("/feed.atom?q=portuali&lang=it").data)
    assert not read.bozo
    assert read.version == "atom10"
    assert read.feed.title == "Passages for “portuali”, Italian · Passaggi"
    (entry,) = read.entries
    assert entry.title == PORTO.title
    assert entry.title_detail.language == "it"
    assert entry.link == f"http://localhost/article/{PORTO.id}#p2"
    assert entry.published_parsed[:5] == (2025, 11, 13, 7, 30)
    assert entry.source.title == entry.author == "Gazzetta del Golfo"
    assert [(tag.term, tag.label) for tag in entry.tags] == [
        ("Gazzetta del Golfo", "Gazzetta del Golfo"),
        ("Economia", "Economia"),
        ("it", "Italian"),
    ]
    assert entry.content[0].language == "it"
    assert entry.content[0].value.startswith('<p lang="it">Lo sciopero')


def test_matches_are_marked(client: FlaskClient) -> None:
    (entry,) = atom(client, "q=portuali&match=word").iterfind(f"{ATOM}entry")
    assert " i <mark>portuali</mark> e " in entry.findtext(f"{ATOM}content")


def test_who_wrote_it_is_told(client: FlaskClient) -> None:
    (entry, *_) = feedparser.parse(client.get("/feed.atom?q=dockers&match=word").data).entries
    assert [author.name for author in entry.authors] == list(HARBOUR.author)


def test_a_feed_is_newest_first_unless_an_order_is_asked_for(
    client: FlaskClient, engine: StubEngine
) -> None:
    def published(query: str) -> list[str]:
        entries = atom(client, query).iterfind(f"{ATOM}entry")
        return [entry.findtext(f"{ATOM}published") for entry in entries]

    dates = published("q=letter")
    assert engine.asked[-1].sort is Sort.NEWEST
    assert engine.asked[-1].limit == 50
    assert dates == sorted(dates, reverse=True)
    assert published("q=letter&sort=oldest") == sorted(dates)
    atom(client, "q=letter&sort=relevance&size=7&page=2")
    assert (engine.asked[-1].sort, engine.asked[-1].offset) == (Sort.RELEVANCE, 7)


def test_addresses_are_of_the_host_that_was_asked(client: FlaskClient) -> None:
    root = atom(client, "q=letter&size=1&outlet=Weekly+1", Host="news.example:8080")
    assert links(root) == {
        "self": "http://news.example:8080/feed.atom?q=letter&outlet=Weekly+1&size=1",
        "alternate": "http://news.example:8080/search?q=letter&outlet=Weekly+1&sort=newest",
        "next": "http://news.example:8080/feed.atom?q=letter&outlet=Weekly+1&page=2&size=1",
    }
    assert client.get(links(root)["self"]).status_code == 200


def test_ids_stay_whatever_serves_them(client: FlaskClient) -> None:
    def ids(root: Any) -> list[str]:
        return [each.text for each in root.iter(f"{ATOM}id")]

    here = ids(atom(client, "q=letter&ui=en"))
    assert here == ids(atom(client, "q=letter&ui=it", Host="other.example"))
    assert len(set(here)) == len(here) == 35
    assert here[0] != ids(atom(client, "q=letter&lang=it"))[0]
    assert set(here[1:]) == {each["id"] for each in json(client, "q=letter")["items"]}


def test_a_passage_leads_to_the_paragraph_at_its_source(client: FlaskClient) -> None:
    (entry,) = atom(client, "q=spokeswoman&match=word").iterfind(f"{ATOM}entry")
    assert links(entry)["via"].startswith(f"{HARBOUR.url}#:~:text=")
    assert links(entry)["alternate"] == f"http://localhost/article/{HARBOUR.id}#p5"


@pytest.mark.usefixtures("corrected")
def test_what_was_corrected_is_updated(client: FlaskClient) -> None:
    (entry,) = atom(client, "q=%22fares+of+the+island%22&match=word").iterfind(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}published") == FERRY[0].published
    assert entry.findtext(f"{ATOM}updated") > "2025-11-13"


def test_what_has_no_date_stands_in_the_json_feed_only(client: FlaskClient) -> None:
    root = atom(client, "q=clocks&match=word")
    assert root.findall(f"{ATOM}entry") == []
    assert root.findtext(f"{ATOM}subtitle") == (
        "1 passage found; 1 without a date stands in the JSON Feed only"
    )
    (item,) = json(client, "q=clocks&match=word")["items"]
    assert "date_published" not in item
    assert "date_modified" not in item


def test_a_json_feed_has_what_its_version_demands(client: FlaskClient) -> None:
    told = json(client, "q=portuali&match=word&ui=it")
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert told["title"] == "Passaggi per «portuali» · Passaggi"
    assert told["description"] == "1 passaggio trovato"
    assert told["language"] == "it"
    assert told["feed_url"] == "http://localhost/feed.json?q=portuali&match=word&ui=it"
    assert "next_url" not in told
    (item,) = told["items"]
    assert item["content_text"] == PORTO.paragraphs[0].text  # type: ignore[union-attr]
    assert item["language"] == "it"
    assert item["date_published"] == "2025-11-13T08:30:00+01:00"
    assert item["authors"] == [{"name": "Gazzetta del Golfo"}]
    assert item["_passaggi"] == {
        "article": PORTO.id, "passage": 2, "role": "body", "outlet": "Gazzetta del Golfo",
    }  # fmt: skip


def test_a_json_feed_goes_on_where_it_ends(client: FlaskClient) -> None:
    seen, address = [], "/feed.json?q=letter&size=10"
    while address:
        told = client.get(address).get_json(force=True)
        seen += [item["id"] for item in told["items"]]
        address = told.get("next_url")
    assert len(seen) == len(set(seen)) == 34


def test_a_hostile_article_stays_text(client: FlaskClient) -> None:
    entries = atom(client, "q=pwned&match=word").findall(f"{ATOM}entry")
    assert entries
    for each in entries:
        address = unquote(links(each)["alternate"]).rpartition("#")[0]
        assert address == "http://localhost/article/" + HOSTILE_ARTICLE.id
    assert not any("via" in links(each) for each in entries)
    for entry in entries:
        shown = html.fragment_fromstring(entry.findtext(f"{ATOM}content"))
        assert {each.tag for each in shown.iter()} <= {"p", "mark"}
    for item in json(client, "q=pwned")["items"]:
        assert "<script" not in item["content_html"]


@given(hostile, hostile)
def test_any_text_makes_a_valid_feed(query: str, text: str) -> None:
    text = "word " + text.encode("utf-8", "replace").decode()
    engine = StubEngine([Article(id="a", paragraphs=(text,), outlet=text, published="2025-11-12")])
    client = create_app(engine, testing=True).test_client()
    asked = quote(f"word {query}".encode("utf-8", "replace"))
    document = client.get(f"/feed.atom?q={asked}").data
    assert atom_rules.faults(document) == []
    assert not feedparser.parse(document).bozo
    assert client.get(f"/feed.json?q={asked}").get_json(force=True)["items"]


@pytest.mark.parametrize("form", ["atom", "json"])
@pytest.mark.parametrize("bad", ["size=0", "sort=best", "page=x", "lang=!", "ui=xx", "q="])
def test_what_is_not_accepted_is_named_to_the_program(
    client: FlaskClient, form: str, bad: str
) -> None:
    response = client.get(f"/feed.{form}?q=a&{bad}")
    assert response.status_code == 400
    assert response.mimetype == "application/problem+json"
    assert response.get_json(force=True)["parameter"] == bad.partition("=")[0]


def test_what_has_not_changed_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get("/feed.atom?q=letter")
    time.sleep(0.01)
    again = client.get("/feed.atom?q=letter", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert first.headers["Content-Language"] == "en"
    assert "Accept-Language" in first.headers["Vary"]


def test_a_feed_reader_finds_the_feeds_on_the_page(client: FlaskClient) -> None:
    tree = html.document_fromstring(client.get("/search?q=letter&lang=en&page=2&ui=en").text)
    found = {each.get("type"): each.get("href") for each in tree.xpath("//link[@rel='alternate']")}
    assert found == {
        "application/atom+xml": "/feed.atom?q=letter&lang=en&ui=en",
        "application/feed+json": "/feed.json?q=letter&lang=en&ui=en",
    }
    for kind, address in found.items():
        assert client.get(address).mimetype == kind
