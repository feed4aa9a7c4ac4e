"""From the plan by which one language reads a query to a query tree on its field of words."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from whoosh import query

from analyzers import analysis_code
from analyzers.folding import fold
from indexer.engine.embedded import schema
from indexer.engine.embedded.codec.terms import FieldTerms
from indexer.engine.embedded.execute.frequent import most_frequent
from indexer.engine.embedded.execute.fuzzy import fuzzy_terms
from indexer.engine.embedded.execute.nodes import Having, Near, Sequence, SynonymSet
from indexer.engine.embedded.execute.patterns import pattern_terms
from indexer.engine.embedded.execute.segments import OpenSegment
from indexer.query import spelling
from indexer.query.clauses import Clause
from indexer.query.plan import Boolean, Field, Lookup, Plan, Run, Widened, is_found_by_words
from indexer.query.tree import Condition

_REMEMBERED = 256
"""Lookups whose words are remembered: a search asks for them more than once."""

_GROUPS = 4096
"""Stems and folded forms whose words are remembered: reading a query asks for them many times."""


class Translator:
    """Translates plans of one language, by the words that the segments of a commit hold."""

    def __init__(self, segments: list[OpenSegment], code: str) -> None:
        self.field = schema.words_field(code)
        self._code = code
        self._segments = segments
        held = ((segment, segment.field(self.field)) for segment in segments)
        self._held = [(segment, field) for segment, field in held if field is not None]
        self._expanded = lru_cache(_REMEMBERED)(self._expand)
        self._words = lru_cache(_REMEMBERED)(self._find_words)
        # The same word is the same node, so that what it matches can be kept.
        self._widened = lru_cache(_REMEMBERED)(self._find_widened)
        self._group = lru_cache(_GROUPS)(self._find_group)

    def tree(self, plan: Plan) -> query.Query:
        """The query tree of a plan, among the passages of the language."""
        tree = self._tree(plan)
        if is_found_by_words(plan):
            return tree
        return query.Require(
            tree, self._having("language", lambda own: analysis_code(own) == self._code)
        )

    def having(self, condition: Condition) -> Having:
        """The documents that meet a condition."""
        return self._having(condition.field, condition.meets)

    def _having(self, column: str, meets: Callable[[str | None], bool]) -> Having:
        held = {value for each in self._segments for value in each.values(column)}
        return Having(column, frozenset(own for own in held if meets(own.decode() or None)))

    def _tree(self, plan: Plan) -> query.Query:
        if isinstance(plan, Run):
            places = tuple(self.words(word) for word in plan.words)
            if plan.slop is not None:
                return Near(self.field, places, plan.slop, length=schema.WORDS)
            return Sequence(self.field, places, length=schema.WORDS)
        if isinstance(plan, Boolean):
            return self._boolean(plan)
        if isinstance(plan, Condition):
            return self.having(plan)
        if isinstance(plan, Widened):
            return self._widened(plan)
        if plan.field is not Field.STEM:
            return SynonymSet(self.field, self.words(plan), length=schema.WORDS)
        return self._widened(Widened(plan, (), plan.typed))

    def _find_widened(self, plan: Widened) -> query.Query:
        weights: dict[str, float] = {}
        runs: list[tuple[query.Query, float]] = []
        own = () if plan.own is None else ((plan.own, 1.0),)
        for wanted, weight in (*own, *((each.plan, each.weight) for each in plan.alternatives)):
            if isinstance(wanted, Run):
                runs.append((self._tree(wanted), weight))
            else:
                for word in self.words(wanted):
                    weights[word] = max(weights.get(word, 0.0), weight)
        exact = plan.own.form if isinstance(plan.own, Lookup) else None
        return SynonymSet(
            self.field,
            tuple(weights),
            length=schema.STEMS,
            exact=frozenset() if exact is None else frozenset(self.written_as(exact)),
            exact_length=schema.WORDS,
            weights=weights,
            runs=tuple(runs),
        )

    def of_stem(self, stem: str) -> list[str]:
        """The words of a stem."""
        return sorted(self._group(schema.STEM, stem))

    def written_as(self, form: str) -> tuple[str, ...]:
        """The indexed words that are a form, or that it is without their accents."""
        held = {form} if any(own.terms.find(form.encode()) >= 0 for _, own in self._held) else set()
        return tuple(sorted(held | self._group(schema.FOLDED, form)))

    def near(self, form: str, edits: int) -> list[str]:
        """The words of plain letters that so many edits make of a form; two letters stand."""
        found: set[str] = set()
        for _, own in self._held:
            near = fuzzy_terms(own.terms, form, edits, 2, exchanges=True)
            found.update(own.terms[at].decode() for at in near.tolist())
        return sorted(word for word in found if fold(word) == word)

    def words(self, lookup: Lookup) -> tuple[str, ...]:
        """The indexed words that a lookup stands for."""
        return self._words(lookup)

    def _find_words(self, lookup: Lookup) -> tuple[str, ...]:
        if lookup.field in (Field.PATTERN, Field.FUZZY):
            return self._expanded(lookup)[0]
        found: set[str] = set()
        for term in lookup.terms:
            if lookup.field is Field.STEM:
                found |= self._group(schema.STEM, term)
            else:
                found.update(self.written_as(term))
        return tuple(sorted(found))

    def texts(self, clause: Clause) -> tuple[str, ...]:
        """The indexed words that a word of a query may be written as."""
        return tuple(dict.fromkeys(word for lookup in clause for word in self.words(lookup)))

    def is_cut(self, lookup: Lookup) -> bool:
        """Whether more words fit a lookup than are looked up."""
        return lookup.field in (Field.PATTERN, Field.FUZZY) and self._expanded(lookup)[1]

    def _boolean(self, plan: Boolean) -> query.Query:
        should = [self._tree(child) for child in plan.should]
        tree: query.Query = query.Or(should)
        if plan.must:
            tree = query.And([self._tree(child) for child in plan.must])
            if should:
                tree = query.AndMaybe(tree, query.Or(should))
        if plan.must_not:
            excluded = query.Or([self._tree(child) for child in plan.must_not])
            tree = query.AndNot(tree, excluded)
        return tree

    def _find_group(self, kind: str, name: str) -> frozenset[str]:
        wanted = name.encode()
        return frozenset(
            own.terms[number].decode()
            for _, own in self._held
            for number in own.group(kind, wanted)
        )

    def _expand(self, lookup: Lookup) -> tuple[tuple[str, ...], bool]:
        """The words that a pattern or another spelling stands for, and whether more fit."""
        fitting = _fitting if lookup.field is Field.PATTERN else _near
        numbered = [(segment, own, fitting(own, lookup)) for segment, own in self._held]
        return most_frequent(numbered, spelling.MAX_EXPANSION)


def _fitting(own: FieldTerms, lookup: Lookup) -> NDArray[np.int64]:
    """The words that fit a pattern as they are written, or folded."""
    (pattern,) = lookup.terms
    folded = pattern_terms(own.groups(schema.FOLDED)[0], pattern)
    written = pattern_terms(own.terms, pattern)
    return np.union1d(written, own.members_of(schema.FOLDED, folded))


def _near(own: FieldTerms, lookup: Lookup) -> NDArray[np.int64]:
    """The words whose folded form is some edits away."""
    (wanted,) = lookup.terms
    kept = spelling.kept_letters(wanted)
    names = own.groups(schema.FOLDED)[0]
    folded = fuzzy_terms(names, wanted, lookup.edits, kept, exchanges=True)
    written = fuzzy_terms(own.terms, wanted, lookup.edits, kept, exchanges=True)
    plain = [at for at in written.tolist() if fold(word := own.terms[at].decode()) == word]
    return np.union1d(np.array(plain, np.int64), own.members_of(schema.FOLDED, folded))
