"""The pages for people: start, results, reading view."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from indexer.documents import StoredArticle
from indexer.engine.base import Stats
from indexer.query.marks import article_marks
from search_app import conditional, labels, links, params
from search_app.context import engine
from search_app.held import held
from search_app.i18n import interface
from search_app.reading import corrections, layout, left_out, metadata, neighbours
from search_app.results import cards, frame, loosenings, offers, options

pages = Blueprint("pages", __name__)
conditional.register(pages, in_language=True)


@pages.get("/")
def start() -> str:
    """The start page, or the results where the address carries a query."""
    return search()


@pages.get("/search")
def search() -> str:
    """The passages found, a page of them."""
    asked = params.read(request.args)
    if not asked.query.text:
        return render_template("start.html", held=_held(held()))
    asked = frame.effective(engine(), asked)
    found = engine().search(asked.query)
    return render_template(
        "results.html",
        asked=asked,
        frame=frame.frame(engine(), asked, found),
        cards=cards.cards(engine(), asked, found),
        offers=offers.offers(engine(), asked, found),
        loosenings=loosenings.loosenings(engine(), asked, found.total),
        sorts=options.sorts(asked),
        matches=options.matches(asked),
        paging=options.paging(asked, found.total),
        last=options.page(asked, options.last_page(asked, found.total)),
    )


@pages.get("/article/<article_id:article_id>")
def article(article_id: str) -> str:
    """An article as published, the matches of ``q`` marked."""
    asked = params.read(request.args)
    shows_left_out = params.read_left_out(request.args)
    stored = engine().article(article_id)
    marks = article_marks(stored, engine().read(asked.query)) if asked.query.text else {}
    return render_template(
        "article.html",
        article=stored,
        reading=layout.reading(stored, marks),
        facts=_facts(stored),
        having=metadata.having(stored, asked.ui),
        about=tuple(metadata.facts(stored)),
        corrections=corrections.corrections(stored),
        apart=left_out.groups(stored) if shows_left_out else {},
        shows_left_out=shows_left_out,
        left_out=left_out.counted(len(stored.left_out)) if stored.left_out else None,
        source=links.external(stored.url),
        asked=asked,
        back=neighbours.back(asked),
        beside=neighbours.neighbours(engine(), asked, article_id),
    )


def _facts(stored: StoredArticle) -> dict[str, str | None]:
    shown = interface()
    return {
        "outlet": stored.outlet or labels.value("outlet", None),
        "day": labels.day(stored.published),
        "language": shown.language(stored.language) if stored.language else None,
        "author": shown.listed(stored.author) if stored.author else None,
    }


def _held(stats: Stats) -> dict[str, object]:
    shown = interface()
    names = [shown.language(code) for code in stats.languages if code]
    return {
        "passages": stats.passages,
        "articles": stats.articles,
        "outlets": sum(outlet is not None for outlet in stats.outlets),
        "languages": shown.listed(names) if names else None,
        "earliest": shown.day(stats.earliest) if stats.earliest else None,
        "latest": shown.day(stats.latest) if stats.latest else None,
    }
