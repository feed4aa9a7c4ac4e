"""Passages gathered by article, for the programs that manage references.

Such a program knows articles: a record for each passage would fill a library with duplicates of one
article. So there is one record an article, in the order of its best passage, with the passages that
were found as notes. They are no abstract, which is the author's account of the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from indexer.documents import StoredArticle
from indexer.engine.base import Engine, Hit
from indexer.errors import ArticleNotFound
from search_app.passing_on.quotation import quoted
from search_app.passing_on.work import Work, work


@dataclass(frozen=True, slots=True)
class Record:
    """An article, with passages of it as quotations in page order."""

    work: Work
    quotations: tuple[str, ...]


def records(engine: Engine, hits: Iterable[Hit]) -> Iterator[Record]:
    """The articles of the hits; one that was removed meanwhile is passed over."""
    gathered: dict[str, set[int]] = {}
    for hit in hits:
        gathered.setdefault(hit.article_id, set()).add(hit.ordinal)
    for article_id, ordinals in gathered.items():
        try:
            stored = engine.article(article_id)
        except ArticleNotFound:
            continue
        yield record(stored, ordinals)


def record(article: StoredArticle, ordinals: Iterable[int]) -> Record:
    """An article with the passages of these ordinals; a headline is no note but the title."""
    wanted = frozenset(ordinals)
    passages = (
        each for each in article.passages if each.ordinal in wanted and each.text != article.title
    )
    return Record(work(article), tuple(quoted(each.text, each.language) for each in passages))
