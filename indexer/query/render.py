"""A tree written as a query: read again, it gives the same tree."""

from __future__ import annotations

import re

from indexer import dates
from indexer.query.lexemes import operator
from indexer.query.tree import (
    HEADLINE,
    Condition,
    Fuzzy,
    Group,
    Leaf,
    Node,
    Pattern,
    Phrase,
    Valued,
    Word,
    is_field,
)


def render(tree: Node, between: str = " ") -> str:
    """The query of a tree, in the words that ``parse`` documents.

    ``between``, a blank or OR between two, parts what any of is looked for outside brackets.
    """
    return _group(tree, between) if isinstance(tree, Group) else _single(tree)


def _group(group: Group, between: str) -> str:
    """A group without brackets."""
    if _is_title(group):
        return f"title:{_operand(group.must[0])}"
    if len(group.must) + len(group.must_not) > 1 and group.must and not group.should:
        excluded = (f"NOT {_operand(node)}" for node in group.must_not)
        return " AND ".join([*map(_operand, group.must), *excluded])
    # Side by side with other words, a field would be required.
    if any(map(is_field, group.should)):
        between = " OR "
    required = [f"+{_operand(node)}" for node in group.must]
    alternatives = between.join(map(_operand, group.should))
    if between == " OR " and required and group.should:
        required.append("OR")
    return " ".join(
        [*required, *filter(None, [alternatives]), *(f"-{_operand(e)}" for e in group.must_not)]
    )


def _operand(node: Node) -> str:
    if isinstance(node, Group):
        inner = _group(node, " OR ")
        return inner if _is_title(node) else f"({inner})"
    return _single(node)


def _is_title(group: Group) -> bool:
    return group.must[1:] == (HEADLINE,) and not (group.should or group.must_not)


def _single(node: Leaf | Condition) -> str:
    if isinstance(node, Condition):
        return _condition(node)
    if isinstance(node, Phrase):
        return f'"{node.text}"' + ("" if node.slop is None else f"~{node.slop}")
    if isinstance(node, Fuzzy):
        return f"{node.text}~{node.edits}"
    if isinstance(node, Pattern):
        return node.text
    return node.text if _is_plain(node) else f"({node.text})"


def _is_plain(word: Word) -> bool:
    """Whether a word is read as one wherever it stands; ``dal:nov`` before a year is not."""
    text = word.text
    return operator(text) is None and ":" not in text and bool(re.search(r"[^\W_]", text))


def _condition(condition: Condition) -> str:
    if isinstance(condition, Valued):
        name = "date" if condition.field == "day" else condition.field
        return f"{name}:{','.join(map(_value, condition.values))}"
    first, last = condition.first, condition.last
    if first and not last:
        return f"from:{_shortest(first, None)}"
    if last and not first:
        return f"to:{_shortest(None, last)}"
    if not (first and last):
        return "date:[* TO *]"
    begin, end = _shortest(first, last).split()
    return f"date:{begin}" if begin == end else f"date:[{begin} TO {end}]"


def _value(value: str | None) -> str:
    return value if value and re.fullmatch(r"\w[\w.-]*", value) else f'"{value or ""}"'


def _shortest(first: str | None, last: str | None) -> str:
    """Two days as years, as months or as they are: the first that says the same."""
    for length in (4, 7):
        begins = not first or dates.first_day(first[:length]) == first
        if begins and (not last or dates.last_day(last[:length]) == last):
            break
    else:
        length = 10
    return " ".join(day[:length] for day in (first, last) if day)
