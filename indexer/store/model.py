"""What the store tells of its articles: changes, passages to index, passages to show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from indexer.reports import IndexReport


@dataclass(frozen=True, slots=True)
class Entries:
    """What an index needs of some passages, in columns, and of the articles they are of.

    By passage: ``rows`` (int64), ascending; ``owners`` (int64), the place of its article among the
    articles here; ``ordinals`` (int64), its place in the article, from 1; role, language and text.
    By article: id, outlet, date as published and section.
    """

    rows: NDArray[np.int64]
    owners: NDArray[np.int64]
    ordinals: NDArray[np.int64]
    roles: Sequence[str]
    languages: Sequence[str | None]
    texts: Sequence[str]
    article_ids: Sequence[str]
    outlets: Sequence[str | None]
    published: Sequence[str | None]
    sections: Sequence[str | None]

    @classmethod
    def of(cls, articles: Sequence[tuple[Any, ...]], passages: Sequence[tuple[Any, ...]]) -> Self:
        """Columns of (row, id, outlet, published, section) and (row, role, language, text).

        Both are sorted by row, and neither is empty; an article's row is its first passage's.
        """
        begun, *of_articles = zip(*articles, strict=True)
        numbers, *of_passages = zip(*passages, strict=True)
        firsts, rows = np.array(begun, np.int64), np.array(numbers, np.int64)
        owners = np.searchsorted(firsts, rows, side="right") - 1
        return cls(rows, owners, rows - firsts[owners] + 1, *of_passages, *of_articles)


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

    @property
    def article_row(self) -> int:
        """The row of its article."""
        return self.row - self.ordinal + 1


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
