"""What is looked up: a parsed query as one language reads it.

A passage has one language, so a query is read once for each language of the index, by that
language's analyzer, and the readings never meet. ``read`` gives the reading, ``read_all`` that of
several languages with the notes on what none of them could look up.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from analyzers import Analyzer, Token, analysis_code, get_analyzer
from indexer.query.model import Match
from indexer.query.notes import Note, note
from indexer.query.parse import parse
from indexer.query.render import render
from indexer.query.tree import (
    Condition,
    Fuzzy,
    Group,
    Leaf,
    Node,
    Pattern,
    Phrase,
    Valued,
    Word,
    conditions,
    is_worded,
    leaves,
)

# An analyzer takes a word apart at its wildcards, unless they are letters of no writing in use.
_AS_LETTERS = str.maketrans("*?", "ǀǃ")
_AS_WILDCARDS = str.maketrans("ǀǃ", "*?")


class Field(enum.StrEnum):
    """Where a term is looked up; patterns and other spellings are among the forms."""

    STEM = "stem"
    FORM = "form"
    PATTERN = "pattern"
    FUZZY = "fuzzy"


@dataclass(frozen=True, slots=True)
class Lookup:
    """One word: any of ``terms`` in ``field``.

    ``form`` is the exact form that raises the score of a word looked up by its stem; ``typed`` is
    what the user wrote. A pattern and a fuzzy word have one term: the pattern of the form
    (``spelling.fits``), the folded form of which a word's is ``edits`` away (``spelling.is_near``).
    """

    field: Field
    terms: tuple[str, ...]
    form: str
    typed: str
    edits: int = 0

    @property
    def shown(self) -> str:
        """The word as the interpretation of a query gives it."""
        return f"{self.form}~{self.edits}" if self.field is Field.FUZZY else self.form


@dataclass(frozen=True, slots=True)
class Run:
    """Words that follow each other, position after position.

    With ``slop``, all the words in any order, each at a position of its own, with at most so many
    others between them. They occur as often as there are such windows that hold no smaller one.
    """

    words: tuple[Lookup, ...]
    slop: int | None = None

    @property
    def shown(self) -> str:
        """The words as the interpretation of a query gives them."""
        words = " ".join(word.shown for word in self.words)
        return words if self.slop is None else f"{words} ~{self.slop}"


@dataclass(frozen=True, slots=True)
class Boolean:
    """As :class:`indexer.query.tree.Group`, of plans."""

    must: tuple[Plan, ...] = ()
    should: tuple[Plan, ...] = ()
    must_not: tuple[Plan, ...] = ()


Plan = Lookup | Run | Boolean | Condition


@dataclass(frozen=True, slots=True)
class Reading:
    """A query read for several languages: by analysis code, a plan where there is one."""

    plans: dict[str, Plan]
    notes: tuple[Note, ...]
    common: tuple[str, ...] = ()
    """The words typed, when each of them is too common to be searched for in some language."""
    conditions: tuple[Condition, ...] = ()
    """What passages must or may be, that is not in their words."""
    read_as: str | None = None
    """The query as it was read, where that is not as it was written."""

    def notes_on(
        self,
        matches: int,
        unmet: Callable[[Condition], bool] = lambda _: False,
        cut: Iterable[str] = (),
    ) -> tuple[Note, ...]:
        """The notes to a search with so many matches: ``è`` found nowhere else is explained.

        ``unmet`` says whether no passage meets a condition, ``cut`` are patterns of which only some
        words were looked up.
        """
        notes = list(self.notes)
        if words := tuple(dict.fromkeys(cut)):
            notes.append(note("words-capped", *words))
        if self.common and not matches:
            notes.append(note("nothing-to-search", *self.common))
        if not matches and (missing := [each for each in self.conditions if unmet(each)]):
            notes.append(note("no-such-passage", *map(render, missing)))
        return tuple(notes)

    @property
    def roles(self) -> frozenset[str | None]:
        """The roles that the query names, which are searched without being chosen."""
        named = [each for each in self.conditions if isinstance(each, Valued)]
        return frozenset(value for each in named if each.field == "role" for value in each.values)

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
    notes = parsed.notes + ((note("words-ignored", *ignored),) if ignored else ())
    if parsed.read_as is not None:
        notes = (note("read-as", parsed.read_as), *notes)
    every = all(leaf in common for leaf in leaves(tree)) and match is not Match.EXACT
    words = tuple(dict.fromkeys(leaf.text for leaf in leaves(tree))) if every else ()
    return Reading(plans, notes, words, tuple(conditions(tree)), parsed.read_as)


def read(
    node: Node, analyzer: Analyzer, match: Match, common: frozenset[Leaf] = frozenset()
) -> Plan | None:
    """A tree as one language reads it; None where nothing in it can be looked up.

    Beside telling words, a ``common`` one (too common in some language of the index) raises the
    score and makes no match alone: ``the war`` is not asking for each ``The`` of an Italian text.
    """
    if isinstance(node, Group):
        return _read_group(node, analyzer, match, common)
    if isinstance(node, Condition):
        return node
    words = _read_leaf(node, analyzer, match)
    if not words:
        return None
    return words[0] if len(words) == 1 else Run(words, getattr(node, "slop", None))


def lookups(plan: Plan, *, excluded: bool = False) -> Iterator[Lookup | Run]:
    """The words and runs that a passage is found by, or not found if ``excluded`` ones too."""
    if isinstance(plan, Boolean):
        for child in (*plan.must, *plan.should, *(plan.must_not if excluded else ())):
            yield from lookups(child, excluded=excluded)
    elif not isinstance(plan, Condition):
        yield plan


def is_found_by_words(plan: Plan) -> bool:
    """Whether every passage that a plan matches has some word of it."""
    if not isinstance(plan, Boolean):
        return not isinstance(plan, Condition)
    if plan.must:
        return any(map(is_found_by_words, plan.must))
    return all(map(is_found_by_words, plan.should))


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
    if group.must and is_worded(group) and not any(map(_has_words, must + should + raising)):
        return None  # The conditions beside words find nothing alone.
    return _boolean(must, should + raising, must_not)


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


def _read_leaf(leaf: Leaf, analyzer: Analyzer, match: Match) -> tuple[Lookup, ...]:
    is_open = isinstance(leaf, Pattern)
    tokens = analyzer.analyze(leaf.text.translate(_AS_LETTERS) if is_open else leaf.text)
    quoted = isinstance(leaf, Phrase)
    kept = analyzer.may_be_stopword if len(tokens) > 1 else analyzer.is_stopword
    words = [
        _read_token(
            token, leaf.text, as_form=match is Match.EXACT or (quoted and kept(_form(token)))
        )
        for token in tokens
    ]
    if isinstance(leaf, Fuzzy) and tokens:
        form, typed = tokens[-1].forms[-1], leaf.text[tokens[-1].start : tokens[-1].end]
        words[-1] = Lookup(Field.FUZZY, (form,), form, f"{typed}~", leaf.edits)
    if is_open:
        words = [_opened(token, leaf.text, word) for token, word in zip(tokens, words, strict=True)]
    if len(tokens) > 1 and not quoted and any(words):
        words = [
            word or _read_token(token, leaf.text, as_form=True)
            for word, token in zip(words, tokens, strict=True)
        ]
    return tuple(word for word in words if word is not None and word.form.strip("*?"))


def _opened(token: Token, text: str, word: Lookup | None) -> Lookup | None:
    """A word of a pattern; as it was read if it has no wildcard itself."""
    form = _form(token).translate(_AS_WILDCARDS)
    if form == _form(token):
        return word
    return Lookup(Field.PATTERN, (form,), form, text[token.start : token.end])


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
