"""What a query was also looked up as: its related terms, and those that were taken out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from analyzers import analysis_code
from analyzers.folding import fold
from indexer.engine.base import Engine, Interpretation, Results
from indexer.query.model import Match, Query
from indexer.query.plan import soughts
from indexer.query.reading import Reading
from indexer.query.related import Via


@dataclass(frozen=True, slots=True)
class Expansion:
    """A related term, its language (None: unknown), and how it comes from the words ``typed``.

    ``origin`` names the lexicon that has it, if that is not the project's own.
    """

    term: str
    language: str | None
    via: Via
    typed: str
    origin: str | None = None

    @property
    def name(self) -> str:
        """What ``Query.without`` calls it."""
        return _name(self.term, self.language)


@dataclass(frozen=True, slots=True)
class LookedUp:
    """What stands in the index of a query: its own words, and the related terms by trust."""

    own: tuple[Interpretation, ...]
    related: tuple[Expansion, ...]
    removed: tuple[Expansion, ...]


def looked_up(engine: Engine, results: Results) -> LookedUp:
    """What a search looked up, and what it would have beside that."""
    query = results.query
    if query.match is not Match.RELATED:
        return LookedUp(results.interpretation, (), ())
    known = _expansions(engine.read(query))
    own, related = [], []
    for each in results.interpretation:
        expansion = known.get(fold(_name(each.term, each.language)))
        if expansion:
            related.append(expansion)
        else:
            own.append(each)
    return LookedUp(tuple(own), _by_trust(related), _by_trust(_removed(engine, query)))


def effective(engine: Engine, query: Query) -> Query:
    """The query without the terms of its ``without`` that it would not look up anyway."""
    if not query.without:
        return query
    kept = {fold(each.name) for each in _removed(engine, query)}
    return replace(query, without=[each for each in query.without if fold(each) in kept])


def _removed(engine: Engine, query: Query) -> list[Expansion]:
    if not query.without:
        return []
    widest = _expansions(engine.read(replace(query, match=Match.RELATED, without=())))
    return [widest[fold(each)] for each in query.without if fold(each) in widest]


def _expansions(reading: Reading) -> dict[str, Expansion]:
    """The related terms of a reading, by their folded names."""
    found: dict[str, Expansion] = {}
    for code, plan in reading.plans.items():
        language = None if code == analysis_code(None) else code
        for each in soughts(plan):
            if each.is_related:
                made = Expansion(each.term, language, each.via, each.typed, each.origin)
                found.setdefault(fold(made.name), made)
    return found


def _by_trust(terms: Sequence[Expansion]) -> tuple[Expansion, ...]:
    return tuple(sorted(terms, key=lambda each: list(Via).index(each.via)))


def _name(term: str, language: str | None) -> str:
    return f"{language or analysis_code(None)}:{term}"
