"""What the page and the API say when something is wrong."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from indexer.errors import IndexDamaged, QueryError
from tests.web.conftest import Open, texts
from tests.web.stub import StubEngine


@pytest.mark.parametrize("ui", ["en", "it"])
@pytest.mark.parametrize(
    ("query_string", "name"),
    [("size=0", "size"), ("page=x", "page"), ("match=z", "match"), ("from=x", "from"),
     ("to=x", "to"), ("month=x", "month"), ("lang=!", "lang"), ("role=x", "role"),
     ("sort=x", "sort")],
)  # fmt: skip
def test_a_bad_parameter_is_named(page: Open, ui: str, query_string: str, name: str) -> None:
    tree = page(f"/search?q=a&ui={ui}&{query_string}", 400)
    [said] = texts(tree, "p.lead")
    assert name in said
    assert ("Give" if ui == "en" else "Indica") in said
    assert tree.xpath("/html/@lang") == [ui]


def test_a_language_the_page_does_not_speak(page: Open) -> None:
    assert "Give one of en, it." in texts(page("/?ui=xx", 400), "p.lead")[0]


def test_the_api_names_the_parameter_and_the_accepted_form(client: FlaskClient) -> None:
    response = client.get("/api/search?q=a&size=0")
    assert response.status_code == 400
    assert response.mimetype == "application/problem+json"
    assert response.get_json(force=True) == {
        "type": "/api#bad-parameter",
        "title": "Bad parameter",
        "status": 400,
        "detail": "size cannot be '0': give a whole number from 1 to 100",
        "instance": "/api/search?q=a&size=0",
        "parameter": "size",
        "accepted": "a whole number from 1 to 100",
    }


@pytest.mark.parametrize("address", ["/article/none", "/nowhere", "/article/"])
def test_what_is_not_there(page: Open, address: str) -> None:
    tree = page(address, 404)
    assert texts(tree, "p.status") == ["404"]
    assert tree.xpath("//form[@role='search']")


@pytest.mark.parametrize("address", ["/api/article/none", "/api/none"])
def test_what_is_not_there_for_programs(client: FlaskClient, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert response.get_json(force=True)["status"] == 404


def test_an_index_that_cannot_be_used(client: FlaskClient, engine: StubEngine) -> None:
    engine.failure = IndexDamaged("/secret/place", "segment 3 is cut short", "rebuild it")
    for address in ("/", "/search?q=a", "/article/a", "/api/search?q=a", "/readyz"):
        response = client.get(address)
        assert response.status_code == 503
        assert int(response.headers["Retry-After"]) > 0
        assert "segment" not in response.get_data(as_text=True)
    assert client.get("/healthz").get_json() == {"status": "ok"}


def test_a_query_without_an_answer(page: Open, engine: StubEngine) -> None:
    engine.failure = QueryError("the query is too deep", "use fewer brackets")
    assert texts(page("/search?q=a", 400), "p.lead") == [
        "The query is too deep. Use fewer brackets."
    ]


def test_a_fault_of_the_program_keeps_its_internals(
    client: FlaskClient, engine: StubEngine, caplog: pytest.LogCaptureFixture
) -> None:
    engine.failure = ZeroDivisionError("the inner workings")
    for address in ("/search?q=a", "/api/search?q=a"):
        response = client.get(address)
        assert response.status_code == 500
        assert "inner" not in response.get_data(as_text=True)
    assert "inner workings" in caplog.text


def test_only_reading_is_answered(client: FlaskClient) -> None:
    response = client.post("/search", data={"q": "a"})
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]
    assert client.head("/search?q=letter").status_code == 200


@pytest.mark.parametrize("address", ["/api/search?q=a", "/healthz", "/readyz", "/metrics"])
@pytest.mark.parametrize("method", ["POST", "DELETE", "TRACE", "BREW"])
def test_other_methods_are_a_problem(client: FlaskClient, address: str, method: str) -> None:
    response = client.open(address, method=method)
    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    problem = response.get_json(force=True)
    assert (problem["type"], problem["title"]) == ("about:blank", "Method Not Allowed")
    assert problem["detail"].startswith(f"{method} is not answered here: use one of GET")


ODD = ["/api/%00", "/api/%ff%fe", "/api/a%20b?%zz", "/api/x?q=%F0%9F%98%80&%ff",
       "/api/%E2%80%AE\"<", "/api//evil.example", "/api/..", "/api/\\"]  # fmt: skip


@pytest.mark.parametrize("address", ODD)
def test_a_problem_gives_its_address_in_the_characters_of_a_uri(
    client: FlaskClient, address: str
) -> None:
    problem = client.get(address).get_json(force=True)
    assert re.fullmatch(r"(?:[\w/:@!$&'()*+,;=~?.-]|%[0-9A-Fa-f]{2})+", problem["instance"], re.A)
    assert problem["status"] == 404


def test_the_address_decides_the_form_and_not_what_is_accepted(client: FlaskClient) -> None:
    json, html = {"Accept": "application/json"}, {"Accept": "text/html"}
    assert client.get("/search?q=a", headers=json).mimetype == "text/html"
    assert client.get("/nowhere", headers=json).mimetype == "text/html"
    assert client.get("/api/search?q=a", headers=html).mimetype == "application/json"
    assert client.get("/api/none", headers=html).mimetype == "application/problem+json"


@pytest.mark.parametrize("address", ["/", "/nowhere", "/api/search?q=a", "/api/none", "/metrics"])
def test_every_answer_is_guarded(client: FlaskClient, address: str) -> None:
    headers = client.get(address).headers
    assert headers["Content-Security-Policy"].startswith("default-src 'self'")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
