"""Storing articles and giving them back."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from indexer.documents import Article, Passage, Role, StoredArticle
from indexer.errors import ArticleNotFound
from indexer.store.database import Database

T = TypeVar("T")

_CHUNK = 500


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


class Store(Database):
    """The articles of one index. Safe to share between threads."""

    def replace(self, articles: Sequence[Article]) -> Change:
        """In a transaction: store articles of different ids, each in the place of its namesake."""
        ended = _end(self.connection(), [article.id for article in articles])
        inserted = [_insert(self.connection(), article) for article in articles]
        return Change(
            tuple(row for row, _ in inserted), ended, sum(passages for _, passages in inserted)
        )

    def delete(self, article_ids: Iterable[str]) -> Change:
        """In a transaction: end the articles of these ids."""
        return Change(ended=_end(self.connection(), list(article_ids)))

    def unindexed(self) -> Change:
        """The articles that the index may not have taken over yet."""
        rows = (
            self.connection()
            .execute(
                "SELECT u.article, a.ended IS NULL FROM unindexed u LEFT JOIN article a"
                " ON a.row = u.article ORDER BY u.article"
            )
            .fetchall()
        )
        return Change(
            tuple(row for row, live in rows if live), tuple(row for row, live in rows if not live)
        )

    def indexed(self) -> None:
        """Note that the index has taken over everything that the store holds."""
        with self.transaction() as db:
            db.execute("DELETE FROM unindexed")

    def forget_index(self, analysis: int) -> None:
        """Note that the index holds nothing, and by which version of analysis it will be filled."""
        with self.transaction() as db:
            db.execute("INSERT OR IGNORE INTO unindexed SELECT row FROM article")
            db.execute("INSERT OR REPLACE INTO meta VALUES ('analysis', ?)", (str(analysis),))

    def analysis(self) -> int | None:
        """The version of analysis by which the index is filled; None before there was one."""
        found = (
            self.connection().execute("SELECT value FROM meta WHERE key = 'analysis'").fetchone()
        )
        return None if found is None else int(found[0])

    def purge(self, seconds: float = 60) -> None:
        """Drop articles that ended ``seconds`` ago: no reader uses an index so old any more."""
        with self.transaction() as db:
            db.execute("DELETE FROM article WHERE ended < ?", (time.time() - seconds,))

    def article(self, article_id: str) -> StoredArticle:
        """The live article of an id. Raises ArticleNotFound."""
        found = (
            self.connection()
            .execute(
                "SELECT row, id, title, title_derived, outlet, url, published, language, author,"
                " section, agency, source FROM article WHERE id = ? AND ended IS NULL",
                (article_id,),
            )
            .fetchone()
        )
        if found is None:
            raise ArticleNotFound(article_id)
        row, id_, title, derived, outlet, url, published, language, author, *rest = found
        section, agency, source = rest
        passages = self.connection().execute(
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
            yield from self.connection().execute(
                "SELECT row, article, language, text FROM passage WHERE article IN"
                f" ({_marks(chunk)}) ORDER BY row",
                chunk,
            )

    def texts(self, rows: Sequence[int]) -> dict[int, tuple[str, str, str | None]]:
        """(text, title, url) of some passage rows, by row."""
        found: dict[int, tuple[str, str, str | None]] = {}
        for chunk in _chunks(rows):
            cursor = self.connection().execute(
                "SELECT p.row, p.text, a.title, a.url FROM passage p JOIN article a"
                f" ON a.row = p.article WHERE p.row IN ({_marks(chunk)})",
                chunk,
            )
            found.update((row, (text, title, url)) for row, text, title, url in cursor)
        return found

    def columns(self) -> list[Column]:
        """Every passage's column, ended ones too, in order of rows."""
        found = self.connection().execute(
            "SELECT p.row, p.article, a.id, p.ordinal, p.role, p.language, a.outlet, a.published,"
            " a.section FROM passage p JOIN article a ON a.row = p.article ORDER BY p.row"
        )
        return [Column._make(row) for row in found]

    def live_articles(self) -> list[int]:
        """The rows of the articles that stand, ascending."""
        found = self.connection().execute(
            "SELECT row FROM article WHERE ended IS NULL ORDER BY row"
        )
        return [row for (row,) in found]

    def live_passages(self) -> list[int]:
        """The rows of the passages that stand, ascending."""
        found = self.connection().execute(
            "SELECT p.row FROM passage p JOIN article a ON a.row = p.article"
            " WHERE a.ended IS NULL ORDER BY p.row"
        )
        return [row for (row,) in found]

    def counts(self, column: str) -> dict[str | None, int]:
        """Live passages by ``language``, ``role``, ``outlet`` or ``published``."""
        assert column in {"p.language", "p.role", "a.outlet", "a.published"}
        found = self.connection().execute(
            f"SELECT {column}, count(*) FROM passage p JOIN article a ON a.row = p.article"
            " WHERE a.ended IS NULL GROUP BY 1 ORDER BY 2 DESC, 1"
        )
        return dict(found.fetchall())


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
