"""Whatever request the description allows, and whatever it does not, is answered as described.

Schemathesis makes the requests: some that fit the description, some that break it in one place.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
import schemathesis
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import (
    CheckFunction,
    not_a_server_error,
)
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from search_app.views.reference import described

CHECKS: list[CheckFunction] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
    unsupported_method,
]
"""Not that all that fits is accepted: a page beyond the millionth passage and the thirtieth of
February fit their schemas."""

few = settings(
    max_examples=25,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
OPERATIONS = list(described()["paths"])


def parameters(operation: dict[str, Any]) -> list[dict[str, Any]]:
    held = described()["components"]["parameters"]
    every = operation.get("parameters", ())
    return [held[each["$ref"].rpartition("/")[2]] if "$ref" in each else each for each in every]


WITH_PARAMETERS = [
    path
    for path, item in described()["paths"].items()
    if any(each["in"] != "header" for each in parameters(item["get"]))
]
"""Of headers any text is accepted."""


LEFT_OUT = {"maxLength", "prefixItems"}
"""To make texts of the greatest length takes minutes; items by their places are read here as an
older draft of JSON Schema had them; test_description_examples checks them."""


def simplified(node: Any) -> Any:
    """The description without what is LEFT_OUT."""
    if isinstance(node, dict):
        return {name: simplified(each) for name, each in node.items() if name not in LEFT_OUT}
    return [simplified(each) for each in node] if isinstance(node, list) else node


@pytest.fixture(scope="session")
def operations(sampled: FlaskClient) -> Any:
    schema = schemathesis.openapi.from_dict(simplified(deepcopy(described())))
    schema.app = sampled.application
    return schema


def check(operation: Any, mode: GenerationMode) -> None:
    @few
    @given(operation.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        # The bodies are judged as they are; test_compression has the others.
        case.call_and_validate(checks=CHECKS, headers={"Accept-Encoding": "identity"})

    ask()


@pytest.mark.parametrize("path", OPERATIONS)
def test_what_fits_the_description(operations: Any, path: str) -> None:
    check(operations[path]["GET"], GenerationMode.POSITIVE)


@pytest.mark.parametrize("path", WITH_PARAMETERS)
def test_what_breaks_the_description(operations: Any, path: str) -> None:
    check(operations[path]["GET"], GenerationMode.NEGATIVE)
