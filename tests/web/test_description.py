"""The description of the API is valid and whole."""

from __future__ import annotations

import dataclasses
import tomllib
from pathlib import Path
from typing import Any

import pytest
from flask import url_for
from flask.testing import FlaskClient
from openapi_spec_validator import validate

from indexer.documents import LeftOut, Passage, Revision, Role, StoredArticle
from indexer.engine.base import FACETS, FacetCount, Hit, Interpretation
from indexer.query.complete import Suggestion
from indexer.query.model import MAX_OFFSET, Match, Query, Sort
from indexer.query.notes import Note
from search_app import machine
from search_app.app import create_app
from search_app.params import DEFAULT_SIZE, MAX_SIZE, MAX_TEXT, PARAMETERS
from search_app.passing_on import addresses, found
from search_app.passing_on import export as exports
from tests.web.description import (
    DESCRIBED,
    FEEDS,
    OPERATIONS,
    content,
    follow,
    nodes,
    parameters,
    resolved,
)
from tests.web.stub import StubEngine


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
    with app.test_request_context():
        forms = [url_for("feeds.feed", form=form) for form in ("atom", "json")]
    rules = {
        rule.rule.replace("<article_id:article_id>", "{id}")
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "feeds.feed"
    }
    rules.update(forms)
    assert set(OPERATIONS) == {each for each in rules if machine.is_for_programs(each)}


@pytest.mark.parametrize(
    ("path", "more", "size", "sort"),
    [
        ("/api/search", (), DEFAULT_SIZE, Query("").sort),
        *((path, (), addresses.SIZE, Sort.NEWEST) for path in FEEDS),
        ("/export", ("format",), DEFAULT_SIZE, Query("").sort),
    ],
)
def test_it_has_the_parameters_that_are_read(
    path: str, more: tuple[str, ...], size: int, sort: Sort
) -> None:
    asked = {each["name"]: each for each in parameters(path) if each["in"] == "query"}
    schema = {name: each["schema"] for name, each in asked.items()}
    assert tuple(asked) == (*more, *PARAMETERS)
    assert schema["size"] == {
        "type": "integer", "minimum": 1, "maximum": MAX_SIZE, "default": size,
    }  # fmt: skip
    assert schema["page"]["maximum"] == MAX_OFFSET + 1
    assert schema["q"]["maxLength"] == MAX_TEXT
    for name, kind, default in (
        ("Sort", Sort, sort), ("Match", Match, Query("").match), ("Role", Role, None),
    ):  # fmt: skip
        assert follow(f"#/components/schemas/{name}")["enum"] == list(kind)
        assert schema[name.lower()].get("default") == default


def test_it_has_the_files_that_are_given() -> None:
    (form,) = (each for each in parameters("/export") if each["name"] == "format")
    assert form["schema"]["enum"] == list(exports.FORMS)
    kinds = [each.type.partition(";")[0] for each in exports.FORMS.values()]
    assert list(content("/export", 200)) == kinds
    given = follow("#/components/headers/Given")["schema"]
    assert given["maximum"] == found.MOST
    told = (
        OPERATIONS["/export"]["description"] + follow("#/components/headers/Given")["description"]
    )
    assert told.count(f"{found.MOST:,}") == 2


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
