"""A passage as the page of those like it quotes it, and the languages that these may be of."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from indexer.documents import Passage, Role, StoredArticle
from indexer.links import source_link
from search_app import labels, links
from search_app.i18n import gettext, interface
from search_app.results.options import Option

LISTED = 20
"""Near-duplicates that are listed; the others are counted."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A passage with what is known of it, and the ways to it."""

    outlet: str
    day: str
    language: str | None
    role: str | None
    link: str
    source: str | None


def quoted(article: StoredArticle, passage: Passage, ui: str | None) -> Quoted:
    """A passage as it is quoted."""
    shown = interface()
    texts = [each.text for each in article.passages]
    return Quoted(
        outlet=labels.value("outlet", article.outlet),
        day=labels.day(article.published),
        language=shown.language(passage.language) if passage.language else None,
        role=None if passage.role is Role.BODY else labels.role(passage.role),
        link=links.article(article.id, ordinal=passage.ordinal, ui=ui),
        source=links.external(source_link(article.url, texts, passage.ordinal)),
    )


def languages(
    passage: Passage, held: Sequence[str | None], chosen: Collection[str | None], ui: str | None
) -> tuple[Option, ...]:
    """The page with passages of every language, and with those of each alone; none of one only."""
    if len(held) < 2 and not chosen:
        return ()
    every = Option(
        gettext("all languages"),
        links.like(passage.article_id, passage.ordinal, ui=ui),
        current=not chosen,
    )
    return (every, *(_only(passage, each, chosen, ui) for each in sorted(held, key=str)))


def _only(
    passage: Passage, language: str | None, chosen: Collection[str | None], ui: str | None
) -> Option:
    code = links.value_in_form(language)
    return Option(
        gettext("only %(language)s", language=labels.value("lang", language)),
        links.like(passage.article_id, passage.ordinal, language=code, ui=ui),
        current=language in chosen,
    )
