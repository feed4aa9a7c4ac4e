"""Paths and parameters, written as Flask's ``url_for`` writes them, at a fraction of its time."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

from flask import g, url_for
from werkzeug.routing import BaseConverter

_SAFE = "!$'()*,/:;?@"
_SAFE_IN_PATHS = "!$&'()*+,/:;=@"
"""What stands in a parameter and in a path as it is, as in the addresses that Flask writes."""

_NAMELESS = "-"


class ArticleId(BaseConverter):
    """An article id in a path: any characters, a leading slash or a double one included."""

    regex = ".+"
    part_isolating = False
    weight = 200


def path(endpoint: str, **place: Any) -> str:
    """The path of a page, asked for once a request: a page has some hundred addresses of a few."""
    known: dict[str, str] = g.setdefault("paths", {})
    if endpoint not in known:
        known[endpoint] = url_for(endpoint, **place)
    return known[endpoint]


def of_article(endpoint: str, article_id: str) -> str:
    """The path of a page that is about an article."""
    above = path(endpoint, article_id=_NAMELESS).removesuffix(_NAMELESS)
    return above + quote(article_id, safe=_SAFE_IN_PATHS)


def having(place: str, parameters: dict[str, Any]) -> str:
    """A path with parameters, written as ``url_for`` does, at a fraction of its time."""
    pairs = [
        (name, value)
        for name, given in parameters.items()
        for value in (given if isinstance(given, list) else [given])
        if value is not None
    ]
    return f"{place}?{urlencode(pairs, safe=_SAFE)}" if pairs else place
