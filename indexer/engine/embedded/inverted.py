"""The inverted index in the folder: Whoosh's segments, table of contents and write lock."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import whoosh.index
from whoosh.util.filelock import try_for
from whoosh.writing import SegmentWriter

from analyzers import Token, analysis_code, get_analyzer
from indexer.engine.embedded.schema import FORM, STEM, field_name, make_schema
from indexer.errors import IndexDamaged, IndexLocked

_OPEN_ATTEMPTS = 20
_LOCK_TIMEOUT = 10.0

PassageRow = tuple[int, int, str | None, str]
"""(passage row, article row, language, text)"""


class InvertedIndex:
    """Terms to passages, commit by commit."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._index = whoosh.index.open_dir(str(folder))

    @classmethod
    def create(cls, folder: Path) -> InvertedIndex:
        """A new, empty index in a folder that exists."""
        whoosh.index.create_in(str(folder), make_schema())
        return cls(folder)

    @staticmethod
    def exists(folder: Path) -> bool:
        """Whether a folder holds a table of contents."""
        return bool(whoosh.index.exists_in(str(folder)))

    def generation(self) -> int:
        """The number of the last commit, by whichever process."""
        return int(self._index.latest_generation())

    def reader(self) -> Any:
        """A Whoosh reader of the last commit. Raises IndexDamaged when its files do not open."""
        problem: Exception | None = None
        for _ in range(_OPEN_ATTEMPTS):
            try:
                return self._index.reader()
            except FileNotFoundError as error:
                # A commit between reading the table of contents and opening its files.
                problem = error
            except Exception as error:
                problem = error
                break
        raise IndexDamaged(
            str(self.folder),
            f"the inverted index in {self.folder} cannot be read ({problem})",
            "run passaggi optimize to build it anew from the stored articles",
        )

    @contextmanager
    def writing(self, *, wait: bool = True) -> Iterator[Writer]:
        """Hold the write lock; what is not committed in the block is dropped at its end.

        Raises IndexLocked when another process holds the lock (after ten seconds with ``wait``).
        """
        lock = self._index.lock("WRITELOCK")
        if not try_for(lock.acquire, timeout=_LOCK_TIMEOUT if wait else 0.0, delay=0.05):
            raise IndexLocked(
                str(self.folder),
                f"another process is writing to {self.folder}",
                "wait until it has finished, then try again",
            )
        try:
            writer = Writer(SegmentWriter(self._index, _lk=False))
            try:
                yield writer
            finally:
                writer.close()
        finally:
            lock.release()


class Writer:
    """One commit in the making, under the write lock."""

    def __init__(self, writer: SegmentWriter) -> None:
        self._writer = writer

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
        with self._writer.reader() as reader:
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
