"""What the index holds, and whether it can be searched."""

from __future__ import annotations

from typing import cast

from flask import current_app

from indexer.engine.base import Stats
from indexer.query.model import Match, Query
from search_app.context import engine

_COUNTED = "passaggi.counted"
_PROBE = Query("a", match=Match.EXACT, limit=1)


def held() -> Stats:
    """What the index holds, counted once for each state of it: counting reads every article."""
    state = engine().state()
    counted = cast(tuple[str, Stats] | None, current_app.extensions.get(_COUNTED))
    if counted is None or counted[0] != state:
        counted = current_app.extensions[_COUNTED] = state, engine().stats()
    return counted[1]


def probe() -> None:
    """Look a word up, count its facets and read a passage that has it, if there is any.

    Raises IndexFault where the index cannot be searched.
    """
    engine().search(_PROBE)
