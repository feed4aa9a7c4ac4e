"""Queries as typed, read into trees; every text has a reading."""

from __future__ import annotations

import re
import unicodedata
from itertools import product

import pytest
from hypothesis import assume, given, settings

from analyzers.folding import fold
from indexer.query.lexer import MAX_DEPTH, MAX_PATTERNS
from indexer.query.parse import parse
from indexer.query.render import render
from indexer.query.scanner import MAX_WORDS
from indexer.query.tree import (
    Dated,
    Fuzzy,
    Group,
    Node,
    Pattern,
    Phrase,
    Valued,
    Word,
    conditions,
    leaves,
)
from tests.query.hostile import HOSTILE
from tests.query.strategies import queries

A, B, C, D = map(Word, "abcd")
IT = Valued("language", ("it",))
X = Valued("outlet", ("x",))
EITHER = Valued("language", ("it", "en"))
YEAR, MONTH = Dated("2024-01-01", "2024-12-31"), Dated("2025-11-01", "2025-11-30")
HEADLINE = Valued("role", ("headline",))


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
    ("a*", Pattern("a*")),
    ("a** b", any_of(Pattern("a*"), B)),
    ("*", Word("*")),
    ("+a b", Group(must=(A,), should=(B,))),
    ("a -b", Group(should=(A,), must_not=(B,))),
    ('a -"b c"', Group(should=(A,), must_not=(Phrase("b c"),))),
    ("a - b", any_of(A, Word("-"), B)),
    ("a-b", Word("a-b")),
    ("a NOT b", Group(should=(A,), must_not=(B,))),
    ("a not b", any_of(A, Word("not"), B)),
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
    ("OR OR", None),
    ("()", None),
    ("(((a)))", A),
    ("a () b", any_of(A, B)),
    ("a *b* c?t who?", any_of(A, Pattern("*b*"), Pattern("c?t"), Word("who?"))),
    ("l’a*, x", any_of(Pattern("l’a*"), Word("x"))),
    ("a/* ?* 20*3=60", any_of(Word("a/*"), Word("?*"), Word("20*3=60"))),
    (
        "zelenski~ kyiv~ ab~1, c~2",
        any_of(Fuzzy("zelenski", 2), Fuzzy("kyiv", 1), Fuzzy("ab", 1), Fuzzy("c", 2)),
    ),
    ("a ~ ~99", any_of(A, Word("~"), Word("~99"))),
    ('"a b"~5 «c d»~0', any_of(Phrase("a b", 5), Phrase("c d", 0))),
    ('"a b" ~5', any_of(Phrase("a b"), Word("~5"))),
    ("a\0b", any_of(A, B)),
    # Fields
    ("language:it", IT),
    ("a language:it", all_of(A, IT)),
    ("a b language:it", all_of(any_of(A, B), IT)),
    ("+a b language:it", Group(must=(A, IT), should=(B,))),
    ("a language:it -b", Group(must=(A, IT), must_not=(B,))),
    ("a -language:it", Group(should=(A,), must_not=(IT,))),
    ("language:it -a", Group(must=(IT,), must_not=(A,))),
    ("-language:it", Group(must_not=(IT,))),
    ("a OR language:it", any_of(A, IT)),
    ("a language:it OR b", any_of(A, IT, B)),
    ("language:it OR outlet:x", any_of(IT, X)),
    ("(language:it OR outlet:x) a", all_of(A, any_of(IT, X))),
    ("a AND language:it", all_of(A, IT)),
    ("language:it outlet:x", all_of(IT, X)),
    ("outlet:x outlet:y a", all_of(A, Valued("outlet", ("x", "y")))),
    ("outlet:x,y a", all_of(A, Valued("outlet", ("x", "y")))),
    ('outlet:"Il  Molo", a', all_of(A, Valued("outlet", ("Il Molo",)))),
    ('outlet:"a, b","c"', Valued("outlet", ("a, b", "c"))),
    ('outlet:"" section:x', all_of(Valued("outlet", (None,)), Valued("section", ("x",)))),
    ("LANGUAGE:IT", IT),
    ('language:"it"', IT),
    ("title:a", all_of(A, HEADLINE)),
    ("title:a b", all_of(B, all_of(A, HEADLINE))),
    ("title:a title:b", any_of(all_of(A, HEADLINE), all_of(B, HEADLINE))),
    ('title:"a b"', all_of(Phrase("a b"), HEADLINE)),
    ("title:(a b)", all_of(any_of(A, B), HEADLINE)),
    ("title:(a AND b) OR c", any_of(all_of(all_of(A, B), HEADLINE), C)),
    ("a AND role:headline", all_of(A, HEADLINE)),
    ("from:2025-11", Dated("2025-11-01", None)),
    ("from:2025-11 to:2025", all_of(Dated("2025-11-01", None), Dated(None, "2025-12-31"))),
    ("date:[2025-01 TO 2025-06]", Dated("2025-01-01", "2025-06-30")),
    ("date:[* TO *]", Dated(None, None)),
    ('date:""', Valued("day", (None,))),
    # No fields
    ("12:30 https://x.it/a:b", any_of(Word("12:30"), Word("https://x.it/a:b"))),
    ("a:b da:x", any_of(Word("a:b"), Word("da:x"))),
    ("a :b", any_of(A, Word(":b"))),
    # Small words that are words
    ("bread and butter", any_of(Word("bread"), Word("and"), Word("butter"))),
    ("a e b", any_of(A, Word("e"), B)),
    ("to be or not to be", any_of(*map(Word, "to be or not to be".split()))),
    ('"a" and b', any_of(Phrase("a"), Word("and"), B)),
    ('a not "b"', any_of(A, Word("not"), Phrase("b"))),
    ("(the war and peace)", any_of(*map(Word, "the war and peace".split()))),
    ("a (come non detto)", any_of(A, any_of(*map(Word, "come non detto".split())))),
    ("E state", any_of(Word("E"), Word("state"))),
    ("vitamina E", any_of(Word("vitamina"), Word("E"))),
]
"""Queries that are read as they are written."""

