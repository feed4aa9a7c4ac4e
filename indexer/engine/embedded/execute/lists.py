"""Terms as weighted posting lists: what the kernels are given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.engine.embedded.codec.terms import FieldTerms
from indexer.engine.embedded.execute import intersections, kernels, marking, unions
from indexer.engine.embedded.execute.matches import NOTHING, Matches
from indexer.engine.embedded.execute.segments import OpenSegment

NONE: NDArray[Any] = np.empty(0)
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


@dataclass(frozen=True, slots=True)
class WeightedList:
    """A term's postings in one segment, and the weight of its score."""

    field: FieldTerms
    begin: int
    count: int
    weight: float
    norms: Norms


def score(segment: OpenSegment, own: WeightedList) -> Matches:
    """The documents of one list."""
    return Matches(
        *kernels.score_list(
            own.field.data,
            own.begin,
            own.count,
            own.weight,
            own.norms.codes,
            own.norms.by_code,
            own.norms.saturated,
            segment.live,
        )
    )


def union(segment: OpenSegment, lists: Sequence[WeightedList], *, ordered: bool = True) -> Matches:
    """The documents of any of some lists of one field, their scores added."""
    if not lists:
        return NOTHING
    if len(lists) == 1:
        return score(segment, lists[0])
    first = lists[0]
    documents, scores = unions.union_lists(
        first.field.data,
        np.array([each.begin for each in lists]),
        np.array([each.count for each in lists]),
        np.array([each.weight for each in lists]),
        first.norms.codes,
        first.norms.by_code,
        first.norms.saturated,
        NONE,
        first.norms.codes,
        first.norms.by_code,
        first.norms.saturated,
        segment.live,
        True,
        segment.count,
        ordered,
    )
    return Matches(documents, scores, ordered)


def intersection(segment: OpenSegment, lists: Sequence[WeightedList]) -> Matches:
    """The documents that all of some lists of one field have, the rarest first; scores added."""
    first = lists[0]
    if len(lists) == 1:
        return score(segment, first)
    return Matches(
        *intersections.intersect_lists(
            first.field.data,
            np.array([each.begin for each in lists]),
            np.array([each.count for each in lists]),
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
    norms: Norms,
    exact: NDArray[np.float64],
    exact_norms: Norms,
    *,
    live: bool,
) -> Matches:
    """The documents of any of some terms, with their normalised frequencies as scores.

    ``exact`` is, for each term, the weight of its second frequency, 0 for none. Without ``live``
    deleted documents are among them.
    """
    if not len(terms):
        return NOTHING
    return Matches(
        *unions.union_lists(
            field.data,
            field.begins(terms),
            field.counts[np.asarray(terms)].astype(np.int64),
            np.ones(len(terms)),
            norms.codes,
            norms.by_code,
            norms.linear,
            exact,
            exact_norms.codes,
            exact_norms.by_code,
            exact_norms.linear,
            segment.live if live else ALL_LIVE,
            False,
            segment.count,
            True,
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
            own.count,
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


def join(
    parts: Sequence[Matches], universe: int, *, highest: bool = False, ordered: bool = True
) -> Matches:
    """The documents of any part; their scores added or, with ``highest``, the highest kept."""
    held = [part for part in parts if len(part.documents)]
    if not held:
        return NOTHING
    if len(held) == 1:
        return held[0]
    documents, scores = unions.union_sorted(
        np.concatenate([part.documents for part in held]),
        np.concatenate([part.scores for part in held]),
        np.cumsum([len(part.documents) for part in held]),
        highest,
        universe,
        ordered,
    )
    return Matches(documents, scores, ordered)


def numbers(field: FieldTerms, texts: Sequence[str]) -> list[int]:
    """The numbers of those of some words that the field has, ascending."""
    found = (field.terms.find(text.encode()) for text in dict.fromkeys(texts))
    return sorted(term for term in found if term >= 0)
