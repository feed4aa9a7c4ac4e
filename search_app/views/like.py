"""Other passages like one."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from indexer.like import like as find_like
from search_app import links, params
from search_app.context import engine
from search_app.i18n import interface
from search_app.params import Asked
from search_app.reading.alike import LISTED, languages, quoted
from search_app.results import cards, copies

like = Blueprint("like", __name__)


@like.get("/like/<article_id:article_id>")
def page(article_id: str) -> str:
    """A passage, its near-duplicates, and what other articles have on the same matter."""
    stored = engine().article(article_id)
    ordinal = params.read_passage(request.args, len(stored.passages)) or 1
    passage = stored.passages[ordinal - 1]
    chosen = params.read_languages(request.args)
    found = find_like(engine(), passage, chosen)
    asked = Asked(found.query, ui=interface().asked)
    return render_template(
        "like.html",
        article=stored,
        passage=passage,
        quoted=quoted(stored, passage, asked.ui),
        copies=copies.copies_of(engine(), asked, passage.text, found.copies, most=LISTED),
        cards=[cards.card(engine(), asked, hit) for hit in found.hits],
        only=languages(passage, found.languages, chosen, asked.ui),
        telling=asked.query.text,
        search=links.unless_long(asked),
    )
