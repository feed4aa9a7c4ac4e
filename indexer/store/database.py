"""The SQLite file: opening it, a connection for each thread, transactions, its own check."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib import resources
from pathlib import Path
from typing import Self

from indexer.errors import (
    IndexDamaged,
    IndexFault,
    IndexLocked,
    IndexUnwritable,
    NotAnIndex,
    UnsupportedFormat,
)

FORMAT = "3"

_SETTINGS = ("page_size = 8192", "journal_mode = WAL", "synchronous = FULL")
"""How a connection is set up.

A page holds twenty paragraphs or so: few nodes to walk when all are read, and no more than these to
write anew when one row changes. On a million passages neither twice the page nor a larger cache nor
a mapped file was faster (``python -m tests.benchmarks.store``), so that the rest stays at SQLite's
own choice; a log of a thousand such pages, after which it copies them to the file, is some two
batches.
"""

_UNWRITABLE = {
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
}


def sync_folder(folder: Path) -> None:
    """Let the names of a folder's files reach the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class Database:
    """One file. Safe to share between threads; what a transaction commits is synced to disk."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._guard = threading.Lock()

    @classmethod
    def create(cls, path: Path) -> None:
        """Make a new file with empty tables at ``path``, which is not there before it is whole."""
        database = cls(path.with_name(f"{path.name}.new"))
        database.path.unlink(missing_ok=True)
        with database.transaction() as connection:
            _make_tables(connection)
            connection.executemany(
                "INSERT INTO meta VALUES (?, ?)",
                {"format": FORMAT, "batch": 0, "next_row": 1, "purged": 0}.items(),
            )
        database.close()
        database.path.rename(path)
        sync_folder(path.parent)

    @classmethod
    def open(cls, path: Path) -> Self:
        """An existing file. Raises IndexFault."""
        if not path.stat().st_size:
            raise NotAnIndex(str(path), f"{path} is empty", "give another folder")
        database = cls(path)
        try:
            query = "SELECT value FROM meta WHERE key = 'format'"
            row = database.connection().execute(query).fetchone()
        except UnicodeDecodeError as error:
            # SQLite quotes a damaged schema byte by byte.
            raise database.fault(sqlite3.DatabaseError(str(error))) from None
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorcode", None) != sqlite3.SQLITE_ERROR:
                raise database.fault(error) from None
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
        return database

    def connection(self) -> sqlite3.Connection:
        """This thread's connection."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(
                self._address(), uri=True, timeout=30, isolation_level=None, check_same_thread=False
            )
            for setting in _SETTINGS:
                connection.execute(f"PRAGMA {setting}")
            self._local.connection = connection
            with self._guard:
                self._connections.append(connection)
        return connection

    def _address(self) -> str:
        """Where SQLite finds the file: in a folder that may only be read, it must lock nothing."""
        writable = os.access(self.path.parent, os.W_OK)
        return self.path.absolute().as_uri() + ("" if writable else "?immutable=1")

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """One transaction: committed and synced at the end, rolled back by any exception."""
        connection = self.connection()
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One state of the file for several queries; in a transaction, that transaction's."""
        connection = self.connection()
        if connection.in_transaction:
            yield connection
            return
        connection.execute("BEGIN")
        try:
            yield connection
        finally:
            if connection.in_transaction:
                connection.execute("COMMIT")

    def fault(self, error: sqlite3.Error) -> IndexFault:
        """What an error of SQLite means for the index."""
        where = str(self.path)
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        if code in _UNWRITABLE:
            cause = f"{where} cannot be written ({error})"
            return IndexUnwritable(
                where, cause, "make room or give permission there, then run it again"
            )
        if code == sqlite3.SQLITE_BUSY:
            cause = f"another process is writing to {where}"
            return IndexLocked(where, cause, "wait until it has finished, then try again")
        return IndexDamaged(
            where,
            f"the article store {where} cannot be read ({error})",
            "restore it from a backup, or index the sources into a new folder",
        )

    def compact(self) -> None:
        """Give the room of dropped rows back to the disk."""
        self.connection().execute("VACUUM")
        self.connection().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def check(self) -> list[str]:
        """SQLite's own check of the file; one sentence for each fault. Raises sqlite3.Error."""
        found = self.connection().execute("PRAGMA integrity_check").fetchall()
        (page,) = self.connection().execute("PRAGMA page_size").fetchone()
        if self.path.stat().st_size % page:
            found.append(("it is cut in the middle of a page",))
        if _tables(self.connection()) != _own_tables():
            found.append(("its tables are not those of its format",))
        return [f"the article store is damaged: {line}" for (line,) in found if line != "ok"]

    def close(self) -> None:
        """Close every thread's connection."""
        with self._guard:
            while self._connections:
                self._connections.pop().close()
        self._local = threading.local()


def _make_tables(connection: sqlite3.Connection) -> None:
    schema = (resources.files("indexer.store") / "schema.sql").read_text("utf-8")
    for statement in schema.split(";"):
        connection.execute(statement)


def _tables(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    return connection.execute("SELECT name, sql FROM sqlite_schema ORDER BY name").fetchall()


def _own_tables() -> list[tuple[str, str]]:
    """The tables as this version makes them."""
    with closing(sqlite3.connect(":memory:")) as connection:
        _make_tables(connection)
        return _tables(connection)
