"""Words side by side that are one term: ``prime minister``, ``Stati Uniti``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from indexer.query.related import Relations
from indexer.query.tree import Node, Word

_LONGEST = 5
"""Words that are looked up as one term."""


def expressions(
    nodes: Sequence[Node], relations: Relations, sources: Sequence[str]
) -> Iterator[tuple[Word, ...]]:
    """The words side by side that the lexicon has as one term, the longest from each word on."""
    begin = 0
    while begin < len(nodes):
        after = nodes[begin : begin + _LONGEST]
        words = [each for each in takewhile(_is_word, after) if isinstance(each, Word)]
        ends = (
            end
            for end in range(len(words), 1, -1)
            if relations.is_expression(joined(words[:end]), sources)
        )
        end = next(ends, 1)
        if end > 1:
            yield tuple(words[:end])
        begin += end


def joined(words: Iterable[Word]) -> str:
    """Words as they were typed."""
    return " ".join(word.text for word in words)


def _is_word(node: Node) -> bool:
    return isinstance(node, Word)
