"""The addresses that a feed tells of itself: absolute, and of the host that was asked."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import url_for

from indexer.query.model import Sort
from search_app import links
from search_app.params import Asked

SIZE = 50
"""Passages of a feed that asks for no other number."""


def feed(asked: Asked, form: str) -> str:
    """The feed of a search in a form; unlike a page it is newest first, and of SIZE passages."""
    own: dict[str, Any] = {
        "sort": None if asked.query.sort is Sort.NEWEST else str(asked.query.sort),
        "size": None if asked.size == SIZE else asked.size,
    }
    return url_for("feeds.feed", form=form, _external=True, **{**links.arguments(asked), **own})


def page(asked: Asked) -> str:
    """The page that shows what the feed gives."""
    whole = {**links.arguments(asked), "page": None, "size": None}
    return url_for("pages.search", _external=True, **whole)


def identity(asked: Asked) -> str:
    """What makes a search this one, in whatever form, language or parts it is given."""
    told = links.arguments(asked)
    asks = {name: told[name] for name in told if name not in ("page", "size", "ui") and told[name]}
    return urlencode(asks, doseq=True)
