"""The near-duplicates of a hit as its card tells of them: where else it was printed, and how."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from indexer.documents import Passage, StoredArticle
from indexer.engine.base import Engine, Hit
from indexer.errors import ArticleNotFound
from search_app import labels, links
from search_app.i18n import interface, ngettext
from search_app.marking import differences
from search_app.params import Asked

LISTED = 5
"""Articles that are listed; the others are counted."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A near-duplicate in another article, the words that differ marked."""

    outlet: str
    published: str | None
    day: str
    language: str | None
    text: Markup
    link: str


@dataclass(frozen=True, slots=True)
class Copies:
    """The near-duplicates of a hit, one for each article; ``unlisted`` counts those not shown."""

    title: str
    shown: tuple[Copy, ...]
    unlisted: str | None


def copies(engine: Engine, asked: Asked, hit: Hit) -> Copies | None:
    """The near-duplicates of a hit, the most alike of each article; None without any."""
    return copies_of(engine, asked, hit.text, hit.similar)


def copies_of(
    engine: Engine, asked: Asked, text: str, similar: Iterable[str], most: int = LISTED
) -> Copies | None:
    """Passages that are ``similar`` to a text, by their ids, at most so many of them listed."""
    nearest: dict[str, int] = {}
    for each in similar:
        article_id, _, ordinal = each.rpartition("#p")
        nearest.setdefault(article_id, int(ordinal))
    if not nearest:
        return None
    listed = dict(list(nearest.items())[:most])
    rest = len(nearest) - len(listed)
    return Copies(
        ngettext("Also in %(num)s article", "Also in %(num)s articles", len(nearest)),
        tuple(_copy(asked, text, article, passage) for article, passage in _stored(engine, listed)),
        ngettext("and %(num)s more, not listed", "and %(num)s more, not listed", rest)
        if rest
        else None,
    )


def _stored(engine: Engine, wanted: dict[str, int]) -> Iterator[tuple[StoredArticle, Passage]]:
    """The passages of some articles, without those that are gone since they were found."""
    for article_id, ordinal in wanted.items():
        try:
            article = engine.article(article_id)
        except ArticleNotFound:
            continue
        if ordinal <= len(article.passages):
            yield article, article.passages[ordinal - 1]


def _copy(asked: Asked, text: str, article: StoredArticle, passage: Passage) -> Copy:
    published = article.published
    return Copy(
        outlet=labels.value("outlet", article.outlet),
        published=published,
        day=interface().day(published) if published else labels.value("month", None),
        language=passage.language,
        text=differences(text, passage.text),
        link=links.marked(asked, article.id, passage.ordinal)
        or links.article(article.id, ordinal=passage.ordinal),
    )
