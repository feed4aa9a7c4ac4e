"""The page over a stub engine, through Flask's test client."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

from search_app.app import create_app
from tests.web.samples import newsroom
from tests.web.stub import StubEngine

Open = Callable[..., Any]


@pytest.fixture
def engine() -> StubEngine:
    return StubEngine(newsroom())


@pytest.fixture
def client(engine: StubEngine) -> FlaskClient:
    return create_app(engine).test_client()


@pytest.fixture
def page(client: FlaskClient) -> Open:
    """Open an address and give back its parsed page, after a look at the status."""

    def open_(address: str, status: int = 200, **headers: str) -> Any:
        response = client.get(address, headers=headers)
        assert response.status_code == status
        return parsed(response)

    return open_


def parsed(response: TestResponse) -> Any:
    return html.document_fromstring(response.get_data(as_text=True))


def texts(tree: Any, selector: str) -> list[str]:
    """What the elements of a CSS class path (``.card .meta``) say, white space made plain."""
    return [" ".join(each.text_content().split()) for each in tree.xpath(_xpath(selector))]


def _xpath(selector: str) -> str:
    steps = []
    for step in selector.split():
        name, _, kind = step.partition(".")
        test = f"[contains(concat(' ', normalize-space(@class), ' '), ' {kind} ')]" if kind else ""
        steps.append(f"//{name or '*'}{test}")
    return "".join(steps)
