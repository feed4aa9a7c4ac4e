"""The words of a query that are looked for near each other, and in titles."""

from __future__ import annotations

from collections.abc import Iterator

from indexer.query.plan import Boolean, Field, Lookup, Plan, Widened

Clause = tuple[Lookup, ...]
"""A word of a query: the words that it may be written as."""

_FAMILY = 5
"""Letters that words of one family begin with at least: few that share so many are unrelated."""

_PLAIN = (Field.STEM, Field.FORM)


def clauses(plan: Plan) -> tuple[Clause, ...]:
    """The words of a plan, each once; without what is excluded, phrases, and open spellings.

    A phrase is near itself by what it is; patterns stand for too many words to tell anything.
    """
    distinct: dict[frozenset[tuple[str, ...]], Clause] = {}
    for clause in _clauses(plan):
        if clause:
            named = clause[:1] if clause[0].field is Field.STEM else clause
            distinct.setdefault(frozenset(each.terms for each in named), clause)
    return tuple(distinct.values())


def family(clause: Clause) -> str | None:
    """What the words akin to a typed one begin with: ``fondazione`` for ``fondata``.

    Five letters and half of the word, as stemming by truncation goes (P. McNamee and J. Mayfield,
    "Character n-gram tokenization for European language text retrieval", 2004).
    """
    first = clause[0]
    kept = max(_FAMILY, (len(first.form) + 1) // 2)
    if first.field is not Field.STEM or len(first.form) <= kept:
        return None
    return first.form[:kept]


def _clauses(plan: Plan) -> Iterator[Clause]:
    if isinstance(plan, Boolean):
        for child in (*plan.must, *plan.should):
            yield from _clauses(child)
    elif isinstance(plan, Widened):
        every = (plan.own, *(each.plan for each in plan.alternatives))
        yield tuple(each for each in every if isinstance(each, Lookup) and each.field in _PLAIN)
    elif isinstance(plan, Lookup) and plan.field in _PLAIN:
        yield (plan,)
