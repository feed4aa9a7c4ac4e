"""The meaning of the query nodes that are made of others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from whoosh import query

from indexer.engine.embedded.execute import lists
from indexer.engine.embedded.execute.intersections import match_sorted
from indexer.engine.embedded.execute.lists import WeightedList
from indexer.engine.embedded.execute.matches import (
    NOTHING,
    Found,
    Gathered,
    Matches,
    boosted,
    both,
    constant,
    without,
)
from indexer.engine.embedded.execute.segments import OpenSegment

if TYPE_CHECKING:
    from indexer.engine.embedded.execute.executor import Executor


def evaluate_or(executor: Executor, tree: query.Or) -> Found:
    """The documents of any child."""
    return [part.matches() for part in gather_or(executor, tree)]


def gather_or(executor: Executor, tree: query.Or) -> Sequence[Gathered]:
    """The same, not yet joined; the terms of a field are read together."""
    by_field: dict[str, list[list[WeightedList | None]]] = {}
    found: list[Sequence[Gathered]] = []
    for child in tree.subqueries:
        weighted = executor.weighted_lists(child)
        if weighted is None:
            found.append(executor.evaluate(child))
        else:
            by_field.setdefault(child.fieldname, []).append(weighted)
    for together in by_field.values():
        found.append(
            [
                lists.union(segment, [own for own in held if own is not None])
                for segment, *held in zip(executor.segments, *together, strict=True)
            ]
        )
    joined = _join(executor, found)
    if tree.boost == 1:
        return joined
    return boosted([part.matches() for part in joined], tree.boost)


def _join(
    executor: Executor, found: Sequence[Sequence[Gathered]], *, highest: bool = False
) -> list[Gathered]:
    return [
        lists.join(parts, segment.count, highest=highest)
        for segment, *parts in zip(executor.segments, *found, strict=True)
    ]


def evaluate_and(executor: Executor, tree: query.And) -> Found:
    """The documents of every child; those that are negated are taken away last."""
    if not tree.subqueries:
        return executor.nothing
    excluded = [child.query for child in tree.subqueries if type(child) is query.Not]
    wanted = [child for child in tree.subqueries if type(child) is not query.Not]
    terms: list[list[WeightedList | None]] = []
    others: list[Found] = []
    for child in wanted:
        weighted = executor.weighted_lists(child)
        if weighted is None:
            others.append(executor.evaluate(child))
        else:
            terms.append(weighted)
    if not wanted:
        others = [constant([segment.all_live for segment in executor.segments], 0)]
    found = [
        _and_in(segment, [own[at] for own in terms], [own[at] for own in others])
        for at, segment in enumerate(executor.segments)
    ]
    for child in excluded:
        found = without(found, executor.evaluate(child))
    return boosted(found, tree.boost)


def _and_in(
    segment: OpenSegment, terms: Sequence[WeightedList | None], others: Sequence[Matches]
) -> Matches:
    """The intersection in one segment, begun with what is rarest."""
    held = sorted((own for own in terms if own is not None), key=lambda own: own.size)
    if len(held) < len(terms):
        return NOTHING
    parts = sorted(others, key=lambda part: len(part.documents))
    if parts and (not held or len(parts[0].documents) <= held[0].size):
        found = parts.pop(0)
    else:
        together = [own for own in held if own.norms is held[0].norms]
        held = [own for own in held if own.norms is not together[0].norms]
        found = lists.intersection(segment, together)
    for part in parts:
        found = both(found, part)
    for own in held:
        found = lists.intersect(found, own)
    return found


def evaluate_and_maybe(executor: Executor, tree: query.AndMaybe) -> Found:
    """The documents of the first child, some of which the second adds a score to."""
    found = []
    children = zip(executor.evaluate(tree.a), executor.evaluate(tree.b), strict=True)
    for part, other in children:
        places = match_sorted(part.documents, other.documents)
        scores = part.scores.copy()
        scores[places >= 0] += other.scores[places[places >= 0]]
        found.append(Matches(part.documents, scores))
    return found


def evaluate_and_not(executor: Executor, tree: query.AndNot) -> Found:
    """The documents of the first child that the second does not match."""
    return without(executor.evaluate(tree.a), executor.evaluate(tree.b))


def evaluate_not(executor: Executor, tree: query.Not) -> Found:
    """The documents that stand and that the child does not match."""
    every = constant([segment.all_live for segment in executor.segments], 0)
    return without(every, executor.evaluate(tree.query))


def evaluate_require(executor: Executor, tree: query.Require) -> Found:
    """The documents of both children, with the scores of the first."""
    found = []
    children = zip(executor.evaluate(tree.a), executor.evaluate(tree.b), strict=True)
    for part, other in children:
        kept = match_sorted(part.documents, other.documents) >= 0
        found.append(Matches(part.documents[kept], part.scores[kept]))
    return found


def evaluate_disjunction_max(executor: Executor, tree: query.DisjunctionMax) -> Found:
    """The documents of any child, each with its highest score."""
    found = [executor.evaluate(child) for child in tree.subqueries]
    if not found:
        return executor.nothing
    joined = [part.matches() for part in _join(executor, found, highest=True)]
    return boosted(joined, tree.boost)


def evaluate_constant_score(executor: Executor, tree: query.ConstantScoreQuery) -> Found:
    """The documents of the child, which all score the same."""
    found = executor.evaluate(tree.child)
    return constant([part.documents for part in found], tree.score)
