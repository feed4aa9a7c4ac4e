"""The passages of a feed, newest first: what Atom and JSON Feed both tell of them."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from flask import url_for
from markupsafe import Markup

from indexer.documents import Role, StoredArticle
from indexer.engine.base import Engine, Hit
from search_app import labels, links
from search_app.marking import mark
from search_app.passing_on.characters import address, carried, one_line
from search_app.passing_on.moments import last_change, moment

_NAMESPACE = uuid.UUID("0f0f9a52-6a0e-5d0c-9a3d-6f7d3c1f4b7e")
"""Of the names that ids of entries and feeds are made of (RFC 9562, 5.5)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage found, as a feed gives it; both dates are None where nobody states or saw one.

    ``link`` leads to the reading view, ``source`` to the paragraph where it was published; both are
    absolute. ``html`` is the passage, its matches marked.
    """

    id: str
    title: str
    title_language: str | None
    text: str
    html: Markup
    language: str | None
    link: str
    source: str | None
    published: dt.datetime | None
    updated: dt.datetime | None
    authors: tuple[str, ...]
    outlet: str
    section: str | None
    role: Role
    article_id: str
    ordinal: int


def entries(engine: Engine, hits: Iterable[Hit]) -> list[Entry]:
    """The hits as entries; each article is read once. Raises ArticleNotFound."""
    stored = lru_cache(maxsize=None)(engine.article)
    return [_entry(hit, stored(hit.article_id)) for hit in hits]


def name_of(*parts: str) -> str:
    """A URN that is the same wherever the index is served from, and for as long as it is there."""
    return uuid.uuid5(_NAMESPACE, carried("\n".join(parts))).urn


def _entry(hit: Hit, article: StoredArticle) -> Entry:
    outlet = labels.value("outlet", hit.outlet)
    source = links.external(hit.source_link)
    marked = mark(carried(hit.text), hit.highlights)
    spoken = Markup(' lang="{}"').format(hit.language) if hit.language else ""
    return Entry(
        id=name_of("passage", hit.id),
        title=one_line(hit.title) or outlet,
        title_language=article.language,
        text=carried(hit.text),
        html=Markup("<p{}>{}</p>").format(spoken, marked),
        language=hit.language,
        link=_reading_view(hit),
        source=address(source) if source else None,
        published=moment(article.published) if article.published else None,
        updated=last_change(article),
        authors=_authors(article) or (one_line(outlet),),
        outlet=one_line(outlet),
        section=one_line(article.section or "") or None,
        role=hit.role,
        article_id=hit.article_id,
        ordinal=hit.ordinal,
    )


def _authors(article: StoredArticle) -> tuple[str, ...]:
    signed = article.author or ((article.agency,) if article.agency else ())
    return tuple(name for name in map(one_line, signed) if name)


def _reading_view(hit: Hit) -> str:
    return url_for(
        "pages.article", article_id=hit.article_id, _anchor=f"p{hit.ordinal}", _external=True
    )
