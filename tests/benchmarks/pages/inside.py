"""What a search page spends its time on: processor time of its parts, in one process."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

from werkzeug.test import create_environ

from indexer import connect
from indexer.engine.embedded import counting, hits, search
from indexer.engine.embedded.snapshot import Snapshot
from search_app.app import create_app
from search_app.results import cards, facets, loosenings, offers, terms
from search_app.views import pages

_PARTS: dict[str, Sequence[tuple[Any, str]]] = {
    "reading the query": ((search.Searcher, "_read"),),
    "finding": ((Snapshot, "find"),),
    "counting and ranking": ((search, "rank"), (counting, "facet"), (search.Searcher, "_page")),
    "the second stage": ((search, "by_relevance"),),
    "which terms stand where": ((search.Searcher, "_interpret"),),
    "near-duplicates": ((hits, "find_similar"),),
    "other searches on offer": ((offers, "offers"), (loosenings, "loosenings")),
    "the rest of the search": ((search.Searcher, "search"),),
    "cards, filters, terms": (
        (cards, "card"),
        (facets, "facets"),
        (terms, "rows"),
    ),
    "the template": ((pages, "render_template"),),
}
_REST = "the rest of the request"


class _Stopwatch:
    """Adds up what parts take, without what parts within them take."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._within: list[float] = []

    def timed(self, part: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, what it takes added to a part; an iterator is read to its end."""

        def timing(*arguments: Any, **options: Any) -> Any:
            with self.running(part):
                found = function(*arguments, **options)
                return list(found) if isinstance(found, Iterator) else found

        return timing

    @contextmanager
    def running(self, part: str) -> Iterator[None]:
        """Adds what the block takes to a part."""
        started = time.thread_time()
        self._within.append(0.0)
        try:
            yield
        finally:
            taken = time.thread_time() - started
            self.seconds[part] += taken - self._within.pop()
            if self._within:
                self._within[-1] += taken


def breakdown(index: str, warming: Sequence[str], addresses: Sequence[str]) -> dict[str, float]:
    """Milliseconds of processor time a request that each part takes, the most first."""
    watch = _Stopwatch()
    with connect(index, create=False) as engine, ExitStack() as patches:
        app = create_app(engine)
        for part, places in _PARTS.items():
            for owner, name in places:
                timed = watch.timed(part, getattr(owner, name))
                patches.enter_context(patch.object(owner, name, timed))
        for address in warming:
            _ask(app, address)
        watch.seconds.clear()
        for address in addresses:
            with watch.running(_REST):
                _ask(app, address)
    spent = sorted(watch.seconds.items(), key=lambda each: -each[1])
    return {part: seconds / len(addresses) * 1000 for part, seconds in spent}


def _ask(app: Any, address: str) -> None:
    told: list[str] = []
    body = app(create_environ(address), lambda status, _: told.append(status))
    size = sum(map(len, body))
    if not size or told != ["200 OK"]:
        raise ValueError(f"{address}: {told}")
