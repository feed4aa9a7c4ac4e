"""The start page, and what holds for every page."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from flask.testing import FlaskClient

from search_app.app import create_app
from tests.browser.test_appearance import PAGES
from tests.web.conftest import Open, parsed, texts
from tests.web.stub import StubEngine

DRESS = "//link[@rel='icon' or @rel='stylesheet']"


def test_the_start_page_tells_what_is_held(page: Open) -> None:
    tree = page("/")
    assert texts(tree, "p.held") == [
        "88 passages from 38 articles of 15 outlets, in English and Italian, "
        "5 January 2023 – 5 December 2025."
    ]
    assert tree.xpath("//form[@role='search']/@action") == ["/search"]


def test_an_empty_index_says_how_to_fill_it() -> None:
    tree = parsed(create_app(StubEngine()).test_client().get("/"))
    assert texts(tree, "p.held") == [
        "The index is empty. Fill it from the command line: passaggi index FOLDER"
    ]


@pytest.mark.parametrize("address", ["/search", "/search?q=", "/search?q=++&ui=it", "/?q="])
def test_an_empty_query_is_the_start_page(page: Open, address: str) -> None:
    assert texts(page(address), "section.howto")


def test_the_start_page_answers_a_query_too(page: Open) -> None:
    assert texts(page("/?q=letter"), "h2.total")[0].startswith("34 passages")


@pytest.mark.parametrize("address", PAGES)
def test_pages_hold_together(client: FlaskClient, address: str) -> None:
    tree = parsed(client.get(address))
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert set(tree.xpath("//label/@for | //input/@form")) <= set(ids)
    labelled = {name for names in tree.xpath("//@aria-labelledby") for name in names.split()}
    assert labelled <= set(ids)
    assert len(tree.xpath("//h1")) == len(tree.xpath("//main")) == 1
    levels = [int(each.tag[1]) for each in tree.xpath("//h1 | //h2 | //h3")]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert tree.xpath("//a[@class='skip']/@href") == ["#main"]
    assert not tree.xpath("//@style | //style | //script[not(@src)] | //@onclick")


@pytest.mark.parametrize("address", [*PAGES, "/api/search?q=a", "/static/page.css", "/healthz"])
def test_every_response_is_guarded(client: FlaskClient, address: str) -> None:
    headers = client.get(address).headers
    policy = headers["Content-Security-Policy"]
    for rule in ("default-src 'self'", "base-uri 'none'", "form-action 'self'"):
        assert rule in policy
    for rule in ("frame-ancestors 'none'", "object-src 'none'"):
        assert rule in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"]


@pytest.mark.parametrize("address", PAGES)
def test_nothing_is_fetched_from_another_host(client: FlaskClient, address: str) -> None:
    tree = parsed(client.get(address))
    assert all(url.startswith("/static/") for url in tree.xpath(f"//@src | {DRESS}/@href"))


def test_a_search_is_a_light_page(client: FlaskClient) -> None:
    assert len(client.get("/search?q=letter").data) < 60_000


@pytest.mark.parametrize("address", PAGES)
def test_what_a_page_is_dressed_in_is_kept_until_it_changes(
    client: FlaskClient, address: str
) -> None:
    tree = parsed(client.get(address))
    files = tree.xpath(f"//script/@src | {DRESS}/@href")
    assert len(files) >= 4
    for file in files:
        assert re.fullmatch(r"/static/[a-z]+\.[a-z]+\?v=[0-9a-f]{12}", file)
        assert "immutable" in client.get(file).headers["Cache-Control"]
        for other in (file.partition("?")[0], file[:-1], file.replace("/static/", "/static/no-")):
            assert "immutable" not in client.get(other).headers.get("Cache-Control", "")


@pytest.mark.parametrize("name", ["endpoint", "_external", "_method", "article_id", "filename"])
def test_a_parameter_cannot_pose_as_another_thing(client: FlaskClient, name: str) -> None:
    assert client.get(f"/article/untitled?{name}=x").status_code == 200
