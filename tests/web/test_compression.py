"""Bodies are compressed for those who accept it, and only where that helps."""

from __future__ import annotations

import gzip

import brotli
import pytest
from flask import Flask, Response
from flask.testing import FlaskClient

from search_app.app import create_app
from search_app.compression import SMALLEST
from search_app.passing_on import export as exports
from tests.web.stub import StubEngine

STYLE = "/static/page.css"


@pytest.fixture(scope="module")
def app() -> Flask:
    app = create_app(StubEngine(), testing=True)
    app.add_url_rule("/rows", "rows", lambda: Response(iter(["row\n"] * SMALLEST), 200))
    app.add_url_rule("/tag", "tag", _tagged)
    return app


def _tagged() -> Response:
    response = Response("word " * SMALLEST, mimetype="text/html")
    response.set_etag("a1")
    return response


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def test_the_same_body_in_the_encoding_that_is_preferred(client: FlaskClient) -> None:
    plain = client.get("/search?q=harbour").data
    for accepted, encoding, read in (
        ("gzip, deflate, br, zstd", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("br;q=0.5, gzip", "gzip", gzip.decompress),
    ):
        told = client.get("/search?q=harbour", headers={"Accept-Encoding": accepted})
        assert told.headers["Content-Encoding"] == encoding
        assert told.content_length == len(told.data) < len(plain) / 2
        assert read(told.data).partition(b"</title>")[2]


@pytest.mark.parametrize("accepted", ["", "identity", "deflate", "br;q=0, gzip;q=0"])
def test_who_accepts_none_gets_none(client: FlaskClient, accepted: str) -> None:
    told = client.get("/search?q=harbour", headers={"Accept-Encoding": accepted})
    assert "Content-Encoding" not in told.headers
    assert "Accept-Encoding" in told.vary


def test_small_bodies_and_streams_stay_as_they_are(client: FlaskClient) -> None:
    for address in ("/healthz", "/rows"):
        told = client.get(address, headers={"Accept-Encoding": "br"})
        assert "Content-Encoding" not in told.headers


@pytest.mark.parametrize("form", ["atom", "json"])
def test_feeds_are_compressed(engine: StubEngine, form: str) -> None:
    client = create_app(engine).test_client()
    plain = client.get(f"/feed.{form}?q=letter", headers={"Accept-Encoding": "identity"})
    told = client.get(f"/feed.{form}?q=letter", headers={"Accept-Encoding": "gzip"})
    assert told.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(told.data) == plain.data
    assert told.headers["Vary"] == plain.headers["Vary"] == "Accept-Language, Accept-Encoding"
    assert told.headers["ETag"] == plain.headers["ETag"]


@pytest.mark.parametrize("form", exports.FORMS)
def test_an_export_is_sent_as_it_is_made(engine: StubEngine, form: str) -> None:
    client = create_app(engine).test_client()
    address = f"/export?q=letter&format={form}"
    plain, told = (
        client.get(address, headers={"Accept-Encoding": accepted}) for accepted in ("", "br, gzip")
    )
    assert "Content-Encoding" not in told.headers
    assert "Vary" not in told.headers
    assert told.is_streamed
    assert told.data == plain.data


def test_files_are_compressed_whole_and_their_parts_are_not(client: FlaskClient) -> None:
    plain = client.get(STYLE).data
    told = client.get(STYLE, headers={"Accept-Encoding": "br"})
    assert brotli.decompress(told.data) == plain
    assert "Accept-Ranges" not in told.headers
    part = client.get(STYLE, headers={"Accept-Encoding": "br", "Range": "bytes=0-1999"})
    assert (part.status_code, part.data) == (206, plain[:2000])


def test_an_unchanged_file_is_not_sent_again(client: FlaskClient) -> None:
    told = client.get(STYLE, headers={"Accept-Encoding": "br"})
    headers = {"Accept-Encoding": "br", "If-None-Match": told.headers["ETag"]}
    assert client.get(STYLE, headers=headers).status_code == 304


def test_a_tag_is_weak_once_there_are_two_bodies(client: FlaskClient) -> None:
    told = client.get("/tag", headers={"Accept-Encoding": "gzip"})
    assert told.headers["ETag"] == 'W/"a1"'


def test_the_head_of_a_page_is_that_of_its_body(client: FlaskClient) -> None:
    told = client.head("/search?q=harbour", headers={"Accept-Encoding": "br"})
    assert (told.headers["Content-Encoding"], told.data) == ("br", b"")
