"""The query as typed, taken apart: words, phrases, prefixes, and how they are combined."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """A word as typed; a hyphen or an apostrophe in it may make several tokens of it."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """What stood between quotes: words that follow each other."""

    text: str


@dataclass(frozen=True, slots=True)
class Prefix:
    """The start of a word, typed with ``*`` after it."""

    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """All of ``must``, none of ``must_not``; where ``must`` is empty, any of ``should``.

    Where ``must`` is not, what is in ``should`` only raises the score.
    """

    must: tuple[Node, ...] = ()
    should: tuple[Node, ...] = ()
    must_not: tuple[Node, ...] = ()


Leaf = Word | Phrase | Prefix
Node = Leaf | Group


def leaves(node: Node) -> Iterator[Leaf]:
    """The words, phrases and prefixes of a tree, in order, the excluded ones among them."""
    if isinstance(node, Group):
        for child in (*node.must, *node.should, *node.must_not):
            yield from leaves(child)
    else:
        yield node
