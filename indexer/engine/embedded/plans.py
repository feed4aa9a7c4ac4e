"""From the plan by which one language reads a query to a query tree on its field of words."""

from __future__ import annotations

from whoosh import query

from indexer.engine.embedded import schema
from indexer.engine.embedded.execute.nodes import Sequence, SynonymSet
from indexer.engine.embedded.execute.segments import OpenSegment
from indexer.query.plan import Boolean, Field, Lookup, Plan, Run


class Translator:
    """Translates plans of one language, by the words that the segments of a commit hold."""

    def __init__(self, segments: list[OpenSegment], code: str) -> None:
        self.field = schema.words_field(code)
        held = (segment.field(self.field) for segment in segments)
        self._fields = [field for field in held if field is not None]

    def tree(self, plan: Plan) -> query.Query:
        """The query tree of a plan."""
        if isinstance(plan, Run):
            places = tuple(self.words(word) for word in plan.words)
            return Sequence(self.field, places, length=schema.WORDS)
        if isinstance(plan, Boolean):
            return self._boolean(plan)
        if plan.field is not Field.STEM:
            return SynonymSet(self.field, self.words(plan), length=schema.WORDS)
        return SynonymSet(
            self.field,
            self.words(plan),
            length=schema.STEMS,
            exact=frozenset(self._written_as(plan.form)),
            exact_length=schema.WORDS,
        )

    def words(self, lookup: Lookup) -> tuple[str, ...]:
        """The indexed words that a lookup stands for."""
        found: set[str] = set()
        for term in lookup.terms:
            if lookup.field is Field.STEM:
                found |= self._group(schema.STEM, term)
            elif lookup.field is Field.FORM:
                found |= self._written_as(term)
            else:
                found |= self._beginning_with(term)
        return tuple(sorted(found))

    def _boolean(self, plan: Boolean) -> query.Query:
        should = [self.tree(child) for child in plan.should]
        tree: query.Query = query.Or(should)
        if plan.must:
            tree = query.And([self.tree(child) for child in plan.must])
            if should:
                tree = query.AndMaybe(tree, query.Or(should))
        if plan.must_not:
            excluded = query.Or([self.tree(child) for child in plan.must_not])
            tree = query.AndNot(tree, excluded)
        return tree

    def _written_as(self, form: str) -> set[str]:
        held = {form} if any(own.terms.find(form.encode()) >= 0 for own in self._fields) else set()
        return held | self._group(schema.FOLDED, form)

    def _group(self, kind: str, name: str) -> set[str]:
        return {
            own.terms[number].decode()
            for own in self._fields
            for number in own.group(kind, name.encode())
        }

    def _beginning_with(self, prefix: str) -> set[str]:
        start = prefix.encode()
        found: set[str] = set()
        for own in self._fields:
            found.update(own.terms[at].decode() for at in own.terms.starting_with(start))
            folded = own.groups(schema.FOLDED)[0].starting_with(start)
            if len(folded):
                members = own.members(schema.FOLDED, folded.start, folded.stop)
                found.update(own.terms[number].decode() for number in members)
        return found
