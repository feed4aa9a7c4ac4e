"""Which text of an article stands: the same article may come twice, and be corrected."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from indexer import dates
from indexer.addresses import address_of
from indexer.documents import Article
from indexer.store.ledger import Ledger
from indexer.store.lookups import chunks, marks
from indexer.store.records import STATED_COLUMNS, Rows, checksum, rows_of
from indexer.store.revisions import revision_record


class Held(NamedTuple):
    """What stands under an id."""

    row: int
    passages: int
    content: bytes
    modified: str | None
    excerpt: int
    source: int | None


class Versions(Ledger):
    """Every method is called in a transaction."""

    def newest(self, articles: Iterable[Article]) -> dict[str, Rows]:
        """The rows of articles by the id that each is stored under; of two the newer, or later."""
        articles = list(articles)
        addresses = [address_of(each.url) if each.id_derived else None for each in articles]
        ids = self._ids_at([address for address in addresses if address])
        newest: dict[str, Rows] = {}
        for article, address in zip(articles, addresses, strict=True):
            own = ids.setdefault(address, article.id) if address else article.id
            rows = rows_of(article if own == article.id else replace(article, id=own))
            before = newest.get(rows.id)
            if before is None or not _is_less(rows, before):
                newest[rows.id] = rows
        return newest

    def _ids_at(self, addresses: Sequence[str]) -> dict[str, str]:
        """The ids of the live articles of some addresses; of several the first that was stored."""
        ids: dict[str, str] = {}
        for chunk in chunks(addresses):
            found = self.connection().execute(
                "SELECT address, id FROM article WHERE ended IS NULL"
                f" AND address IN ({marks(chunk)}) ORDER BY row DESC",
                chunk,
            )
            ids.update(found.fetchall())
        return ids

    def held(self, ids: Sequence[str]) -> dict[str, Held]:
        """What stands under some ids."""
        held: dict[str, Held] = {}
        for chunk in chunks(ids):
            found = self.connection().execute(
                "SELECT id, row, passages, content, modified, excerpt, source FROM article"
                f" WHERE ended IS NULL AND id IN ({marks(chunk)})",
                chunk,
            )
            held.update((id_, Held(*rest)) for id_, *rest in found)
        return held

    def record_revision(self, held: Held, rows: Rows) -> None:
        """Record what the rows of an article take the place of."""
        db = self.connection()
        stated = db.execute(
            f"SELECT {', '.join(STATED_COLUMNS)} FROM article WHERE row = ?", (held.row,)
        ).fetchone()
        passages = db.execute(
            "SELECT role, language, text FROM passage WHERE row >= ? AND row < ? ORDER BY row",
            (held.row, held.row + held.passages),
        ).fetchall()
        now = time.time()
        content = revision_record(stated, passages, rows, now)
        if content is not None:
            record = (rows.id, now, content)
            db.execute("INSERT INTO revision VALUES (?, ?, ?, ?)", (*record, checksum(record)))


def _is_less(rows: Rows, other: Rows | Held) -> bool:
    """Whether a text is a part of what another is the whole of, or is known to be older."""
    if bool(rows.excerpt) != bool(other.excerpt):
        return bool(rows.excerpt)
    if not (rows.modified and other.modified):
        return False
    return dates.instant(rows.modified) < dates.instant(other.modified)


def is_news(rows: Rows, held: Held | None) -> bool:
    """Whether an article is to be stored over what is held."""
    return held is None or (rows.content != held.content and not _is_less(rows, held))
