"""The plain engine, told what to say: notes, reasons and failures that a test of the page needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from indexer.documents import Article, StoredArticle
from indexer.engine.base import Note, Results, Stats
from indexer.query.model import Query
from tests.engine.memory import MemoryEngine


class StubEngine(MemoryEngine):
    """Remembers what it was ``asked``.

    ``failure`` is raised by whatever is called next; ``unreadable`` even by its state.
    """

    def __init__(self, articles: Iterable[Article] = ()) -> None:
        super().__init__()
        self.notes: tuple[Note, ...] = ()
        self.why: tuple[str, ...] = ()
        self.asked: list[Query] = []
        self.failure: Exception | None = None
        self.unreadable: Exception | None = None
        self.index(articles)

    def search(self, query: Query) -> Results:
        self._fail()
        self.asked.append(query)
        results = super().search(query)
        hits = tuple(replace(hit, why=self.why or hit.why) for hit in results.hits)
        notes = self.notes or results.notes
        return replace(results, hits=hits, notes=notes, took_ms=1.84)

    def article(self, article_id: str) -> StoredArticle:
        self._fail()
        return super().article(article_id)

    def stats(self) -> Stats:
        self._fail()
        return super().stats()

    def state(self) -> str:
        if self.unreadable:
            raise self.unreadable
        return super().state()

    def _fail(self) -> None:
        if self.failure:
            raise self.failure
