"""Storing articles: a batch is one transaction."""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from indexer.documents import Article, Source
from indexer.reports import IndexReport
from indexer.store.contradictions import find_contradictions
from indexer.store.lookups import chunks, marks
from indexer.store.model import Change, Taken
from indexer.store.records import (
    ARTICLE_COLUMNS,
    Record,
    Rows,
)
from indexer.store.versions import Held, Versions, is_news


class Store(Versions):
    """The articles of one index. Safe to share between threads."""

    def batch(self) -> int:
        """The number of the last batch; 0 before the first."""
        return self.number("batch")

    def replace(self, articles: Iterable[Article]) -> Taken:
        """In a transaction: store articles, each in the place of its namesake unless that is newer.

        An article whose id was made up is taken for the one of the same address, if there is any.
        """
        given = self.newest(articles)
        held = self.held(list(given))
        fresh = {id_: each for id_, each in given.items() if is_news(each, held.get(id_))}
        replaced = [id_ for id_ in fresh if id_ in held]
        known = [held[id_].content == given[id_].content for id_ in given.keys() - fresh.keys()]
        for id_ in replaced:
            self.record_revision(held[id_], fresh[id_])
        change = self._begin(list(fresh.values()))
        self._trace(given, held, dict(zip(fresh, change.begun, strict=True)))
        report = IndexReport(
            added=len(fresh) - len(replaced),
            replaced=len(replaced),
            passages=change.passages,
            unchanged=sum(known),
            outdated=len(known) - sum(known),
            roles=Counter(str(role) for each in fresh.values() for role, _, _ in each.passages),
            languages=Counter(
                str(language or "") for each in fresh.values() for _, language, _ in each.passages
            ),
        )
        return Taken(change, report)

    def finish(self, sources: Iterable[Source], *, prune: bool = False) -> Taken:
        """In a transaction: note sources that were read to their ends.

        With ``prune``, delete the articles that they no longer give, and what is no longer there.
        """
        vanished: list[str] = []
        removed = Change(batch=self.batch())
        for source in sources:
            missed = self.close_source(source)
            vanished += missed
            if prune and missed:
                self.reopen_claimants(missed)
                gone = self._delete(missed)
                removed = replace(gone, ended=(*removed.ended, *gone.ended))
            if prune and source.digest is None:
                self.forget_source(source.place)
        report = IndexReport(removed=len(removed.ended), vanished=tuple(vanished))
        return Taken(removed, report)

    def delete(self, article_ids: Iterable[str]) -> Change:
        """In a transaction: end the articles of these ids; their sources are to be read again."""
        ids = list(article_ids)
        self.reopen_claimants(ids)
        self.reopen_sources(ids)
        return self._delete(ids)

    def _delete(self, ids: Sequence[str]) -> Change:
        batch = self.batch()
        ended = self._end(ids, batch + 1)
        if not ended:
            return Change(batch=batch)
        self.connection().executemany(
            "DELETE FROM revision WHERE article = ?", [(each,) for each in ids]
        )
        self._note(batch=batch + 1)
        return Change(ended=ended, batch=batch + 1)

    def _trace(
        self, given: Mapping[str, Rows], held: Mapping[str, Held], begun: Mapping[str, int]
    ) -> None:
        """Note which sources give what now stands, and which of them others give as well."""
        sources = self.enter({each.place for each in given.values() if each.place})
        seen: list[tuple[int, int]] = []
        claims: list[tuple[str, int]] = []
        for id_, rows in given.items():
            source = sources.get(rows.place or "")
            before = held[id_].source if id_ in held else None
            if source is not None:
                seen.append((source, begun[id_] if id_ in begun else held[id_].row))
            if before is not None and before != source:
                other = before if id_ in begun else source
                claims += [(id_, other)] if other is not None else []
        self.see(seen)
        self.claim(claims)

    def _begin(self, rows: Sequence[Rows]) -> Change:
        """Store articles in a batch of their own."""
        batch = self.batch()
        if not rows:
            return Change(batch=batch)
        ended = self._end([each.id for each in rows], batch + 1)
        begun = self._insert(rows, self.number("next_row"), batch + 1)
        return Change(begun, ended, sum(len(each.passages) for each in rows), batch + 1)

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
            return batch == 0 or self.number("purged") <= batch <= self.batch()

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
            db.executemany("DELETE FROM aside WHERE article = ?", [(row,) for row, *_ in found])
            db.execute(f"DELETE FROM article WHERE {doomed}", bounds)
            last = max(ended for *_, ended in found)
            self._note(purged=max(last, self.number("purged")))

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
        for chunk in chunks(ids):
            found = db.execute(
                f"SELECT row FROM article WHERE ended IS NULL AND id IN ({marks(chunk)})", chunk
            )
            rows.extend(row for (row,) in found)
        rows.sort()
        now = time.time()
        for own in chunks(rows):
            db.execute(
                f"UPDATE article SET ended = ?, ended_at = ? WHERE row IN ({marks(own)})",
                (batch, now, *own),
            )
        return tuple(rows)

    def _insert(self, rows: Sequence[Rows], first: int, batch: int) -> tuple[int, ...]:
        """Insert articles and their passages from row ``first`` on; the rows of the articles."""
        db = self.connection()
        sources = self.enter({each.place for each in rows if each.place})
        begun: list[int] = []
        articles: list[Record] = []
        passages: list[Record] = []
        for each in rows:
            begun.append(first + len(passages))
            articles.append(each.record(begun[-1], sources.get(each.place or ""), batch))
            passages += each.passages
        columns = (*ARTICLE_COLUMNS, "checksum")
        db.executemany(
            f"INSERT INTO article ({', '.join(columns)}) VALUES ({marks(columns)})", articles
        )
        db.executemany(
            "INSERT INTO passage (row, role, language, text) VALUES (?, ?, ?, ?)",
            ((row, *record) for row, record in enumerate(passages, start=first)),
        )
        asides = [(row, each.aside) for row, each in zip(begun, rows, strict=True) if each.aside]
        db.executemany("INSERT INTO aside VALUES (?, ?)", asides)
        self._note(batch=batch, next_row=first + len(passages))
        return tuple(begun)

    def _note(self, **numbers: int) -> None:
        self.connection().executemany(
            "UPDATE meta SET value = ? WHERE key = ?",
            [(number, name) for name, number in numbers.items()],
        )
