"""What is passed on of a search: feeds, files, and the site as a browser's search engine."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from flask import Blueprint, Response, request, stream_with_context, url_for

from indexer.errors import BadParameter
from indexer.query.model import Query, Sort
from search_app import conditional, params
from search_app.context import engine
from search_app.i18n import interface
from search_app.params import Asked
from search_app.passing_on import atom as atom_feed
from search_app.passing_on import export as exports
from search_app.passing_on import feed as of_search
from search_app.passing_on import file_names, found, json_feed
from search_app.passing_on import opensearch as browser
from search_app.passing_on.addresses import SIZE

feeds = Blueprint("feeds", __name__)
conditional.register(feeds, in_language=True, of_today=True)

files = Blueprint("files", __name__)
conditional.register(files, streamed=True)

_FEEDS = {"atom": (atom_feed.TYPE, atom_feed.atom), "json": (json_feed.TYPE, json_feed.json_feed)}
_UNLESS_ASKED = {"size": str(SIZE), "sort": Sort.NEWEST.value}
_BLOCK = 64 * 1024


@feeds.get("/feed.<any(atom, json):form>")
def feed(form: str) -> Response:
    """A saved search: its passages, newest first unless an order is asked for."""
    kind, written = _FEEDS[form]
    asked = _asked(_UNLESS_ASKED)
    made = written(of_search.feed(engine(), asked, form), _icon())
    return _in_language(Response(made, content_type=f"{kind}; charset=utf-8"))


@files.get("/export")
def export() -> Response:
    """All passages of a search up to ``found.MOST``, whichever page is asked for, as a file.

    Who asks for the head alone is told how many there are; for that none is fetched.
    """
    form = exports.FORMS[params.read_format(request.args, exports.FORMS)]
    query = _asked().query
    if request.method == "HEAD":
        # Streamed as well: of a body that is not made nobody knows the length.
        return _file(form, query, engine().count(query), iter(()))
    passages = found.search(engine(), replace(query, similar=form.similar))
    pieces = form.write(passages, request.root_url.rstrip("/"))
    return _file(form, query, passages.total, stream_with_context(_blocks(pieces)))


@feeds.get("/opensearch.xml")
def opensearch() -> Response:
    """What a browser needs to search here from its own box."""
    return _in_language(Response(browser.description(_icon()), content_type=browser.TYPE))


@feeds.get("/opensearch/suggestions")
def suggestions() -> Response:
    """What a query being typed in a browser's box may become."""
    text = params.query_text(request.args)
    told = browser.suggestions(text, engine().suggest(text) if text else ())
    body = json.dumps(told, ensure_ascii=False)
    return _in_language(Response(body, content_type=browser.SUGGESTIONS_TYPE))


def _asked(unless_asked: Mapping[str, str] = MappingProxyType({})) -> Asked:
    args = request.args.copy()
    for name, value in unless_asked.items():
        args.setdefault(name, value)
    asked = params.read(args)
    if not asked.query.text:
        raise BadParameter("q", request.args.get("q"), "some words to search for")
    return asked


def _icon() -> str:
    return url_for("static", filename="mark.svg", _external=True)


def _in_language(response: Response) -> Response:
    response.content_language.add(interface().code)
    return response


def _file(form: exports.Form, query: Query, total: int, pieces: Iterator[bytes]) -> Response:
    response = Response(pieces, content_type=form.type)
    response.headers["Passages-Found"] = str(total)
    response.headers["Passages-Given"] = str(min(total, found.MOST))
    name = f"{query.text}-{found.MOST}-of-{total}" if total > found.MOST else query.text
    return file_names.saved_as(response, file_names.file_name(name, form.extension))


def _blocks(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces in blocks worth sending."""
    held = bytearray()
    for piece in pieces:
        held += piece
        if len(held) >= _BLOCK:
            yield bytes(held)
            held.clear()
    if held:
        yield bytes(held)
