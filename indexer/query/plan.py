"""What is looked up: a parsed query as one language reads it.

A passage has one language, so a query is read once for each language of the index, by that
language's analyzer, and the readings never meet. ``read`` gives the reading, ``read_all`` that of
several languages with the notes on what none of them could look up.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from analyzers import Analyzer, Token, analysis_code, get_analyzer
from indexer.query.model import Match
from indexer.query.notes import Note, note
from indexer.query.parse import parse
from indexer.query.tree import Group, Leaf, Node, Phrase, Prefix, Word, leaves


class Field(enum.StrEnum):
    """Where a term is looked up; a prefix is looked up among the forms."""

    STEM = "stem"
    FORM = "form"
    PREFIX = "prefix"


@dataclass(frozen=True, slots=True)
class Lookup:
    """One word: any of ``terms`` in ``field``.

    ``form`` is the exact form that raises the score of a word looked up by its stem; ``typed`` is
    what the user wrote.
    """

    field: Field
    terms: tuple[str, ...]
    form: str
    typed: str


@dataclass(frozen=True, slots=True)
class Run:
    """Words that follow each other, position after position."""

    words: tuple[Lookup, ...]


@dataclass(frozen=True, slots=True)
class Boolean:
    """As :class:`indexer.query.tree.Group`, of plans."""

    must: tuple[Plan, ...] = ()
    should: tuple[Plan, ...] = ()
    must_not: tuple[Plan, ...] = ()


Plan = Lookup | Run | Boolean


@dataclass(frozen=True, slots=True)
class Reading:
    """A query read for several languages: by analysis code, a plan where there is one."""

    plans: dict[str, Plan]
    notes: tuple[Note, ...]
    common: tuple[str, ...] = ()
    """The words typed, when each of them is too common to be searched for in some language."""

    def notes_on(self, matches: int) -> tuple[Note, ...]:
        """The notes to a search with so many matches: ``è`` found nowhere else is explained."""
        if self.common and not matches:
            return (*self.notes, note("nothing-to-search", *self.common))
        return self.notes

    def plan_for(self, language: str | None) -> Plan | None:
        """The plan by which passages of a language (BCP 47; None: unknown) are found."""
        return self.plans.get(analysis_code(language))


def read_all(text: str, match: Match, languages: Iterable[str | None]) -> Reading:
    """Parse ``text`` and read it once for each way in which ``languages`` are analysed.

    Without languages, as in an empty index, it is read as text of an unknown one.
    """
    parsed = parse(text)
    tree = parsed.tree
    if tree is None:
        return Reading({}, parsed.notes + _unsearchable(text, tree))
    codes = sorted({analysis_code(language) for language in languages}) or [analysis_code(None)]
    analyzers = {code: get_analyzer(code) for code in codes}
    common = _common(tree, list(analyzers.values()))
    plans = {
        code: plan
        for code, analyzer in analyzers.items()
        if (plan := read(tree, analyzer, match, common)) is not None
    }
    if not plans:
        return Reading({}, parsed.notes + _unsearchable(text, tree))
    ignored = _ignored(tree, match, list(analyzers.values()))
    notes = (note("words-ignored", *ignored),) if ignored else ()
    every = all(leaf in common for leaf in leaves(tree)) and match is not Match.EXACT
    words = tuple(dict.fromkeys(leaf.text for leaf in leaves(tree))) if every else ()
    return Reading(plans, parsed.notes + notes, words)


def read(
    node: Node, analyzer: Analyzer, match: Match, common: frozenset[Leaf] = frozenset()
) -> Plan | None:
    """A tree as one language reads it; None where nothing in it can be looked up.

    Beside telling words, a ``common`` one (too common in some language of the index) raises the
    score and makes no match alone: ``the war`` is not asking for each ``The`` of an Italian text.
    """
    if isinstance(node, Group):
        return _read_group(node, analyzer, match, common)
    words = _read_leaf(node, analyzer, match)
    if not words:
        return None
    return words[0] if len(words) == 1 else Run(words)


def lookups(plan: Plan) -> Iterator[Lookup | Run]:
    """The words and runs that a passage is found by, excluded ones left out."""
    if isinstance(plan, Boolean):
        for child in (*plan.must, *plan.should):
            yield from lookups(child)
    else:
        yield plan


def _read_group(
    group: Group, analyzer: Analyzer, match: Match, common: frozenset[Leaf]
) -> Plan | None:
    telling = [node for node in group.should if node not in common] or group.should
    minor = [node for node in group.should if node not in telling]
    must, should, raising, must_not = (
        tuple(plan for node in nodes if (plan := read(node, analyzer, match, common)) is not None)
        for nodes in (group.must, telling, minor, group.must_not)
    )
    if raising and not must:
        any_telling = _boolean((), should, ())
        must, should = (any_telling,) if any_telling else (), ()
    return _boolean(must, should + raising, must_not)


def _boolean(
    must: tuple[Plan, ...], should: tuple[Plan, ...], must_not: tuple[Plan, ...]
) -> Plan | None:
    if not (must or should):
        return None
    if len(must) + len(should) == 1 and not must_not:
        return (must + should)[0]
    return Boolean(must, should, must_not)


def _read_leaf(leaf: Leaf, analyzer: Analyzer, match: Match) -> tuple[Lookup, ...]:
    tokens = analyzer.analyze(leaf.text)
    quoted = isinstance(leaf, Phrase)
    kept = analyzer.may_be_stopword if len(tokens) > 1 else analyzer.is_stopword
    words = [
        _read_token(
            token, leaf.text, as_form=match is Match.EXACT or (quoted and kept(_form(token)))
        )
        for token in tokens
    ]
    if isinstance(leaf, Prefix) and tokens:
        start = _form(tokens[-1])
        words[-1] = Lookup(Field.PREFIX, (start,), start, leaf.text + "*")
    if len(tokens) > 1 and not quoted and any(words):
        words = [
            word or _read_token(token, leaf.text, as_form=True)
            for word, token in zip(words, tokens, strict=True)
        ]
    return tuple(word for word in words if word is not None)


def _read_token(token: Token, text: str, *, as_form: bool) -> Lookup | None:
    typed = text[token.start : token.end]
    form = _form(token)
    if as_form:
        return Lookup(Field.FORM, (form,), form, typed)
    if token.is_stopword:
        return None
    return Lookup(Field.STEM, token.stems, form, typed)


def _form(token: Token) -> str:
    """The exact term to look up: with its accents if it was typed with some, else folded."""
    return token.forms[0]


def _unsearchable(text: str, tree: Node | None) -> tuple[Note, ...]:
    """Why nothing of a query can be looked up."""
    if not text.strip():
        return ()
    if tree is not None and not _positive(tree):
        return (note("only-exclusions"),)
    words = [] if tree is None else [leaf.text for leaf in leaves(tree)]
    return (note("nothing-to-search", *dict.fromkeys(words)),)


def _common(tree: Node, analyzers: Sequence[Analyzer]) -> frozenset[Leaf]:
    """The leaves of which some language looks up nothing: stop words, and no words at all."""
    return frozenset(
        leaf
        for leaf in leaves(tree)
        if any(read(leaf, each, Match.WORD) is None for each in analyzers)
    )


def _positive(node: Node) -> bool:
    return not isinstance(node, Group) or any(map(_positive, node.must + node.should))


def _ignored(node: Node, match: Match, analyzers: Sequence[Analyzer]) -> list[str]:
    """Required words that no language looks up."""
    if not isinstance(node, Group):
        return []
    ignored = [word for child in node.should for word in _ignored(child, match, analyzers)]
    for child in node.must:
        if isinstance(child, Word) and not any(read(child, each, match) for each in analyzers):
            ignored.append(child.text)
        ignored.extend(_ignored(child, match, analyzers))
    return ignored
