"""A query, read: a plan for each language of the index, and what is to be told of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from analyzers import analysis_code, get_analyzer
from indexer.query.model import Match
from indexer.query.notes import Note, note
from indexer.query.parse import parse
from indexer.query.plan import Plan
from indexer.query.reader import Reader, is_common
from indexer.query.related import Relations
from indexer.query.render import render
from indexer.query.tree import Condition, Group, Node, Valued, Word, conditions, leaves
from indexer.query.words import look_up


@dataclass(frozen=True, slots=True)
class Reading:
    """A query read for several languages: by analysis code, a plan where there is one."""

    plans: dict[str, Plan]
    notes: tuple[Note, ...]
    common: tuple[str, ...] = ()
    """The words typed, when each of them is too common to be searched for in some language."""
    conditions: tuple[Condition, ...] = ()
    """What passages must or may be, that is not in their words."""
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
    without: Sequence[str] = (),
) -> Reading:
    """Parse ``text`` and read it once for each way in which ``languages`` are analysed.

    Without languages, as in an empty index, it is read as text of an unknown one; without
    ``relations`` nothing is looked up but the words themselves, and never what ``without`` names.
    """
    parsed = parse(text)
    tree = parsed.tree
    if tree is None:
        return Reading({}, parsed.notes + _unsearchable(text, tree))
    codes = tuple(sorted({analysis_code(each) for each in languages})) or (analysis_code(None),)
    related = relations if match is Match.RELATED else None
    readers = {code: Reader(get_analyzer(code), match, codes, related, without) for code in codes}
    plans = {code: plan for code, each in readers.items() if (plan := each.read(tree)) is not None}
    if not plans:
        return Reading({}, parsed.notes + _unsearchable(text, tree))
    ignored = _ignored(tree, match, codes)
    notes = parsed.notes + ((note("words-ignored", *ignored),) if ignored else ())
    if parsed.read_as is not None:
        notes = (note("read-as", parsed.read_as), *notes)
    every = match is not Match.EXACT and all(is_common(leaf, codes) for leaf in leaves(tree))
    words = tuple(dict.fromkeys(leaf.text for leaf in leaves(tree))) if every else ()
    language = _language(tree, related)
    return Reading(plans, notes, words, tuple(conditions(tree)), language)


def _language(tree: Node, relations: Relations | None) -> str | None:
    if relations is None:
        return None
    languages = relations.written_in(leaf.text for leaf in leaves(tree))
    return languages[0] if len(languages) == 1 else None


def _unsearchable(text: str, tree: Node | None) -> tuple[Note, ...]:
    """Why nothing of a query can be looked up."""
    if not text.strip():
        return ()
    if tree is not None and not _positive(tree):
        return (note("only-exclusions"),)
    words = [] if tree is None else [leaf.text for leaf in leaves(tree)]
    return (note("nothing-to-search", *dict.fromkeys(words)),)


def _positive(node: Node) -> bool:
    return not isinstance(node, Group) or any(map(_positive, node.must + node.should))


def _ignored(node: Node, match: Match, codes: Sequence[str]) -> list[str]:
    """Required words that no language looks up."""
    if not isinstance(node, Group):
        return []
    ignored = [word for child in node.should for word in _ignored(child, match, codes)]
    for child in node.must:
        if isinstance(child, Word) and not any(
            look_up(child, get_analyzer(code), match) for code in codes
        ):
            ignored.append(child.text)
        ignored.extend(_ignored(child, match, codes))
    return ignored
