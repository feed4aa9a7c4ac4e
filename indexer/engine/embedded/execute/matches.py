"""What queries match, and what can be made of it without their posting lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from indexer.engine.embedded.execute.collect import Tally, tally_matches
from indexer.engine.embedded.execute.intersections import match_sorted


class Gathered(Protocol):
    """What a node matches in a segment, to be counted and ranked."""

    def tally(self, into: Tally) -> tuple[int, int]:
        """Count the documents and keep the best; how many there are, how many best are held."""

    def matches(self) -> Matches:
        """The documents themselves."""


@dataclass(frozen=True, slots=True)
class Matches:
    """Documents found, ascending, and their scores (float64)."""

    documents: NDArray[Any]
    scores: NDArray[np.float64]

    def tally(self, into: Tally) -> tuple[int, int]:
        """As ``Gathered`` has it."""
        if not len(self.documents):
            return 0, 0
        return len(self.documents), tally_matches(self.documents, self.scores, into)

    def matches(self) -> Matches:
        """These."""
        return self


NOTHING = Matches(np.empty(0, np.uint32), np.empty(0))
"""No document of a segment."""

Found = list[Matches]
"""What a node matches, segment by segment."""


def constant(documents: Sequence[NDArray[np.uint32]], score: float) -> Found:
    """Documents that all score the same."""
    return [Matches(own, np.full(len(own), float(score))) for own in documents]


def boosted(found: Found, boost: float) -> Found:
    """What was found, its scores multiplied."""
    if boost == 1:
        return found
    return [Matches(part.documents, part.scores * boost) for part in found]


def both(first: Matches, second: Matches) -> Matches:
    """What is in both; the scores added."""
    if len(first.documents) > len(second.documents):
        first, second = second, first
    places = match_sorted(first.documents, second.documents)
    kept = places >= 0
    scores = first.scores[kept] + second.scores[places[kept]]
    return Matches(first.documents[kept], scores)


def without(found: Found, excluded: Found) -> Found:
    """What was found but for the documents that are excluded."""
    kept = []
    for part, other in zip(found, excluded, strict=True):
        out = match_sorted(part.documents, other.documents) < 0
        kept.append(Matches(part.documents[out], part.scores[out]))
    return kept
