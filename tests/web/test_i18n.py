"""The language of the interface and its catalogues."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from flask.testing import FlaskClient

import search_app
from search_app.i18n import LANGUAGES, catalogue, choose
from tests.web.conftest import Open, parsed, texts

PACKAGE = Path(search_app.__file__).parent
TRANSLATED = [code for code in LANGUAGES if code != "en"]
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]


def extracted() -> dict[str | tuple[str, ...], str]:
    """Every message of the package and the place where it is used."""
    found = extract_from_dir(PACKAGE, method_map=METHODS)
    return {message: f"{file}:{line}" for file, line, message, _, _ in found}


def read(code: str) -> Catalog:
    with (PACKAGE / "translations" / code / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=code)


def test_the_extraction_finds_templates_and_code() -> None:
    assert {"Apply the filters", "undated", ("%(num)s passage", "%(num)s passages")} <= set(
        extracted()
    )


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_message_is_translated(code: str) -> None:
    messages = {message.id: message for message in read(code) if message.id}
    used = extracted()
    assert set(used) - set(messages) == set()
    assert set(messages) - set(used) == set()
    for message in messages.values():
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(strings), message.id
        assert not message.fuzzy, message.id


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_translation_has_the_places_of_its_message(code: str) -> None:
    for message in read(code):
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        for string in strings if message.id else ():
            assert _places(string) == _places(ids[-1]), message.id


def _places(text: str) -> set[str]:
    return set(re.findall(r"%\((\w+)\)s", text))


@pytest.mark.parametrize(
    ("accepted", "code"),
    [
        (["it"], "it"),
        (["it-CH", "en"], "it"),
        (["IT-it"], "it"),
        (["fr", "it", "en"], "it"),
        (["en-US", "it"], "en"),
        (["fr"], "en"),
        (["*"], "en"),
        ([], "en"),
    ],
)
def test_the_language_is_the_best_of_those_accepted(accepted: list[str], code: str) -> None:
    assert choose(accepted).code == code
    assert choose(accepted).asked is None


def test_the_address_wins_over_the_browser(client: FlaskClient) -> None:
    headers = {"Accept-Language": "it-IT,it;q=0.9,en;q=0.5"}
    assert _language(client.get("/", headers=headers)) == "it"
    assert _language(client.get("/?ui=en", headers=headers)) == "en"
    assert _language(client.get("/?ui=", headers=headers)) == "it"


def _language(response: Any) -> str:
    assert "Accept-Language" in response.headers["Vary"]
    assert response.headers["Content-Language"] == parsed(response).get("lang")
    return str(parsed(response).get("lang"))


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/search?q=letter&lang=it&month=null&page=2&size=5",
        "/article/courier/2025/harbour-strike?q=harbour&match=word",
        "/nowhere?q=a",
    ],
)
def test_switching_keeps_the_state(client: FlaskClient, address: str) -> None:
    tree = parsed(client.get(address))
    switch = {each.text: each for each in tree.xpath("//nav[@class='languages']/a")}
    assert switch["English"].get("aria-current") == "true"
    target = switch["Italiano"].get("href")
    path, _, query = address.partition("?")
    if not path.startswith("/nowhere"):
        assert target == f"{path}?{query}{'&' if query else ''}ui=it"
    assert _language(client.get(target)) == "it"


def test_an_asked_language_stays_asked_for(page: Open) -> None:
    tree = page("/search?q=letter&ui=it")
    inside = [a for a in tree.xpath("//main//a/@href | //a[@class='brand']/@href") if a[0] == "/"]
    assert inside
    assert all("ui=it" in address for address in inside)


def test_without_asking_the_language_stays_out_of_the_address(page: Open) -> None:
    tree = page("/search?q=letter")
    assert not any("ui=" in address for address in tree.xpath("//main//a/@href"))


def test_one_and_many(page: Open) -> None:
    assert texts(page("/search?q=resume&match=word&ui=it"), "h2.total")[0].startswith(
        "1 passaggio "
    )
    assert texts(page("/search?q=dockers&match=word&ui=it"), "h2.total")[0].startswith(
        "2 passaggi "
    )


def test_names_of_languages_and_their_fallback() -> None:
    italian = choose([], "it")
    assert italian.language("en") == "inglese"
    assert italian.language("pt-BR") == "portoghese (Brasile)"
    assert italian.language("not a code") == "not a code"
    assert italian.listed(["a", "b", "c"]) == "a, b e c"


def test_english_needs_no_catalogue() -> None:
    assert catalogue("en").gettext("Search") == "Search"
