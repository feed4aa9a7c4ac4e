"""SQLite's FTS5, contentless. Its idf is cut off at nought and it knows no fuzzy search."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.speed.peers.base import FACETS, TOP, Answer, Layout, Peer, Query

if TYPE_CHECKING:
    from tests.benchmarks.speed.corpus import Corpus

_FILE = "index.db"
_TOP = f"SELECT rowid, rank FROM text WHERE text MATCH ? ORDER BY rank LIMIT {TOP}"
_COUNTS = """
    SELECT language, outlet, month, count(*) FROM text JOIN passage ON passage.id = text.rowid
    WHERE text MATCH ? GROUP BY place
"""

Found = tuple[list[tuple[int, float]], list[tuple[int, int, int, int]]]


class Fts5(Peer):
    name = "fts5"

    def version(self) -> str:
        return f"SQLite {sqlite3.sqlite_version}"

    @classmethod
    def missing(cls) -> str | None:
        with sqlite3.connect(":memory:") as database:
            options = {name for (name,) in database.execute("PRAGMA compile_options")}
        return None if "ENABLE_FTS5" in options else "this SQLite is built without FTS5"

    def build(self, corpus: Corpus, folder: Path, layout: Layout) -> None:
        assert layout.segments == 1
        database = _create(folder)
        _add(database, corpus.stem_texts(), corpus.columns())
        database.execute("INSERT INTO text (text) VALUES ('optimize')")
        database.commit()
        database.execute("VACUUM")
        database.close()

    def index_raw(self, corpus: Corpus, folder: Path, processes: int) -> None:  # noqa: ARG002
        database = _create(folder)
        _add(database, corpus.texts(), corpus.columns())
        database.close()

    def open(self, folder: Path) -> None:
        self._database = sqlite3.connect(folder / _FILE)
        self._database.execute("PRAGMA mmap_size = 4000000000")
        self._database.execute("PRAGMA cache_size = -500000")

    def close(self) -> None:
        self._database.close()

    def supports(self, query: Query) -> bool:
        return query.operator != "fuzzy" and super().supports(query)

    def find(self, query: Query) -> Found:
        match = _match(query)
        best = self._database.execute(_TOP, (match,)).fetchall()
        return best, self._database.execute(_COUNTS, (match,)).fetchall()

    def read(self, found: Found) -> Answer:
        best, counts = found
        facets: dict[str, Counter[int]] = {name: Counter() for name in FACETS}
        for *values, count in counts:
            for name, value in zip(FACETS, values, strict=True):
                facets[name][value] += count
        return Answer(
            total=sum(count for *_, count in counts),
            top=[(-rank, passage) for passage, rank in best],
            facets={name: dict(counted) for name, counted in facets.items()},
        )


def _match(query: Query) -> str:
    """In FTS5's language; quotes keep a word that is an operator from being one."""
    if query.operator == "phrase":
        return f'"{" ".join(query.terms)}"'
    if query.operator == "prefix":
        return f'"{query.terms[0]}"*'
    return f" {query.operator.upper()} ".join(f'"{term}"' for term in query.terms)


def _create(folder: Path) -> sqlite3.Connection:
    database = sqlite3.connect(folder / _FILE)
    for setting in ("journal_mode = off", "synchronous = off", "cache_size = -500000"):
        database.execute(f"PRAGMA {setting}")
    database.execute(
        """CREATE VIRTUAL TABLE text
        USING fts5(body, content='', tokenize='unicode61 remove_diacritics 0')"""
    )
    database.execute(
        """CREATE TABLE passage (id INTEGER PRIMARY KEY, language INTEGER, outlet INTEGER,
        month INTEGER, place INTEGER)"""
    )
    return database


def _add(
    database: sqlite3.Connection, texts: Iterable[str], columns: Iterable[tuple[int, ...]]
) -> None:
    """``place`` is outlet and month in one number; an outlet has one language."""
    database.executemany("INSERT INTO text (rowid, body) VALUES (?, ?)", enumerate(texts))
    rows = ((row, lang, out, month, out * 64 + month) for row, _, lang, out, month in columns)
    database.executemany("INSERT INTO passage VALUES (?, ?, ?, ?, ?)", rows)
    database.commit()
