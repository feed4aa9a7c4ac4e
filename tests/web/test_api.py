"""The JSON API and its description."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from indexer.documents import Passage, Role, StoredArticle
from indexer.engine.base import FacetCount, Hit, Interpretation, Note
from indexer.query.complete import Suggestion
from indexer.query.model import Match, Query, Sort
from search_app.app import create_app
from search_app.params import MAX_SIZE, MAX_TEXT, PARAMETERS
from search_app.views.api import description
from tests.web.stub import StubEngine

DESCRIBED = description()


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


def test_readiness(client: FlaskClient) -> None:
    assert client.get("/readyz").get_json() == {"status": "ready", "passages": 88}


def test_the_description_is_served(client: FlaskClient) -> None:
    assert client.get("/api/openapi.json").get_json() == DESCRIBED


def test_the_description_covers_every_address_for_programs() -> None:
    app: Flask = create_app(StubEngine())
    served = {
        rule.rule.replace("<article_id:article_id>", "{id}")
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("api.")
    }
    assert served == set(DESCRIBED["paths"])


def test_the_description_knows_the_parameters() -> None:
    described = {
        each["name"]: each for each in DESCRIBED["paths"]["/api/search"]["get"]["parameters"]
    }
    assert tuple(described) == PARAMETERS
    assert described["size"]["schema"]["maximum"] == MAX_SIZE
    assert described["q"]["schema"]["maxLength"] == MAX_TEXT
    assert described["sort"]["schema"]["enum"] == list(Sort)
    assert described["role"]["schema"]["items"]["enum"] == list(Role)
    assert DESCRIBED["components"]["schemas"]["Match"]["enum"] == list(Match)


@pytest.mark.parametrize(
    ("name", "kind", "more"),
    [
        ("Hit", Hit, set()),
        ("FacetCount", FacetCount, set()),
        ("Interpretation", Interpretation, set()),
        ("Note", Note, set()),
        ("Suggestion", Suggestion, set()),
        ("Article", StoredArticle, set()),
        ("Passage", Passage, {"id"}),
    ],
)
def test_the_description_knows_the_fields(name: str, kind: Any, more: set[str]) -> None:
    fields = {field.name for field in dataclasses.fields(kind)} | more
    fields.discard("source")  # a path of the server's
    assert set(DESCRIBED["components"]["schemas"][name]["properties"]) == fields


def test_every_reference_of_the_description_leads_somewhere() -> None:
    for node in _nodes(DESCRIBED):
        if "$ref" in node:
            _follow(node["$ref"])


def test_the_examples_are_of_the_described_form() -> None:
    for node in _nodes(DESCRIBED):
        if "example" in node and "$ref" in node.get("schema", {}):
            schema = _follow(node["schema"]["$ref"])
            if isinstance(node["example"], dict):
                assert set(schema["required"]) <= set(node["example"]) <= set(schema["properties"])


def test_the_description_is_of_this_version() -> None:
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert DESCRIBED["info"]["version"] == project["version"]
    assert DESCRIBED["openapi"].startswith("3.1")


def _nodes(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for each in node.values():
            yield from _nodes(each)
    elif isinstance(node, list):
        for each in node:
            yield from _nodes(each)


def _follow(reference: str) -> dict[str, Any]:
    node = DESCRIBED
    for step in reference.removeprefix("#/").split("/"):
        node = node[step]
    return node
