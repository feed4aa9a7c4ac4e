"""Asking the store: an article, passages to index, passages to show."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from indexer.documents import LeftOut, Passage, Role, Source, StoredArticle
from indexer.errors import ArticleNotFound
from indexer.store.database import Database
from indexer.store.ids import order_of_ids
from indexer.store.model import Entries, Shown
from indexer.store.records import STATED_COLUMNS
from indexer.store.revisions import read_revision
from indexer.store.totals import Totals, count_live

T = TypeVar("T")

_CHUNK = 500


class Lookups(Database):
    """What is only read. Safe to share between threads."""

    def article(self, article_id: str) -> StoredArticle:
        """The live article of an id. Raises ArticleNotFound."""
        with self.reading() as db:
            found = db.execute(
                f"SELECT row, passages, line, {', '.join(STATED_COLUMNS)},"
                " (SELECT place FROM source WHERE source.row = source),"
                " (SELECT content FROM aside WHERE article = row)"
                " FROM article WHERE id = ? AND ended IS NULL",
                (article_id,),
            ).fetchone()
            if found is None:
                raise ArticleNotFound(article_id)
            row, count, line, *stated, place, aside = found
            passages = db.execute(
                "SELECT role, language, text FROM passage WHERE row >= ? AND row < ? ORDER BY row",
                (row, row + count),
            ).fetchall()
            revisions = db.execute(
                "SELECT content FROM revision WHERE article = ? ORDER BY replaced_at", (article_id,)
            ).fetchall()
        told = dict(zip(STATED_COLUMNS, stated, strict=True))
        kept = json.loads(aside or "{}")
        return StoredArticle(
            **{
                **told,
                "title_derived": bool(told["title_derived"]),
                "excerpt": bool(told["excerpt"]),
                "author": tuple(json.loads(told["author"])),
            },
            source=f"{place}:{line}" if line else place,
            passages=tuple(
                Passage(article_id, ordinal, Role(role), spoken, text)
                for ordinal, (role, spoken, text) in enumerate(passages, start=1)
            ),
            left_out=tuple(LeftOut(*each) for each in kept.get("left_out", ())),
            origins=kept.get("origins", {}),
            revisions=tuple(read_revision(content) for (content,) in revisions),
        )

    def passage_row(self, article_id: str, ordinal: int) -> int | None:
        """The row of a live passage, if there is one. Raises ArticleNotFound."""
        query = "SELECT row, passages FROM article WHERE id = ? AND ended IS NULL"
        found = self.connection().execute(query, (article_id,)).fetchone()
        if found is None:
            raise ArticleNotFound(article_id)
        row, count = found
        return int(row) + ordinal - 1 if 1 <= ordinal <= count else None

    def live_articles(self) -> list[int]:
        """The rows of the articles that stand, ascending."""
        found = self.connection().execute(
            "SELECT row FROM article WHERE ended IS NULL ORDER BY row"
        )
        return [row for (row,) in found]

    def passage_rows(self, article_rows: Iterable[int]) -> NDArray[np.int64]:
        """The rows of the passages of some article rows, ascending."""
        runs = [np.empty(0, np.int64)]
        for chunk in chunks(sorted(map(int, article_rows))):
            found = self.connection().execute(
                f"SELECT row, row + passages FROM article WHERE row IN ({marks(chunk)})", chunk
            )
            runs.extend(np.arange(first, end) for first, end in found)
        return np.sort(np.concatenate(runs))

    def sizes(self, article_rows: Iterable[int]) -> Iterator[tuple[int, int]]:
        """Some article rows, ascending, each with the number of its passages."""
        for chunk in chunks(sorted(map(int, article_rows))):
            yield from (
                self.connection()
                .execute(
                    f"SELECT row, passages FROM article WHERE row IN ({marks(chunk)}) ORDER BY row",
                    chunk,
                )
                .fetchall()
            )

    def id_order(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """The place of each passage row in the order of their passages' ids."""
        if not len(rows):
            return np.empty(0, np.int64)
        found = (
            self.connection()
            .execute(
                "SELECT row, id FROM article WHERE row <= ?"
                " AND row >= (SELECT max(row) FROM article WHERE row <= ?) ORDER BY row",
                (int(rows.max()), int(rows.min())),
            )
            .fetchall()
        )
        firsts = np.array([row for row, _ in found], np.int64)
        owners = np.searchsorted(firsts, rows, side="right") - 1
        return order_of_ids([id_ for _, id_ in found], owners, rows - firsts[owners] + 1)

    def entries(self, article_rows: Iterable[int]) -> Iterator[Entries]:
        """What an index needs of some articles, in order of their rows, some hundreds at a time."""
        for chunk in chunks(sorted(map(int, article_rows))):
            chosen = f"a.row IN ({marks(chunk)})"
            with self.reading() as db:
                articles = db.execute(
                    "SELECT a.row, a.id, a.outlet, a.published, a.section FROM article a"
                    f" WHERE {chosen} ORDER BY a.row",
                    chunk,
                ).fetchall()
                passages = db.execute(
                    "SELECT p.row, p.role, p.language, p.text FROM article a CROSS JOIN passage p"
                    " ON p.row >= a.row AND p.row < a.row + a.passages"
                    f" WHERE {chosen} ORDER BY a.row, p.row",
                    chunk,
                ).fetchall()
            if passages:
                yield Entries.of(articles, passages)

    def shown(self, rows: Iterable[int]) -> dict[int, Shown]:
        """What a page of hits needs of some passage rows, by row; those dropped are left out."""
        shown: dict[int, Shown] = {}
        for chunk in chunks(list(map(int, rows))):
            found = self.connection().execute(
                "SELECT p.row, a.id, p.row - a.row + 1, p.role, p.language, a.outlet, a.published,"
                " a.title, a.url, a.section, p.text FROM passage p CROSS JOIN article a"
                " ON a.row = (SELECT max(row) FROM article WHERE row <= p.row)"
                f" WHERE p.row IN ({marks(chunk)})",
                chunk,
            )
            shown.update((each[0], Shown._make(each)) for each in found)
        return shown

    def texts(self, article_rows: Iterable[int]) -> dict[int, list[str]]:
        """The texts of the passages of some article rows, in page order, by row."""
        texts: dict[int, list[str]] = {}
        for chunk in chunks(sorted(set(map(int, article_rows)))):
            found = self.connection().execute(
                "SELECT a.row, p.text FROM article a CROSS JOIN passage p"
                " ON p.row >= a.row AND p.row < a.row + a.passages"
                f" WHERE a.row IN ({marks(chunk)}) ORDER BY a.row, p.row",
                chunk,
            )
            for row, text in found:
                texts.setdefault(row, []).append(text)
        return texts

    def ids(self, rows: Iterable[int]) -> dict[int, str]:
        """The passage ids of some passage rows, by row; those dropped are left out."""
        ids: dict[int, str] = {}
        for chunk in chunks(list(map(int, rows))):
            found = self.connection().execute(
                "SELECT p.row, a.id, p.row - a.row + 1 FROM passage p CROSS JOIN article a"
                " ON a.row = (SELECT max(row) FROM article WHERE row <= p.row)"
                f" WHERE p.row IN ({marks(chunk)})",
                chunk,
            )
            ids.update((row, f"{article_id}#p{ordinal}") for row, article_id, ordinal in found)
        return ids

    def totals(self) -> Totals:
        """Count what stands."""
        with self.reading() as db:
            return count_live(db)

    def source(self, place: str) -> Source | None:
        """A source as it was last read; without a digest, it is to be read again."""
        query = "SELECT digest, name FROM source WHERE place = ?"
        found = self.connection().execute(query, (place,)).fetchone()
        return Source(place, found[0], name=found[1]) if found else None

    def places(self) -> list[str]:
        """The places of all sources that were read, in order."""
        query = "SELECT place FROM source ORDER BY place"
        return [place for (place,) in self.connection().execute(query)]

    def number(self, name: str) -> int:
        """A number of the table ``meta``."""
        query = "SELECT value FROM meta WHERE key = ?"
        (value,) = self.connection().execute(query, (name,)).fetchone()
        return int(value)


def chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """As many at a time as one query takes."""
    return (items[at : at + _CHUNK] for at in range(0, len(items), _CHUNK))


def marks(items: Sequence[object]) -> str:
    """A question mark for each."""
    return ", ".join("?" * len(items))
