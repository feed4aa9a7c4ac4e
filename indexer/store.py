"""The article store: SQLite, the source of truth from which an index can be rebuilt.

A batch is one transaction, durable when it returns (write-ahead log, full sync). It leaves its
articles in the table ``unindexed`` until the index has taken them over, so that an interrupted
takeover is known and can be done again.
"""

from __future__ import annotations

import json
import os
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import NamedTuple, TypeVar

from indexer.documents import Article, Passage, Role, StoredArticle
from indexer.errors import (
    ArticleNotFound,
    IndexDamaged,
    IndexFault,
    IndexLocked,
    IndexUnwritable,
    NotAnIndex,
    UnsupportedFormat,
)

T = TypeVar("T")

FORMAT = "1"
_CHUNK = 500
_UNWRITABLE = {
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
}


class Column(NamedTuple):
    """What an index keeps of a passage besides its words."""

    row: int
    article: int
    article_id: str
    ordinal: int
    role: str
    language: str | None
    outlet: str | None
    published: str | None
    section: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """What a batch changed: the rows of articles that began and of those that ended."""

    begun: tuple[int, ...] = ()
    ended: tuple[int, ...] = ()
    passages: int = 0


class Store:
    """The articles of one index. Safe to share between threads: each has its own connection."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._guard = threading.Lock()

    @classmethod
    def create(cls, path: Path) -> None:
        """Make a new, empty store at ``path``, which is not there before it is whole."""
        store = cls(path.with_name(f"{path.name}.new"))
        store.path.unlink(missing_ok=True)
        schema = (resources.files("indexer") / "store.sql").read_text("utf-8")
        with store.transaction() as db:
            for statement in schema.split(";"):
                db.execute(statement)
            db.execute("INSERT INTO meta VALUES ('format', ?)", (FORMAT,))
        store.close()
        store.path.rename(path)

    @classmethod
    def open(cls, path: Path) -> Store:
        """The store at ``path``. Raises IndexFault."""
        if not path.stat().st_size:
            raise NotAnIndex(str(path), f"{path} is empty", "give another folder")
        store = cls(path)
        try:
            row = store._db.execute("SELECT value FROM meta WHERE key = 'format'").fetchone()
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
                raise store.fault(error) from None
            raise NotAnIndex(
                str(path), f"{path} is not a store of articles ({error})", "give another folder"
            ) from None
        if row is None or row[0] != FORMAT:
            found = "unknown" if row is None else row[0]
            raise UnsupportedFormat(
                str(path),
                f"{path} is of format {found}, this version reads {FORMAT}",
                "use the version of passaggi that wrote it, or index the sources anew",
            )
        return store

    @property
    def _db(self) -> sqlite3.Connection:
        db: sqlite3.Connection | None = getattr(self._local, "db", None)
        if db is None:
            db = sqlite3.connect(
                self._address(), uri=True, timeout=30, isolation_level=None, check_same_thread=False
            )
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = FULL")
            db.execute("PRAGMA foreign_keys = ON")
            self._local.db = db
            with self._guard:
                self._connections.append(db)
        return db

    def _address(self) -> str:
        """Where SQLite finds the file: in a folder that may only be read, it must lock nothing."""
        writable = os.access(self.path.parent, os.W_OK)
        return self.path.absolute().as_uri() + ("" if writable else "?immutable=1")

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """One transaction: committed and synced at the end, rolled back by any exception."""
        db = self._db
        db.execute("BEGIN IMMEDIATE")
        try:
            yield db
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise
        db.execute("COMMIT")

    def replace(self, articles: Sequence[Article]) -> Change:
        """In a transaction: store articles of different ids, each in the place of its namesake."""
        ended = _end(self._db, [article.id for article in articles])
        inserted = [_insert(self._db, article) for article in articles]
        return Change(
            tuple(row for row, _ in inserted), ended, sum(passages for _, passages in inserted)
        )

    def delete(self, article_ids: Iterable[str]) -> Change:
        """In a transaction: end the articles of these ids."""
        return Change(ended=_end(self._db, list(article_ids)))

    def unindexed(self) -> Change:
        """The articles that the index may not have taken over yet."""
        rows = self._db.execute(
            "SELECT u.article, a.ended IS NULL FROM unindexed u LEFT JOIN article a"
            " ON a.row = u.article ORDER BY u.article"
        ).fetchall()
        return Change(
            tuple(row for row, live in rows if live), tuple(row for row, live in rows if not live)
        )

    def indexed(self) -> None:
        """Note that the index has taken over everything that the store holds."""
        with self.transaction() as db:
            db.execute("DELETE FROM unindexed")

    def forget_index(self) -> None:
        """Note that the index holds nothing of what the store holds."""
        with self.transaction() as db:
            db.execute("INSERT OR IGNORE INTO unindexed SELECT row FROM article")

    def purge(self, seconds: float = 60) -> None:
        """Drop articles that ended ``seconds`` ago: no reader uses an index so old any more."""
        with self.transaction() as db:
            db.execute("DELETE FROM article WHERE ended < ?", (time.time() - seconds,))

    def compact(self) -> None:
        """Give the room of dropped rows back to the disk."""
        self._db.execute("VACUUM")
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def article(self, article_id: str) -> StoredArticle:
        """The live article of an id. Raises ArticleNotFound."""
        found = self._db.execute(
            "SELECT row, id, title, title_derived, outlet, url, published, language, author,"
            " section, agency, source FROM article WHERE id = ? AND ended IS NULL",
            (article_id,),
        ).fetchone()
        if found is None:
            raise ArticleNotFound(article_id)
        row, id_, title, derived, outlet, url, published, language, author, *rest = found
        section, agency, source = rest
        passages = self._db.execute(
            "SELECT ordinal, role, language, text FROM passage WHERE article = ? ORDER BY ordinal",
            (row,),
        )
        return StoredArticle(
            id=id_,
            title=title,
            title_derived=bool(derived),
            outlet=outlet,
            url=url,
            published=published,
            language=language,
            author=tuple(json.loads(author)),
            section=section,
            agency=agency,
            source=source,
            passages=tuple(
                Passage(id_, ordinal, Role(role), spoken, text)
                for ordinal, role, spoken, text in passages
            ),
        )

    def passages(self, articles: Sequence[int]) -> Iterator[tuple[int, int, str | None, str]]:
        """(passage row, article row, language, text) of the passages of some article rows."""
        for chunk in _chunks(articles):
            yield from self._db.execute(
                "SELECT row, article, language, text FROM passage WHERE article IN"
                f" ({_marks(chunk)}) ORDER BY row",
                chunk,
            )

    def texts(self, rows: Sequence[int]) -> dict[int, tuple[str, str, str | None]]:
        """(text, title, url) of some passage rows, by row."""
        found: dict[int, tuple[str, str, str | None]] = {}
        for chunk in _chunks(rows):
            cursor = self._db.execute(
                "SELECT p.row, p.text, a.title, a.url FROM passage p JOIN article a"
                f" ON a.row = p.article WHERE p.row IN ({_marks(chunk)})",
                chunk,
            )
            found.update((row, (text, title, url)) for row, text, title, url in cursor)
        return found

    def columns(self) -> list[Column]:
        """Every passage's column, ended ones too, in order of rows."""
        found = self._db.execute(
            "SELECT p.row, p.article, a.id, p.ordinal, p.role, p.language, a.outlet, a.published,"
            " a.section FROM passage p JOIN article a ON a.row = p.article ORDER BY p.row"
        )
        return [Column._make(row) for row in found]

    def live_articles(self) -> list[int]:
        """The rows of the articles that stand, ascending."""
        found = self._db.execute("SELECT row FROM article WHERE ended IS NULL ORDER BY row")
        return [row for (row,) in found]

    def live_passages(self) -> list[int]:
        """The rows of the passages that stand, ascending."""
        found = self._db.execute(
            "SELECT p.row FROM passage p JOIN article a ON a.row = p.article"
            " WHERE a.ended IS NULL ORDER BY p.row"
        )
        return [row for (row,) in found]

    def counts(self, column: str) -> dict[str | None, int]:
        """Live passages by ``language``, ``role``, ``outlet`` or ``published``."""
        assert column in {"p.language", "p.role", "a.outlet", "a.published"}
        found = self._db.execute(
            f"SELECT {column}, count(*) FROM passage p JOIN article a ON a.row = p.article"
            " WHERE a.ended IS NULL GROUP BY 1 ORDER BY 2 DESC, 1"
        )
        return dict(found.fetchall())

    def fault(self, error: sqlite3.Error) -> IndexFault:
        """What an error of SQLite means for the index."""
        where = str(self.path)
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        if code in _UNWRITABLE:
            return IndexUnwritable(
                where, f"{where} cannot be written ({error})",
                "make room or give permission there, then run it again",
            )  # fmt: skip
        if code == sqlite3.SQLITE_BUSY:
            return IndexLocked(
                where, f"another process is writing to {where}",
                "wait until it has finished, then try again",
            )  # fmt: skip
        return IndexDamaged(
            where, f"the article store {where} cannot be read ({error})",
            "restore it from a backup, or index the sources into a new folder",
        )  # fmt: skip

    def check(self) -> list[str]:
        """SQLite's own check of the file; one sentence for each fault."""
        try:
            found = self._db.execute("PRAGMA integrity_check").fetchall()
            broken = self._db.execute("PRAGMA foreign_key_check").fetchall()
        except sqlite3.DatabaseError as error:
            return [f"the article store cannot be read: {error}"]
        faults = [f"the article store is damaged: {line}" for (line,) in found if line != "ok"]
        return faults + [f"{len(broken)} passages have no article"] * bool(broken)

    def close(self) -> None:
        """Close every thread's connection."""
        with self._guard:
            while self._connections:
                self._connections.pop().close()
        self._local = threading.local()


