"""Another language of the interface is one row and one catalogue, and the page speaks it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, unquote_plus, urlsplit

import pytest
from babel.dates import get_month_names
from flask.testing import FlaskClient

from indexer import Query
from indexer.query.parts import parts
from search_app.app import create_app
from search_app.i18n import choose
from search_app.provenance import REASONS
from tests.browser.test_appearance import PAGES
from tests.web.conftest import parsed
from tests.web.samples import FERRY, newsroom
from tests.web.stub import StubEngine
from tests.web.test_i18n import extracted
from tests.web.third_language import BREAK, made_up, outside, spoken

TOLD = [
    "/search?q=dokcers",
    "/search?q=the",
    "/search?q=%22the+harbour+(+NOT",
    "/search?q=-harbour",
    "/search?q=colour:x+date:soon+title:",
    "/search?q=harbour&page=99",
    "/search?q=harbour&from=2025-11-01",
    "/search?q=harbour&without=it:porto&sort=newest",
    "/search?q=harbour&from=soon",
    "/search?q=harbour&ui=none",
    "/search?q=" + "x" * 20_000,
]
"""Searches that something is said about."""

SAID_IN_ATTRIBUTES = ("title", "aria-label", "placeholder", "alt", "aria-description")
_DATA = "//@data-copied | //@data-label | //@data-outlet"
_OWN = "ancestor::*[@lang][1]/@lang = /html/@lang"
"""What is said in the language of the interface."""
NAMES = (
    "Passaggi passaggi index English Italiano Deutsch courier.example ui CSV Atom JSON Feed "
    "JSON Lines BibTeX RIS OpenAPI"
)
"""What is called so in every language."""


@pytest.fixture(scope="module")
def third(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with spoken(extracted(), tmp_path_factory.mktemp("translations")) as code:
        yield code


@pytest.fixture(scope="module")
def engine() -> StubEngine:
    engine = StubEngine(newsroom())
    for version in FERRY:
        engine.index([version])
    return engine


@pytest.fixture
def client(engine: StubEngine, third: str) -> FlaskClient:
    client = create_app(engine).test_client()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = third
    return client


def said(tree: Any) -> list[str]:
    """What a page says outside its messages, text by text."""
    running = BREAK.join(
        tree.xpath(f"//text()[{_OWN} and not(ancestor::script or ancestor::kbd or ancestor::code)]")
    )
    names = [f"//@{name}" for name in SAID_IN_ATTRIBUTES] + [_DATA]
    apart = [outside(each) for each in tree.xpath("|".join(names))]
    return [*outside(running).split(BREAK), *apart]


def content(engine: StubEngine, code: str, address: str) -> str:
    """What is not of the interface: the articles, what was asked for, dates, names of languages."""
    speaks = choose([code])
    asked = parse_qs(urlsplit(address).query)
    query = asked.get("q", [""])[0]
    found = [NAMES, query, repr(engine.search(Query(query[:1000])).interpretation)]
    found += [
        speaks.day(each) for each in asked.get("from", ()) if re.fullmatch("[0-9-]{10}", each)
    ]
    found += [speaks.day(each.replaced_at) for each in engine.article(FERRY[0].id).revisions]
    for article in (*newsroom(), *FERRY):
        found += [str(value) for value in (article.id, article.title, article.outlet, article.url)]
        found += [str(article.section), str(article.agency), speaks.listed(article.author)]
        found += [line.text for line in article.lines()]
        found += [line.text for line in article.left_out]
        found += [line.reason for line in article.left_out if line.reason not in REASONS]
        if article.published:
            found += [speaks.day(article.published), speaks.month(article.published[:7])]
    found += [speaks.language(name) for name in ("en", "it")]
    found += [part.text for part in parts(query[:1000])]
    for width in ("wide", "abbreviated"):
        for context in ("format", "stand-alone"):
            found += get_month_names(width, context, speaks.locale).values()
    return " ".join("\n".join(found).split())


def addresses(tree: Any) -> str:
    """The addresses of a page, as written and as read: they are of no language."""
    written = " ".join(tree.xpath("//@href"))
    return f" {written} {unquote_plus(written)}"


@pytest.mark.parametrize("address", [*PAGES, *TOLD])
def test_nothing_is_said_in_english(
    client: FlaskClient, engine: StubEngine, third: str, address: str
) -> None:
    address = address.replace("&ui=it", "").replace("?ui=it", "")
    tree = parsed(client.get(address))
    assert tree.get("lang") == third
    known = content(engine, third, address) + addresses(tree)
    pieces = [part for each in said(tree) for part in re.split(r"[·–→…,;:]|\s\(", each)]
    words = [" ".join(part.split()).strip(" .)0123456789") for part in pieces]
    words = [word for word in words if re.search("[A-Za-z]", word)]
    assert [each for each in words if each not in known] == []


def test_the_language_is_offered_and_kept(client: FlaskClient, third: str) -> None:
    tree = parsed(client.get(f"/search?q=harbour&ui={third}"))
    assert made_up("Search") in tree.text_content()
    assert f"/search?q=harbour&ui={third}" in tree.xpath(
        "//nav[@class='languages']/a[@aria-current]/@href"
    )


def test_what_is_said_outside_of_messages_is_seen() -> None:
    assert outside("[one [two] three] four [five]") == " four "
    assert outside(f"[one{BREAK}two] three") == f"{BREAK} three"
    assert made_up("Page %(number)s of 5") == "[Páagée %(number)s óof 5]"
