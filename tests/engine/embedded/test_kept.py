"""What is kept of what words matched: the latest, in so many bytes."""

from __future__ import annotations

import numpy as np

from indexer.engine.embedded.execute.kept import Kept
from indexer.engine.embedded.execute.matches import Found, Matches


class Counted:
    """Finds so many documents, and counts how often it is asked."""

    def __init__(self, documents: int) -> None:
        self.asked = 0
        self._found = [Matches(np.arange(documents, dtype=np.uint32), np.ones(documents))]

    def __call__(self) -> Found:
        self.asked += 1
        return self._found


def test_what_is_asked_for_again_is_found_once() -> None:
    kept, find = Kept(100_000), Counted(100)
    assert kept.get("war", find) is kept.get("war", find)
    assert find.asked == 1


def test_the_one_that_was_asked_for_longest_ago_makes_room() -> None:
    kept = Kept(10_000)
    finds = {name: Counted(100) for name in ("a", "b", "c", "d", "e")}
    for name in ("a", "b", "c", "d", "a", "e", "a", "b"):
        kept.get(name, finds[name])
    assert {name: find.asked for name, find in finds.items()} == {
        "a": 1, "b": 2, "c": 1, "d": 1, "e": 1,
    }  # fmt: skip


def test_what_takes_much_of_the_room_is_not_kept() -> None:
    kept, large, small = Kept(10_000), Counted(1000), Counted(10)
    for _ in range(2):
        kept.get("large", large)
        kept.get("small", small)
    assert (large.asked, small.asked) == (2, 1)
