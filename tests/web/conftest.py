"""The page over a stub engine, through Flask's test client."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

from indexer import connect
from indexer.errors import SourceError
from indexer.sources import read_sources
from search_app.app import create_app
from tests.conftest import ROOT
from tests.web.samples import FERRY, newsroom
from tests.web.stub import StubEngine

Open = Callable[..., Any]


@pytest.fixture
def engine() -> StubEngine:
    return StubEngine(newsroom())


@pytest.fixture
def corrected(engine: StubEngine) -> None:
    """An article that was corrected, and of which lines were left out, is held as well."""
    for version in FERRY:
        engine.index([version])


@pytest.fixture
def client(engine: StubEngine) -> FlaskClient:
    return create_app(engine).test_client()


@pytest.fixture(scope="session")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """The application over an index of the sample, by the engine that is served."""
    with connect(str(tmp_path_factory.mktemp("sample") / "index")) as engine:
        engine.index(read_sources([str(ROOT / "data" / "sample")], on_reject=_refuse))
        yield create_app(engine).test_client()


def _refuse(error: SourceError) -> None:
    raise error


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


def links(tree: Any, kind: str) -> dict[str, str]:
    """The links within the elements of a class, by what they say."""
    found = tree.xpath(f"//*[contains(concat(' ', @class, ' '), ' {kind} ')]//a")
    return {" ".join(each.text_content().split()): each.get("href") for each in found}


def state(address: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(address).query, keep_blank_values=True)


def choices(tree: Any, name: str) -> dict[str, tuple[str, bool]]:
    """The checkboxes of a facet: label, count, whether ticked."""
    boxes = tree.xpath(f"//fieldset[contains(@class, 'facet-{name}')]//input[@type='checkbox']")
    found = {}
    for box in boxes:
        label = tree.xpath(f"//label[@for='{box.get('id')}']")[0]
        value, count = (span.text_content() for span in label.iter("span"))
        found[value] = (count, box.get("checked") is not None)
    return found


def _xpath(selector: str) -> str:
    steps = []
    for step in selector.split():
        name, _, kind = step.partition(".")
        test = f"[contains(concat(' ', normalize-space(@class), ' '), ' {kind} ')]" if kind else ""
        steps.append(f"//{name or '*'}{test}")
    return "".join(steps)
