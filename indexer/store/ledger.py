"""Which sources give which articles, so that what a source no longer gives is noticed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from indexer.documents import Source
from indexer.store.lookups import Lookups, chunks, marks
from indexer.store.records import checksum

_SEEN = (
    "CREATE TEMP TABLE IF NOT EXISTS seen"
    " (source INTEGER, article INTEGER, PRIMARY KEY (source, article)) WITHOUT ROWID"
)
"""The articles that sources have given which are still being read, new ones and old."""


class Ledger(Lookups):
    """Every method is called in a transaction."""

    def enter(self, places: Iterable[str]) -> dict[str, int]:
        """The rows of some sources that are being read, new ones where there are none."""
        db = self.connection()
        rows: dict[str, int] = {}
        for place in places:
            found = db.execute("SELECT row FROM source WHERE place = ?", (place,)).fetchone()
            if found is None:
                insert = "INSERT INTO source (place, checksum) VALUES (?, ?)"
                found = (db.execute(insert, (place, checksum([place]))).lastrowid,)
            rows[place] = found[0]
        db.executemany(
            "UPDATE source SET digest = NULL WHERE row = ? AND digest IS NOT NULL",
            [(row,) for row in rows.values()],
        )
        return rows

    def see(self, given: Iterable[tuple[int, int]]) -> None:
        """Note that sources give articles: pairs of a source row and an article row."""
        db = self.connection()
        db.execute(_SEEN)
        db.executemany("INSERT OR IGNORE INTO seen VALUES (?, ?)", given)

    def claim(self, claims: Iterable[tuple[str, int]]) -> None:
        """Note that sources give articles, by id, that are taken from others."""
        self.connection().executemany("INSERT OR IGNORE INTO claim VALUES (?, ?)", claims)

    def close_source(self, source: Source) -> list[str]:
        """Note that a source was read to its end; the ids of articles that it no longer gives."""
        db = self.connection()
        db.execute(_SEEN)
        (row,) = self.enter([source.place]).values()
        db.execute(
            "UPDATE source SET digest = ?, name = ? WHERE row = ?",
            (source.digest, source.name, row),
        )
        unseen = db.execute(
            "SELECT id FROM article WHERE source = ? AND ended IS NULL"
            " AND row NOT IN (SELECT article FROM seen WHERE source = ?) ORDER BY row",
            (row, row),
        ).fetchall()
        db.execute("DELETE FROM seen WHERE source = ?", (row,))
        return [] if source.rolling else [id_ for (id_,) in unseen]

    def forget_source(self, place: str) -> None:
        """Drop a source that is no longer there, and that no article is of."""
        db = self.connection()
        (row,) = self.enter([place]).values()
        db.execute("DELETE FROM claim WHERE source = ?", (row,))
        standing = "SELECT source FROM article WHERE ended IS NULL AND source = ?"
        db.execute(f"DELETE FROM source WHERE row = ? AND row NOT IN ({standing})", (row, row))

    def reopen_claimants(self, ids: Sequence[str]) -> None:
        """Have the other sources of articles that are to end read again, whenever they are met."""
        db = self.connection()
        for chunk in chunks(ids):
            held = f"article IN ({marks(chunk)})"
            claimants = f"SELECT source FROM claim WHERE {held}"
            db.execute(f"UPDATE source SET digest = NULL WHERE row IN ({claimants})", chunk)
            db.execute(f"DELETE FROM claim WHERE {held}", chunk)

    def reopen_sources(self, ids: Sequence[str]) -> None:
        """Have the sources that articles were taken from read again."""
        for chunk in chunks(ids):
            own = f"SELECT source FROM article WHERE ended IS NULL AND id IN ({marks(chunk)})"
            update = f"UPDATE source SET digest = NULL WHERE row IN ({own})"
            self.connection().execute(update, chunk)