MENDED = [
    ("a E b", all_of(A, B), "a AND b"),
    ("a O b E c", any_of(A, all_of(B, C)), "a OR (b AND c)"),
    ("a OPPURE b", any_of(A, B), "a OR b"),
    ("a NON b", Group(should=(A,), must_not=(B,)), "a -b"),
    ("a && b || !c", Group(should=(all_of(A, B),), must_not=(C,)), "(a AND b) -c"),
    ("a&&b", all_of(A, B), "a AND b"),
    ("a −b", Group(should=(A,), must_not=(B,)), "a -b"),
    ("a –b", Group(should=(A,), must_not=(B,)), "a -b"),
    ("＋a b", Group(must=(A,), should=(B,)), "+a b"),
    ('"a" or "b"', any_of(Phrase("a"), Phrase("b")), '"a" OR "b"'),
    ('"a" e non "b"', Group(must=(Phrase("a"),), must_not=(Phrase("b"),)), '"a" AND NOT "b"'),
    ('"a" not "b"', Group(should=(Phrase("a"),), must_not=(Phrase("b"),)), '"a" -"b"'),
    ("(a and b) c", any_of(all_of(A, B), C), "(a AND b) c"),
    ("(a o b) e (c o d)", all_of(any_of(A, B), any_of(C, D)), "(a OR b) AND (c OR d)"),
    ("a not language:it", Group(should=(A,), must_not=(IT,)), "a -language:it"),
    ("a AND", A, "a"),
    ("AND a", A, "a"),
    ("a AND AND b", all_of(A, B), "a AND b"),
    ("NOT NOT a", Group(must_not=(A,)), "-a"),
    ('"x"-a', any_of(Phrase("x"), A), '"x" a'),
    ("a^2 b^0.5", any_of(A, B), "a b"),
    ("a~0", A, "a"),
    ("a~0.8", Fuzzy("a", 1), "a~1"),
    ("*a~2", Pattern("*a"), "*a"),
    ('"a b"~', Phrase("a b", 5), '"a b"~5'),
    ("lingua:Italiano a", all_of(A, IT), "a AND language:it"),
    ("lang:en-GB", Valued("language", ("en",)), "language:en"),
    ("language:(inglese OR it)", Valued("language", ("en", "it")), "language:en,it"),
    ("language:(it en)", Valued("language", ("it", "en")), "language:it,en"),
    (
        "testata:(Il Molo O La Sera)",
        Valued("outlet", ("Il Molo", "La Sera")),
        'outlet:"Il Molo","La Sera"',
    ),
    ("ruolo:Didascalia", Valued("role", ("caption",)), "role:caption"),
    ("titolo:a", all_of(A, HEADLINE), "title:a"),
    ("dal:12/11/2025", Dated("2025-11-12", None), "from:2025-11-12"),
    ("from:nov 2025 a", all_of(A, Dated("2025-11-01", None)), "a AND from:2025-11"),
    ('from:"12 novembre 2025"', Dated("2025-11-12", None), "from:2025-11-12"),
    ("published:2025-01..2025-06", Dated("2025-01-01", "2025-06-30"), "date:[2025-01 TO 2025-06]"),
    (
        "anno:2025 mese:2025-11",
        any_of(Dated("2025-01-01", "2025-12-31"), Dated("2025-11-01", "2025-11-30")),
        "date:2025 OR date:2025-11",
    ),
    ("lingua：it", IT, "language:it"),
]
"""Queries that are not read as they are written, and what they are read as."""


