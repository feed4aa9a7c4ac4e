"""Indexes made by hand: commits of texts, and the scores of a tree on them."""

from __future__ import annotations

from typing import Any

from whoosh import fields, query
from whoosh.analysis import SpaceSeparatedTokenizer, StopFilter
from whoosh.query import Query, Term

from indexer.engine.embedded.execute.nodes import SynonymSet
from tests.engine.trees.build import Case, Commit, built
from tests.engine.trees.subject import Subject


def kinds() -> dict[str, Any]:
    stop = StopFilter(stoplist=["of"], minsize=1, renumber=False)
    return {
        "text": fields.TEXT(analyzer=SpaceSeparatedTokenizer() | stop),
        "bag": fields.TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=False),
        "id": fields.ID,
        "tags": fields.KEYWORD(commas=True),
        "n": fields.NUMERIC(int, sortable=True),
        "note": fields.STORED,
    }


def case(*commits: Commit) -> Case:
    return Case(kinds(), commits)


def texts(*written: str, **settings: Any) -> Commit:
    """A commit of a document for each text, its key k0, k1 and so on."""
    return Commit(
        tuple({"key": f"k{number}", "text": text} for number, text in enumerate(written)),
        **settings,
    )


def scores(subject: Subject, made: Case, tree: Query) -> list[float]:
    """The scores under test in the order of the document numbers."""
    with built(made, subject.codec) as searcher:
        return [score for _, score in sorted(subject.run(searcher.reader(), tree).items())]


def all_kinds(field: str) -> list[Query]:
    """A leaf of each kind in a field."""
    return [
        Term(field, "a"),
        query.Every(field),
        query.Prefix(field, "a"),
        query.Prefix(field, ""),
        query.Wildcard(field, "*a*"),
        query.Regex(field, "a"),
        query.FuzzyTerm(field, "a"),
        query.Variations(field, "a"),
        query.TermRange(field, None, None),
        SynonymSet(field, ("a", "b")),
    ]
