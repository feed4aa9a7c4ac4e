"""Names of several words, found by the beginnings of their words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

_HIGHEST = "\U0010ffff"


class Titles:
    """Names with their keys (``keys.name_key``). Immutable."""

    def __init__(self, keyed: Iterable[tuple[str, str]]) -> None:
        self._entries = sorted(
            (key[at:], title)
            for title, key in keyed
            for at in range(len(key))
            if at == 0 or key[at - 1] == " "
        )

    def beginning(self, key: str) -> list[str]:
        """The names that have a word from which on their keys begin so."""
        first = bisect_left(self._entries, (key,))
        last = bisect_left(self._entries, (key + _HIGHEST,))
        return list(dict.fromkeys(title for _, title in self._entries[first:last]))
