"""Query nodes that Whoosh has not: a word written in several ways, and a phrase of such words."""

from __future__ import annotations

from typing import Any

from whoosh.query import qcore


class SynonymSet(qcore.Query):
    """A word that may be written as any of ``texts``, searched for as if they were one term.

    Its documents are the union of theirs, its frequency in a document the sum. ``length`` names
    the lengths that the frequency is normalised by (None: those of the field). Texts that are
    also in ``exact`` add a second frequency, normalised by ``exact_length`` and weighted by the
    executor's ``exact_weight``: the two fields of BM25F.
    """

    def __init__(
        self,
        fieldname: str,
        texts: tuple[str, ...],
        boost: float = 1.0,
        *,
        length: str | None = None,
        exact: frozenset[str] = frozenset(),
        exact_length: str | None = None,
    ) -> None:
        self.fieldname = fieldname
        self.texts = texts
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
