"""A query without one of its parts, and readings of it that ask for less."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given

from indexer.query import parts as module
from indexer.query.parse import parse
from indexer.query.parts import any_of, parts, unquoted
from indexer.query.tree import Group, Node
from tests.query.strategies import queries


def test_the_examples() -> None:
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("a b", {"a": "b", "b": "a"}),
        ("a AND b", {"+a": "b", "+b": "a"}),
        ("a -b", {"a": None, "-b": "a"}),
        ("(a b) (c d)", {"(a b)": "c d", "(c d)": "a b"}),
        ("x outlet:Il", {"x": "outlet:Il", "outlet:Il": "x"}),
        (
            "a AND (b OR c) lang:it",
            {
                "+a": "(b OR c) AND language:it",
                "+(b c)": "a AND language:it",
                "language:it": "a AND (b OR c)",
            },
        ),
        ('titolo:pace "due mesi"', {"title:pace": '"due mesi"', '"due mesi"': "title:pace"}),
    ],
)
def test_without_a_part(text: str, without: dict[str, str | None]) -> None:
    assert {part.text: part.without for part in parts(text)} == without


@pytest.mark.parametrize("text", ["", "tregua", '"due mesi"', "-a", "title:(a b)", "a*", "lang:it"])
def test_a_single_thing_has_no_parts(text: str) -> None:
    assert parts(text) == ()


def test_words_come_as_they_were_typed_then_fields() -> None:
    texts = [part.text for part in parts("delta +alfa -beta lang:it gamma")]
    assert texts == ["delta", "+alfa", "-beta", "gamma", "language:it"]


def size(tree: Node | None) -> int:
    """The leaves and conditions of a tree."""
    return sum(map(size, tree.children)) if isinstance(tree, Group) else 1


@given(queries)
def test_what_is_left_is_read_as_it_is_written(text: str) -> None:
    for part in parts(text):
        if part.without is not None:
            left = parse(part.without)
            assert left.tree is not None
            assert size(left.tree) < size(parse(text).tree)
    for looser in (any_of(text), unquoted(text)):
        if looser is not None:
            assert parse(looser).tree is not None


@pytest.mark.parametrize(
    ("text", "looser"),
    [
        ("a AND b", "a b"),
        ("+a b", "a b"),
        ("+a +b c lang:it -d", "(a OR b OR c) AND language:it AND NOT d"),
        ("a b", None),
        ("a lang:it", None),
        ("titolo:a", None),
    ],
)
def test_any_of_the_words(text: str, looser: str | None) -> None:
    assert any_of(text) == looser


def test_without_quotes() -> None:
    assert unquoted('"a b" c') == "(a OR b) c"
    assert unquoted('+"a b"~5 -c lang:it') == "(a OR b) AND language:it AND NOT c"
    assert unquoted("a b") is None
