"""Conditional requests: who has an answer that still stands is told so, without a search."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from indexer.documents import Article
from indexer.errors import IndexDamaged
from search_app import program
from search_app.app import create_app
from search_app.passing_on import export as exports
from tests.web.samples import PORTO, newsroom
from tests.web.stub import StubEngine

PAGES = ["/", "/search?q=harbour", f"/article/{PORTO.id}?q=porto", "/api"]
FILES = [f"/export?q=harbour&format={form}" for form in exports.FORMS]
DATA = ["/api/search?q=harbour", "/api/suggest?q=harb", f"/api/article/{PORTO.id}", *FILES]
FEEDS = ["/feed.atom?q=harbour", "/feed.json?q=harbour"]
BROWSER = ["/opensearch.xml", "/opensearch/suggestions?q=harb"]
REFERENCE = ["/api", "/api/openapi.json"]
IN_LANGUAGE = [*PAGES, *FEEDS, *BROWSER]
EVERY = [*IN_LANGUAGE, *DATA, "/api/openapi.json"]
SEARCHES = ["/search?q=harbour", "/api/search?q=harbour", *FEEDS, *FILES]
NEWS = Article(id="n", paragraphs=("News of the harbour.",), language="en")


def tag(client: FlaskClient, address: str, **headers: str) -> str:
    response = client.get(address, headers=headers)
    assert response.status_code == 200
    return response.headers["ETag"]


@pytest.mark.parametrize("address", EVERY)
def test_what_is_held_is_not_sent_again(client: FlaskClient, address: str) -> None:
    first = client.get(address)
    assert first.headers["ETag"].startswith('W/"')
    assert first.headers["Cache-Control"] == "private, no-cache"
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    for name in ("ETag", "Cache-Control", "Vary", "Content-Security-Policy"):
        assert again.headers.get(name) == first.headers.get(name)
    assert "Content-Type" not in again.headers
    assert "Content-Language" not in again.headers


@pytest.mark.parametrize("address", SEARCHES)
def test_what_is_held_costs_no_search(
    client: FlaskClient, engine: StubEngine, address: str
) -> None:
    held = tag(client, address)
    engine.asked.clear()
    assert client.get(address, headers={"If-None-Match": held}).status_code == 304
    assert engine.asked == []


@pytest.mark.parametrize("address", [each for each in EVERY if each not in REFERENCE])
def test_a_change_of_the_index_is_another_answer(
    client: FlaskClient, engine: StubEngine, address: str
) -> None:
    held = tag(client, address)
    engine.index([NEWS])
    assert client.get(address, headers={"If-None-Match": held}).status_code == 200
    assert tag(client, address) != held
    held = tag(client, address)
    engine.delete(["n"])
    assert tag(client, address) != held


def test_an_index_that_changes_during_a_search_is_asked_again(
    client: FlaskClient, engine: StubEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    search = engine.search
    monkeypatch.setattr(engine, "search", lambda query: (engine.index([NEWS]), search(query))[1])
    held = tag(client, "/api/search?q=news")
    monkeypatch.undo()
    assert tag(client, "/api/search?q=news") != held


@pytest.mark.parametrize("address", REFERENCE)
def test_the_description_does_not_depend_on_the_index(
    client: FlaskClient, engine: StubEngine, address: str
) -> None:
    held = tag(client, address)
    engine.index([NEWS])
    engine.failure = IndexDamaged("/srv", "cut short", "rebuild it")
    assert tag(client, address) == held


def test_each_address_has_a_tag_of_its_own(client: FlaskClient) -> None:
    addresses = [*EVERY, "/search?q=porto", "/api/search?q=harbour&ui=it", "/search?q=harbour&"]
    assert len({tag(client, each) for each in addresses}) == len(addresses)


def test_each_program_has_tags_of_its_own(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = tag(client, "/search?q=harbour")
    monkeypatch.setattr(program, "fingerprint", lambda: "another")
    assert tag(client, "/search?q=harbour") != held


def test_a_program_is_told_by_all_its_files() -> None:
    assert program.fingerprint() == program.fingerprint.__wrapped__()
    assert len(program.fingerprint()) == 16


@pytest.mark.parametrize("address", IN_LANGUAGE)
def test_what_is_said_in_a_language_is_tagged_with_it(client: FlaskClient, address: str) -> None:
    english, italian = (tag(client, address, **{"Accept-Language": code}) for code in ("en", "it"))
    assert english != italian
    held = {"Accept-Language": "it", "If-None-Match": english}
    response = client.get(address, headers=held)
    assert response.status_code == 200
    assert response.headers["Vary"] == "Accept-Language, Accept-Encoding"


@pytest.mark.parametrize("address", [*DATA, "/api/openapi.json"])
def test_data_is_of_no_language(client: FlaskClient, address: str) -> None:
    assert tag(client, address) == tag(client, address, **{"Accept-Language": "it"})
    assert "Accept-Language" not in client.get(address).vary


@pytest.mark.parametrize("address", EVERY)
@pytest.mark.parametrize("accepted", ["br", "identity"])
def test_what_may_be_compressed_says_so(client: FlaskClient, address: str, accepted: str) -> None:
    headers = {"Accept-Encoding": accepted}
    first = client.get(address, headers=headers)
    again = client.get(address, headers={**headers, "If-None-Match": first.headers["ETag"]})
    for response in (first, again):
        assert ("Accept-Encoding" in response.vary) is (address not in FILES)


def test_one_of_several_tags_will_do(client: FlaskClient) -> None:
    held = tag(client, "/search?q=harbour")
    for sent in (f'"x", {held}', held.removeprefix("W/"), f'W/"x",{held} , "y"', "*"):
        response = client.get("/search?q=harbour", headers={"If-None-Match": sent})
        assert (response.status_code, response.data) == (304, b""), sent
        assert response.headers["ETag"] == held


@pytest.mark.parametrize("sent", ["", '"x"', "W/", "garbage", ",,,", '"', "\xff", "x" * 5000])
def test_other_tags_will_not(client: FlaskClient, sent: str) -> None:
    response = client.get("/search?q=harbour", headers={"If-None-Match": sent})
    assert response.status_code == 200
    assert response.data


@pytest.mark.parametrize("address", EVERY)
def test_the_head_alone(client: FlaskClient, address: str) -> None:
    head, whole = client.head(address), client.get(address)
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["ETag"] == whole.headers["ETag"]
    held = {"If-None-Match": whole.headers["ETag"]}
    assert client.head(address, headers=held).status_code == 304


@pytest.mark.parametrize(
    ("address", "status"),
    [("/search?q=a&size=0", 400), ("/api/search?q=", 400), ("/api/suggest", 400),
     ("/feed.atom", 400), ("/export?q=a", 400), ("/opensearch.xml?ui=xx", 400),
     ("/?ui=xx", 400), ("/article/none", 404), ("/api/article/none", 404), ("/api/none", 404)],
)  # fmt: skip
def test_what_goes_wrong_has_no_tag_and_goes_wrong_whatever_is_held(
    client: FlaskClient, address: str, status: int
) -> None:
    for sent in ("*", '"x"'):
        response = client.get(address, headers={"If-None-Match": sent})
        assert response.status_code == status
        assert "ETag" not in response.headers
        assert response.headers["Cache-Control"] == "no-store"


def test_an_index_that_cannot_be_read_is_told(client: FlaskClient, engine: StubEngine) -> None:
    held = tag(client, "/api/search?q=harbour")
    engine.unreadable = IndexDamaged("/srv", "cut short", "rebuild it")
    response = client.get("/api/search?q=harbour", headers={"If-None-Match": held})
    assert response.status_code == 503


def test_two_servers_of_one_index_give_the_same_tags() -> None:
    clients = [create_app(StubEngine(newsroom())).test_client() for _ in range(2)]
    assert tag(clients[0], "/search?q=harbour") == tag(clients[1], "/search?q=harbour")


def test_what_a_supervisor_asks_is_never_kept(client: FlaskClient) -> None:
    for address in ("/healthz", "/readyz", "/metrics"):
        response = client.get(address, headers={"If-None-Match": "*"})
        assert response.status_code == 200
        assert response.headers["Cache-Control"] == "no-store"
        assert "ETag" not in response.headers
