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
from indexer.query.related import LONGEST_EXPRESSION, Related, Relations, Via
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
from indexer.query.trust import weight
from indexer.query.written_in import written_in

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
class Alternative:
    """What a word is also looked up as; ``weight`` is what its frequency counts, 1 in full."""

    term: str
    via: Via
    plan: Lookup | Run
    weight: float = 1.0
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Widened:
    """A word, or words side by side, and what else it is looked up as: scored as one word.

    ``own`` is None where only the alternatives are looked up.
    """

    own: Lookup | Run | None
    alternatives: tuple[Alternative, ...]
    typed: str


@dataclass(frozen=True, slots=True)
class Boolean:
    """As :class:`indexer.query.tree.Group`, of plans."""

    must: tuple[Plan, ...] = ()
    should: tuple[Plan, ...] = ()
    must_not: tuple[Plan, ...] = ()


Plan = Lookup | Run | Widened | Boolean | Condition


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
    language: str | None = None
    """The language that the query is clearly written in."""

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


def read_all(
    text: str,
    match: Match,
    languages: Iterable[str | None],
    relations: Relations | None = None,
) -> Reading:
    """Parse ``text`` and read it once for each way in which ``languages`` are analysed.

    Without languages, as in an empty index, it is read as text of an unknown one; without
    ``relations`` nothing is looked up but the words themselves.
    """
    parsed = parse(text)
    tree = parsed.tree
    told = parsed.notes
    if parsed.read_as is not None:
        told = (note("read-as", parsed.read_as), *told)
    if tree is None:
        return Reading({}, told + _unsearchable(text, tree))
    codes = sorted({analysis_code(language) for language in languages}) or [analysis_code(None)]
    related = relations if match is Match.RELATED else None
    sources = _sources(tree, related)
    language = sources[0] if len(sources) == 1 else None
    heard = [get_analyzer(code) for code in (sources if len(sources) == 1 else codes)]
    common = _common(tree, heard)
    if len(sources) == 1:
        tree = _telling(tree, common) or tree
    plans = {
        code: plan
        for code in codes
        if (plan := _Reader(get_analyzer(code), match, common, sources, related).read(tree))
        is not None
    }
    if not plans:
        return Reading({}, told + _unsearchable(text, tree), read_as=parsed.read_as)
    analyzers = [get_analyzer(code) for code in codes]
    ignored = _ignored(tree, match, analyzers)
    notes = (note("words-ignored", *ignored),) if ignored else ()
    every = all(leaf in common for leaf in leaves(tree)) and match is not Match.EXACT
    words = tuple(dict.fromkeys(leaf.text for leaf in leaves(tree))) if every else ()
    return Reading(plans, told + notes, words, tuple(conditions(tree)), parsed.read_as, language)


def read(node: Node, analyzer: Analyzer, match: Match) -> Plan | None:
    """A tree as one language alone reads it; None where nothing in it can be looked up."""
    return _Reader(analyzer, match).read(node)


