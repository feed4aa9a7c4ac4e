"""A parsed query as one language reads it.

Words side by side are read together: by them it is judged which language they are of, and some of
them may be one expression. Nothing else in the query changes how they are read, so that asking for
a word more never finds more.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace

from analyzers import Analyzer, get_analyzer
from indexer.query.expressions import expressions, joined
from indexer.query.model import Match
from indexer.query.plan import (
    Alternative,
    Boolean,
    Field,
    Lookup,
    Plan,
    Run,
    Widened,
    lookups,
)
from indexer.query.related import Related, Relations, Via
from indexer.query.tree import Condition, Group, Leaf, Node, Phrase, Word, is_worded
from indexer.query.trust import weight
from indexer.query.words import look_up

_OF_A_NAME = frozenset({Via.WORD, Via.ALIAS, Via.SPELLING})
"""How the words of a name are related; ``Gran Bretagna`` is nothing great."""


def is_common(leaf: Leaf, codes: Sequence[str]) -> bool:
    """Whether some language looks up nothing for it: a stop word, or no word at all."""
    return any(look_up(leaf, get_analyzer(code), Match.WORD) is None for code in codes)


@dataclass(frozen=True)
class Reader:
    """Reads trees as one language; without ``relations`` the words alone are looked up.

    ``codes`` are the languages whose stop words are too common. Beside telling words, such a one
    raises the score and makes no match alone: ``the war`` is not asking for each ``The`` of an
    Italian text.
    """

    analyzer: Analyzer
    match: Match
    codes: tuple[str, ...] = ()
    relations: Relations | None = None
    without: Sequence[str] = ()

    def read(self, node: Node) -> Plan | None:
        """The plan of a tree; None where nothing in it can be looked up."""
        if isinstance(node, Group):
            return self._group(node)
        if isinstance(node, Condition):
            return node
        return self._of((node,)).leaf(node)

    def _of(self, nodes: Sequence[Node]) -> _WordReader:
        """What reads words side by side."""
        words = tuple(node for node in nodes if isinstance(node, Leaf))
        if self.relations is None:
            return _WordReader(**vars(self))
        sources = self.relations.written_in(each.text for each in words)
        heard = sources if len(sources) == 1 else tuple(dict.fromkeys(self.codes + sources))
        return _WordReader(**vars(replace(self, codes=heard)), sources=sources)

    def _group(self, group: Group) -> Plan | None:
        words = self._of(group.should)
        telling = [node for node in group.should if not words.is_common(node)] or group.should
        # In a query that is clearly of one language its stop words are nothing to any language.
        heeded = group.should if len(words.sources) != 1 else ()
        minor = [node for node in heeded if isinstance(node, Leaf) and node not in telling]
        terms = words.terms(group.should)
        named = frozenset(words.named(terms))
        must, must_not = (
            tuple(plan for node in nodes if (plan := self.read(node)) is not None)
            for nodes in (group.must, group.must_not)
        )
        read = [
            words.leaf(node, named) if isinstance(node, Leaf) else self.read(node)
            for node in telling
        ]
        should = tuple(plan for plan in (*read, *words.expressions(terms)) if plan is not None)
        raising = tuple(plan for leaf in minor if (plan := words.own(leaf)) is not None)
        if raising and not must:
            any_telling = _boolean((), should, ())
            must, should = (any_telling,) if any_telling else (), ()
        if group.must and is_worded(group) and not any(map(_has_words, must + should + raising)):
            return None  # The conditions beside words find nothing alone.
        return _boolean(must, should + raising, must_not)


@dataclass(frozen=True)
class _WordReader(Reader):
    """Reads words side by side; ``sources`` are the languages that they may be of."""

    sources: tuple[str, ...] = ()

    def is_common(self, node: Node) -> bool:
        """Whether a node is a word too common in some language that it may be of."""
        return isinstance(node, Leaf) and is_common(node, self.codes)

    def leaf(self, leaf: Leaf, named: Container[Leaf] = ()) -> Plan | None:
        """The plan of a word or phrase; those ``named`` are part of a name."""
        own = self.own(leaf)
        if isinstance(leaf, Word) or (isinstance(leaf, Phrase) and leaf.slop is None):
            return self._widened(own, leaf.text, _OF_A_NAME if leaf in named else frozenset(Via))
        return own

    def own(self, leaf: Leaf) -> Lookup | Run | None:
        """What is looked up for the word itself."""
        return look_up(self._as_typed(leaf), self.analyzer, self.match)

    def terms(self, nodes: Sequence[Node]) -> tuple[tuple[Word, ...], ...]:
        """The words side by side that are one term."""
        if self.relations is None:
            return ()
        return tuple(expressions(nodes, self.relations, self.sources))

    def expressions(self, terms: Sequence[Sequence[Word]]) -> Iterator[Plan | None]:
        """What terms are looked up as together: ``prime minister`` as ``premier``."""
        return (self._widened(None, joined(words)) for words in terms)

    def named(self, terms: Sequence[Sequence[Word]]) -> Iterator[Leaf]:
        """The words of names of several words, which are not translated one by one."""
        for words in terms:
            if self.relations is not None and self.relations.is_name(joined(words)):
                yield from words

    def _as_typed(self, leaf: Leaf) -> Leaf:
        """A word as it stands in its own language: ``Kyiv's`` is no two words in Italian."""
        code = self.analyzer.language.code
        if not isinstance(leaf, Word) or len(self.sources) != 1 or self.sources[0] == code:
            return leaf
        tokens = get_analyzer(self.sources[0]).analyze(leaf.text)
        words = [leaf.text[token.start : token.end] for token in tokens]
        return Word("-".join(words)) if words else leaf

    def _widened(
        self, own: Lookup | Run | None, typed: str, kinds: Container[Via] = frozenset(Via)
    ) -> Plan | None:
        if self.relations is None:
            return own
        code = self.analyzer.language.code
        found = self.relations.related(typed, self.sources, code, self.without)
        beside = own is not None and code in self.sources
        alternatives = tuple(
            _alternative(each, weight(each.via, beside=beside))
            for each in found
            if each.via in kinds
        )
        return Widened(own, alternatives, typed) if alternatives else own


def _alternative(related: Related, weight: float) -> Alternative:
    words = tuple(Lookup(Field.FORM, each, each[0], related.term) for each in related.words)
    plan = words[0] if len(words) == 1 else Run(words)
    return Alternative(related.term, related.via, plan, weight, related.origin)


def _has_words(plan: Plan) -> bool:
    return any(True for _ in lookups(plan))


def _boolean(
    must: tuple[Plan, ...], should: tuple[Plan, ...], must_not: tuple[Plan, ...]
) -> Plan | None:
    if not (must or should):
        return None
    if len(must) + len(should) == 1 and not must_not:
        return (must + should)[0]
    return Boolean(must, should, must_not)
