"""The embedded engine: a folder with a Whoosh index and the SQLite store it is derived from.

A batch goes to the store first, in one transaction, and then to the index; the store remembers what
the index has not confirmed. Whoever opens the folder next to write finishes that work, so a process
killed at any point loses nothing that ``index`` had returned for, and leaves no manual step.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

from indexer import dates
from indexer.documents import Article, StoredArticle
from indexer.engine.base import IndexReport, Results, Stats
from indexer.engine.embedded.inverted import InvertedIndex
from indexer.engine.embedded.search import Searcher, StaleSnapshot
from indexer.engine.embedded.snapshot import Snapshot
from indexer.engine.embedded.verify import compare
from indexer.errors import IndexDamaged, IndexLocked, NotAnIndex
from indexer.query.model import Query
from indexer.store import Change, Store

BATCH = 1000
"""Articles that are stored and indexed together, all or none."""

_STORE = "articles.sqlite3"


class EmbeddedEngine:
    """See :class:`indexer.engine.base.Engine`; made by :func:`indexer.connect`."""

    def __init__(self, folder: Path, store: Store, inverted: InvertedIndex) -> None:
        self._folder = folder
        self._store = store
        self._inverted = inverted
        self._searcher: Searcher | None = None
        self._guard = threading.Lock()

    @classmethod
    def open(cls, location: str | Path, *, create: bool = True) -> EmbeddedEngine:
        """Open the index in a folder; with ``create``, make one in an empty or new folder.

        Raises NotAnIndex, IndexDamaged or UnsupportedFormat.
        """
        folder = Path(location)
        if (folder / _STORE).is_file():
            store = Store.open(folder / _STORE)
        elif create and _is_vacant(folder):
            folder.mkdir(parents=True, exist_ok=True)
            store = Store.create(folder / _STORE)
        else:
            raise _not_an_index(folder, create)
        if not InvertedIndex.exists(folder):
            InvertedIndex.create(folder)
            store.forget_index()
        engine = cls(folder, store, InvertedIndex(folder))
        engine._reconcile()
        return engine

    def index(self, articles: Iterable[Article]) -> IndexReport:
        """See :meth:`indexer.engine.base.Engine.index`."""
        report = IndexReport()
        for batch in _batches(articles):
            change = self._write(partial(self._store.replace, batch))
            replaced = len(change.ended)
            report += IndexReport(len(change.begun) - replaced, replaced, change.passages)
        return report

    def search(self, query: Query) -> Results:
        """See :meth:`indexer.engine.base.Engine.search`."""
        started = time.perf_counter()
        try:
            results = self._current().search(query)
        except StaleSnapshot:
            # The process stood still so long that another one dropped what it was to show.
            self._searcher = None
            results = self._current().search(query)
        return replace(results, took_ms=round((time.perf_counter() - started) * 1000, 3))

    def article(self, article_id: str) -> StoredArticle:
        """See :meth:`indexer.engine.base.Engine.article`."""
        return self._store.article(article_id)

    def delete(self, article_ids: Iterable[str]) -> int:
        """See :meth:`indexer.engine.base.Engine.delete`."""
        wanted = list(dict.fromkeys(article_ids))
        return len(self._write(lambda: self._store.delete(wanted)).ended)

    def stats(self) -> Stats:
        """See :meth:`indexer.engine.base.Engine.stats`."""
        days = [day for day in self._store.counts("a.published") if day is not None]
        roles = self._store.counts("p.role")
        return Stats(
            location=str(self._folder),
            articles=len(self._store.live_articles()),
            passages=sum(roles.values()),
            languages=self._store.counts("p.language"),
            outlets=self._store.counts("a.outlet"),
            roles=roles,
            earliest=min(days, key=dates.instant, default=None),
            latest=max(days, key=dates.instant, default=None),
            bytes_on_disk=sum(file.stat().st_size for file in self._folder.iterdir()),
        )

    def verify(self) -> list[str]:
        """See :meth:`indexer.engine.base.Engine.verify`."""
        faults = self._store.check()
        if faults:
            return faults
        try:
            snapshot = self._load()
        except IndexDamaged as error:
            return [error.cause]
        return list(compare(snapshot, self._store))

    def optimize(self) -> None:
        """See :meth:`indexer.engine.base.Engine.optimize`.

        An inverted index that contradicts the store, or cannot be read, is built anew from it.
        """
        if self.verify():
            self._rebuild()
        with self._inverted.writing() as writer:
            writer.commit(merge=True)
            self._store.purge(seconds=0)
        self._store.compact()

    def close(self) -> None:
        """See :meth:`indexer.engine.base.Engine.close`."""
        with self._guard:
            self._searcher = None
            self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _write(self, change: Callable[[], Change]) -> Change:
        """Make a change in the store and carry it over to the index, with all still to carry."""
        with self._inverted.writing() as writer:
            self._store.purge()
            with self._store.transaction():
                leftover = self._store.unindexed()
                made = change()
                # New articles cannot be in the index; what a killed writer left may be.
                writer.delete({*leftover.begun, *leftover.ended, *made.ended})
                writer.add(self._store.passages(self._store.unindexed().begun))
            writer.commit()
            self._store.indexed()
        return made

    def _reconcile(self) -> None:
        """Finish what a killed writer left; a writer that is at work finishes it itself."""
        pending = self._store.unindexed()
        if pending.begun or pending.ended:
            with suppress(IndexLocked):
                self._write(Change)

    def _rebuild(self) -> None:
        self._inverted = InvertedIndex.create(self._folder)
        self._store.forget_index()
        self._searcher = None
        self._reconcile()

    def _current(self) -> Searcher:
        """A searcher of the last commit, of this process or another."""
        searcher = self._searcher
        if searcher is not None and searcher.generation == self._inverted.generation():
            return searcher
        with self._guard:
            if self._searcher is None or self._searcher.generation != self._inverted.generation():
                self._searcher = Searcher(self._load(), self._store)
            return self._searcher

    def _load(self) -> Snapshot:
        reader = self._inverted.reader()
        return Snapshot(reader.generation(), reader, self._store)


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """Batches in which no id comes twice: of two articles of one id, the later."""
    remaining = iter(articles)
    while batch := list(islice(remaining, BATCH)):
        yield list({article.id: article for article in batch}.values())


def _is_vacant(folder: Path) -> bool:
    return not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))


def _not_an_index(folder: Path, create: bool) -> NotAnIndex:
    if create:
        cause = f"{folder} holds other things than an index"
        remedy = "give a new or empty folder with --index"
    else:
        cause = f"there is no index in {folder}"
        remedy = f"make one with passaggi index SOURCE --index {folder}, or name another folder"
    return NotAnIndex(str(folder), cause, remedy)
