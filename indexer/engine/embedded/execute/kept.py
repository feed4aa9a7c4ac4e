"""What words matched lately: the same ones are asked for again within a request, and by the next.

A page counts its query with all of the words as well; readers go on to other pages, filters and
orders of one query, and add a word to it.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable

from indexer.engine.embedded.execute.matches import Found

_SHARE = 4
"""A part of the room beyond which one word would push out too many others."""


class Kept:
    """The matches of some nodes of queries, the latest, in so many bytes.

    Safe to share between threads.
    """

    def __init__(self, room: int) -> None:
        self._room = room
        self._taken = 0
        self._found: OrderedDict[Hashable, Found] = OrderedDict()
        self._guard = threading.Lock()

    def get(self, node: Hashable, find: Callable[[], Found]) -> Found:
        """What a node matches, found where it is not kept."""
        with self._guard:
            found = self._found.get(node)
            if found is not None:
                self._found.move_to_end(node)
                return found
        found = find()
        with self._guard:
            if node not in self._found and _size(found) <= self._room // _SHARE:
                self._found[node] = found
                self._taken += _size(found)
                while self._taken > self._room:
                    self._taken -= _size(self._found.popitem(last=False)[1])
        return found


def _size(found: Found) -> int:
    """Bytes of arrays, and something for the objects around them."""
    return sum(1000 + part.documents.nbytes + part.scores.nbytes for part in found)
