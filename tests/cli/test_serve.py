"""``passaggi serve``: who may read the API, and what is too much to send."""

from __future__ import annotations

import urllib.error
import urllib.request
from http.client import HTTPMessage
from pathlib import Path

import pytest

from tests.cli.conftest import Passaggi
from tests.cli.test_commands import served

DESK = "https://desk.example"


def headers(address: str, **sent: str) -> HTTPMessage:
    asked = urllib.request.Request(f"{address}/api/search?q=guerra", headers=sent)
    with urllib.request.urlopen(asked, timeout=20) as answer:
        told: HTTPMessage = answer.headers
        return told


@pytest.mark.usefixtures("filled")
def test_the_origins_that_are_named_may_read(tmp_path: Path) -> None:
    with served(tmp_path, "--cors", DESK, "--cors", "http://localhost:5173") as (address, _):
        assert headers(address, Origin=DESK)["Access-Control-Allow-Origin"] == DESK
        assert headers(address, Origin="https://x.example")["Access-Control-Allow-Origin"] is None


@pytest.mark.usefixtures("filled")
def test_nobody_else_may_and_what_is_held_is_not_sent_again(tmp_path: Path) -> None:
    with served(tmp_path) as (address, _):
        first = headers(address, Origin=DESK)
        assert first["Access-Control-Allow-Origin"] is None
        with pytest.raises(urllib.error.HTTPError) as told:
            headers(address, **{"If-None-Match": first["ETag"]})
        assert told.value.code == 304


@pytest.mark.usefixtures("filled")
def test_a_large_body_is_refused(tmp_path: Path) -> None:
    with served(tmp_path) as (address, _):
        sent = urllib.request.Request(f"{address}/api/search", data=b"x" * 100_000)
        with pytest.raises(urllib.error.HTTPError) as told:
            urllib.request.urlopen(sent, timeout=20)
        assert told.value.code == 413


@pytest.mark.parametrize("origin", ["desk.example", "https://desk.example/", "null", "", "ftp://a"])
def test_an_origin_that_is_none(filled: Passaggi, origin: str) -> None:
    done = filled("serve", "--port", "0", "--cors", DESK, "--cors", origin)
    assert done.status == 2
    assert done.complaint() == (
        f"cors cannot be {origin!r}: give an origin such as https://desk.example, "
        "with a port if it has one, or *"
    )
