"""An engine for the tests of the page: a handful of articles, plain word search, exact counts.

It answers any query by the words in it, compared without case; it knows no stems and no query
language beyond ``AND``. What the page is told beyond that (notes, reasons, failures) a test sets.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote

from indexer.documents import SEARCHED_ROLES, Article, Passage, StoredArticle
from indexer.engine.base import FacetCount, Hit, IndexReport, Note, Results, Stats
from indexer.errors import ArticleNotFound
from indexer.query.model import Query, Sort

Span = tuple[int, int]
FIELDS = {
    "language": "languages",
    "outlet": "outlets",
    "month": "months",
    "role": "roles",
    "section": "sections",
}


class StubEngine:
    """Articles in memory."""

    def __init__(self, articles: Iterable[Article] = ()) -> None:
        self.articles: dict[str, StoredArticle] = {}
        self.notes: tuple[Note, ...] = ()
        self.why: tuple[str, ...] = ()
        self.asked: list[Query] = []
        self.failure: Exception | None = None
        self.index(articles)

    def index(self, articles: Iterable[Article]) -> IndexReport:
        for article in articles:
            self.articles[article.id] = stored(article)
        return IndexReport()

    def search(self, query: Query) -> Results:
        self._fail()
        self.asked.append(query)
        found = [
            pair for pair in self._matching(query) if all(_passes(query, pair, f) for f in FIELDS)
        ]
        hits = sorted(
            (self._hit(query, *pair) for pair in found), key=lambda hit: _rank(query, hit)
        )
        return Results(
            query=query,
            interpretation=(),
            total=len(hits),
            hits=tuple(hits[query.offset : query.offset + query.limit]),
            facets={field: self._counts(query, field) for field in FIELDS},
            notes=self.notes,
            took_ms=1.84,
        )

    def article(self, article_id: str) -> StoredArticle:
        self._fail()
        if article_id not in self.articles:
            raise ArticleNotFound(article_id)
        return self.articles[article_id]

    def delete(self, article_ids: Iterable[str]) -> int:
        return sum(self.articles.pop(each, None) is not None for each in article_ids)

    def stats(self) -> Stats:
        self._fail()
        pairs = [(a, p) for a in self.articles.values() for p in a.passages]
        dates = sorted(a.published for a in self.articles.values() if a.published)
        return Stats(
            location="stub",
            articles=len(self.articles),
            passages=len(pairs),
            languages=dict(Counter(passage.language for _, passage in pairs)),
            outlets=dict(Counter(article.outlet for article, _ in pairs)),
            earliest=dates[0] if dates else None,
            latest=dates[-1] if dates else None,
        )

    def verify(self) -> list[str]:
        return []

    def optimize(self) -> None:
        pass

    def close(self) -> None:
        pass

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _fail(self) -> None:
        if self.failure:
            raise self.failure

    def _matching(self, query: Query) -> Iterator[tuple[StoredArticle, Passage]]:
        together = " AND " in query.text
        wanted = words(query.text)
        for article in self.articles.values():
            for passage in article.passages:
                there = {word for word in wanted if spans(passage.text, {word})}
                if there and (not together or there == wanted):
                    yield article, passage

    def _counts(self, query: Query, field: str) -> tuple[FacetCount, ...]:
        others = [each for each in FIELDS if each != field]
        counts = Counter(
            _value(pair, field)
            for pair in self._matching(query)
            if all(_passes(query, pair, each) for each in others)
        )
        return tuple(FacetCount(value, count) for value, count in counts.most_common())

    def _hit(self, query: Query, article: StoredArticle, passage: Passage) -> Hit:
        found = tuple(spans(passage.text, words(query.text)))
        source = f"{article.url}#:~:text={quote(passage.text[:30])}" if article.url else None
        return Hit(
            id=passage.id,
            article_id=article.id,
            ordinal=passage.ordinal,
            role=passage.role,
            language=passage.language,
            outlet=article.outlet,
            published=article.published,
            title=article.title,
            url=article.url,
            text=passage.text,
            highlights=found,
            why=self.why,
            score=float(len(found)),
            link=f"/article/{quote(article.id)}#p{passage.ordinal}",
            source_link=source,
        )


def stored(article: Article) -> StoredArticle:
    """The article as a store would give it back."""
    passages = tuple(
        Passage(article.id, ordinal, line.role, line.language or article.language, line.text)
        for ordinal, line in enumerate(article.lines(), 1)
    )
    fields: dict[str, Any] = {
        name: getattr(article, name)
        for name in ("id", "outlet", "url", "published", "language", "section", "agency", "source")
    }
    return StoredArticle(
        title=article.display_title(),
        title_derived=article.title is None,
        author=tuple(article.author),
        passages=passages,
        **fields,
    )


def words(text: str) -> set[str]:
    """The words of a query."""
    return {word.casefold() for word in re.findall(r"\w+", text)} - {"and"}


def spans(text: str, wanted: set[str]) -> list[Span]:
    """Where words stand in a text."""
    return [m.span() for m in re.finditer(r"\w+", text) if m.group().casefold() in wanted]


def _value(pair: tuple[StoredArticle, Passage], field: str) -> str | None:
    article, passage = pair
    if field == "month":
        return article.published[:7] if article.published else None
    value = getattr(passage if field in ("language", "role") else article, field)
    return value if value is None else str(value)


def _passes(query: Query, pair: tuple[StoredArticle, Passage], field: str) -> bool:
    if field == "role":
        return pair[1].role in (query.roles or SEARCHED_ROLES)
    chosen = getattr(query, FIELDS[field])
    if field != "month":
        return not chosen or _value(pair, field) in chosen
    day = (pair[0].published or "")[:10]
    first, last = query.published_from, query.published_to
    ranged = bool(first or last)
    within = ranged and bool(day) and (first or "") <= day <= (last or "9999")
    return within or _value(pair, field) in chosen if chosen or ranged else True


def _rank(query: Query, hit: Hit) -> tuple[Any, ...]:
    day = hit.published or ""
    if query.sort is Sort.OLDEST:
        return (not day, day, hit.id)
    newest = (not day, tuple(-ord(char) for char in day), hit.id)
    return newest if query.sort is Sort.NEWEST else (-hit.score, hit.id)
