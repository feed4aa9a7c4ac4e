"""How a frequency becomes a score.

BM25 as of S. Robertson and H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond"
(2009): ``idf * (k1 + 1) * f / (f + k1 * (1 - b + b * length / average length))``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import log, log1p
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Collection(NamedTuple):
    """What a score is relative to: a number of documents, and their average length."""

    documents: int
    average_length: float


@dataclass(frozen=True)
class Scoring:
    """A variant of BM25.

    With ``counts_deleted``, deleted documents count in a term's document frequency as long as
    their postings are there. ``exact_weight`` is the weight of the second field of a
    ``SynonymSet``. ``collection`` gives, by field and name of length, what to be relative to; None
    takes all documents of the index, deleted ones included. A document shorter than ``shortest``
    times the average counts as one of that length: BM25 would overrate titles, which are all alike.
    """

    k1: float = 1.2
    b: float = 0.75
    exact_weight: float = 1.0
    counts_deleted: bool = False
    collection: Callable[[str, str], Collection] | None = None
    shortest: float = 0.0

    def idf(self, documents: int, matching: int) -> float:
        """The weight of a term that ``matching`` of ``documents`` have; never negative."""
        return log1p((documents - matching + 0.5) / (matching + 0.5))

    def norms(self, lengths: NDArray[np.uint32], average: float) -> NDArray[np.float64]:
        """``k1 * (1 - b + b * length / average)`` for each length; one without length has 1."""
        held = np.maximum(lengths, max(self.shortest * average, 1))
        return (self.k1 * (1 - self.b + self.b * held / (average or 1.0))).astype(np.float64)

    @property
    def norm_without_length(self) -> float:
        """The norm in a field that has no lengths."""
        return self.k1


@dataclass(frozen=True)
class WhooshScoring(Scoring):
    """BM25F as Whoosh has it, for comparing the two."""

    counts_deleted: bool = True

    def idf(self, documents: int, matching: int) -> float:
        """Whoosh's weight of a term."""
        return log(documents / (matching + 1)) + 1
