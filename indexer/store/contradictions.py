"""Whether the stored articles are as they were written, and agree with each other."""

from __future__ import annotations

import sqlite3

from indexer.store.records import (
    ARTICLE_COLUMNS,
    PASSAGE_COLUMNS,
    STATED_COLUMNS,
    checksum,
    content_digest,
)

_ARTICLES = (
    f"SELECT {', '.join(ARTICLE_COLUMNS)}, passages, checksum,"
    " (SELECT aside.content FROM aside WHERE aside.article = row) FROM article"
)
_PASSAGES = (
    f"SELECT {', '.join(PASSAGE_COLUMNS)} FROM passage WHERE row >= ? AND row < ? + ? ORDER BY row"
)
_YOUNG = (
    "SELECT count(*) FROM article WHERE row + passages >"
    " (SELECT value FROM meta WHERE key = 'next_row') OR max(begun, ifnull(ended, 0)) >"
    " (SELECT value FROM meta WHERE key = 'batch')"
)


_NOTES = (
    "SELECT checksum, place FROM source",
    "SELECT checksum, article, replaced_at, content FROM revision",
)


def find_contradictions(db: sqlite3.Connection) -> list[str]:
    """One sentence for each kind of fault; every article is read and its checksum taken."""
    # Bytes that are no UTF-8 any more would stop the reading.
    db.text_factory = lambda text: text.decode(errors="surrogateescape")
    try:
        altered, held = _compare_checksums(db)
        notes = sum(
            expected != checksum(record)
            for query in _NOTES
            for expected, *record in db.execute(query)
        )
    finally:
        db.text_factory = str
    (stored,) = db.execute("SELECT count(*) FROM passage").fetchone()
    (young,) = db.execute(_YOUNG).fetchone()
    faults = [f"{altered} stored articles are not as they were written"] * bool(altered)
    faults += [f"{notes} sources or revisions are not as they were written"] * bool(notes)
    faults += [f"{stored - held} passages have no article"] * (stored > held)
    return faults + [f"{young} articles are younger than the last batch"] * bool(young)


def _compare_checksums(db: sqlite3.Connection) -> tuple[int, int]:
    """How many articles are other than their checksums say, and how many passages all have."""
    altered = held = 0
    stated = slice(1, 1 + len(STATED_COLUMNS))
    content = ARTICLE_COLUMNS.index("content")
    for *record, count, expected, aside in db.execute(_ARTICLES):
        passages = db.execute(_PASSAGES, (record[0], record[0], count)).fetchall()
        digest = content_digest(record[stated], passages, aside or "")
        altered += checksum(record) != expected or digest != record[content]
        held += len(passages)
    return altered, held
