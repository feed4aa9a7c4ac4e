"""The second stage of ranking and the join of languages, straight from their definitions."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from indexer.documents import Role
from indexer.engine.embedded import snapshot
from indexer.engine.embedded.execute.promotion import MOST_WORDS, REACH
from indexer.engine.embedded.relevance import HALF_AFTER
from indexer.query.clauses import Clause, clauses, family
from indexer.query.plan import Plan

if TYPE_CHECKING:
    from tests.engine.memory import Entry, Scorer

Scored = list[tuple["Entry", float]]


def shares(scored: Scored, plan: Plan, scorer: Scorer, share: float, *, by_date: bool) -> Scored:
    """The entries of one language with what they are worth beside those of others."""
    if not scored:
        return []
    first = sorted(scored, key=lambda each: (-each[1], each[0].passage.id))
    if by_date:
        peak = _steps(first[0][1]) or 1
        return [(entry, _steps(score) / peak * share) for entry, score in first]
    most = snapshot.PROMOTION.leading
    raised = _raised(first[:most], plan, scorer)
    whole = [(entry, _steps(score) + raised.get(entry.passage.id, 0)) for entry, score in first]
    led = sorted(whole[:most], key=lambda each: (-each[1], each[0].passage.id))
    peak = led[0][1] or 1
    return [
        *(
            (entry, score / peak * share * (HALF_AFTER / (HALF_AFTER + before)))
            for before, (entry, score) in enumerate(led)
        ),
        *(
            (entry, score / peak * (share * (HALF_AFTER / (HALF_AFTER + most))))
            for entry, score in whole[most:]
        ),
    ]


def _steps(score: float) -> int:
    """A score in millionths, in which scores are compared."""
    return round(score * 1e6)


def _raised(scored: Scored, plan: Plan, scorer: Scorer) -> dict[str, int]:
    """By passage what the best ones gain."""
    promotion = snapshot.PROMOTION
    weighed = [(scorer.weight(each), each) for each in clauses(plan)]
    weighed.sort(key=lambda each: -each[0])
    words = [each for each in weighed if each[0]][:MOST_WORDS]
    return {
        entry.passage.id: _steps(
            score * promotion.roles.get(str(entry.passage.role).encode(), 0.0)
            + promotion.proximity * _near(entry, words, scorer)
            + _more(entry, words, scorer)
        )
        for entry, score in scored
    }


def _near(entry: Entry, words: Sequence[tuple[float, Clause]], scorer: Scorer) -> float:
    total = 0.0
    for (weight, word), (other_weight, other) in combinations(words, 2):
        found = sum(
            1 / (here - there) ** 2
            for here in scorer.places(word, entry)
            for there in scorer.places(other, entry)
            if 0 < abs(here - there) <= REACH
        )
        total += min(weight, other_weight) * found / (found + scorer.norm(entry))
    return total


def _more(entry: Entry, words: Sequence[tuple[float, Clause]], scorer: Scorer) -> float:
    """What words of the headline and of the families of the query's words would add."""
    head = None if entry.passage.role is Role.HEADLINE else scorer.headline(entry)
    norm = scorer.norm(entry)
    total = 0.0
    for weight, word in words:
        places = scorer.places(word, entry)
        begin = family(word)
        akin = [
            at
            for at, token in enumerate(entry.tokens)
            if begin and token.forms[0].startswith(begin) and at not in places
        ]
        more = snapshot.PROMOTION.family * len(akin)
        if head is not None and scorer.places(word, head):
            more += snapshot.PROMOTION.title
        often = len(places)
        total += weight * ((often + more) / (often + more + norm) - often / (often + norm))
    return total
