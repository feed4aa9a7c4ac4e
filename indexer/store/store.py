"""Storing articles and giving them back."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from indexer.documents import Article, Passage, Role, StoredArticle
from indexer.errors import ArticleNotFound
from indexer.store.contradictions import find_contradictions
from indexer.store.database import Database
from indexer.store.ids import order_of_ids
from indexer.store.model import Change, Entry, Shown
from indexer.store.records import (
    ARTICLE_COLUMNS,
    Record,
    article_record,
    checksum,
    passage_records,
)
from indexer.store.totals import Totals, count_live

T = TypeVar("T")

_CHUNK = 500


class Store(Database):
    """The articles of one index. Safe to share between threads."""

    def batch(self) -> int:
        """The number of the last batch; 0 before the first."""
        return self._number("batch")

    def replace(self, articles: Sequence[Article]) -> Change:
        """In a transaction: store articles of different ids, each in the place of its namesake."""
        if not articles:
            return Change(batch=self.batch())
        batch, first = self.batch() + 1, self._number("next_row")
        ended = self._end([article.id for article in articles], batch)
        begun: list[int] = []
        kept: list[Record] = []
        passages: list[Record] = []
        for article in articles:
            own = passage_records(article)
            begun.append(first + len(passages))
            record = article_record(article, begun[-1], batch, own)
            kept.append((*record, checksum(record, own)))
            passages.extend(own)
        self._insert(kept, enumerate(passages, start=first))
        self._note(batch=batch, next_row=first + len(passages))
        return Change(tuple(begun), ended, len(passages), batch)

    def delete(self, article_ids: Iterable[str]) -> Change:
        """In a transaction: end the articles of these ids."""
        batch = self.batch()
        ended = self._end(list(article_ids), batch + 1)
        if not ended:
            return Change(batch=batch)
        self._note(batch=batch + 1)
        return Change(ended=ended, batch=batch + 1)

    def changes_since(self, batch: int) -> Change:
        """What takes an index from ``batch`` to the last one; complete if :meth:`covers` says so.

        The articles that began after it and stand, and those that began by then and ended since.
        """
        with self.reading() as db:
            # Sorted here: asked for the order of rows, SQLite would read the whole table.
            begun = db.execute(
                "SELECT row, passages FROM article WHERE begun > ? AND ended IS NULL", (batch,)
            ).fetchall()
            ended = db.execute(
                "SELECT row FROM article WHERE ended > ? AND begun <= ?", (batch, batch)
            ).fetchall()
            return Change(
                tuple(sorted(row for row, _ in begun)),
                tuple(sorted(row for (row,) in ended)),
                sum(passages for _, passages in begun),
                self.batch(),
            )

    def covers(self, batch: int) -> bool:
        """Whether the store still knows all that ended after ``batch``, and ever came so far.

        An index that it does not cover, of another store or of an older copy, must begin anew.
        """
        with self.reading():
            return batch == 0 or self._number("purged") <= batch <= self.batch()

    def purge(self, indexed: int, seconds: float = 60) -> None:
        """Drop articles that the index has dropped and that no reader uses any more.

        They ended by the batch ``indexed``, which the index has reached, and ``seconds`` ago.
        """
        doomed = "ended <= ? AND ended_at <= ?"
        bounds = (indexed, time.time() - seconds)
        with self.transaction() as db:
            found = db.execute(
                f"SELECT row, row + passages, ended FROM article WHERE {doomed}", bounds
            ).fetchall()
            if not found:
                return
            db.executemany(
                "DELETE FROM passage WHERE row >= ? AND row < ?",
                sorted((first, end) for first, end, _ in found),
            )
            db.execute(f"DELETE FROM article WHERE {doomed}", bounds)
            last = max(ended for *_, ended in found)
            self._note(purged=max(last, self._number("purged")))

    def article(self, article_id: str) -> StoredArticle:
        """The live article of an id. Raises ArticleNotFound."""
        with self.reading() as db:
            found = db.execute(
                "SELECT row, passages, id, title, title_derived, outlet, url, published, language,"
                " author, section, agency, source FROM article WHERE id = ? AND ended IS NULL",
                (article_id,),
            ).fetchone()
            if found is None:
                raise ArticleNotFound(article_id)
            row, count, id_, title, derived, outlet, url, published, language, author, *rest = found
            passages = db.execute(
                "SELECT role, language, text FROM passage WHERE row >= ? AND row < ? ORDER BY row",
                (row, row + count),
            ).fetchall()
        section, agency, source = rest
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
                for ordinal, (role, spoken, text) in enumerate(passages, start=1)
            ),
        )

    def live_articles(self) -> list[int]:
        """The rows of the articles that stand, ascending."""
        found = self.connection().execute(
            "SELECT row FROM article WHERE ended IS NULL ORDER BY row"
        )
        return [row for (row,) in found]

    def passage_rows(self, article_rows: Iterable[int]) -> NDArray[np.int64]:
        """The rows of the passages of some article rows, ascending."""
        runs = [np.empty(0, np.int64)]
        for chunk in _chunks(sorted(map(int, article_rows))):
            found = self.connection().execute(
                f"SELECT row, row + passages FROM article WHERE row IN ({_marks(chunk)})", chunk
            )
            runs.extend(np.arange(first, end) for first, end in found)
        return np.sort(np.concatenate(runs))

    def sizes(self, article_rows: Iterable[int]) -> Iterator[tuple[int, int]]:
        """Some article rows, ascending, each with the number of its passages."""
        for chunk in _chunks(sorted(map(int, article_rows))):
            yield from (
                self.connection()
                .execute(
                    "SELECT row, passages FROM article"
                    f" WHERE row IN ({_marks(chunk)}) ORDER BY row",
                    chunk,
                )
                .fetchall()
            )

    def id_order(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """The place of each passage row in the order of their passages' ids."""
        found = self.connection().execute("SELECT row, id FROM article ORDER BY row").fetchall()
        firsts = np.array([row for row, _ in found], np.int64)
        owners = np.searchsorted(firsts, rows, side="right") - 1
        return order_of_ids([id_ for _, id_ in found], owners, rows - firsts[owners] + 1)

    def entries(self, article_rows: Iterable[int]) -> Iterator[Entry]:
        """What an index needs of the passages of some article rows, in order of their rows."""
        for chunk in _chunks(sorted(map(int, article_rows))):
            found = self.connection().execute(
                "SELECT p.row, a.id, p.row - a.row + 1, p.role, p.language, a.outlet, a.published,"
                " a.section, p.text FROM article a CROSS JOIN passage p"
                " ON p.row >= a.row AND p.row < a.row + a.passages"
                f" WHERE a.row IN ({_marks(chunk)}) ORDER BY a.row, p.row",
                chunk,
            )
            yield from map(Entry._make, found.fetchall())

    def shown(self, rows: Iterable[int]) -> dict[int, Shown]:
        """What a page of hits needs of some passage rows, by row; those dropped are left out."""
        shown: dict[int, Shown] = {}
        for chunk in _chunks(list(map(int, rows))):
            found = self.connection().execute(
                "SELECT p.row, a.id, p.row - a.row + 1, p.role, p.language, a.outlet, a.published,"
                " a.title, a.url, a.section, p.text FROM passage p CROSS JOIN article a"
                " ON a.row = (SELECT max(row) FROM article WHERE row <= p.row)"
                f" WHERE p.row IN ({_marks(chunk)})",
                chunk,
            )
            shown.update((each[0], Shown._make(each)) for each in found)
        return shown

    def ids(self, rows: Iterable[int]) -> dict[int, str]:
        """The passage ids of some passage rows, by row; those dropped are left out."""
        ids: dict[int, str] = {}
        for chunk in _chunks(list(map(int, rows))):
            found = self.connection().execute(
                "SELECT p.row, a.id, p.row - a.row + 1 FROM passage p CROSS JOIN article a"
                " ON a.row = (SELECT max(row) FROM article WHERE row <= p.row)"
                f" WHERE p.row IN ({_marks(chunk)})",
                chunk,
            )
            ids.update((row, f"{article_id}#p{ordinal}") for row, article_id, ordinal in found)
        return ids

    def totals(self) -> Totals:
        """Count what stands."""
        with self.reading() as db:
            return count_live(db)

    def check(self) -> list[str]:
        """SQLite's own check, and every article against its checksum; a sentence for each fault."""
        try:
            with self.reading() as db:
                return super().check() or find_contradictions(db)
        except sqlite3.DatabaseError as error:
            return [f"the article store cannot be read: {error}"]

    def _end(self, ids: Sequence[str], batch: int) -> tuple[int, ...]:
        """End the live articles of ``ids`` in a batch and give their rows."""
        db = self.connection()
        rows: list[int] = []
        for chunk in _chunks(ids):
            found = db.execute(
                f"SELECT row FROM article WHERE ended IS NULL AND id IN ({_marks(chunk)})", chunk
            )
            rows.extend(row for (row,) in found)
        rows.sort()
        now = time.time()
        for own in _chunks(rows):
            db.execute(
                f"UPDATE article SET ended = ?, ended_at = ? WHERE row IN ({_marks(own)})",
                (batch, now, *own),
            )
        return tuple(rows)

    def _insert(self, articles: Sequence[Record], passages: Iterable[tuple[int, Record]]) -> None:
        columns = (*ARTICLE_COLUMNS, "checksum")
        self.connection().executemany(
            f"INSERT INTO article ({', '.join(columns)}) VALUES ({_marks(columns)})", articles
        )
        self.connection().executemany(
            "INSERT INTO passage (row, role, language, text) VALUES (?, ?, ?, ?)",
            ((row, *record) for row, record in passages),
        )

    def _number(self, name: str) -> int:
        """A number of the table ``meta``."""
        query = "SELECT value FROM meta WHERE key = ?"
        (value,) = self.connection().execute(query, (name,)).fetchone()
        return int(value)

    def _note(self, **numbers: int) -> None:
        self.connection().executemany(
            "UPDATE meta SET value = ? WHERE key = ?",
            [(number, name) for name, number in numbers.items()],
        )


def _chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    return (items[at : at + _CHUNK] for at in range(0, len(items), _CHUNK))


def _marks(items: Sequence[object]) -> str:
    return ", ".join("?" * len(items))
