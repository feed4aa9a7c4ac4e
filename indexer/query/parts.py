"""The parts of a query that can be taken out one by one, and readings of it that ask for less."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from indexer.query.parse import parse
from indexer.query.render import render
from indexer.query.tree import Condition, Group, Node, Phrase, Word, is_field, leaves

Path = tuple[tuple[str, int], ...]
"""Where a node stands in a tree: which tuple of each group, and which place in it."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a query, written as it was read; ``without`` is the query that lacks it.

    None: nothing that could be found would be left.
    """

    text: str
    without: str | None


def parts(text: str) -> tuple[Part, ...]:
    """What a query is put together from, in the order typed; none where it is a single thing.

    >>> for part in parts('tregua +"due mesi" -Ginevra'):
    ...     print(part.text, "|", part.without)
    tregua | "due mesi" AND NOT Ginevra
    +"due mesi" | tregua -Ginevra
    -Ginevra | +"due mesi" tregua
    """
    tree = _tree(text)
    split = [] if tree is None else list(_split(tree))
    if tree is None or len(split) < 2:
        return ()
    alone = sum(path[-1][0] != "must_not" and not is_field(node) for path, node in split) == 1
    made = [Part(_signed(path, node, alone), _without(tree, path)) for path, node in split]
    places = {part.text: _place(text, part.text) for part in made}
    return tuple(sorted(made, key=lambda part: places[part.text]))


def any_of(text: str) -> str | None:
    """The query with any of the words that it requires; None where it requires fewer than two.

    >>> any_of("tregua AND Ginevra -Roma")
    'tregua Ginevra -Roma'
    """
    tree = _tree(text)
    if not isinstance(tree, Group) or is_field(tree):
        return None
    words = tuple(node for node in tree.must if not is_field(node))
    if len(words) + bool(tree.should) < 2:
        return None
    fields = tuple(node for node in tree.must if is_field(node))
    loosened = Group(should=words + tree.should)
    if fields:
        return render(Group((loosened, *fields), (), tree.must_not))
    return render(replace(loosened, must_not=tree.must_not))


def unquoted(text: str) -> str | None:
    """The query with the words of its phrases side by side; None where it has no phrase.

    >>> unquoted('"cessate il fuoco" Ginevra')
    '(cessate OR il OR fuoco) Ginevra'
    """
    tree = _tree(text)
    phrases = tree is not None and any(isinstance(leaf, Phrase) for leaf in leaves(tree))
    return render(_spread(tree)) if tree and phrases else None


def _tree(text: str) -> Node | None:
    """The tree of a query; what a group beside a field requires stands beside it."""
    tree = parse(text).tree
    if not isinstance(tree, Group) or is_field(tree):
        return tree
    must: tuple[Node, ...] = ()
    should, must_not = tree.should, tree.must_not
    required = tree.must
    if not required and len(should) == 1:
        required, should = should, ()
    for node in required:
        if isinstance(node, Group) and not node.should and not is_field(node):
            must, must_not = must + node.must, must_not + node.must_not
        else:
            must += (node,)
    return Group(must, should, must_not)


def _split(tree: Node, path: Path = ()) -> Iterator[tuple[Path, Node]]:
    """The nodes that stand by themselves, those of a group that stands beside fields among them."""
    if not isinstance(tree, Group) or is_field(tree):
        return
    for name in ("must", "should", "must_not"):
        for at, node in enumerate(getattr(tree, name)):
            here = (*path, (name, at))
            others = (*tree.must[:at], *tree.must[at + 1 :])
            beside_fields = name == "must" and not path and all(map(is_field, others))
            if beside_fields and isinstance(node, Group) and not is_field(node):
                yield from _split(node, here)
            else:
                yield here, node


def _signed(path: Path, node: Node, alone: bool) -> str:
    name = path[-1][0]
    plain = alone or is_field(node)
    sign = {"must": "" if plain else "+", "should": "", "must_not": "-"}[name]
    bracketed = isinstance(node, Group) and not is_field(node)
    written = render(node)
    return sign + (f"({written})" if bracketed else written)


def _without(tree: Node, path: Path) -> str | None:
    left = _dropped(tree, path)
    return None if left is None else render(left)


def _dropped(tree: Node, path: Path) -> Node | None:
    """The tree without the node at ``path``; None where it would only exclude, or be empty."""
    assert isinstance(tree, Group)
    (name, at), *rest = path
    nodes = getattr(tree, name)
    changed = _dropped(nodes[at], tuple(rest)) if rest else None
    kept = nodes[:at] + ((changed,) if changed else ()) + nodes[at + 1 :]
    left = replace(tree, **{name: kept})
    if not (left.must or left.should):
        return None
    if len(left.children) == 1:
        return left.children[0]
    return left


def _spread(tree: Node) -> Node:
    if isinstance(tree, Phrase):
        words = tuple(Word(word) for word in tree.text.split())
        return words[0] if len(words) == 1 else Group(should=words)
    if not isinstance(tree, Group):
        return tree
    if len(tree.children) == 1:
        return _spread(tree.children[0])
    return Group(*(tuple(map(_spread, nodes)) for nodes in (tree.must, tree.should, tree.must_not)))


def _place(text: str, part: str) -> int:
    """Where a part was typed, as well as its first words tell; at the end if they do not."""
    first = parse(part).tree
    words = "" if first is None or isinstance(first, Condition) else next(leaves(first)).text
    at = text.find(words) if words else -1
    return len(text) if at < 0 else at
