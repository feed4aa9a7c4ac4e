"""What query nodes mean, in indexes made by hand."""

from __future__ import annotations

import pytest
from whoosh import query
from whoosh.query import Query, Term

from indexer.engine.embedded.execute.nodes import Sequence, SynonymSet
from tests.engine.trees.build import Commit, compare
from tests.engine.trees.made import all_kinds, case, scores, texts
from tests.engine.trees.subject import Subject


@pytest.mark.parametrize(
    ("distance", "prefix", "found"),
    [
        (0, 0, [0]),
        (1, 0, [0, 1, 2, 4]),
        (1, 1, [0, 1, 2]),
        (1, 3, [0, 2]),
        (2, 0, [0, 1, 2, 3, 4]),
        (2, 5, [0]),
        (1, 9, [0]),
    ],
)
def test_fuzzy_terms_share_a_prefix(
    subject: Subject, distance: int, prefix: int, found: list[int]
) -> None:
    more = ("paece", "veace", "wars")
    made = case(texts("peace", "pace", "peac"), Commit(tuple({"text": text} for text in more)))
    tree = query.FuzzyTerm("text", "peace", maxdist=distance, prefixlength=prefix)
    assert [sorted(each) for each in compare(subject, made, [tree])] == [found]


def test_unknown_and_empty_fields_match_nothing(subject: Subject) -> None:
    made = case(texts("a b", ""), Commit(({"note": "a", "text": "a"},)))
    unknown = [*all_kinds("nowhere"), query.NumericRange("nowhere", 1, 2)]
    unknown += [query.Phrase("nowhere", ["a", "b"]), Sequence("nowhere", (("a",),), (0,))]
    empty = [*all_kinds("bag"), *all_kinds("tags"), *all_kinds("id"), query.NumericRange("n", 0, 9)]
    stored = [Term("note", "a"), query.Every("note"), query.Prefix("note", "a")]
    for found in compare(subject, made, [*unknown, *empty, *stored]):
        assert found == []
    assert compare(subject, made, [query.Or([Term("nowhere", "a"), Term("text", "b")])]) == [[0]]


def test_a_phrase_ends_with_its_document(subject: Subject) -> None:
    made = case(texts("x a", "b a b", "b x", "a b"), Commit(deleted=("k1",)))
    trees = [query.Phrase("text", ["a", "b"], slop=slop) for slop in (1, 3)]
    trees.append(Sequence("text", (("a",), ("b",)), (0, 1)))
    assert compare(subject, made, trees) == [[3]] * 3


def test_a_phrase_is_a_chain_and_counts_its_beginnings(subject: Subject) -> None:
    made = case(texts("a x b x c", "a x x b c", "a a b c c", "a b", "c b a"))
    trees = [query.Phrase("text", ["a", "b", "c"], slop=slop) for slop in (1, 2, 3)]
    trees += [query.Phrase("text", ["a", "b"], slop=2), query.Phrase("text", ["a", "a", "a"])]
    found = compare(subject, made, trees)
    assert [sorted(each) for each in found] == [[2], [0, 2], [0, 1, 2], [0, 2, 3], []]
    once, twice = case(texts("a b b")), case(texts("a a b"))
    phrase = query.Phrase("text", ["a", "b"], slop=2)
    assert scores(subject, once, phrase)[0] < scores(subject, twice, phrase)[0]


def test_a_sequence_keeps_the_gap_of_a_stop_word(subject: Subject) -> None:
    made = case(texts("house of cards", "house cards", "home of cards", "house of of cards"))
    places = (("house", "home"), ("cards",))
    trees = [Sequence("text", places, (0, distance)) for distance in (1, 2, 3)]
    assert [sorted(each) for each in compare(subject, made, trees)] == [[1], [0, 2], [3]]


def test_a_synonym_named_twice_counts_once(subject: Subject) -> None:
    made = case(texts("a b", "b"))
    once, twice = SynonymSet("text", ("a", "b")), SynonymSet("text", ("a", "b", "a"))
    assert compare(subject, made, [once, twice]) == [[0, 1]] * 2
    assert scores(subject, made, once) == pytest.approx(scores(subject, made, twice))


@pytest.mark.parametrize("constant", [True, False])
def test_a_prefix_scores_the_same_in_a_small_and_a_large_segment(
    subject: Subject, constant: bool
) -> None:
    small, large = texts("ab x"), texts(*["ab x"] * 40, *[f"a{number} x" for number in range(40)])
    trees = [
        query.Prefix("text", "a", 2.0, constant),
        query.Wildcard("text", "?b", 2.0, constant),
        query.FuzzyTerm("text", "ab", 2.0, constantscore=constant),
        query.TermRange("text", "ab", "b", boost=2.0, constantscore=constant),
    ]
    made = case(Commit(tuple({"text": each["text"]} for each in small.documents)), large)
    compare(subject, made, trees)
    for tree in trees:
        alike = scores(subject, made, tree)
        assert alike[:2] == pytest.approx([alike[0]] * 2)
        assert not constant or set(alike) == {2.0}


def test_a_field_without_lengths_scores_by_weight(subject: Subject) -> None:
    made = case(Commit(({"text": "a", "tags": "a,b,a", "id": "a", "n": 1},)))
    weights: list[tuple[Query, float]] = [
        (Term("tags", "a", boost=2.0), 4.0),
        (SynonymSet("tags", ("a", "b")), 3.0),
        (SynonymSet("id", ("a", "b"), 0.5), 0.5),
        (query.NumericRange("n", 0, None, boost=0.5, constantscore=False), 0.5),
    ]
    compare(subject, made, [tree for tree, _ in weights])
    for tree, weight in weights:
        assert scores(subject, made, tree) == [weight]
