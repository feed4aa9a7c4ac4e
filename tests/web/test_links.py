"""Addresses are those that Flask would write."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask, url_for
from hypothesis import given
from hypothesis import strategies as st

from indexer.query.model import Match, Query
from search_app import links
from search_app.app import create_app
from search_app.params import Asked
from tests.web.stub import StubEngine

WRITABLE = st.text(st.characters(exclude_categories=["Cs"]))
NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1)


@pytest.fixture(scope="module")
def app() -> Flask:
    return create_app(StubEngine(), testing=True)


@given(text=WRITABLE, outlets=st.lists(NAMES), page=st.integers(1, 5))
def test_a_search(app: Flask, text: str, outlets: list[str], page: int) -> None:
    asked = Asked(Query(text, outlets=tuple(outlets)), ui="it").on_page(page)
    with app.test_request_context("/"):
        assert links.search(asked) == url_for("pages.search", **links.arguments(asked))


@given(article_id=NAMES, text=WRITABLE, ordinal=st.integers(1, 9))
def test_an_article(app: Flask, article_id: str, text: str, ordinal: int) -> None:
    with app.test_request_context("/"):
        assert links.article(article_id) == url_for("pages.article", article_id=article_id)
        told: dict[str, Any] = {"article_id": article_id, "q": text or None, "match": "exact"}
        address = url_for("pages.article", **told, _anchor=f"p{ordinal}")
        asked = Asked(Query(text, match=Match.EXACT))
        assert links.passage(asked, article_id, ordinal) in (address, None)


@given(article_id=NAMES, ordinal=st.integers(1, 9))
def test_what_is_about_an_article(app: Flask, article_id: str, ordinal: int) -> None:
    told: dict[str, Any] = {"article_id": article_id, "p": ordinal}
    with app.test_request_context("/"):
        assert links.like(article_id, ordinal) == url_for("like.page", **told)
        assert links.cite(Asked(Query("")), article_id, ordinal) == url_for("cite.cite", **told)


def test_below_the_root_of_another_site(app: Flask) -> None:
    with app.test_request_context("/", base_url="https://news.example/archive/"):
        assert links.search(Asked(Query("war"))) == "/archive/search?q=war"
        assert links.article("a/b", ordinal=2) == "/archive/article/a/b#p2"
