"""All that a search finds, not only the page of it that is shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from indexer.engine.base import Engine, Hit, Results
from indexer.query.model import Query

MOST = 10_000
"""Passages that one export holds: more are a matter for the API, which has pages."""

PAGE = 250
"""Passages that are fetched at once. Marking the matches of each, and finding its near-duplicates
where they are written, takes far longer than finding it, so that small pages cost little and the
first comes soon."""


@dataclass(frozen=True, slots=True)
class Found:
    """The passages of a search up to MOST, of ``total``; the first of them are at hand.

    The order of hits is total, so that one page follows the other. Where the index changes between
    two pages a passage may move; none is given twice.
    """

    engine: Engine
    query: Query
    first: Results

    @property
    def total(self) -> int:
        """How many passages answer the query."""
        return self.first.total

    def hits(self) -> Iterator[Hit]:
        """The passages in order, fetched as they are read."""
        given: set[str] = set()
        page = self.first
        while page.hits:
            for hit in page.hits[: MOST - page.query.offset]:
                if hit.id not in given:
                    given.add(hit.id)
                    yield hit
            begin = page.query.offset + PAGE
            if begin >= min(page.total, MOST):
                return
            page = self.engine.search(replace(self.query, offset=begin))


def search(engine: Engine, query: Query) -> Found:
    """Find all passages; the first page of them now, so that what has no answer fails now."""
    whole = replace(query, limit=PAGE, offset=0)
    return Found(engine, whole, engine.search(whole))
