"""Terms as weighted posting lists: what the kernels are given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.engine.embedded.codec.terms import FieldTerms
from indexer.engine.embedded.execute import intersections, joins, kernels, marking, unions
from indexer.engine.embedded.execute.collect import Tally
from indexer.engine.embedded.execute.matches import NOTHING, Gathered, Matches
from indexer.engine.embedded.execute.segments import OpenSegment

_FEW = 8
"""Words up to which a loop is faster than array operations."""

ALL_LIVE: NDArray[np.uint64] = np.empty(0, np.uint64)


@dataclass(frozen=True)
class Norms:
    """The length code of each document of a segment, and the norm of each code (float64)."""

    codes: NDArray[Any]
    by_code: NDArray[np.float64]

    @cached_property
    def saturated(self) -> NDArray[np.float64]:
        """The table of ``f / (f + norm)``, as the kernels take it."""
        frequencies = np.arange(1.0, kernels.TABULATED + 1)[:, np.newaxis]
        return (frequencies / (frequencies + self.by_code)).ravel()

    @cached_property
    def linear(self) -> NDArray[np.float64]:
        """The table of ``f / norm``."""
        frequencies = np.arange(1.0, kernels.TABULATED + 1)[:, np.newaxis]
        return (frequencies / self.by_code).ravel()


class WeightedList(NamedTuple):
    """A term's postings in one segment, and the weight of its score."""

    field: FieldTerms
    begin: int
    size: int
    weight: float
    norms: Norms


class UnionOfLists(NamedTuple):
    """The documents of any of some lists; ``Gathered``, read when asked for."""

    lists: unions.Lists

    def tally(self, into: Tally) -> tuple[int, int]:
        """As ``Gathered`` has it."""
        alone = len(self.lists.ats) == 1
        loop = unions.tally_list if alone else unions.tally_lists
        found: tuple[int, int] = loop(self.lists, into)
        return found

    def matches(self) -> Matches:
        """The documents, their scores added."""
        return Matches(*unions.union_lists(self.lists))


class UnionOfRuns(NamedTuple):
    """The documents of any of some matches; ``Gathered``, joined when asked for."""

    runs: joins.Runs

    def tally(self, into: Tally) -> tuple[int, int]:
        """As ``Gathered`` has it."""
        found: tuple[int, int] = joins.tally_runs(self.runs, into)
        return found

    def matches(self) -> Matches:
        """The documents, their scores joined."""
        return Matches(*joins.union_runs(self.runs))


def union(segment: OpenSegment, lists: Sequence[WeightedList]) -> Gathered:
    """The documents of any of some lists of one field, their scores added."""
    if not lists:
        return NOTHING
    # What comes first in a window is added most cheaply.
    lists = sorted(lists, key=lambda own: -own.size)
    norms = lists[0].norms
    return UnionOfLists(
        unions.Lists(
            lists[0].field.data,
            np.array([each.begin for each in lists]),
            np.array([each.size for each in lists]),
            np.array([each.weight for each in lists]),
            norms.codes,
            norms.by_code,
            norms.saturated,
            len(lists),
            norms.codes,
            norms.by_code,
            norms.saturated,
            segment.live,
            1.0,
            segment.count,
        )
    )


def intersection(segment: OpenSegment, lists: Sequence[WeightedList]) -> Matches:
    """The documents that all of some lists of one field have, the rarest first; scores added."""
    first = lists[0]
    if len(lists) == 1:
        return union(segment, lists).matches()
    return Matches(
        *intersections.intersect_lists(
            first.field.data,
            np.array([each.begin for each in lists]),
            np.array([each.size for each in lists]),
            np.array([each.weight for each in lists]),
            first.norms.codes,
            first.norms.by_code,
            segment.live,
        )
    )


def frequencies(
    segment: OpenSegment,
    field: FieldTerms,
    terms: Sequence[int],
    weights: NDArray[np.float64],
    norms: Norms,
    exact: NDArray[np.float64],
    exact_norms: Norms,
    *,
    live: bool,
) -> Matches:
    """The documents of any of some terms, with their normalised frequencies as scores.

    For each term ``weights`` is what its frequency counts, ``exact`` what its second one, 0 none.
    Without ``live`` deleted documents are among them.
    """
    if not len(terms):
        return NOTHING
    begins, counts = field.begins(terms), field.counts[np.asarray(terms)].astype(np.int64)
    second = np.flatnonzero(exact)
    return Matches(
        *unions.union_lists(
            unions.Lists(
                field.data,
                np.concatenate([begins, begins[second]]),
                np.concatenate([counts, counts[second]]),
                np.concatenate([weights, exact[second]]),
                norms.codes,
                norms.by_code,
                norms.linear,
                len(terms),
                exact_norms.codes,
                exact_norms.by_code,
                exact_norms.linear,
                segment.live if live else ALL_LIVE,
                0.0,
                segment.count,
            )
        )
    )


def intersect(found: Matches, own: WeightedList) -> Matches:
    """Of what was found the documents that a list has too, their scores added."""
    return Matches(
        *intersections.intersect_list(
            found.documents,
            found.scores,
            own.field.data,
            own.begin,
            own.size,
            own.weight,
            own.norms.codes,
            own.norms.by_code,
        )
    )


def marked(
    segment: OpenSegment, field: FieldTerms, terms: Sequence[int], *, live: bool = True
) -> NDArray[np.uint32]:
    """The documents of any of some terms; without ``live`` deleted ones too."""
    if not len(terms):
        return NOTHING.documents
    found: NDArray[np.uint32] = marking.mark_lists(
        field.data,
        field.begins(terms),
        field.counts[np.asarray(terms)].astype(np.int64),
        segment.live if live else ALL_LIVE,
        segment.count,
    )
    return found


def join(parts: Sequence[Gathered], universe: int, *, highest: bool = False) -> Gathered:
    """The documents of any part; their scores added or, with ``highest``, the highest kept."""
    if len(parts) == 1:
        return parts[0]
    held = [part for part in (each.matches() for each in parts) if len(part.documents)]
    if len(held) < 2:
        return held[0] if held else NOTHING
    return UnionOfRuns(
        joins.Runs(
            np.concatenate([part.documents for part in held]),
            np.concatenate([part.scores for part in held]),
            np.cumsum([len(part.documents) for part in held]),
            highest,
            universe,
        )
    )
