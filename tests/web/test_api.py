"""The JSON API."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from indexer.query.model import Query, Sort
from search_app.params import MAX_TEXT
from tests.web.stub import StubEngine


def test_a_search_gives_the_results_field_for_field(
    client: FlaskClient, engine: StubEngine
) -> None:
    answer = client.get("/api/search?q=harbour&lang=it&page=1&size=2&sort=newest").get_json()
    query = Query("harbour", languages=("it",), sort=Sort.NEWEST, limit=2)
    assert answer == _plain(engine.search(query).to_dict())


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value


def test_a_search_tells_how_the_query_was_read(client: FlaskClient) -> None:
    answer = client.get("/api/search?q=harbour lingua:inglese").get_json()
    assert answer["total"]
    assert {hit["language"] for hit in answer["hits"]} == {"en"}
    (told,) = answer["query"]["notes"]
    assert (told["code"], told["words"]) == ("read-as", ["harbour AND language:en"])


def test_a_page_after_the_last_is_empty_and_tells_the_total(client: FlaskClient) -> None:
    answer = client.get("/api/search?q=letter&page=50").get_json()
    assert (answer["total"], answer["hits"]) == (34, [])


@pytest.mark.parametrize("address", ["/api/search", "/api/search?q=", "/api/search?q=%20"])
def test_a_search_needs_a_query(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert answer.get_json(force=True)["parameter"] == "q"


def test_a_query_being_typed_is_completed(client: FlaskClient) -> None:
    answer = client.get("/api/suggest?q=ferry+dock").get_json()
    assert answer["q"] == "ferry dock"
    assert {"text": "dockers", "kind": "word", "language": "en", "query": "ferry dockers"} in (
        answer["suggestions"]
    )


@pytest.mark.parametrize("typed", ["d", "dockers+", "dock*", "xq"])
def test_nothing_may_be_completed(client: FlaskClient, typed: str) -> None:
    assert client.get(f"/api/suggest?q={typed}").get_json()["suggestions"] == []


@pytest.mark.parametrize("typed", ["", "%20", "d" * (MAX_TEXT + 1)])
def test_a_completion_needs_a_beginning(client: FlaskClient, typed: str) -> None:
    answer = client.get(f"/api/suggest?q={typed}")
    assert (answer.status_code, answer.get_json(force=True)["parameter"]) == (400, "q")


def test_an_article_with_its_passages(client: FlaskClient) -> None:
    answer = client.get("/api/article/gazzetta/sciopero-porto").get_json()
    assert answer["published"] == "2025-11-13T08:30:00+01:00"
    assert "source" not in answer
    assert answer["passages"][3] == {
        "id": "gazzetta/sciopero-porto#p4",
        "article_id": "gazzetta/sciopero-porto",
        "ordinal": 4,
        "role": "caption",
        "language": "en",
        "text": "Harbour workers at the gate, in a picture taken on Tuesday.",
    }


def test_words_are_sent_as_they_are(client: FlaskClient) -> None:
    assert "più lungo" in client.get("/api/article/gazzetta/sciopero-porto").get_data(as_text=True)
