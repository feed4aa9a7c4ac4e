"""Queries as typed, read into trees; every text has a reading."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.query.parse import MAX_DEPTH, MAX_LEAVES, parse
from indexer.query.tree import Group, Node, Phrase, Prefix, Word, leaves
from tests.texts import texts

A, B, C, D = map(Word, "abcd")


def any_of(*nodes: Node) -> Group:
    return Group(should=nodes)


def all_of(*nodes: Node) -> Group:
    return Group(must=nodes)


READINGS = [
    ("", None),
    (" \t\u00a0", None),
    ("a", A),
    ("a b", any_of(A, B)),
    ("a\u00a0b", any_of(A, B)),
    ("l’Ucraina cease-fire", any_of(Word("l’Ucraina"), Word("cease-fire"))),
    ('"a b"', Phrase("a b")),
    ('"a b" c', any_of(Phrase("a b"), C)),
    ('a"b c"d', any_of(A, Phrase("b c"), D)),
    ('"" a', A),
    ('" "', None),
    ("a*", Prefix("a")),
    ("a** b", any_of(Prefix("a"), B)),
    ("*", Word("*")),
    ("+a b", Group(must=(A,), should=(B,))),
    ("a -b", Group(should=(A,), must_not=(B,))),
    ('a -"b c"', Group(should=(A,), must_not=(Phrase("b c"),))),
    ("a - b", any_of(A, Word("-"), B)),
    ("a-b", Word("a-b")),
    ("a NOT b", Group(should=(A,), must_not=(B,))),
    ("a not b", any_of(A, Word("not"), B)),
    ("NOT NOT a", Group(must_not=(A,))),
    ("-a", Group(must_not=(A,))),
    ("a AND b", all_of(A, B)),
    ("a AND b AND c", all_of(A, B, C)),
    ("a AND NOT b", Group(must=(A,), must_not=(B,))),
    ("a AND -b", Group(must=(A,), must_not=(B,))),
    ("a OR b", any_of(A, B)),
    ("a OR b AND c", any_of(A, all_of(B, C))),
    ("a AND b OR c AND d", any_of(all_of(A, B), all_of(C, D))),
    ("(a OR b) AND c", all_of(any_of(A, B), C)),
    ("+(a b) c", Group(must=(any_of(A, B),), should=(C,))),
    ("a -(b c)", Group(should=(A,), must_not=(any_of(B, C),))),
    ("a AND (NOT b)", Group(must=(A,), must_not=(B,))),
    ("a (-b -c)", Group(should=(A,), must_not=(B, C))),
    ("a -(-b)", Group(should=(A,), must_not=(B,))),
    ("a AND", A),
    ("AND a", A),
    ("OR OR", None),
    ("a AND AND b", all_of(A, B)),
    ("()", None),
    ("(((a)))", A),
    ("a () b", any_of(A, B)),
]


@pytest.mark.parametrize(("text", "tree"), READINGS)
def test_reading(text: str, tree: Node | None) -> None:
    parsed = parse(text)
    assert parsed.tree == tree
    assert parsed.notes == ()


@pytest.mark.parametrize(
    ("text", "tree", "code"),
    [
        ('"a b', Phrase("a b"), "quotes-balanced"),
        ('a "', A, "quotes-balanced"),
        ("(a b", any_of(A, B), "brackets-balanced"),
        ("a) b", any_of(A, B), "brackets-balanced"),
        (")(", None, "brackets-balanced"),
        ("a AND (b", all_of(A, B), "brackets-balanced"),
    ],
)
def test_what_was_mended_is_told_once(text: str, tree: Node | None, code: str) -> None:
    parsed = parse(text)
    assert parsed.tree == tree
    assert [note.code for note in parsed.notes] == [code]


@pytest.mark.parametrize(("opening", "closing"), list(product('"“”„«»＂', repeat=2)))
def test_any_quotes_delimit_a_phrase_mixed_ones_too(opening: str, closing: str) -> None:
    text = f"x {opening}cessate il fuoco{closing} y"
    assert parse(text) == parse('x "cessate il fuoco" y')
    assert Phrase("cessate il fuoco") in leaves(all_of(parse(text).tree or A))


def depth(node: Node | None) -> int:
    if not isinstance(node, Group):
        return 0
    return 1 + max(map(depth, node.must + node.should + node.must_not))


LONG = [
    "a" * 10_000,
    "a " * 5_000,
    '"a" ' * 2_500,
    "(" * 1_000 + "a" + ")" * 1_000,
    "(a " * 1_000 + ")" * 1_000,
    "(a AND " * 1_000 + "b",
    "(" * 10_000,
    ")" * 10_000,
    '"' * 10_000,
    "NOT " * 500 + "a",
    "-(" * 500 + "a",
    "a AND " * 500 + "b",
    "+-" * 5_000,
    "* " * 5_000,
]


@pytest.mark.parametrize("text", LONG, ids=lambda text: f"{text[:8].strip()}…{len(text)}")
def test_long_queries_are_bounded(text: str) -> None:
    parsed = parse(text)
    assert depth(parsed.tree) <= 2 * MAX_DEPTH + 1
    found = list(leaves(parsed.tree)) if parsed.tree else []
    assert len(found) <= MAX_LEAVES
    assert len(parsed.notes) <= 3


def test_words_past_the_cap_are_left_out_with_a_note() -> None:
    parsed = parse(" ".join(f"w{number}" for number in range(MAX_LEAVES)))
    assert parsed.notes == ()
    longer = parse(" ".join(f"w{number}" for number in range(MAX_LEAVES + 1)))
    assert longer.tree == parsed.tree
    assert [(note.code, note.words) for note in longer.notes] == [
        ("query-shortened", (str(MAX_LEAVES),))
    ]


def test_brackets_too_deep_are_passed_over() -> None:
    deep = "(" * 1_000 + "a AND b" + ")" * 1_000
    assert parse(deep).tree == all_of(A, B)
    assert parse(deep).notes == ()


queries = st.lists(
    st.sampled_from([*'()+-*"“«» ', " AND ", " OR ", " NOT ", "a", "l'è", "the"]) | texts
).map("".join)


@given(queries)
def test_every_text_has_a_reading(text: str) -> None:
    parsed = parse(text)
    assert parse(text) == parsed
    assert depth(parsed.tree) <= 2 * MAX_DEPTH + 1
    for leaf in leaves(parsed.tree) if parsed.tree else ():
        assert leaf.text.strip()
        assert leaf.text in text
    for note in parsed.notes:
        assert note.message


@given(queries)
def test_other_quotes_same_tree(text: str) -> None:
    straight = text.translate(dict.fromkeys(map(ord, "“”„‟«»＂❝❞〝〞"), '"'))
    for quote in "“»":
        assert parse(straight.replace('"', quote)) == parse(straight)
