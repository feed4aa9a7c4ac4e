"""Addresses of the pages: all state in the URL, in one order, what is at its default left out.

A page repeats its state in every link. Where that would swell it (a whole paragraph asked for, or
dozens of filters), it gives buttons of the search form instead, which carries the state once.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import quote, urlencode

from flask import g, request, url_for
from werkzeug.routing import BaseConverter

from indexer.links import is_web_address
from indexer.query.model import Match, Query, Sort
from search_app.params import (
    DEFAULT_SIZE,
    FILTERS,
    FIND,
    LAYOUT,
    OF_THE_PAGE,
    ORDER,
    PARAMETERS,
    UNKNOWN,
    Asked,
    AskedValues,
    ValueOrder,
    View,
)

LONGEST = 700
"""Addresses of more characters are not repeated in the links of a page."""

LONGEST_OF_BARS = 200
"""The same of the bars of a chart, which may be a hundred."""

_ENDPOINTS = {
    View.LIST: "pages.search",
    View.COMPARE: "compare.side_by_side",
    View.TIMELINE: "timeline.show",
}


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
    """The address of a search, in its layout."""
    return _with(_path(_ENDPOINTS[asked.view]), arguments(asked))


def form_action(asked: Asked) -> str:
    """Where the search form leads: the layout that is shown, without its parameters."""
    return url_for(_ENDPOINTS[asked.view])


def values(wanted: AskedValues) -> str:
    """All the values of a filter that a search can be kept to."""
    return url_for("values.values", name=wanted.name, **_of_values(wanted))


def values_form(name: str) -> str:
    """Where a form that asks for values leads."""
    return url_for("values.values", name=name)


def values_fields(wanted: AskedValues, *, chosen: bool) -> list[tuple[str, str]]:
    """The hidden fields of that form: the search, with the values that are ``chosen`` or without.

    The words to find and the page are left out, which are asked for anew.
    """
    carried = {**_of_values(wanted), FIND: None, "page": None}
    if not chosen:
        carried[wanted.name] = None
    return [
        (name, str(each))
        for name, value in carried.items()
        if value is not None
        for each in (value if isinstance(value, list) else [value])
    ]


def values_unless_long(wanted: AskedValues) -> str | None:
    """The address of the values, None where it is too long to be repeated."""
    return None if len(wanted.asked.query.text) > LONGEST else _short(values(wanted))


def _of_values(wanted: AskedValues) -> dict[str, Any]:
    asked = wanted.asked
    return {
        **arguments(asked),
        "page": None if wanted.page == 1 else wanted.page,
        LAYOUT: None if asked.view is View.LIST else str(asked.view),
        FIND: wanted.find or None,
        ORDER: None if wanted.order is ValueOrder.COUNT else str(wanted.order),
    }


def unless_long(asked: Asked, longest: int = LONGEST) -> str | None:
    """The address of a search, None where it is too long to be repeated."""
    return None if len(asked.query.text) > longest else _short(search(asked), longest)


def toggled(asked: Asked, name: str, value: str | None) -> str | None:
    """The search with ``value`` added to the filter ``name``, or taken out if it is there."""
    return unless_long(asked.toggled(name, value))


def article(article_id: str, *, ordinal: int | None = None, ui: str | None = None) -> str:
    """The reading view of an article, at a passage."""
    return _article(article_id, ordinal, ui=ui)


def passage(asked: Asked, article_id: str, ordinal: int, hit: int | None = None) -> str | None:
    """A passage in the reading view of a search, the ``hit``-th of it.

    What was searched for is marked there, and the way back leads to the same search. None where
    the address is too long.
    """
    return _of_search(replace(asked, hit=hit), article_id, ordinal)


def marked(asked: Asked, article_id: str, ordinal: int) -> str | None:
    """A passage with the words of a search marked, whether it finds it; None where too long."""
    query = asked.query
    words = Query(query.text, match=query.match, without=query.without)
    return _of_search(Asked(words, ui=asked.ui), article_id, ordinal)


def like(
    article_id: str, ordinal: int, *, language: str | None = None, ui: str | None = None
) -> str:
    """The passages like one, those of a language or all; its code as a form field carries it."""
    return _with(_at("like.page", article_id), {"p": ordinal, "lang": language, "ui": ui})


def left_out(asked: Asked, article_id: str, *, show: bool) -> str | None:
    """An article with or without what was left out; None where the address is too long."""
    address = _of_search(asked, article_id, left_out="show" if show else None)
    return address and address + "#left-out"


def filters(asked: Asked) -> list[tuple[str, str]]:
    """The parameters by which a search is filtered, as fields of a form."""
    told = arguments(asked)
    every = [(name, value) for name in FILTERS for value in told[name]]
    return [*every, *((name, told[name]) for name in ("from", "to") if told[name])]


def cite(asked: Asked, article_id: str, ordinal: int | None = None) -> str:
    """The references of an article, and the quotation of a passage of it."""
    return _with(_at("cite.cite", article_id), {"p": ordinal, "ui": asked.ui})


def feed(asked: Asked, form: str) -> str | None:
    """What a search finds as a feed, atom or json; None where the address is too long.

    A feed is newest first unless an order was asked for, whatever page of the search is shown.
    """
    return _passed_on("feeds.feed", asked, form=form)


def export(asked: Asked, form: str) -> str | None:
    """All that a search finds as a file of a form; None where the address is too long."""
    return _passed_on("feeds.export", asked, format=form)


def home(ui: str | None) -> str:
    """The start page."""
    return url_for("pages.start", ui=ui)


def in_language(code: str) -> str | None:
    """The page being shown, in another interface language; None where it is too long."""
    kept: dict[str, Any] = {
        name: values
        for name, values in request.args.lists()
        if name in PARAMETERS or name in OF_THE_PAGE
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


def _at(endpoint: str, article_id: str) -> str:
    """The path of a page about an article."""
    before, _, after = _path(endpoint, article_id=_NAMELESS).rpartition(_NAMELESS)
    return before + quote(article_id, safe=_SAFE_IN_PATHS) + after


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


def _of_search(
    asked: Asked, article_id: str, ordinal: int | None = None, **shown: Any
) -> str | None:
    """An article as a part of a search: the page of it is told by the place of the hit."""
    if len(asked.query.text) > LONGEST:
        return None
    told = arguments(asked)
    del told["page"]
    ui = told.pop("ui")
    return _short(_article(article_id, ordinal, **told, hit=asked.hit, **shown, ui=ui))


def _article(article_id: str, ordinal: int | None, **parameters: Any) -> str:
    given = {name: value or None for name, value in parameters.items()}
    address = _with(_at("pages.article", article_id), given)
    return address if ordinal is None else f"{address}#p{ordinal}"


def _passed_on(endpoint: str, asked: Asked, **form: Any) -> str | None:
    whole = {**arguments(asked), "page": None, "size": None}
    return _short(url_for(endpoint, **form, **whole))


def _short(address: str, longest: int = LONGEST) -> str | None:
    return address if len(address) <= longest else None


def _values(asked: Asked, name: str) -> list[str]:
    return [value_in_form(value) for value in asked.values(name)]
