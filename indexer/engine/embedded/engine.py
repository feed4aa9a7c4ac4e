"""The embedded engine: a folder with a Whoosh index and the SQLite store it is derived from.

A batch goes to the store first, in one transaction, and then to the index; the store remembers what
the index has not confirmed. Whoever opens the folder next to write finishes that work, so a process
killed at any point loses nothing that ``index`` had returned for, and leaves no manual step.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial, wraps
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Concatenate, ParamSpec, Self, TypeVar

import analyzers
from indexer import dates
from indexer.documents import Article, StoredArticle
from indexer.engine.base import IndexReport, Results, Stats
from indexer.engine.embedded.folder import is_vacant, not_an_index, size
from indexer.engine.embedded.inverted import InvertedIndex
from indexer.engine.embedded.search import Searcher, StaleSnapshot
from indexer.engine.embedded.snapshot import Snapshot
from indexer.engine.embedded.verify import compare
from indexer.errors import IndexDamaged, IndexFault, IndexLocked
from indexer.query.model import Query
from indexer.store import Change, Store

BATCH = 1000
"""Articles that are stored and indexed together, all or none."""

_STORE = "articles.sqlite3"
_log = logging.getLogger(__name__)

P = ParamSpec("P")
R = TypeVar("R")


def _telling(
    method: Callable[Concatenate[EmbeddedEngine, P], R],
) -> Callable[Concatenate[EmbeddedEngine, P], R]:
    """Let a method tell the errors of SQLite as faults of the index."""

    @wraps(method)
    def told(engine: EmbeddedEngine, /, *arguments: P.args, **options: P.kwargs) -> R:
        try:
            return method(engine, *arguments, **options)
        except sqlite3.Error as error:
            raise engine._store.fault(error) from error

    return told


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

        Raises IndexFault.
        """
        folder = Path(location)
        inverted = InvertedIndex(folder)
        if not (folder / _STORE).is_file():
            if not (create and is_vacant(folder)):
                raise not_an_index(folder, create)
            folder.mkdir(parents=True, exist_ok=True)
            with inverted.locked():
                if not (folder / _STORE).is_file():
                    Store.create(folder / _STORE)
        engine = cls(folder, Store.open(folder / _STORE), inverted)
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

    @_telling
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

    @_telling
    def article(self, article_id: str) -> StoredArticle:
        """See :meth:`indexer.engine.base.Engine.article`."""
        return self._store.article(article_id)

    def delete(self, article_ids: Iterable[str]) -> int:
        """See :meth:`indexer.engine.base.Engine.delete`."""
        wanted = list(dict.fromkeys(article_ids))
        return len(self._write(lambda: self._store.delete(wanted)).ended)

    @_telling
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
            bytes_on_disk=size(self._folder),
        )

    @_telling
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

    @_telling
    def optimize(self) -> None:
        """See :meth:`indexer.engine.base.Engine.optimize`.

        An inverted index that contradicts the store, or cannot be read, is built anew from it.
        """
        if self.verify():
            self._start_anew()
            self._reconcile()
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

    @_telling
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

    @_telling
    def _reconcile(self) -> None:
        """Finish what a killed writer left; a writer that is at work finishes it itself.

        Where nothing can be written, the last commit is searched.
        """
        if not self._is_ours():
            self._start_anew(unless=self._is_ours)
        pending = self._store.unindexed()
        if not (pending.begun or pending.ended):
            return
        try:
            self._write(Change)
        except IndexLocked:
            pass
        except (OSError, IndexFault) as error:
            remedy = "make room or give permission there"
            _log.warning("the index is behind the stored articles (%s): %s", error, remedy)

    def _is_ours(self) -> bool:
        """Whether there is an inverted index, of the terms that this version looks up."""
        return self._inverted.exists() and self._store.analysis() == analyzers.VERSION

    def _start_anew(self, unless: Callable[[], bool] = bool) -> None:
        """Make an empty inverted index, to be filled from the store."""
        with self._inverted.locked():
            if not unless():
                self._store.forget_index(analyzers.VERSION)
                self._inverted.create()
                self._searcher = None

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
        def read() -> Snapshot:
            reader = self._inverted.reader()
            return Snapshot(reader.generation(), reader, self._store)

        return self._inverted.told(read)


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """Batches in which no id comes twice: of two articles of one id, the later."""
    remaining = iter(articles)
    while batch := list(islice(remaining, BATCH)):
        yield list({article.id: article for article in batch}.values())