@dataclass(frozen=True)
class _Reader:
    """Reads trees as one language.

    Beside telling words, a ``common`` one (too common in some language of the index) raises the
    score and makes no match alone: ``the war`` is not asking for each ``The`` of an Italian text.
    ``sources`` are the languages that the query may be written in.
    """

    analyzer: Analyzer
    match: Match
    common: frozenset[Leaf] = frozenset()
    sources: tuple[str, ...] = ()
    relations: Relations | None = None

    def read(self, node: Node) -> Plan | None:
        """The plan of a tree; None where nothing in it can be looked up."""
        if isinstance(node, Group):
            return self._group(node)
        if isinstance(node, Condition):
            return node
        words = _read_leaf(self._as_typed(node), self.analyzer, self.match)
        own = None
        if words:
            own = words[0] if len(words) == 1 else Run(words, getattr(node, "slop", None))
        if self.relations is None or not _may_be_related(node) or node in self.common:
            return own
        return self._widened(own, node.text)

    def _as_typed(self, leaf: Leaf) -> Leaf:
        """A word as it stands in its own language: ``Kyiv's`` is no two words in Italian."""
        code = self.analyzer.language.code
        if not isinstance(leaf, Word) or len(self.sources) != 1 or self.sources[0] == code:
            return leaf
        tokens = get_analyzer(self.sources[0]).analyze(leaf.text)
        words = [leaf.text[token.start : token.end] for token in tokens]
        return Word("-".join(words)) if words else leaf

    def _widened(self, own: Lookup | Run | None, typed: str) -> Plan | None:
        assert self.relations is not None
        code = self.analyzer.language.code
        found = self.relations.related(typed, self.sources, code)
        beside = own is not None and code in self.sources
        alternatives = tuple(_alternative(each, weight(each.via, beside=beside)) for each in found)
        return Widened(own, alternatives, typed) if alternatives else own

    def _group(self, group: Group) -> Plan | None:
        telling = [node for node in group.should if node not in self.common] or group.should
        minor = [node for node in group.should if node not in telling]
        must, should, raising, must_not = (
            tuple(plan for node in nodes if (plan := self.read(node)) is not None)
            for nodes in (group.must, telling, minor, group.must_not)
        )
        should += tuple(self._expressions(group.should))
        if raising and not must:
            any_telling = _boolean((), should, ())
            must, should = (any_telling,) if any_telling else (), ()
        if group.must and is_worded(group) and not any(map(_has_words, must + should + raising)):
            return None  # The conditions beside words find nothing alone.
        return _boolean(must, should + raising, must_not)

    def _expressions(self, nodes: Sequence[Node]) -> Iterator[Plan]:
        """What words side by side are looked up as together: ``prime minister`` as ``premier``."""
        if self.relations is None:
            return
        words = [node.text if isinstance(node, Word) else None for node in nodes]
        begin = 0
        while begin < len(words) - 1:
            for end in range(min(begin + LONGEST_EXPRESSION, len(words)), begin + 1, -1):
                side_by_side = [word for word in words[begin:end] if word is not None]
                if len(side_by_side) == end - begin:
                    found = self._widened(None, " ".join(side_by_side))
                    if found is not None:
                        yield found
                        begin = end - 1
                        break
            begin += 1


def _may_be_related(leaf: Leaf) -> bool:
    return isinstance(leaf, Word) or (isinstance(leaf, Phrase) and leaf.slop is None)


def _alternative(related: Related, weight: float) -> Alternative:
    words = tuple(Lookup(Field.FORM, each, each[0], related.term) for each in related.words)
    plan = words[0] if len(words) == 1 else Run(words)
    return Alternative(related.term, related.via, plan, weight, related.origin)


def _sources(tree: Node, relations: Relations | None) -> tuple[str, ...]:
    if relations is None:
        return ()
    return written_in((leaf.text for leaf in leaves(tree)), relations.lexicon)


def _telling(node: Node, common: frozenset[Leaf]) -> Node | None:
    """A tree without the words that are too common in the language it is written in."""
    if not isinstance(node, Group):
        return None if isinstance(node, Word) and node in common else node
    kept = [
        tuple(own for child in children if (own := _telling(child, common)) is not None)
        for children in (node.must, node.should, node.must_not)
    ]
    return Group(*kept) if kept[0] or kept[1] else None


def lookups(plan: Plan, *, excluded: bool = False) -> Iterator[Lookup | Run]:
    """The words and runs that a passage is found by, or not found if ``excluded`` ones too."""
    if isinstance(plan, Boolean):
        for child in (*plan.must, *plan.should, *(plan.must_not if excluded else ())):
            yield from lookups(child, excluded=excluded)
    elif isinstance(plan, Widened):
        if plan.own is not None:
            yield plan.own
        yield from (each.plan for each in plan.alternatives)
    elif not isinstance(plan, Condition):
        yield plan


@dataclass(frozen=True, slots=True)
class Sought:
    """A word or run of a plan, the term that stands for it, and how it comes from ``typed``."""

    wanted: Lookup | Run
    term: str
    via: Via
    typed: str
    is_related: bool = False
    origin: str | None = None


def soughts(plan: Plan) -> Iterator[Sought]:
    """What a passage is found by, excluded words left out."""
    if isinstance(plan, Boolean):
        for child in (*plan.must, *plan.should):
            yield from soughts(child)
    elif isinstance(plan, Widened):
        if plan.own is not None:
            yield from soughts(plan.own)
        for each in plan.alternatives:
            yield Sought(each.plan, each.term, each.via, plan.typed, True, each.origin)
    elif not isinstance(plan, Condition):
        words = plan.words if isinstance(plan, Run) else (plan,)
        yield Sought(plan, plan.shown, Via.WORD, " ".join(word.typed for word in words))


def is_found_by_words(plan: Plan) -> bool:
    """Whether every passage that a plan matches has some word of it."""
    if not isinstance(plan, Boolean):
        return not isinstance(plan, Condition)
    if plan.must:
        return any(map(is_found_by_words, plan.must))
    return all(map(is_found_by_words, plan.should))


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
