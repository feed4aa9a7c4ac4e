"""The description of the API is valid, true and whole; its examples run."""

from __future__ import annotations

import dataclasses
import json
import tomllib
from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from werkzeug.test import TestResponse

from indexer.documents import LeftOut, Passage, Revision, Role, StoredArticle
from indexer.engine.base import FACETS, FacetCount, Hit, Interpretation
from indexer.errors import IndexDamaged
from indexer.query.complete import Suggestion
from indexer.query.model import MAX_OFFSET, Match, Query, Sort
from indexer.query.notes import Note
from search_app import machine
from search_app.app import create_app
from search_app.params import DEFAULT_SIZE, MAX_SIZE, MAX_TEXT, PARAMETERS
from search_app.views.reference import described
from tests.web.stub import StubEngine

DESCRIBED = described()
OPERATIONS = {path: item["get"] for path, item in DESCRIBED["paths"].items()}
BASE = {"q": "ceasefire"}
BEGINNING = "Its beginning"
"""The summary of an example that is cut short."""


def follow(reference: str) -> dict[str, Any]:
    node = DESCRIBED
    for step in reference.removeprefix("#/").split("/"):
        node = node[step]
    return node


def resolved(node: dict[str, Any]) -> dict[str, Any]:
    return follow(node["$ref"]) if "$ref" in node else node


