"""Deletions, replacements and merges in indexes made by hand."""

from __future__ import annotations

from typing import Any

import pytest
from whoosh import fields, query
from whoosh.query import Term

from indexer.engine.embedded.execute.nodes import SynonymSet
from tests.engine.trees.build import Case, Commit, Merge, built, compare
from tests.engine.trees.made import all_kinds, case, scores, texts
from tests.engine.trees.subject import Subject


def test_an_index_without_documents(subject: Subject) -> None:
    trees = [query.Every(), query.Not(Term("text", "a")), *all_kinds("text")]
    trees += [query.Phrase("text", ["a", "b"]), query.NumericRange("n", 0, None)]
    for made in (case(), case(Commit(({"key": "k", "text": "a b"},)), Commit(deleted=("k",)))):
        assert compare(subject, made, trees) == [[]] * len(trees)


def test_an_all_deleted_segment_counts_in_statistics_only(subject: Subject) -> None:
    deleted = case(texts("a b", "a"), Commit(({"text": "a c"},)), Commit(deleted=("k0", "k1")))
    trees = [Term("text", "a"), SynonymSet("text", ("a", "b")), query.Phrase("text", ["a", "c"])]
    trees += [Term("text", "b"), query.Phrase("text", ["a", "b"]), query.Every()]
    trees += [query.Prefix("text", "b"), query.Not(Term("text", "b")), query.Every("text")]
    assert compare(subject, deleted, trees) == [[2], [2], [2], [], [], [2], [], [2], [2]]
    alone = case(Commit(({"text": "a c"},)))
    assert scores(subject, deleted, trees[0]) != pytest.approx(scores(subject, alone, trees[0]))


def test_deletions_then_optimize_keep_the_answers(subject: Subject) -> None:
    history = (texts("a b", "b c", "a c"), Commit(({"text": "a b c"}, {"text": "c"})))
    trees = [
        Term("text", "a"),
        query.And([Term("text", "a"), query.Not(Term("text", "c"))]),
        query.Phrase("text", ["b", "c"]),
        query.Prefix("text", ""),
        query.AndNot(query.Every(), Term("text", "b")),
        query.DisjunctionMax([Term("text", "b"), Term("text", "c")]),
    ]
    before = compare(subject, case(*history, Commit(deleted=("k0", "k2"))), trees)
    merged = Commit(deleted=("k0", "k2"), merge=Merge.ALL)
    after = compare(subject, case(*history, merged), trees)
    again = compare(subject, case(*history, merged, Commit(({"text": "x"},))), trees[:3])
    assert [set(each) for each in before] == [set(each) for each in after]
    assert [set(each) for each in before[:3]] == [set(each) for each in again]
    assert [set(each) for each in before] == [{3}, set(), {1, 3}, {1, 3, 4}, {4}, {1, 3, 4}]


def test_a_replaced_document_is_found_by_its_new_words_only(subject: Subject) -> None:
    made = case(texts("old a", "b"), Commit(({"key": "k0", "text": "new a"},)))
    trees = [Term("text", word) for word in ("old", "new", "a")]
    assert compare(subject, made, trees) == [[], [2], [2]]


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (fields.NUMERIC(int, sortable=True), (-(2**31), 0, 2**31 - 2)),
        (fields.NUMERIC(int, bits=64, signed=False, sortable=True), (0, 5, 2**63)),
        (fields.NUMERIC(int, bits=64, signed=False, sortable=True), (2**63, 2**62, 0)),
        (fields.NUMERIC(float, sortable=True), (-1e9, 0.0, 2.5)),
    ],
)
def test_columns_of_numbers_outlive_a_merge(
    subject: Subject, kind: Any, values: tuple[Any, ...]
) -> None:
    written = Commit(tuple({"n": value} for value in values))
    made = Case({"n": kind}, (written, Commit(({"n": values[0]},), merge=Merge.ALL)))
    columns = []
    for codec in (subject.codec, lambda: None):
        with built(made, codec) as searcher:
            columns.append(list(searcher.reader().column_reader("n")))
    assert columns[0] == columns[1]
