"""Addresses of the pages: all state in the URL, in one order, what is at its default left out.

A page repeats its state in every link. Where that would swell it (a whole paragraph asked for, or
dozens of filters), it gives buttons of the search form instead, which carries the state once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote, urlencode

from flask import g, request, url_for
from werkzeug.routing import BaseConverter

from indexer.links import is_web_address
from indexer.query.model import Match, Sort
from search_app.params import DEFAULT_SIZE, FILTERS, LEFT_OUT, PARAMETERS, UNKNOWN, Asked

LONGEST = 700
"""Addresses of more characters are not repeated in the links of a page."""


_SAFE = "!$'()*,/:;?@"
_SAFE_IN_PATHS = "!$&'()*+,/:;=@"
"""What stands in a parameter and in a path as it is, as in the addresses that Flask writes."""

_NAMELESS = "-"


class ArticleId(BaseConverter):
    """An article id in a path: any characters, a leading slash or a double one included."""

    regex = ".+"
    part_isolating = False
    weight = 200


def arguments(asked: Asked) -> dict[str, Any]:
    """The parameters of a search in canonical order; None and empty stand for left out."""
    query = asked.query
    return {
        "q": query.text,
        "lang": _values(asked, "lang"),
        "outlet": _values(asked, "outlet"),
        "month": _values(asked, "month"),
        "from": query.published_from,
        "to": query.published_to,
        "role": _values(asked, "role"),
        "section": _values(asked, "section"),
        "match": None if query.match is Match.RELATED else str(query.match),
        "without": list(query.without),
        "sort": None if query.sort is Sort.RELEVANCE else str(query.sort),
        "page": None if asked.page == 1 else asked.page,
        "size": None if asked.size == DEFAULT_SIZE else asked.size,
        "ui": asked.ui,
    }


def search(asked: Asked) -> str:
    """The address of a search."""
    return _with(_path("pages.search"), arguments(asked))


def unless_long(asked: Asked) -> str | None:
    """The address of a search, None where it is too long to be repeated."""
    return None if len(asked.query.text) > LONGEST else _short(search(asked))


def toggled(asked: Asked, name: str, value: str | None) -> str | None:
    """The search with ``value`` added to the filter ``name``, or taken out if it is there."""
    values = asked.values(name)
    changed = tuple(each for each in values if each != value)
    if changed == values:
        changed = (*values, value)
    return unless_long(asked.having(**{FILTERS[name]: changed}))


def article(
    article_id: str,
    *,
    ordinal: int | None = None,
    text: str = "",
    match: Match = Match.RELATED,
    without: Sequence[str] = (),
    ui: str | None = None,
    left_out: bool = False,
) -> str:
    """The reading view of an article, at a passage, with the matches of ``text`` marked.

    With ``left_out`` it shows what was left out.
    """
    parameters = {
        "q": text or None,
        "match": None if match is Match.RELATED else str(match),
        "without": list(without),
        "left_out": "show" if left_out else None,
        "ui": ui,
    }
    path = _path("pages.article", article_id=_NAMELESS).removesuffix(_NAMELESS)
    address = _with(path + quote(article_id, safe=_SAFE_IN_PATHS), parameters)
    return address if ordinal is None else f"{address}#p{ordinal}"


def passage(asked: Asked, article_id: str, ordinal: int) -> str | None:
    """A passage in the reading view, what was searched for marked; None where it is too long."""
    return _of_article(asked, article_id, ordinal=ordinal)


def left_out(asked: Asked, article_id: str, *, show: bool) -> str | None:
    """An article with or without what was left out; None where the address is too long."""
    address = _of_article(asked, article_id, left_out=show)
    return address and address + "#left-out"


def home(ui: str | None) -> str:
    """The start page."""
    return url_for("pages.start", ui=ui)


def in_language(code: str) -> str | None:
    """The page being shown, in another interface language; None where it is too long."""
    kept: dict[str, Any] = {
        name: values
        for name, values in request.args.lists()
        if name in PARAMETERS or name == LEFT_OUT
    }
    return _short(_here(**{**kept, "ui": code}))


def here() -> str:
    """The address of the page being shown, without its parameters."""
    return _here()


def external(url: str | None) -> str | None:
    """``url`` if it leads to the web, else None: nothing that a browser would run."""
    return url if url and is_web_address(url) else None


def value_in_form(value: str | None) -> str:
    """A filter value as a form field or a parameter carries it."""
    return UNKNOWN if value is None else value


def _path(endpoint: str, **place: Any) -> str:
    """The path of a page, asked for once a request: a page has some hundred addresses of a few."""
    known: dict[str, str] = g.setdefault("paths", {})
    if endpoint not in known:
        known[endpoint] = url_for(endpoint, **place)
    return known[endpoint]


def _with(path: str, parameters: dict[str, Any]) -> str:
    """A path with parameters, written as ``url_for`` does, at a fraction of its time."""
    pairs = [
        (name, value)
        for name, given in parameters.items()
        for value in (given if isinstance(given, list) else [given])
        if value is not None
    ]
    return f"{path}?{urlencode(pairs, safe=_SAFE)}" if pairs else path


def _here(**parameters: Any) -> str:
    place: dict[str, Any] = request.view_args or {}
    return url_for(request.endpoint or "pages.start", **place, **parameters)


def _of_article(asked: Asked, article_id: str, **place: Any) -> str | None:
    query = asked.query
    if len(query.text) > LONGEST:
        return None
    told: dict[str, Any] = {"match": query.match, "without": query.without, "ui": asked.ui}
    return _short(article(article_id, text=query.text, **told, **place))


def _short(address: str) -> str | None:
    return address if len(address) <= LONGEST else None


def _values(asked: Asked, name: str) -> list[str]:
    return [value_in_form(value) for value in asked.values(name)]
