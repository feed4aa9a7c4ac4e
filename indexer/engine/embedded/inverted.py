"""The inverted index in the folder: Whoosh's segments, table of contents and write lock."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, clean_files
from whoosh.util.filelock import try_for
from whoosh.writing import SegmentWriter

from analyzers import Token, analysis_code, get_analyzer
from indexer.engine.embedded.schema import FORM, STEM, field_name, make_schema
from indexer.errors import IndexDamaged, IndexLocked, PassaggiError

T = TypeVar("T")

_NAME = "MAIN"
_OPEN_ATTEMPTS = 20
_LOCK_TIMEOUT = 10.0

PassageRow = tuple[int, int, str | None, str]
"""(passage row, article row, language, text)"""


class InvertedIndex:
    """Terms to passages, commit by commit."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._storage = FileStorage(str(folder))
        self._opened: Any = None

    def exists(self) -> bool:
        """Whether the folder holds a table of contents."""
        return any(self.folder.glob(f"_{_NAME}_*.toc"))

    def create(self) -> None:
        """Make it new and empty; the caller holds the write lock."""
        self._opened = self._storage.create_index(make_schema())

    def generation(self) -> int:
        """The number of the last commit, by whichever process. Raises IndexDamaged."""
        return int(self._index.latest_generation())

    def reader(self) -> Any:
        """A Whoosh reader of the last commit. Raises IndexDamaged when its files do not open."""
        return self.told(lambda: self._index.reader())

    def segment_writer(self) -> SegmentWriter:
        """A Whoosh writer; the caller holds the write lock. Raises IndexDamaged."""
        return self.told(lambda: SegmentWriter(self._index, _lk=False))

    def told(self, read: Callable[[], T]) -> T:
        """Read from the index; what cannot be read is told. Raises IndexDamaged."""
        for _ in range(_OPEN_ATTEMPTS):
            try:
                return read()
            except FileNotFoundError as error:
                # A commit between reading the table of contents and opening its files.
                problem: Exception = error
            except (OSError, sqlite3.Error, PassaggiError):
                raise
            except Exception as error:
                problem = error
                break
        raise IndexDamaged(
            str(self.folder),
            f"the inverted index in {self.folder} cannot be read ({problem})",
            "run passaggi optimize to build it anew from the stored articles",
        )

    @property
    def _index(self) -> Any:
        if self._opened is None:
            self._opened = self.told(self._storage.open_index)
        return self._opened

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """Hold the write lock; what is not committed in the block is dropped at its end.

        Raises IndexLocked as :meth:`locked`.
        """
        with self.locked():
            writer = Writer(self)
            try:
                yield writer
            except BaseException:
                with suppress(OSError):
                    writer.close()
                self._sweep()
                raise

    def _sweep(self) -> None:
        """Delete the files of unfinished commits: they may be what fills the disk."""
        contents = TOC.read(self._storage, _NAME)
        clean_files(self._storage, _NAME, contents.generation, contents.segments)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the write lock.

        Raises IndexLocked when another process still holds it after ten seconds.
        """
        lock = self._storage.lock(f"{_NAME}_WRITELOCK")
        if not try_for(lock.acquire, timeout=_LOCK_TIMEOUT, delay=0.05):
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
    """One commit in the making, under the write lock."""

    def __init__(self, index: InvertedIndex) -> None:
        self._index = index
        self._writer = index.segment_writer()

    def add(self, rows: Iterable[PassageRow]) -> None:
        """Analyse and index passages."""
        for passage, article, language, text in rows:
            code = analysis_code(language)
            tokens = get_analyzer(language).analyze(text)
            stems, forms = _positions(tokens)
            self._writer.add_document(
                passage=passage,
                article=article,
                stem_length=sum(not token.is_stopword for token in tokens),
                form_length=len(tokens),
                **{field_name(STEM, code): stems, field_name(FORM, code): forms},
            )

    def delete(self, articles: Collection[int]) -> None:
        """Delete the passages of some article rows."""
        if not articles:
            return
        with self._index.reader() as reader:
            column = reader.column_reader("article") if reader.doc_count_all() else []
            doomed = [
                docnum
                for docnum in range(reader.doc_count_all())
                if column[docnum] in articles and not reader.is_deleted(docnum)
            ]
        for docnum in doomed:
            self._writer.delete_document(docnum)

    def commit(self, *, merge: bool = False) -> None:
        """Make it visible; with ``merge``, in one segment and without what was deleted."""
        self._writer.commit(optimize=merge)

    def close(self) -> None:
        """Drop what was not committed."""
        if not self._writer.is_closed:
            self._writer.cancel()


def _positions(tokens: list[Token]) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
    stems: defaultdict[str, list[int]] = defaultdict(list)
    forms: defaultdict[str, list[int]] = defaultdict(list)
    for token in tokens:
        for term in token.stems:
            stems[term].append(token.position)
        for term in token.forms:
            forms[term].append(token.position)
    return stems, forms
