"""The lexicon of an index in a folder: the project's, and what its users brought."""

from __future__ import annotations

import threading
from functools import cache
from pathlib import Path

from indexer.lexicon.compiled import opened
from indexer.lexicon.lexicon import Lexicon

BROUGHT = "lexica"
"""The folder, in that of an index, of the lexica that users brought."""

_COMPILED = "lexicon.sqlite3"


def kept(index_folder: Path) -> list[Path]:
    """The files of the lexica that users brought to the folder of an index, sorted by name."""
    return sorted((index_folder / BROUGHT).glob("*.txt"))


@cache
def own_lexicon() -> Lexicon:
    """The project's lexicon, one for all indexes."""
    return Lexicon(opened())


class IndexLexicon:
    """Opens the lexicon of an index when it is asked for, and again when one was brought."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._guard = threading.Lock()
        self._lexicon: Lexicon | None = None
        self._changed: int | None = None

    def current(self) -> Lexicon:
        """The lexicon as its files are now."""
        changed = self.last_change()
        with self._guard:
            if self._lexicon is None or changed != self._changed:
                brought = kept(self._folder)
                self._lexicon = self._with(brought) if brought else own_lexicon()
                self._changed = changed
            return self._lexicon

    def _with(self, brought: list[Path]) -> Lexicon:
        return Lexicon(opened(self._folder / _COMPILED, brought))

    def last_change(self) -> int | None:
        """When one was last brought or removed, in nanoseconds since 1970; None if never."""
        try:
            return (self._folder / BROUGHT).stat().st_mtime_ns
        except OSError:
            return None
