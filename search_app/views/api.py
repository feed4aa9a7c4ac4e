"""The same searches for programs, as JSON."""

from __future__ import annotations

from dataclasses import asdict

from flask import Blueprint, Response, jsonify, request

from indexer.errors import BadParameter
from search_app import conditional, params
from search_app.context import engine

api = Blueprint("api", __name__)
conditional.register(api)


@api.get("/api/search")
def search() -> Response:
    """The passages found, as the command line's ``--json`` gives them."""
    asked = params.read(request.args)
    if not asked.query.text:
        raise BadParameter("q", request.args.get("q"), "some words to search for")
    return jsonify(engine().search(asked.query).to_dict())


@api.get("/api/suggest")
def suggest() -> Response:
    """What a query being typed may become; what it ends in tells whether a word is being typed."""
    text = params.last(request.args, "q") or ""
    if not text.strip() or len(text) > params.MAX_TEXT:
        raise BadParameter("q", text or None, "the beginning of a query")
    return jsonify(q=text, suggestions=[asdict(each) for each in engine().suggest(text)])


@api.get("/api/article/<article_id:article_id>")
def article(article_id: str) -> Response:
    """A stored article with its passages in page order; from which file is nobody's business."""
    stored = engine().article(article_id)
    passages = [{"id": passage.id, **asdict(passage)} for passage in stored.passages]
    told = {**asdict(stored), "passages": passages}
    del told["source"]
    return jsonify(told)
