"""What a supervisor asks: does it live, can it answer, how is it doing."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from prometheus_client.openmetrics.parser import text_string_to_metric_families as read_open
from prometheus_client.parser import text_string_to_metric_families as read_text

from indexer.engine.base import Stats
from indexer.errors import IndexDamaged
from indexer.query.model import Query
from search_app import program
from search_app.app import create_app
from tests.web.samples import PORTO
from tests.web.stub import StubEngine

DAMAGED = IndexDamaged("/secret/place", "segment 3 is cut short", "rebuild it")
REQUESTS = "passaggi_http_requests_total"
SECONDS = "passaggi_http_request_duration_seconds"


def measured(client: FlaskClient) -> dict[tuple[str, ...], float]:
    """Every sample by its name and the values of its labels."""
    text = client.get("/metrics").get_data(as_text=True)
    return {
        (sample.name, *(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in read_text(text)
        for sample in family.samples
    }


def test_an_index_that_can_be_searched(client: FlaskClient, engine: StubEngine) -> None:
    assert client.get("/readyz").get_json() == {"status": "ready", "passages": 88}
    assert len(engine.asked) == 1


def test_what_is_held_is_counted_once_for_each_state(
    client: FlaskClient, engine: StubEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[Stats] = []
    stats = engine.stats

    def counting() -> Stats:
        counted.append(stats())
        return counted[-1]

    monkeypatch.setattr(engine, "stats", counting)
    for address in ("/readyz", "/metrics", "/", "/readyz"):
        assert client.get(address).status_code == 200
    assert len(counted) == 1
    engine.delete([PORTO.id])
    assert client.get("/readyz").get_json()["passages"] == 88 - len(PORTO.lines())
    assert len(counted) == 2


def test_an_empty_index_is_ready() -> None:
    answer = create_app(StubEngine()).test_client().get("/readyz")
    assert (answer.status_code, answer.get_json()["passages"]) == (200, 0)


def test_an_index_that_cannot(client: FlaskClient, engine: StubEngine) -> None:
    engine.failure = DAMAGED
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.mimetype == "application/problem+json"
    assert int(answer.headers["Retry-After"]) > 0
    assert "secret" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("failure", [DAMAGED, ZeroDivisionError("inside")])
def test_a_process_lives_whatever_its_index_does(
    client: FlaskClient, engine: StubEngine, failure: Exception
) -> None:
    engine.failure = engine.unreadable = failure
    answer = client.get("/healthz")
    assert (answer.status_code, answer.get_json()) == (200, {"status": "ok"})


def test_requests_are_counted_by_route_method_and_status(
    client: FlaskClient, engine: StubEngine
) -> None:
    for address in ("/search?q=harbour", "/search?q=porto", "/search?size=0&q=a", "/nowhere"):
        client.get(address)
    client.head(f"/article/{PORTO.id}")
    client.post("/api/search")
    client.open("/search", method="BREW")
    engine.failure = ZeroDivisionError("inside")
    client.get("/api/search?q=harbour")
    told = measured(client)
    article = "/article/<article_id:article_id>"
    assert {key: value for key, value in told.items() if key[0] == REQUESTS} == {
        (REQUESTS, "GET", "/search", "2xx"): 2,
        (REQUESTS, "GET", "/search", "4xx"): 1,
        (REQUESTS, "GET", "unmatched", "4xx"): 1,
        (REQUESTS, "HEAD", article, "2xx"): 1,
        (REQUESTS, "POST", "unmatched", "4xx"): 1,
        (REQUESTS, "other", "unmatched", "4xx"): 1,
        (REQUESTS, "GET", "/api/search", "5xx"): 1,
    }
    assert told[f"{SECONDS}_count", "/search"] == 3
    assert told[f"{SECONDS}_bucket", "+Inf", "/search"] == 3
    assert told[f"{SECONDS}_sum", "/search"] > 0


def test_a_fault_that_nobody_handles_is_counted(engine: StubEngine) -> None:
    engine.failure = ZeroDivisionError("inside")
    client = create_app(engine, testing=True).test_client()
    with pytest.raises(ZeroDivisionError):
        client.get("/api/search?q=harbour")
    engine.failure = None
    told = measured(client)
    assert told[REQUESTS, "GET", "/api/search", "5xx"] == 1
    assert told["passaggi_http_requests_in_progress",] == 1


def test_requests_under_way_are_told(engine: StubEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    app: Flask = create_app(engine)
    entered, leave = threading.Event(), threading.Event()
    search = engine.search

    def slow(query: Query) -> Any:
        entered.set()
        leave.wait(20)
        return search(query)

    monkeypatch.setattr(engine, "search", slow)
    asking = threading.Thread(target=lambda: app.test_client().get("/api/search?q=harbour"))
    asking.start()
    assert entered.wait(20)
    assert measured(app.test_client())["passaggi_http_requests_in_progress",] == 2
    leave.set()
    asking.join()
    assert measured(app.test_client())["passaggi_http_requests_in_progress",] == 1


EXPORT = "/export"


def test_a_stream_is_counted_when_it_ends(client: FlaskClient) -> None:
    response = client.get("/export?q=letter&format=csv")
    pieces = response.iter_encoded()
    assert next(iter(pieces))
    under_way = measured(client)
    assert (REQUESTS, "GET", EXPORT, "2xx") not in under_way
    assert under_way["passaggi_http_requests_in_progress",] == 2
    time.sleep(0.05)
    response.close()
    ended = measured(client)
    assert ended[REQUESTS, "GET", EXPORT, "2xx"] == 1
    assert ended[f"{SECONDS}_count", EXPORT] == 1
    assert ended[f"{SECONDS}_sum", EXPORT] >= 0.05
    assert ended["passaggi_http_requests_in_progress",] == 1


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_stream_is_counted_once(client: FlaskClient, method: str) -> None:
    held = client.get("/export?q=letter&format=ris", buffered=True).headers["ETag"]
    client.open("/export?q=letter&format=ris", method=method, buffered=True)
    for sent in (held, "*"):
        headers = {"If-None-Match": sent}
        client.open("/export?q=a&format=ris", method=method, headers=headers, buffered=True)
    told = measured(client)
    counted = {key[1:]: value for key, value in told.items() if key[0] == REQUESTS}
    assert sum(counted.values()) == 4
    assert counted[method, EXPORT, "3xx"] == 1
    assert told["passaggi_http_requests_in_progress",] == 1


def test_a_stream_that_breaks_off_has_failed(
    client: FlaskClient, engine: StubEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search_app.views.feeds._BLOCK", 1)
    response = client.get("/export?q=letter&format=bibtex")
    engine.failure = DAMAGED
    with pytest.raises(IndexDamaged):
        list(response.iter_encoded())
    response.close()
    engine.failure = None
    told = measured(client)
    assert told[REQUESTS, "GET", EXPORT, "5xx"] == 1
    assert (REQUESTS, "GET", EXPORT, "2xx") not in told
    assert told["passaggi_http_requests_in_progress",] == 1


def test_what_is_typed_is_told_nobody(client: FlaskClient) -> None:
    for address in ("/search?q=secret", "/secret", "/api/article/secret", "/article/secret?q=a"):
        client.get(address, headers={"User-Agent": "secret", "Referer": "https://secret.example"})
    client.open("/search", method="SECRET")
    assert "secret" not in client.get("/metrics").get_data(as_text=True).lower()


def test_the_index_and_the_program_are_told(client: FlaskClient) -> None:
    told = measured(client)
    assert told["passaggi_index_up",] == 1
    assert (told["passaggi_index_passages",], told["passaggi_index_articles",]) == (88, 38)
    assert told["passaggi_index_bytes",] >= 0
    assert any(key[0] == "passaggi_build_info" and program.version() in key for key in told)
    assert told.get(("process_start_time_seconds",), time.time()) <= time.time()


@pytest.mark.parametrize("failure", [DAMAGED, ZeroDivisionError("inside")])
def test_an_index_that_cannot_be_read_is_measured(
    client: FlaskClient, engine: StubEngine, failure: Exception
) -> None:
    engine.failure = failure
    told = measured(client)
    assert told["passaggi_index_up",] == 0
    assert ("passaggi_index_passages",) not in told


@pytest.mark.parametrize("accepted", [None, "*/*", "text/plain", "text/html", "garbage;;,"])
def test_the_text_format(client: FlaskClient, accepted: str | None) -> None:
    response = client.get("/metrics", headers={"Accept": accepted} if accepted else {})
    assert response.content_type == "text/plain; version=0.0.4; charset=utf-8"
    assert list(read_text(response.get_data(as_text=True)))
    assert "Accept" in response.vary


def test_the_open_format(client: FlaskClient) -> None:
    accepted = "application/openmetrics-text; version=1.0.0,text/plain;version=0.0.4;q=0.5"
    response = client.get("/metrics", headers={"Accept": accepted})
    assert response.content_type.startswith("application/openmetrics-text; version=1.0.0")
    assert list(read_open(response.get_data(as_text=True)))


def test_each_application_measures_for_itself() -> None:
    one, other = (create_app(StubEngine()).test_client() for _ in range(2))
    one.get("/search?q=a")
    assert (REQUESTS, "GET", "/search", "2xx") in measured(one)
    assert (REQUESTS, "GET", "/search", "2xx") not in measured(other)
