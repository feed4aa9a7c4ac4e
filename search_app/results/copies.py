"""The near-duplicates of a hit as its card tells of them: where else it was printed, and how."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from indexer.documents import Passage, StoredArticle
from indexer.engine.base import Engine, Hit
from indexer.errors import ArticleNotFound
from search_app import labels, links
from search_app.i18n import gettext, interface, ngettext
from search_app.marking import differences
from search_app.params import Asked

LISTED = 5
"""Articles that are listed; the others are counted."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A near-duplicate in another article, the words that differ marked.

    ``place`` says which of the hits on the page it is, for one that has no card of its own.
    """

    outlet: str
    published: str | None
    day: str
    language: str | None
    text: Markup
    link: str
    place: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Copies:
    """The near-duplicates of a hit; ``unlisted`` counts the articles whose one is not shown."""

    title: str
    shown: tuple[Copy, ...]
    unlisted: str | None


@dataclass(frozen=True, slots=True)
class Placed:
    """A hit, and its number among all that were found."""

    number: int
    hit: Hit


def grouped(hits: Sequence[Placed]) -> list[tuple[Placed, tuple[Placed, ...]]]:
    """The hits of a page, each with those after it that nearly repeat it."""
    leaders: dict[str, tuple[Placed, list[Placed]]] = {}
    for placed in hits:
        above = next((each for each in placed.hit.similar if each in leaders), None)
        if above is None:
            leaders[placed.hit.id] = placed, []
        else:
            leaders[above][1].append(placed)
    return [(leader, tuple(followers)) for leader, followers in leaders.values()]


def copies(engine: Engine, asked: Asked, hit: Hit, followers: Sequence[Placed]) -> Copies | None:
    """The near-duplicates of a hit: its ``followers``, then the most alike of each other article.

    None without any.
    """
    return copies_of(engine, asked, hit.text, hit.similar, followers)


def copies_of(
    engine: Engine,
    asked: Asked,
    text: str,
    similar: Iterable[str],
    followers: Sequence[Placed] = (),
    most: int = LISTED,
) -> Copies | None:
    """Passages that are ``similar`` to a text, by their ids, at most so many of them listed."""
    nearest: dict[str, int] = {}
    for each in similar:
        article_id, _, ordinal = each.rpartition("#p")
        nearest.setdefault(article_id, int(ordinal))
    if not nearest:
        return None
    printed = {each.hit.article_id for each in followers}
    others = [(each, ordinal) for each, ordinal in nearest.items() if each not in printed]
    listed = dict(others[: max(0, most - len(printed))])
    rest = len(others) - len(listed)
    return Copies(
        ngettext("Also in %(num)s article", "Also in %(num)s articles", len(nearest)),
        (
            *(_follower(asked, text, each) for each in followers),
            *(_copy(asked, text, *found) for found in _stored(engine, listed)),
        ),
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


def _follower(asked: Asked, text: str, placed: Placed) -> Copy:
    other = placed.hit
    number = interface().number(placed.number)
    return Copy(
        outlet=labels.value("outlet", other.outlet),
        published=other.published,
        day=labels.day(other.published),
        language=other.language,
        text=differences(text, other.text),
        link=links.passage(asked, other.article_id, other.ordinal, placed.number)
        or links.article(other.article_id, ordinal=other.ordinal),
        place=gettext("number %(number)s of what was found", number=number),
        source=links.external(other.source_link),
    )


def _copy(asked: Asked, text: str, article: StoredArticle, passage: Passage) -> Copy:
    return Copy(
        outlet=labels.value("outlet", article.outlet),
        published=article.published,
        day=labels.day(article.published),
        language=passage.language,
        text=differences(text, passage.text),
        link=links.marked(asked, article.id, passage.ordinal)
        or links.article(article.id, ordinal=passage.ordinal),
    )
