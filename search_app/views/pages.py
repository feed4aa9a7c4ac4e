"""The pages for people: start, results, reading view."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, render_template, request

from indexer.documents import StoredArticle
from indexer.engine.base import Stats
from indexer.query.marks import article_marks
from indexer.query.model import Query
from search_app import conditional, expansion, labels, links, params
from search_app.context import engine
from search_app.held import held
from search_app.i18n import interface
from search_app.params import Asked
from search_app.reading import corrections, layout, left_out, metadata
from search_app.results import cards, facets, offers, options, terms

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
    asked = replace(asked, query=expansion.effective(engine(), asked.query))
    found = engine().search(asked.query)
    rows = terms.rows(engine(), asked, found)
    return render_template(
        "results.html",
        asked=asked,
        found=found,
        cards=[cards.card(engine(), asked, hit) for hit in found.hits],
        notes=[labels.note(note) for note in found.notes],
        meant=offers.meant(asked, found),
        offers=offers.offers(engine(), asked, found),
        told=any(labels.says_all(note) for note in found.notes),
        loosenings=offers.loosenings(engine(), asked, found),
        rows=rows,
        kept=terms.kept(asked, rows),
        facets=facets.facets(asked, found),
        chips=facets.chips(asked),
        unfiltered=links.unless_long(asked.unfiltered()),
        sorts=options.sorts(asked),
        matches=options.matches(asked),
        paging=options.paging(asked, found.total),
        last=options.page(asked, options.last_page(asked, found.total)),
    )


@pages.get("/article/<article_id:article_id>")
def article(article_id: str) -> str:
    """An article as published, the matches of ``q`` marked."""
    text, match = params.query_text(request.args), params.read_match(request.args)
    shows_left_out = params.read_left_out(request.args)
    stored = engine().article(article_id)
    query = Query(text, match=match, without=params.read_without(request.args))
    marks = article_marks(stored, engine().read(query)) if text else {}
    asked = Asked(query, ui=interface().asked)
    return render_template(
        "article.html",
        article=stored,
        reading=layout.reading(stored, marks),
        facts=_facts(stored),
        about=tuple(metadata.facts(stored)),
        corrections=corrections.corrections(stored),
        apart=left_out.groups(stored) if shows_left_out else {},
        shows_left_out=shows_left_out,
        left_out=left_out.counted(len(stored.left_out)) if stored.left_out else None,
        source=links.external(stored.url),
        asked=asked,
        back=options.Option(text, links.unless_long(asked)) if text else None,
    )


def _facts(stored: StoredArticle) -> dict[str, str | None]:
    shown = interface()
    return {
        "outlet": stored.outlet or labels.value("outlet", None),
        "day": shown.day(stored.published) if stored.published else labels.value("month", None),
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
