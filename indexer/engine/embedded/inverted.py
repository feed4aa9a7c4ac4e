"""The inverted index in a folder: its commits, its write lock, and one commit in the making."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.util.filelock import try_for

from indexer.engine.embedded import merge_policy, schema
from indexer.engine.embedded.codec import ArraySegment
from indexer.engine.embedded.codec.documents import DocumentsFile
from indexer.engine.embedded.codec.merging import merge
from indexer.engine.embedded.contents import (
    NAME,
    Contents,
    contents_path,
    generations,
    read_contents,
    sweep,
    write_contents,
)
from indexer.engine.embedded.faults import telling
from indexer.engine.embedded.schema import Reached, make_schema, reached_by
from indexer.errors import IndexDamaged, IndexLocked, PassaggiError

T = TypeVar("T")

_OPEN_ATTEMPTS = 20
_LOCK_TIMEOUT = 10.0

_NOTHING = Contents(-1, make_schema(Reached(-1)), ())
"""Contents that have not even reached an empty store, so that something is committed after them."""

Ranking = Callable[[NDArray[np.int64]], NDArray[np.int64]]
"""From store rows to their places in the order of their passages' ids."""


class InvertedIndex:
    """Words to passages, commit by commit."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._storage = FileStorage(str(folder))

    def exists(self) -> bool:
        """Whether the folder holds a table of contents."""
        return self.newest() >= 0

    def newest(self) -> int:
        """The number of the last commit, by whichever process; -1 without any."""
        return self.told(lambda: max(generations(self.folder), default=-1))

    def stamp(self) -> tuple[int, int]:
        """The number of the last commit and when it was written, in nanoseconds since 1970.

        The time tells it from the commit of that number of another index at this place.
        """

        def read() -> tuple[int, int]:
            newest = max(generations(self.folder), default=-1)
            written = contents_path(self.folder, newest).stat().st_mtime_ns if newest >= 0 else 0
            return newest, written

        return self.told(read)

    def contents(self) -> Contents:
        """The last commit that is whole. Raises IndexDamaged."""
        return self.told(lambda: read_contents(self.folder))

    def reached(self) -> Reached | None:
        """How far the index has come; None where it is not ours, or not there."""
        return reached_by(self.contents().schema) if self.exists() else None

    def reader(self) -> tuple[Any, Contents]:
        """Whoosh's reader of the last commit, and its contents. Raises IndexDamaged."""

        def read() -> tuple[Any, Contents]:
            contents = read_contents(self.folder)
            segments = list(contents.segments)
            generation = contents.generation
            reader = FileIndex._reader(self._storage, contents.schema, segments, generation)
            return reader, contents

        return self.told(read)

    def told(self, read: Callable[[], T]) -> T:
        """Read from the index; what cannot be read is told. Raises IndexDamaged."""
        for _ in range(_OPEN_ATTEMPTS):
            try:
                return read()
            except FileNotFoundError as error:
                # A commit between reading the table of contents and opening its files.
                problem: Exception = error
            except (sqlite3.Error, PassaggiError):
                raise
            except Exception as error:
                problem = error
                break
        raise IndexDamaged(
            str(self.folder),
            f"the inverted index in {self.folder} cannot be read ({problem})",
            "run passaggi optimize to build it anew from the stored articles",
        )

    @contextmanager
    def writing(self, ranking: Ranking, anew: Callable[[], bool] = bool) -> Iterator[Writer]:
        """Hold the write lock; what is not committed in the block is dropped at its end.

        Where ``anew`` then says so, nothing is taken from the last commit, which yet stays the last
        until the next. Raises IndexDamaged, and as :meth:`locked`.
        """
        with self.locked():
            contents = _NOTHING if anew() else self.contents()
            # What a killed writer left: it may be that nothing is committed now.
            if contents.newest == contents.generation:
                sweep(self.folder)
            writer = Writer(self, contents, ranking)
            try:
                yield writer
            except BaseException:
                # Unfinished files may be what fills the disk.
                sweep(self.folder)
                raise

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the write lock.

        Raises IndexLocked when another process still holds it after ten seconds, and
        IndexUnwritable.
        """
        lock = self._storage.lock(f"{NAME}_WRITELOCK")
        with telling(self.folder):
            acquired = try_for(lock.acquire, timeout=_LOCK_TIMEOUT, delay=0.05)
        if not acquired:
            raise IndexLocked(
                str(self.folder),
                f"another process is writing to {self.folder}",
                "wait until it has finished, then try again",
            )
        try:
            yield
        finally:
            lock.release()


class Writer:
    """Commits in the making, under the write lock."""

    def __init__(self, index: InvertedIndex, contents: Contents, ranking: Ranking) -> None:
        self._index = index
        self._segments = list(contents.segments)
        self._ranking = ranking
        self.reached = reached_by(contents.schema) or Reached()

    def new_segment(self) -> ArraySegment:
        """A segment whose files are to be written before it is added."""
        return ArraySegment(NAME)

    def add(self, segment: ArraySegment) -> None:
        """Add a segment whose files are written."""
        if segment.doc_count_all():
            self._segments.append(segment)

    def delete(self, rows: NDArray[np.int64]) -> None:
        """Delete the passages of some store rows."""
        if not len(rows):
            return
        for segment in self._segments:
            documents = DocumentsFile(segment.paths(self._index.folder)[0])
            doomed = np.flatnonzero(np.isin(documents.numbers(schema.ROW), rows))
            if len(doomed):
                segment.delete_documents(doomed)

    def commit(self, reached: Reached) -> None:
        """Make everything up to a batch visible, then merge what the policy says."""
        self.reached = reached
        self._segments = [each for each in self._segments if each.doc_count()]
        self._write_contents()
        while due := merge_policy.due(self._segments):
            self._merge(due)

    def merge_all(self) -> None:
        """Leave one segment, without what was deleted. Raises IndexUnwritable, IndexDamaged."""
        if len(self._segments) > 1 or any(each.has_deletions() for each in self._segments):
            with telling(self._index.folder):
                self._merge(self._segments)

    def _merge(self, chosen: Sequence[ArraySegment]) -> None:
        folder = self._index.folder
        merged = self.new_segment()
        rows = [
            np.delete(DocumentsFile(each.paths(folder)[0]).numbers(schema.ROW), each.deleted())
            for each in chosen
        ]
        ranks = {schema.RANK: self._ranking(np.concatenate(rows))}
        merge(folder, chosen, merged, ranks)
        first = self._segments.index(chosen[0])
        kept = [each for each in self._segments if each not in chosen]
        self._segments = [*kept[:first], merged, *kept[first:]]
        self._write_contents()

    def _write_contents(self) -> None:
        generation = self._index.newest() + 1
        contents = Contents(generation, make_schema(self.reached), tuple(self._segments))
        write_contents(self._index.folder, contents)
