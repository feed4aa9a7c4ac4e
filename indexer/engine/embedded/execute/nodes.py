"""Query nodes that Whoosh has not.

A word written in several ways, a phrase of such words, such words near each other, and documents
that have some value of a facet.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from whoosh.query import qcore


class SynonymSet(qcore.Query):
    """A word that may be written as any of ``texts``, searched for as if they were one term.

    Its documents are the union of theirs, its frequency in a document the sum. ``length`` names
    the lengths that the frequency is normalised by (None: those of the field). Texts that are
    also in ``exact`` add a second frequency, normalised by ``exact_length`` and weighted by the
    executor's ``exact_weight``: the two fields of BM25F.

    ``weights`` says what the frequency of a text counts (None: 1). Each of ``runs``, with what it
    counts, is a further way to write the word: by several.

    One is equal to itself alone, so that what it matches can be kept by it.
    """

    __eq__ = object.__eq__
    __hash__ = object.__hash__

    def __init__(
        self,
        fieldname: str,
        texts: tuple[str, ...],
        boost: float = 1.0,
        *,
        length: str | None = None,
        exact: frozenset[str] = frozenset(),
        exact_length: str | None = None,
        weights: Mapping[str, float] | None = None,
        runs: tuple[tuple[Sequence, float], ...] = (),
    ) -> None:
        self.fieldname = fieldname
        self.texts = texts
        self.weights = weights or {}
        self.runs = runs
        self.boost = boost
        self.length = length or fieldname
        self.exact = exact
        self.exact_length = exact_length or fieldname

    def __repr__(self) -> str:
        return f"SynonymSet({self.fieldname!r}, {self.texts!r}, boost={self.boost})"

    __str__ = __repr__


class Sequence(qcore.Query):
    """A phrase: at place i one of ``places[i]``, ``offsets[i]`` positions after the first place.

    ``offsets`` ascend from 0; a gap lets other words stand between.
    """

    def __init__(
        self,
        fieldname: str,
        places: tuple[tuple[str, ...], ...],
        offsets: tuple[int, ...] | None = None,
        boost: float = 1.0,
        *,
        length: str | None = None,
    ) -> None:
        self.fieldname = fieldname
        self.places = places
        self.offsets = offsets or tuple(range(len(places)))
        self.boost = boost
        self.length = length or fieldname

    def __repr__(self) -> str:
        arguments: tuple[Any, ...] = (self.fieldname, self.places, self.offsets)
        return f"Sequence{arguments!r}"

    __str__ = __repr__


class Near(qcore.Query):
    """Words near each other: one of ``places[i]`` for each i, in any order.

    Each has a position of its own, and at most ``slop`` others are between them. A document is
    scored like one in which a phrase of them occurs as often as there are windows that hold them
    and no smaller window that does. There are at most ``MOST_PLACES`` places.
    """

    MOST_PLACES = 64

    def __init__(
        self,
        fieldname: str,
        places: tuple[tuple[str, ...], ...],
        slop: int,
        boost: float = 1.0,
        *,
        length: str | None = None,
    ) -> None:
        self.fieldname = fieldname
        self.places = places
        self.slop = slop
        self.boost = boost
        self.length = length or fieldname

    def __repr__(self) -> str:
        return f"Near({self.fieldname!r}, {self.places!r}, {self.slop})"

    __str__ = __repr__


class Having(qcore.Query):
    """The documents that have one of ``values`` in a facet column; they score 0."""

    def __init__(self, column: str, values: frozenset[bytes]) -> None:
        self.column = column
        self.values = values

    def __repr__(self) -> str:
        return f"Having({self.column!r}, {sorted(self.values)!r})"

    __str__ = __repr__