def nodes(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for each in node.values():
            yield from nodes(each)
    elif isinstance(node, list):
        for each in node:
            yield from nodes(each)


def parameters(path: str) -> list[dict[str, Any]]:
    return [resolved(each) for each in OPERATIONS[path].get("parameters", ())]


def content(path: str, status: int) -> dict[str, Any]:
    answer: dict[str, Any] = resolved(OPERATIONS[path]["responses"][str(status)])["content"]
    return answer


def strict(schema: dict[str, Any]) -> Draft202012Validator:
    """A validator of a schema in which no object has a member that is not described."""
    whole = deepcopy({**schema, "components": DESCRIBED["components"]})
    for node in nodes(whole):
        if "properties" in node and "required" in node:
            node.setdefault("additionalProperties", False)
    whole.pop("additionalProperties", None)
    return Draft202012Validator(whole)


def shape(value: Any) -> Any:
    """The members of objects and the kinds of values, of lists what any of their items is."""
    if isinstance(value, Mapping):
        return {name: shape(each) for name, each in value.items()}
    if isinstance(value, list):
        return sorted({json.dumps(shape(each), sort_keys=True) for each in value})
    return "number" if isinstance(value, int | float) else type(value).__name__


def test_it_is_valid() -> None:
    validate(DESCRIBED)
    assert DESCRIBED["openapi"].startswith("3.1")


def test_it_is_served(client: FlaskClient) -> None:
    assert client.get("/api/openapi.json").get_json() == DESCRIBED


def test_it_is_of_this_version() -> None:
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert DESCRIBED["info"]["version"] == project["version"]


def test_it_covers_every_address_for_programs() -> None:
    app = create_app(StubEngine())
    rules = {
        rule.rule.replace("<article_id:article_id>", "{id}") for rule in app.url_map.iter_rules()
    }
    assert set(OPERATIONS) == {each for each in rules if machine.is_for_programs(each)}


def test_it_has_the_parameters_that_are_read() -> None:
    asked = {each["name"]: each for each in parameters("/api/search") if each["in"] == "query"}
    schema = {name: each["schema"] for name, each in asked.items()}
    assert tuple(asked) == PARAMETERS
    assert schema["size"] == {
        "type": "integer", "minimum": 1, "maximum": MAX_SIZE, "default": DEFAULT_SIZE,
    }  # fmt: skip
    assert schema["page"]["maximum"] == MAX_OFFSET + 1
    assert schema["q"]["maxLength"] == MAX_TEXT
    for name, kind, default in (
        ("Sort", Sort, Query("").sort), ("Match", Match, Query("").match), ("Role", Role, None),
    ):  # fmt: skip
        assert follow(f"#/components/schemas/{name}")["enum"] == list(kind)
        assert schema[name.lower()].get("default") == default


@pytest.mark.parametrize(
    ("name", "kind", "more"),
    [
        ("Hit", Hit, set()),
        ("FacetCount", FacetCount, set()),
        ("Interpretation", Interpretation, set()),
        ("Note", Note, set()),
        ("Suggestion", Suggestion, set()),
        ("Article", StoredArticle, set()),
        ("LeftOut", LeftOut, set()),
        ("Revision", Revision, set()),
        ("Passage", Passage, {"id"}),
    ],
)
def test_it_has_the_fields_that_are_given(name: str, kind: Any, more: set[str]) -> None:
    fields = {field.name for field in dataclasses.fields(kind)} | more
    fields.discard("source")  # a path of the server's
    schema = follow(f"#/components/schemas/{name}")
    assert set(schema["properties"]) == fields == set(schema["required"])


def test_it_has_the_facets() -> None:
    facets = follow("#/components/schemas/SearchResult")["properties"]["facets"]
    assert tuple(facets["properties"]) == tuple(facets["required"]) == FACETS


def test_everything_is_explained() -> None:
    for schema in DESCRIBED["components"]["schemas"].values():
        assert schema["description"]
        for name, each in schema.get("properties", {}).items():
            assert resolved(each).get("description"), name
    for path in OPERATIONS:
        assert all(each["description"] for each in parameters(path)), path


def test_every_reference_leads_somewhere_and_nothing_is_left_over() -> None:
    used = {node["$ref"] for node in nodes(DESCRIBED) if "$ref" in node}
    assert all(map(follow, used))
    held = {
        f"#/components/{kind}/{name}"
        for kind, named in DESCRIBED["components"].items()
        for name in named
    }
    assert used == held


# Its examples


def requests() -> list[tuple[str, str]]:
    """Each operation, and the name of each example that it has of an answer."""
    return [
        (path, name)
        for path in OPERATIONS
        for each in content(path, 200).values()
        for name in each.get("examples", ())
    ]


def ask(client: FlaskClient, path: str, **values: Any) -> TestResponse:
    """Send a request with the values of parameters, those of the path in their places."""
    for each in parameters(path):
        if each["in"] == "path":
            path = path.replace(f"{{{each['name']}}}", quote(str(values.pop(each["name"]))))
    return client.get(path, query_string=values)


@pytest.mark.parametrize(("path", "name"), requests())
def test_the_requests_run_and_give_what_is_shown(
    sampled: FlaskClient, path: str, name: str
) -> None:
    values = {
        each["name"]: each["examples"][name]["value"]
        for each in parameters(path)
        if name in each.get("examples", ())
    }
    response = ask(sampled, path, **values)
    assert response.status_code == 200
    told = content(path, 200)[str(response.mimetype)]
    shown = told["examples"][name]
    strict(told["schema"]).validate(shown["value"])
    if response.mimetype == "application/json":
        answer = response.get_json()
        strict(told["schema"]).validate(answer)
        assert shown.get("summary") == BEGINNING or shape(answer) == shape(shown["value"])
    else:
        assert response.get_data(as_text=True).startswith(shown["value"].partition(" ")[0])


def test_every_operation_has_an_example() -> None:
    assert {path for path, _ in requests()} == set(OPERATIONS)


def alone() -> list[tuple[str, Any]]:
    every = [each for each in parameters("/api/search") if each["in"] == "query"]
    return [(each["name"], each["example"]) for each in every if "example" in each]


@pytest.mark.parametrize(("name", "value"), alone())
def test_the_examples_of_parameters_find_something(
    sampled: FlaskClient, name: str, value: Any
) -> None:
    answer = ask(sampled, "/api/search", **BASE, **{name: value})
    assert answer.status_code == 200
    assert answer.get_json()["total"] > 0
    assert answer.get_json()["hits"]


def test_every_parameter_of_a_search_has_an_example() -> None:
    shown = {name for name, _ in alone()}
    shown |= {each["name"] for each in parameters("/api/search") if "examples" in each}
    assert shown == set(PARAMETERS)


PROBLEMS = {
    name: each["content"]["application/problem+json"]
    for name, each in DESCRIBED["components"]["responses"].items()
    if "content" in each
}
FAILURES = {500: ZeroDivisionError("inside"), 503: IndexDamaged("/srv", "cut short", "rebuild")}


@pytest.mark.parametrize("name", PROBLEMS)
def test_the_problems_come_about_as_shown(
    client: FlaskClient, engine: StubEngine, name: str
) -> None:
    shown = PROBLEMS[name]["example"]
    engine.failure = FAILURES.get(shown["status"])
    response = client.get(shown["instance"])
    assert response.status_code == shown["status"]
    assert response.mimetype == "application/problem+json"
    assert json.loads(response.data) == shown
    strict(PROBLEMS[name]["schema"]).validate(shown)


def test_the_headers_are_sent_that_are_described(client: FlaskClient, engine: StubEngine) -> None:
    for path, status in (("/api/search?q=a", 200), ("/api/search", 400), ("/readyz", 503)):
        engine.failure = FAILURES.get(status)
        response = client.get(path)
        described_ = resolved(OPERATIONS[path.partition("?")[0]]["responses"][str(status)])
        assert response.status_code == status
        for name, header in described_["headers"].items():
            value: Any = response.headers[name]
            schema = resolved(header)["schema"]
            value = int(value) if schema.get("type") == "integer" else value
            Draft202012Validator(schema).validate(value)
