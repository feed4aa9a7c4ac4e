"""What a plain engine keeps: articles in a dict, and which sources gave them.

It is to a store what ``memory.py`` is to an index: slow, obvious, and nothing shared with it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from indexer import dates
from indexer.addresses import canonical
from indexer.documents import Article, Passage, Revision, Role, Source, StoredArticle
from indexer.links import is_web_address
from indexer.reports import IndexReport

STATED = (
    "title", "title_derived", "outlet", "url", "published", "language", "author", "section",
    "agency", "modified", "excerpt",
)  # fmt: skip


@dataclass
class Kept:
    """The articles by id, in the order in which their texts came; ``sources`` by place."""

    articles: dict[str, StoredArticle] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    _given: dict[str, set[str]] = field(default_factory=dict)
    _claims: dict[str, set[str]] = field(default_factory=dict)

    def take(self, items: Iterable[Article | Source], prune: bool) -> IndexReport:
        """One batch: first the articles, then what sources no longer give."""
        items = list(items)
        report = IndexReport()
        for article in self._newest(each for each in items if isinstance(each, Article)):
            report += self._store(article)
        for source in items:
            if isinstance(source, Source):
                report += self._finish(source, prune)
        return report

    def delete(self, ids: Iterable[str]) -> int:
        """Delete articles; their sources are to be read again."""
        gone = [each for each in dict.fromkeys(ids) if each in self.articles]
        for each in gone:
            place = _place(self.articles[each].source)
            if place:
                self._reopen(place)
            self._remove(each)
        return len(gone)

    def _newest(self, articles: Iterable[Article]) -> Iterable[Article]:
        at = {_address(each.url): each.id for each in reversed(self.articles.values())}
        newest: dict[str, Article] = {}
        for article in articles:
            address = _address(article.url)
            if article.id_derived and address:
                article = replace(article, id=at.setdefault(address, article.id))
            before = newest.get(article.id)
            if before is None or not _is_less(article, before):
                newest[article.id] = article
        return newest.values()

    def _store(self, article: Article) -> IndexReport:
        new, old = stored(article), self.articles.get(article.id)
        place = _place(new.source)
        if place:
            self._reopen(place)
            self._given.setdefault(place, set()).add(new.id)
        before = _place(old.source) if old else None
        kept = old is not None and (_content(old) == _content(new) or _is_less(new, old))
        if before and before != place:
            other = place if kept else before
            self._claims.setdefault(new.id, set()).update({other} if other else set())
        if kept:
            same = _content(old) == _content(new)
            return IndexReport(unchanged=int(same), outdated=int(not same))
        if old:
            del self.articles[old.id]
            new = replace(new, revisions=(*old.revisions, *_revision(old, new)))
        self.articles[new.id] = new
        return IndexReport(
            added=int(old is None),
            replaced=int(old is not None),
            passages=len(new.passages),
            roles=Counter(str(each.role) for each in new.passages),
            languages=Counter(each.language or "" for each in new.passages),
        )

    def _finish(self, source: Source, prune: bool) -> IndexReport:
        given = self._given.pop(source.place, set())
        own = [each.id for each in self.articles.values() if _place(each.source) == source.place]
        vanished = [each for each in own if each not in given and not source.rolling]
        self.sources[source.place] = replace(source, rolling=False)
        if prune:
            for each in vanished:
                self._remove(each)
            left = any(_place(each.source) == source.place for each in self.articles.values())
            if source.digest is None and not left:
                del self.sources[source.place]
        removed = len(vanished) if prune else 0
        return IndexReport(removed=removed, vanished=tuple(vanished))

    def _remove(self, article_id: str) -> None:
        del self.articles[article_id]
        for place in self._claims.pop(article_id, set()):
            if place in self.sources:
                self._reopen(place)

    def _reopen(self, place: str) -> None:
        """Have a source read again."""
        self.sources[place] = replace(self.sources.get(place, Source(place, None)), digest=None)


def stored(article: Article) -> StoredArticle:
    """The article as a store gives it back."""
    passages = tuple(
        Passage(article.id, n, Role(line.role), line.language or article.language, line.text)
        for n, line in enumerate(article.lines(), start=1)
    )
    return StoredArticle(
        id=article.id,
        title=article.display_title(),
        title_derived=article.is_title_derived(),
        outlet=article.outlet,
        url=article.url,
        published=article.published,
        language=article.language,
        author=tuple(article.author),
        section=article.section,
        agency=article.agency,
        source=article.source,
        passages=passages,
        modified=article.modified,
        excerpt=article.excerpt,
        left_out=article.asides(),
        origins=article.origins,
    )


def _content(article: StoredArticle) -> StoredArticle:
    return replace(article, source=None, revisions=())


def _revision(old: StoredArticle, new: StoredArticle) -> list[Revision]:
    now = Counter(each.text for each in new.passages)
    lines = {}
    for passage in old.passages:
        if now[passage.text] > 0:
            now[passage.text] -= 1
        else:
            lines[passage.ordinal] = passage.text
    changed = {name for name in STATED if getattr(old, name) != getattr(new, name)}
    if not lines and not changed and len(old.passages) == len(new.passages):
        return []
    moment = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    return [Revision(moment, lines, {name: getattr(old, name) for name in changed})]


def _place(source: str | None) -> str | None:
    return re.sub(r"(?s)(.):[1-9]\d{0,14}\Z", r"\1", source) if source else None


def _address(url: str | None) -> str | None:
    return canonical(url) if url and is_web_address(url) else None


def _is_less(one: Article | StoredArticle, other: Article | StoredArticle) -> bool:
    if one.excerpt != other.excerpt:
        return one.excerpt
    return bool(
        one.modified
        and other.modified
        and dates.instant(one.modified) < dates.instant(other.modified)
    )
