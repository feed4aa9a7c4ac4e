"""Sizes at which an encoding could break, in indexes made by hand."""

from __future__ import annotations

import pytest
from whoosh import query
from whoosh.query import Term

from indexer.engine.embedded.execute.nodes import Sequence, SynonymSet
from tests.conftest import THOROUGH
from tests.engine.trees.build import Commit, compare
from tests.engine.trees.made import case, scores, texts
from tests.engine.trees.subject import Subject

MANY = 300  # documents; to become more than 100,000 when there is a way to write them in bulk


def test_positions_beyond_65_535(subject: Subject) -> None:
    made = case(texts("start " + "x " * 65_533 + "late last", "late last", "last late"))
    late, sets = Term("text", "late"), Sequence("text", (("late",), ("last", "x")), (0, 1))
    phrase = query.Phrase("text", ["late", "last"])
    apart = Sequence("text", (("start",), ("last",)), (0, 65_535))
    found = compare(subject, made, [late, phrase, sets, apart])
    assert [set(each) for each in found] == [{0, 1, 2}, {0, 1}, {0, 1}, {0}]


def test_frequencies_beyond_255(subject: Subject) -> None:
    repeated = [" ".join(["a"] * count) for count in (1, 255, 256, 257, 70_000)]
    made = case(Commit(tuple({"text": text, "bag": text} for text in repeated)))
    trees = [Term(field, "a") for field in ("text", "bag")]
    trees += [query.Phrase("text", ["a", "a"]), SynonymSet("bag", ("a", "b"))]
    found = compare(subject, made, trees)
    assert [set(each) for each in found] == [{0, 1, 2, 3, 4}] * 2 + [{1, 2, 3, 4}, {0, 1, 2, 3, 4}]


def test_terms_of_a_thousand_characters(subject: Subject) -> None:
    long = "w" * 999
    made = case(texts(f"{long}a {long}b", f"{long}b", long))
    trees = [
        Term("text", long + "b"),
        query.Prefix("text", long + "a"),
        query.Prefix("text", long[:500]),
        query.Phrase("text", [long + "a", long + "b"]),
        query.TermRange("text", long, long + "a"),
    ]
    assert [sorted(each) for each in compare(subject, made, trees)] == [
        [0, 1],
        [0],
        [0, 1, 2],
        [0],
        [0, 2],
    ]


def test_non_ascii_terms(subject: Subject) -> None:
    made = case(texts("città caffè", "citta", "東京 città", "𝄞 naïve ÿ"))
    trees = [
        Term("text", "città"),
        query.Prefix("text", "citt"),
        query.Prefix("text", "città"),
        query.Wildcard("text", "?京"),
        query.Regex("text", "na.ve$"),
        query.TermRange("text", "z", None),
        query.FuzzyTerm("text", "citta", prefixlength=4),
        query.Term("text", "𝄞"),
    ]
    assert [sorted(each) for each in compare(subject, made, trees)] == [
        [0, 2],
        [0, 1, 2],
        [0, 2],
        [2],
        [3],
        [2, 3],
        [0, 1, 2],
        [3],
    ]


def test_ranges_about_the_ends_of_a_type(subject: Subject) -> None:
    least, most = -(2**31), 2**31 - 1
    values = (least, -1, 0, 1, most - 1)
    made = case(Commit(tuple({"text": "a", "n": value} for value in values)))
    trees = [
        query.NumericRange("n", None, None),
        query.NumericRange("n", least, -1, startexcl=True),
        query.NumericRange("n", None, least, endexcl=True),
        query.NumericRange("n", 0, most),
        query.NumericRange("n", most, None, startexcl=True),
        query.NumericRange("n", 1, -1),
        query.NumericRange("n", 0, 1, startexcl=True, endexcl=True),
        query.NumericRange("n", -1, 1, boost=3.0, constantscore=False),
        Term("n", least),
    ]
    assert [sorted(each) for each in compare(subject, made, trees)] == [
        [0, 1, 2, 3, 4],
        [1],
        [],
        [2, 3, 4],
        [],
        [],
        [],
        [1, 2, 3],
        [0],
    ]
    assert scores(subject, made, trees[7]) == [3.0] * 3


@pytest.mark.parametrize(
    "count",
    [
        *(1, 127, 128, 129, 255, 256, 257, MANY),
        *(
            pytest.param(size, marks=pytest.mark.skipif(not THOROUGH, reason="takes long"))
            for size in (65_535, 65_536, 65_537)
        ),
    ],
)
def test_a_term_in_every_document(subject: Subject, count: int) -> None:
    """Sizes about a block of postings, a byte and two; every third document has a word more."""
    written = tuple({"text": "a b" if number % 3 == 0 else "a"} for number in range(count))
    made = case(Commit(({"text": "a"},)), Commit(written))
    third = [number for number in range(1, count + 1) if number % 3 == 1]
    trees = [
        Term("text", "a"),
        query.And([Term("text", "a"), query.Not(Term("text", "b"))]),
        query.Phrase("text", ["a", "b"]),
        query.Prefix("text", "a"),
        query.Every(),
    ]
    everywhere, without, phrase, prefix, every = compare(subject, made, trees)
    assert sorted(everywhere) == sorted(prefix) == sorted(every) == list(range(count + 1))
    assert sorted(without) == sorted({*range(count + 1)} - {*third})
    assert phrase == third


def test_deletions_about_a_block_of_postings(subject: Subject) -> None:
    written = tuple({"key": f"k{number}", "text": f"a w{number}"} for number in range(260))
    deleted = tuple(f"k{number}" for number in (0, 126, 127, 128, 129, 255, 256, 259))
    made = case(Commit(written), Commit(deleted=deleted))
    left = [number for number in range(260) if f"k{number}" not in deleted]
    trees = [Term("text", "a"), query.Prefix("text", "w"), query.Not(Term("text", "w5"))]
    all_left, prefixed, others = compare(subject, made, trees)
    assert all_left == prefixed == left
    assert others == [number for number in left if number != 5]