@pytest.mark.parametrize(("text", "tree"), READINGS)
def test_reading(text: str, tree: Node | None) -> None:
    parsed = parse(text)
    assert parsed.tree == tree
    assert parsed.notes == ()
    assert parsed.read_as is None


@pytest.mark.parametrize(("text", "tree", "read_as"), MENDED)
def test_reading_that_is_told(text: str, tree: Node | None, read_as: str) -> None:
    parsed = parse(text)
    assert parsed.tree == tree
    assert parsed.notes == ()
    assert parsed.read_as == read_as
    assert parse(read_as).tree == tree


@pytest.mark.parametrize(
    ("text", "tree", "code"),
    [
        ("foo:bar", Word("foo:bar"), "unknown-field"),
        ("language: it", any_of(Word("language:"), Word("it")), "field-without-value"),
        ("from:yesterday a", A, "no-date"),
        ("from:2025-13", None, "no-date"),
        ("outlet:(x", X, "brackets-balanced"),
        ("a~99", Fuzzy("a", 2), "edits-capped"),
        ('"a b"~9999', Phrase("a b", 1000), "distance-capped"),
        (
            "to:2025 from:2026",
            all_of(Dated(None, "2025-12-31"), Dated("2026-01-01", None)),
            "contradictory",
        ),
        (
            "language:it -language:it,en",
            Group(must=(IT,), must_not=(Valued("language", ("it", "en")),)),
            "contradictory",
        ),
        ("language:it AND language:en", all_of(IT, Valued("language", ("en",))), "contradictory"),
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


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_queries_are_bounded(text: str) -> None:
    parsed = parse(text)
    assert depth(parsed.tree) <= 2 * MAX_DEPTH + 1
    found = list(leaves(parsed.tree)) if parsed.tree else []
    words = [word for leaf in found for word in re.findall(r"[^\W_ʼʻ]+", leaf.text)]
    assert max(len(found), len(words)) <= MAX_WORDS
    assert sum(isinstance(leaf, Pattern | Fuzzy) for leaf in found) <= MAX_PATTERNS
    assert len(list(conditions(parsed.tree)) if parsed.tree else []) <= MAX_WORDS
    assert len(parsed.notes) <= 5


def test_words_past_the_cap_are_left_out_with_a_note() -> None:
    parsed = parse(" ".join(f"w{number}" for number in range(MAX_WORDS)))
    assert parsed.notes == ()
    longer = parse(" ".join(f"w{number}" for number in range(MAX_WORDS + 1)))
    assert longer.tree == parsed.tree
    assert [(note.code, note.words) for note in longer.notes] == [
        ("query-shortened", (str(MAX_WORDS),))
    ]


def test_brackets_too_deep_are_passed_over() -> None:
    deep = "(" * 1_000 + "a AND b" + ")" * 1_000
    assert parse(deep).tree == all_of(A, B)
    assert [note.code for note in parse(deep).notes] == ["nesting-capped"]


@given(queries)
def test_every_text_has_a_reading(text: str) -> None:
    parsed = parse(text)
    assert parse(text) == parsed
    assert depth(parsed.tree) <= 2 * MAX_DEPTH + 1
    for leaf in leaves(parsed.tree) if parsed.tree else ():
        assert leaf.text.strip()
    for note in parsed.notes:
        assert note.message


@settings(max_examples=settings().max_examples * 3)
@given(queries)
def test_a_reading_is_written_as_a_query_of_the_same_tree(text: str) -> None:
    parsed = parse(text)
    assume(parsed.tree is not None)
    assert parsed.tree is not None
    for between in (" ", " OR "):
        written = parse(render(parsed.tree, between))
        assert written.tree == parsed.tree
        assert written.read_as is None


@given(queries)
def test_what_is_read_as_written_has_every_word_of_the_text(text: str) -> None:
    parsed = parse(text)
    assume(parsed.tree is not None and parsed.read_as is None)
    assert parsed.tree is not None
    assume("query-shortened" not in {note.code for note in parsed.notes})
    said = {"and", "or", "not", "date", "from", "to", *_letters(render(parsed.tree))}
    assert _letters(unicodedata.normalize("NFC", text)) <= said


def _letters(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", fold(text)))


@given(queries)
def test_other_quotes_same_tree(text: str) -> None:
    straight = text.translate(dict.fromkeys(map(ord, "“”„‟«»＂❝❞〝〞"), '"'))
    for quote in "“»":
        assert parse(straight.replace('"', quote)) == parse(straight)


@given(queries)
def test_other_ways_of_writing_accents_same_tree(text: str) -> None:
    assert parse(unicodedata.normalize("NFD", text)) == parse(unicodedata.normalize("NFC", text))
