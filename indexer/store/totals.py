"""Counting what stands, from the articles alone: their passages are not read.

The index of live articles is left aside here: by it the table would be read in order of ids.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from indexer import dates

_LIVE = "FROM article NOT INDEXED WHERE ended IS NULL"


@dataclass(frozen=True, slots=True)
class Totals:
    """What the store holds. Each dict maps a value (None: unknown) to a number of passages.

    ``earliest`` and ``latest`` are dates as published, by the instant that they name.
    """

    articles: int
    passages: int
    languages: dict[str | None, int]
    outlets: dict[str | None, int]
    roles: dict[str | None, int]
    earliest: str | None
    latest: str | None


def count_live(db: sqlite3.Connection) -> Totals:
    """The totals of the articles that stand."""
    articles, passages = db.execute(f"SELECT count(*), ifnull(sum(passages), 0) {_LIVE}").fetchone()
    outlets = db.execute(
        f"SELECT outlet, sum(passages) {_LIVE} GROUP BY 1 ORDER BY 2 DESC, 1"
    ).fetchall()
    dated = db.execute(f"SELECT published {_LIVE} AND published IS NOT NULL").fetchall()
    outermost = _outermost([published for (published,) in dated])
    return Totals(
        articles=articles,
        passages=passages,
        languages=_tally(db, "languages"),
        outlets=dict(outlets),
        roles=_tally(db, "roles"),
        earliest=min(outermost, key=dates.instant, default=None),
        latest=max(outermost, key=dates.instant, default=None),
    )


def _tally(db: sqlite3.Connection, column: str) -> dict[str | None, int]:
    """How many passages have each of the values that a JSON column counts.

    Few articles differ in their counts, so that like ones are added before JSON is read.
    """
    found = db.execute(
        "SELECT nullif(key, ''), sum(value * alike)"
        f" FROM (SELECT {column} AS counts, count(*) AS alike {_LIVE} GROUP BY 1),"
        " json_each(counts) GROUP BY 1 ORDER BY 2 DESC, 1"
    )
    return dict(found.fetchall())


def _outermost(published: Sequence[str]) -> list[str]:
    """The dates among which the earliest and the latest instant are.

    An offset moves an instant by less than a day, so that they lie in the first and the last three
    days as written; it would take long to read every date.
    """
    days = sorted({dates.day(each) for each in published})
    ends = {*days[:3], *days[-3:]}
    return [each for each in published if dates.day(each) in ends]