def _end(db: sqlite3.Connection, ids: Sequence[str]) -> tuple[int, ...]:
    """End the live articles of ``ids`` and give their rows."""
    rows: list[int] = []
    for chunk in _chunks(ids):
        found = db.execute(
            f"SELECT row FROM article WHERE ended IS NULL AND id IN ({_marks(chunk)})", chunk
        )
        rows.extend(row for (row,) in found)
    now = time.time()
    db.executemany("UPDATE article SET ended = ? WHERE row = ?", [(now, row) for row in rows])
    db.executemany("INSERT OR IGNORE INTO unindexed VALUES (?)", [(row,) for row in rows])
    return tuple(rows)


def _insert(db: sqlite3.Connection, article: Article) -> tuple[int, int]:
    lines = article.lines()
    cursor = db.execute(
        "INSERT INTO article (id, title, title_derived, outlet, url, published, language, author,"
        " section, agency, source) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            article.id,
            article.display_title(),
            article.is_title_derived(),
            article.outlet,
            article.url,
            article.published,
            article.language,
            json.dumps(article.author, ensure_ascii=False),
            article.section,
            article.agency,
            article.source,
        ),
    )
    row = cursor.lastrowid
    assert row is not None
    db.executemany(
        "INSERT INTO passage (article, ordinal, role, language, text) VALUES (?, ?, ?, ?, ?)",
        [
            (row, ordinal, str(line.role), line.language or article.language, line.text)
            for ordinal, line in enumerate(lines, start=1)
        ],
    )
    db.execute("INSERT INTO unindexed VALUES (?)", (row,))
    return row, len(lines)


def _chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    return (items[at : at + _CHUNK] for at in range(0, len(items), _CHUNK))


def _marks(items: Sequence[object]) -> str:
    return ", ".join("?" * len(items))
