"""The lexicon of the project, opened once a process."""

from __future__ import annotations

from functools import cache

from indexer.lexicon.compiled import opened
from indexer.lexicon.lexicon import Lexicon


@cache
def own_lexicon() -> Lexicon:
    """The project's lexicon; the first call compiles it, which takes a second."""
    return Lexicon(opened(None))
