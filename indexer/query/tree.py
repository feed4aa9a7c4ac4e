"""The query as typed, taken apart: what is looked for, and how it is combined."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from analyzers.folding import fold


@dataclass(frozen=True, slots=True)
class Word:
    """A word as typed; a hyphen or an apostrophe in it may make several tokens of it."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """What stood between quotes: words that follow each other.

    With ``slop``, words in any order with at most so many others between them.
    """

    text: str
    slop: int | None = None


@dataclass(frozen=True, slots=True)
class Pattern:
    """A word of which only a part was typed: ``*`` is any run of letters, ``?`` one letter."""

    text: str


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """A word that may be spelt otherwise, by so many ``edits`` of a letter."""

    text: str
    edits: int


@dataclass(frozen=True, slots=True)
class Valued:
    """A condition on what is known of a passage: one of ``values`` in ``field``; None: unknown.

    ``field`` is language, outlet, section, role or day. An outlet and a section are also named by
    some of their words that follow each other, whatever their case and accents.
    """

    field: str
    values: tuple[str | None, ...]

    def meets(self, held: str | None) -> bool:
        """Whether a passage that has the value ``held`` meets the condition."""
        if held is None or self.field not in ("outlet", "section"):
            return held in self.values
        name = _spaced(held)
        return any(_spaced(value) in name for value in self.values if value is not None)


@dataclass(frozen=True, slots=True)
class Dated:
    """A condition on the day of publication, ``YYYY-MM-DD``: both ends included, None is open.

    Without ends it is met by every passage that has a date.
    """

    first: str | None
    last: str | None
    field = "day"

    def meets(self, held: str | None) -> bool:
        """Whether a passage of the day ``held`` meets the condition."""
        return held is not None and (self.first or "") <= held <= (self.last or "9999-12-31")


@dataclass(frozen=True, slots=True)
class Group:
    """All of ``must``, none of ``must_not``; where ``must`` is empty, any of ``should``.

    Where ``must`` is not, what is in ``should`` only raises the score.
    """

    must: tuple[Node, ...] = ()
    should: tuple[Node, ...] = ()
    must_not: tuple[Node, ...] = ()

    @property
    def children(self) -> tuple[Node, ...]:
        """All that is combined."""
        return self.must + self.should + self.must_not


Leaf = Word | Phrase | Pattern | Fuzzy
Condition = Valued | Dated
Node = Leaf | Condition | Group

HEADLINE = Valued("role", ("headline",))


def leaves(node: Node) -> Iterator[Leaf]:
    """The words and phrases of a tree, in order, the excluded ones among them."""
    if isinstance(node, Group):
        for child in node.children:
            yield from leaves(child)
    elif not isinstance(node, Condition):
        yield node


def conditions(node: Node) -> Iterator[Condition]:
    """The conditions of a tree that are not excluded, in order."""
    if isinstance(node, Group):
        for child in node.must + node.should:
            yield from conditions(child)
    elif isinstance(node, Condition):
        yield node


def is_worded(node: Node) -> bool:
    """Whether a tree looks for any word, excluded ones aside."""
    if isinstance(node, Group):
        return any(map(is_worded, node.must + node.should))
    return not isinstance(node, Condition)


def is_field(node: Node) -> bool:
    """Whether a node is what naming a field makes, or a group of such alone."""
    if isinstance(node, Group):
        return node.must[1:] == (HEADLINE,) or all(map(is_field, node.children))
    return isinstance(node, Condition)


def _spaced(name: str) -> str:
    """The folded words of a name, a blank about each."""
    return " ".join(["", *re.findall(r"[^\W_]+", fold(name)), ""])
