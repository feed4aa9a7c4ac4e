"""What the store tells of its articles: changes, passages to index, passages to show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from indexer.reports import IndexReport


class Entry(NamedTuple):
    """What an index needs of a passage. ``row - ordinal + 1`` is the row of its article."""

    row: int
    article_id: str
    ordinal: int
    role: str
    language: str | None
    outlet: str | None
    published: str | None
    section: str | None
    text: str


class Shown(NamedTuple):
    """What a page of hits needs of a passage; ``title`` and ``url`` are its article's."""

    row: int
    article_id: str
    ordinal: int
    role: str
    language: str | None
    outlet: str | None
    published: str | None
    title: str
    url: str | None
    section: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """The rows of articles that began and of those that ended, both ascending.

    ``passages`` counts those of the articles that began; ``batch`` is that of the last change in
    the store, which whoever takes this one over has reached.
    """

    begun: tuple[int, ...] = ()
    ended: tuple[int, ...] = ()
    passages: int = 0
    batch: int = 0


class Taken(NamedTuple):
    """What became of a batch: the change of the store, and a report of it."""

    change: Change
    report: IndexReport
