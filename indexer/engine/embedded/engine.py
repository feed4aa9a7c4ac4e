"""The embedded engine: a folder with a Whoosh index and the SQLite store it is derived from.

A batch goes to the store first, in one transaction, and then to the index, which notes the number
of the batch that it has reached. Whoever opens the folder next to write finishes that work, so that
a process killed at any point loses nothing that ``index`` had returned for, and leaves no manual
step.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import Self, TypeVar

import analyzers
from indexer.documents import Article, Source, StoredArticle
from indexer.engine.base import FacetCount, Results, Stats
from indexer.engine.embedded.faults import telling, telling_faults
from indexer.engine.embedded.folder import is_vacant, not_an_index, size
from indexer.engine.embedded.hits import StaleSnapshot
from indexer.engine.embedded.inverted import InvertedIndex
from indexer.engine.embedded.search import Searcher
from indexer.engine.embedded.snapshot import Snapshot
from indexer.engine.embedded.takeover import Takeover
from indexer.engine.embedded.verify import compare
from indexer.errors import IndexDamaged, IndexLocked, IndexUnwritable
from indexer.lexicon.of_index import IndexLexicon
from indexer.query.complete import Suggestion
from indexer.query.index_words import Frequencies
from indexer.query.model import Query
from indexer.query.reading import Reading
from indexer.reports import IndexReport
from indexer.store import Store

BATCH = 1000
"""Articles that are stored and indexed together, all or none."""

T = TypeVar("T")

_STORE = "articles.sqlite3"
_log = logging.getLogger(__name__)


class EmbeddedEngine:
    """See :class:`indexer.engine.base.Engine`; made by :func:`indexer.connect`."""

    def __init__(self, folder: Path, store: Store, inverted: InvertedIndex) -> None:
        self._folder = folder
        self._store = store
        self._inverted = inverted
        self._lexicon = IndexLexicon(folder)
        self._searcher: Searcher | None = None
        self._damage: IndexDamaged | None = None
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
            with telling(folder):
                folder.mkdir(parents=True, exist_ok=True)
                with inverted.locked():
                    if not (folder / _STORE).is_file():
                        Store.create(folder / _STORE)
        engine = cls(folder, Store.open(folder / _STORE), inverted)
        engine._reconcile()
        return engine

    def index(self, items: Iterable[Article | Source], *, prune: bool = False) -> IndexReport:
        """See :meth:`indexer.engine.base.Engine.index`."""
        report = IndexReport()
        batches = _batches(items)
        first = next(batches, None)
        if first is None:
            return report
        with self._takeover() as takeover:
            for batch in chain([first], batches):
                articles = [each for each in batch if isinstance(each, Article)]
                sources = [each for each in batch if isinstance(each, Source)]
                with self._store.transaction():
                    parts = self._store.replace(articles), self._store.finish(sources, prune=prune)
                for change, told in parts:
                    takeover.note(change)
                    report += told
        return report

    @telling_faults
    def source(self, place: str) -> Source | None:
        """See :meth:`indexer.engine.base.Engine.source`."""
        return self._store.source(place)

    @telling_faults
    def places(self) -> list[str]:
        """See :meth:`indexer.engine.base.Engine.places`."""
        return self._store.places()

    @telling_faults
    def search(self, query: Query) -> Results:
        """See :meth:`indexer.engine.base.Engine.search`."""
        started = time.perf_counter()
        results = self._asked(lambda searcher: searcher.search(query))
        return replace(results, took_ms=round((time.perf_counter() - started) * 1000, 3))

    @telling_faults
    def days(self, query: Query) -> tuple[FacetCount, ...]:
        """See :meth:`indexer.engine.base.Engine.days`."""
        return self._asked(lambda searcher: searcher.days(query))

    def count(self, query: Query) -> int:
        """See :meth:`indexer.engine.base.Engine.count`."""
        return self._asked(lambda searcher: searcher.count(query))

    @telling_faults
    def ids(self, query: Query) -> frozenset[str]:
        """See :meth:`indexer.engine.base.Engine.ids`."""
        return self._asked(lambda searcher: searcher.ids(query))

    @telling_faults
    def read(self, query: Query) -> Reading:
        """See :meth:`indexer.engine.base.Engine.read`."""
        return self._asked(lambda searcher: searcher.read(query))

    @telling_faults
    def suggest(self, text: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """See :meth:`indexer.engine.base.Engine.suggest`."""
        return self._asked(lambda searcher: searcher.suggest(text, limit))

    @telling_faults
    def frequencies(self, words: Iterable[str], language: str | None) -> Frequencies:
        """See :meth:`indexer.engine.base.Engine.frequencies`."""
        asked = list(words)
        return self._asked(lambda searcher: searcher.frequencies(asked, language))

    @telling_faults
    def similar(self, article_id: str, ordinal: int) -> tuple[str, ...]:
        """See :meth:`indexer.engine.base.Engine.similar`."""
        row = self._store.passage_row(article_id, ordinal)
        return self._asked(lambda searcher: searcher.similar(row)) if row else ()

    def _asked(self, ask: Callable[[Searcher], T]) -> T:
        """What a searcher of the last commit answers."""
        with suppress(StaleSnapshot):
            return ask(self._current())
        # The process stood still so long that another one dropped what it was to show.
        self._searcher = None
        with suppress(StaleSnapshot):
            return ask(self._current())
        raise IndexDamaged(
            str(self._folder),
            f"the inverted index in {self._folder} finds passages that are not stored",
            "run passaggi verify to see which of the two is damaged",
        )

    @telling_faults
    def article(self, article_id: str) -> StoredArticle:
        """See :meth:`indexer.engine.base.Engine.article`."""
        return self._store.article(article_id)

    def delete(self, article_ids: Iterable[str]) -> int:
        """See :meth:`indexer.engine.base.Engine.delete`."""
        wanted = list(dict.fromkeys(article_ids))
        with self._takeover(), self._store.transaction():
            return len(self._store.delete(wanted).ended)

    @telling_faults
    def stats(self) -> Stats:
        """See :meth:`indexer.engine.base.Engine.stats`."""
        totals = self._store.totals()
        return Stats(
            location=str(self._folder),
            articles=totals.articles,
            passages=totals.passages,
            languages=totals.languages,
            outlets=totals.outlets,
            roles=totals.roles,
            earliest=totals.earliest,
            latest=totals.latest,
            bytes_on_disk=size(self._folder),
        )

    @telling_faults
    def state(self) -> str:
        """See :meth:`indexer.engine.base.Engine.state`.

        Articles change with the batch; searches with the commit and the lexica that were brought.
        """
        commit, written = self._inverted.stamp()
        return f"{self._store.batch()}-{commit}-{written}-{self._lexicon.last_change() or 0}"

    @telling_faults
    def verify(self) -> list[str]:
        """See :meth:`indexer.engine.base.Engine.verify`."""
        return self._store.check() or self._compare()

    def _compare(self) -> list[str]:
        """The faults of the inverted index, given a store that has none."""
        try:
            snapshot = self._load()
            if snapshot.newest != snapshot.generation:
                return ["the last commit of the inverted index is damaged"]
            return list(compare(snapshot, self._store))
        except IndexDamaged as error:
            return [error.cause]

    @telling_faults
    def optimize(self) -> None:
        """See :meth:`indexer.engine.base.Engine.optimize`.

        An inverted index that contradicts the store, or cannot be read, is built anew from it; a
        store that is damaged itself is left as it is.
        """
        if found := self._store.check():
            raise self._store.fault(sqlite3.DatabaseError(found[0]))
        if self._compare():
            with self._takeover(anew=lambda: True):
                pass
        with self._inverted.writing(self._store.id_order) as writer:
            writer.merge_all()
            self._store.purge(writer.reached.batch, seconds=0)
        self._store.compact()

    def close(self) -> None:
        """See :meth:`indexer.engine.base.Engine.close`."""
        with self._guard:
            self._searcher = None
            self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _takeover(self, anew: Callable[[], bool] = bool) -> Iterator[Takeover]:
        """Under the write lock, let the index take over what the store commits in the block.

        Where ``anew`` says so, the index is made of nothing but the store; until that is done, the
        last commit is searched. What the store committed before an error is taken over by whoever
        writes next.
        """
        try:
            with self._inverted.writing(self._store.id_order, anew) as writer:
                self._store.purge(writer.reached.batch)
                with Takeover(self._store, self._inverted, writer) as takeover:
                    yield takeover
                    takeover.finish()
            self._damage = None
        except sqlite3.Error as error:
            raise self._store.fault(error) from error

    @telling_faults
    def _reconcile(self) -> None:
        """Bring the index to where the store is, by a new one if it is not one of this store.

        That it is damaged is told by the searches, so that it can be opened to be mended.
        """
        try:
            if not self._is_ours():
                with self._takeover(anew=lambda: not self._is_ours()):
                    pass
            self._catch_up()
        except IndexDamaged as error:
            self._damage = error

    def _catch_up(self) -> None:
        """Finish what a killed writer left; a writer that is at work finishes it itself.

        Where nothing can be written, the last commit is searched.
        """
        reached = self._inverted.reached()
        if reached is not None and reached.batch == self._store.batch():
            return
        try:
            with self._takeover():
                pass
        except IndexLocked:
            pass
        except IndexUnwritable as error:
            _log.warning("the index is behind the stored articles: %s", error)

    def _is_ours(self) -> bool:
        """Whether there is an inverted index of this store, of the words that are looked up."""
        reached = self._inverted.reached()
        if reached is None:
            return False
        return reached.analysis == analyzers.VERSION and self._store.covers(reached.batch)

    def _current(self) -> Searcher:
        """A searcher of the last commit, of this process or another."""
        if self._damage is not None:
            raise self._damage
        searcher = self._searcher
        lexicon = self._lexicon.current()
        if searcher is not None and searcher.is_current(self._inverted.newest(), lexicon):
            return searcher
        with self._guard:
            held = self._searcher
            if held is None or not held.is_current(self._inverted.newest(), lexicon):
                self._searcher = held = Searcher(self._load(), self._store, lexicon)
            return held

    def _load(self) -> Snapshot:
        return self._inverted.told(lambda: Snapshot(*self._inverted.reader()))


def _batches(items: Iterable[Article | Source]) -> Iterator[list[Article | Source]]:
    remaining = iter(items)
    while batch := list(islice(remaining, BATCH)):
        yield batch
