"""Which pages of other sites may read the API."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from indexer.errors import BadParameter
from search_app.app import create_app
from search_app.cross_origin import read_origin
from tests.web.samples import PORTO
from tests.web.stub import StubEngine

DESK = "https://desk.example"
ADDRESS = "/api/search?q=harbour"
EXPORT = "/export?q=harbour&format=csv"
DATA = [
    ADDRESS, "/api/suggest?q=harb", f"/api/article/{PORTO.id}", "/api/openapi.json", EXPORT,
    "/feed.atom?q=harbour", "/feed.json?q=harbour", "/opensearch.xml",
    "/opensearch/suggestions?q=harb",
]  # fmt: skip
ALLOW = "Access-Control-Allow-Origin"


@pytest.fixture
def open_client(engine: StubEngine) -> FlaskClient:
    return create_app(engine, cors=(DESK, "http://localhost:5173")).test_client()


def from_(client: FlaskClient, origin: str, address: str = ADDRESS) -> TestResponse:
    return client.get(address, headers={"Origin": origin})


def preflight(client: FlaskClient, origin: str, address: str = ADDRESS) -> TestResponse:
    asked = {
        "Origin": origin,
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "if-none-match",
    }
    return client.options(address, headers=asked)


def told(response: TestResponse) -> set[str]:
    return {name for name, _ in response.headers if name.startswith("Access-Control-")}


@pytest.mark.parametrize("address", [*DATA, "/search?q=harbour", "/healthz"])
def test_nobody_may_unless_configured(client: FlaskClient, address: str) -> None:
    for response in (from_(client, DESK, address), preflight(client, DESK, address)):
        assert told(response) == set()
        assert "Origin" not in response.headers.get("Vary", "")


@pytest.mark.parametrize("address", DATA)
def test_those_named_may_read(open_client: FlaskClient, address: str) -> None:
    response = from_(open_client, DESK, address)
    assert response.status_code == 200
    assert response.headers[ALLOW] == DESK
    assert "ETag" in response.headers["Access-Control-Expose-Headers"]
    assert "Origin" in response.vary
    assert "Access-Control-Allow-Credentials" not in response.headers


@pytest.mark.parametrize("address", DATA)
def test_what_is_held_can_be_read_too(open_client: FlaskClient, address: str) -> None:
    first = from_(open_client, DESK, address)
    held = {"Origin": DESK, "If-None-Match": first.headers["ETag"]}
    again = open_client.get(address, headers=held)
    assert again.status_code == 304
    assert again.headers[ALLOW] == DESK
    assert again.headers["Vary"] == first.headers["Vary"]


@pytest.mark.parametrize(
    ("address", "status"),
    [("/api/search", 400), ("/feed.atom", 400), ("/export?q=a", 400), ("/api/none", 404)],
)
def test_errors_can_be_read_too(open_client: FlaskClient, address: str, status: int) -> None:
    response = from_(open_client, DESK, address)
    assert response.status_code == status
    assert response.headers[ALLOW] == DESK
    assert "Origin" in response.vary


def test_what_a_file_is_called_and_holds_can_be_read(open_client: FlaskClient) -> None:
    response = from_(open_client, DESK, EXPORT)
    exposed = response.headers["Access-Control-Expose-Headers"].split(", ")
    assert {"Passages-Found", "Passages-Given", "Content-Disposition"} <= set(exposed)
    assert all(name in response.headers for name in exposed if name != "Retry-After")


@pytest.mark.parametrize(
    "origin", ["https://other.example", "http://desk.example", f"{DESK}:8443", f"{DESK}.evil",
               "null", "", "*", f"{DESK}/", DESK.upper()],
)  # fmt: skip
def test_others_may_not(open_client: FlaskClient, origin: str) -> None:
    for response in (from_(open_client, origin), preflight(open_client, origin)):
        assert told(response) == set()
        assert "Origin" in response.vary


@pytest.mark.parametrize(
    "address", ["/", "/search?q=harbour", f"/cite/{PORTO.id}?format=ris", "/healthz", "/readyz",
                "/metrics"],
)  # fmt: skip
def test_only_data_is_opened(open_client: FlaskClient, address: str) -> None:
    assert told(from_(open_client, DESK, address)) == set()
    assert told(preflight(open_client, DESK, address)) == set()


@pytest.mark.parametrize("address", [*DATA, "/api/none"])
def test_a_question_beforehand_is_answered(
    open_client: FlaskClient, engine: StubEngine, address: str
) -> None:
    engine.failure = AssertionError("the engine is not to be asked")
    response = preflight(open_client, DESK, address)
    assert (response.status_code, response.data) == (204, b"")
    assert response.headers[ALLOW] == DESK
    assert response.headers["Access-Control-Allow-Methods"] == "GET, HEAD"
    assert response.headers["Access-Control-Allow-Headers"] == "If-None-Match"
    assert int(response.headers["Access-Control-Max-Age"]) > 0


def test_a_mere_question_for_methods_stays_what_it_was(open_client: FlaskClient) -> None:
    response = open_client.options(ADDRESS)
    assert response.status_code == 200
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_all_may(engine: StubEngine) -> None:
    client = create_app(engine, cors=("*",)).test_client()
    for response in (from_(client, DESK), from_(client, "null"), preflight(client, DESK)):
        assert response.headers[ALLOW] == "*"
        assert "Origin" not in response.vary


@pytest.mark.parametrize(
    ("given", "origin"),
    [
        (DESK, DESK),
        (" HTTPS://Desk.Example ", DESK),
        ("https://desk.example:443", DESK),
        ("http://desk.example:443", "http://desk.example:443"),
        ("http://desk.example:80", "http://desk.example"),
        ("http://localhost:05173", "http://localhost:5173"),
        ("http://[::1]:8000", "http://[::1]:8000"),
        ("https://xn--citt-3na.example", "https://xn--citt-3na.example"),
        ("*", "*"),
    ],
)
def test_an_origin_as_browsers_write_it(given: str, origin: str) -> None:
    assert read_origin(given) == origin


@pytest.mark.parametrize(
    "given", ["", "desk.example", "https://", "https://desk.example/", "https://desk.example/a",
              "ftp://desk.example", "https://a@desk.example", "https://desk.example:", "null",
              "https://desk.example:0", "https://desk.example:65536", "https://*.example",
              "https://città.example", "https://desk.example\nX: y", "https://desk.example?", "**"],
)  # fmt: skip
def test_what_is_no_origin(given: str) -> None:
    with pytest.raises(BadParameter, match="cors cannot be"):
        read_origin(given)
