"""The description of the API, to be asked for its parts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from jsonschema import Draft202012Validator

from search_app import machine
from search_app.views.reference import described

DESCRIBED = described()
OPERATIONS = {path: item["get"] for path, item in DESCRIBED["paths"].items()}
FOR_ALL = [path for path in OPERATIONS if machine.is_data(path)]
FEEDS = ["/feed.atom", "/feed.json"]


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
