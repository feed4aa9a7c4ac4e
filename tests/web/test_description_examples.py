"""The description of the API is true: its examples run, and answers are as it says."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from werkzeug.test import TestResponse

from indexer.errors import IndexDamaged
from search_app.app import create_app
from search_app.params import PARAMETERS
from tests.web.description import (
    DESCRIBED,
    FEEDS,
    FOR_ALL,
    OPERATIONS,
    content,
    parameters,
    resolved,
    shape,
    strict,
)
from tests.web.passing_on.forms import READERS
from tests.web.samples import PORTO
from tests.web.stub import StubEngine

BASE = {"q": "ceasefire"}
SITE = "https://passaggi.example"
BEGINNING = "Its beginning"
"""The summary of an example that is cut short."""


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
    return client.get(path, query_string=values, base_url=SITE)


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
    kind = str(response.mimetype)
    told = content(path, 200)[kind]
    shown = told["examples"][name]
    strict(told["schema"]).validate(shown["value"])
    if kind not in READERS:
        assert response.text.startswith(shown["value"].partition(" ")[0])
        return
    answer, value = READERS[kind](response.text), shown["value"]
    if kind.endswith("json"):
        strict(told["schema"]).validate(answer)
    else:
        value = READERS[kind](value)
    assert shown.get("summary") == BEGINNING or shape(answer) == shape(value)


def test_every_form_of_an_answer_has_an_example() -> None:
    for path in FOR_ALL:
        assert all("examples" in each for each in content(path, 200).values()), path


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


@pytest.mark.parametrize(
    ("address", "status"),
    [
        *((f"{path}?q=a&format=csv", 200) for path in FOR_ALL if "{id}" not in path),
        (f"/api/article/{PORTO.id}", 200),
        *((path, 400) for path in ("/api/search", "/export", *FEEDS)),
        *((f"{path}?q=a&format=csv", 503) for path in ("/api/search", "/export", *FEEDS)),
        ("/readyz", 503),
    ],
)
@pytest.mark.parametrize("cors", [(), ("*",), ("https://desk.example",)])
def test_the_headers_are_sent_that_are_described(
    engine: StubEngine, address: str, status: int, cors: tuple[str, ...]
) -> None:
    engine.failure = FAILURES.get(status)
    response = create_app(engine, cors=cors).test_client().get(address)
    path = address.partition("?")[0].replace(PORTO.id, "{id}")
    answer = resolved(OPERATIONS[path]["responses"][str(status)])
    assert response.status_code == status
    for name, header in answer["headers"].items():
        value: Any = response.headers[name]
        schema = resolved(header)["schema"]
        value = int(value) if schema.get("type") == "integer" else value
        Draft202012Validator(schema).validate(value)
