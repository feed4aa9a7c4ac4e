"""Bringing the inverted index to where the store is.

What changed since the batch that the index has reached is built into new segments, by processes
besides this one when it is much, and committed together with the deletion of what ended.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Sequence
from typing import Self

from indexer.engine.embedded.build import build_segment
from indexer.engine.embedded.codec import ArraySegment
from indexer.engine.embedded.faults import telling
from indexer.engine.embedded.inverted import InvertedIndex, Writer
from indexer.engine.embedded.schema import Reached
from indexer.engine.embedded.worker import Worker
from indexer.store import Change, Store

_log = logging.getLogger(__name__)

SEGMENT = 200_000
"""Passages of a new segment; so many are worth a process of their own."""

_UNCOMMITTED = 8
"""Segments that are built before they are committed."""

_MOST_WORKERS = 4
_AHEAD = 2
"""Segments that a process is asked for before it has given one."""


class Takeover:
    """Takes over what the store has committed, under the index's write lock.

    Its methods raise IndexUnwritable and IndexDamaged.
    """

    def __init__(self, store: Store, inverted: InvertedIndex, writer: Writer) -> None:
        self._store = store
        self._inverted = inverted
        self._writer = writer
        self._handed = writer.reached.batch
        self._pending = 0
        self._ended: list[int] = []
        self._built = 0
        self._workers: list[Worker] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.close()

    def note(self, change: Change) -> None:
        """Note a batch that the store has committed; enough of them are taken over at once."""
        self._pending += change.passages
        with telling(self._inverted.folder):
            if self._pending >= SEGMENT:
                self._hand_over()
            if self._built >= _UNCOMMITTED:
                self._commit()

    def finish(self) -> None:
        """Take over all there is, and commit."""
        with telling(self._inverted.folder):
            self._hand_over()
            if self._handed != self._writer.reached.batch:
                self._commit()

    def _hand_over(self) -> None:
        change = self._store.changes_since(self._handed)
        self._ended += change.ended
        parts = list(_parts(self._store, change))
        many = change.passages >= SEGMENT or bool(self._workers)
        for articles in parts:
            worker = self._worker() if many else None
            if worker is not None:
                self._ask(worker, articles)
            else:
                self._build(self._writer.new_segment(), articles)
        self._handed = change.batch
        self._pending = 0

    def _build(self, segment: ArraySegment, articles: Sequence[int]) -> None:
        build_segment(self._inverted.folder, segment, self._store.entries(articles))
        self._writer.add(segment)
        self._built += 1

    def _ask(self, worker: Worker, articles: Sequence[int]) -> None:
        if worker.waiting >= _AHEAD:
            self._take(worker)
        worker.ask(self._writer.new_segment(), articles)
        self._built += 1

    def _take(self, worker: Worker) -> None:
        """Add what a process was asked for first.

        What it could not do is done here: its process may have been killed, and an error that
        comes again is told as what it is.
        """
        try:
            self._writer.add(worker.take())
        except ChildProcessError as error:
            _log.warning("%s: it is built without help", error)
            for segment, articles in worker.restart():
                self._build(segment, articles)

    def _worker(self) -> Worker | None:
        """The process that has least to do; None on a machine that has no room for any."""
        most = min((os.cpu_count() or 1) - 1, _MOST_WORKERS)
        idle = [worker for worker in self._workers if not worker.waiting]
        if not idle and len(self._workers) < most:
            self._workers.append(Worker(self._store.path, self._inverted.folder))
            return self._workers[-1]
        return min(self._workers, key=lambda each: each.waiting, default=None)

    def _commit(self) -> None:
        for worker in self._workers:
            while worker.waiting:
                self._take(worker)
        self._writer.delete(self._store.passage_rows(self._ended))
        self._writer.commit(Reached(self._handed))
        self._ended.clear()
        self._built = 0


def _parts(store: Store, change: Change) -> Iterator[Sequence[int]]:
    """The articles that began in equal parts, of about a segment each."""
    size = change.passages / max(1, round(change.passages / SEGMENT))
    part: list[int] = []
    held = 0
    for row, passages in store.sizes(change.begun):
        part.append(row)
        held += passages
        if held >= size:
            yield part
            part, held = [], 0
    if part:
        yield part
