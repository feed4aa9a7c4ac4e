"""Random schemas, histories of an index and query trees; few words, so that they meet often."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from hypothesis import strategies as st
from whoosh import fields, query
from whoosh.analysis import Filter, SpaceSeparatedTokenizer, StopFilter, Token
from whoosh.columns import RefBytesColumn
from whoosh.matching import ListMatcher
from whoosh.query import spans

from indexer.engine.embedded.execute.nodes import Having, Near, Sequence, SynonymSet
from tests.engine.trees.build import Case, Commit, Document, Merge

Strategy = st.SearchStrategy[Any]

WORDS = ["a", "b", "aa", "ab", "ba", "abc", "city", "cities", "città", "ßa", "東"]
COMMON = ["a", "b", "ab", "ba", "città"]
UNHEARD = "zzz"
KEYS = [f"k{number}" for number in range(8)]
INTEGERS = [-(2**31) + 1, -300, -1, 0, 1, 2, 7, 255, 256, 70_000, 2**31 - 2]
FLOATS = [-1e9, -1.5, -0.25, 0.0, 0.1, 1.0, 2.5, 3e7]
DATES = [
    datetime(1969, 12, 31),
    datetime(2024, 2, 29, 23, 59, 59, 999_999),
    datetime(2025, 3, 3),
    datetime(2025, 3, 3, 0, 0, 1),
    datetime(2026, 1, 1, 12),
]
FIELDS = ["text", "bag", "id", "tags", "marks", "integer", "wide", "float", "date", "flag", "note"]
SHELVES = [b"", b"low", b"high", "città".encode()]
WORDED = ["text", "bag", "id", "tags", "marks"]

words = st.sampled_from([*COMMON, *WORDS, UNHEARD])
boosts = st.sampled_from([1.0, 1.0, 1.0, 0.5, 2.5, 0.0])


class Unaccented(Filter):  # type: ignore[misc]
    """Puts the plain form beside an accented one, at the same position."""

    def __call__(self, tokens: Iterator[Token]) -> Iterator[Token]:
        for token in tokens:
            yield token
            if token.text == "città":
                token.text = "citta"
                yield token


def _analyzer() -> Any:
    stop = StopFilter(stoplist=["of"], minsize=1, renumber=False)
    return SpaceSeparatedTokenizer() | stop | Unaccented()


def _fields(stored: bool, sortable: bool, scorable: bool) -> dict[str, Any]:
    kept = {"stored": stored, "sortable": sortable}
    return {
        "text": fields.TEXT(analyzer=_analyzer(), **kept),
        "bag": fields.TEXT(analyzer=_analyzer(), phrase=False, **kept),
        "id": fields.ID(**kept),
        "tags": fields.KEYWORD(commas=True, **kept),
        "marks": fields.KEYWORD(commas=True, scorable=scorable, stored=stored),
        "integer": fields.NUMERIC(int, **kept),
        "wide": fields.NUMERIC(int, bits=64, signed=False, **kept),
        "float": fields.NUMERIC(float, **kept),
        "date": fields.DATETIME(**kept),
        "flag": fields.BOOLEAN(stored=stored),
        "note": fields.STORED,
        "shelf": fields.COLUMN(RefBytesColumn()),
    }


def _texts(size: int) -> Strategy:
    return st.lists(st.sampled_from([*COMMON, *COMMON, *WORDS, "of"]), max_size=size).map(" ".join)


def documents(longest: int) -> st.SearchStrategy[Document]:
    values: dict[str, Strategy] = {
        "key": st.sampled_from(KEYS),
        "text": _texts(longest),
        "bag": _texts(longest),
        "id": st.sampled_from([*WORDS, "a b"]),
        "tags": st.lists(st.sampled_from(WORDS), max_size=3).map(",".join),
        "marks": st.lists(st.sampled_from(WORDS), max_size=3).map(",".join),
        "integer": st.sampled_from(INTEGERS),
        "wide": st.sampled_from([0, 1, 255, 2**40, 2**63]),
        "float": st.sampled_from(FLOATS),
        "date": st.sampled_from(DATES),
        "flag": st.booleans(),
        "note": st.sampled_from(WORDS),
        "shelf": st.sampled_from(SHELVES),
    }
    return st.fixed_dictionaries({"text": values.pop("text")}, optional=values)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """An index of one to four commits, at times without some fields or with long documents."""
    made = _fields(draw(st.booleans()), draw(st.booleans()), draw(st.booleans()))
    for name in draw(st.sets(st.sampled_from([*FIELDS[1:], "shelf"]), max_size=2)):
        del made[name]
    longest = draw(st.sampled_from([5, 5, 30]))
    written = documents(longest).map(
        lambda document: {name: document[name] for name in document if name in {*made, "key"}}
    )
    commit = st.builds(
        Commit,
        documents=st.lists(written, max_size=6).map(tuple),
        deleted=st.lists(st.sampled_from(KEYS), max_size=3).map(tuple),
        merge=st.sampled_from([Merge.NONE, Merge.NONE, Merge.NONE, Merge.SMALL, Merge.ALL]),
    )
    return Case(made, tuple(draw(st.lists(commit, min_size=1, max_size=4))))


@dataclass(frozen=True)
class OddSerial(query.Query):  # type: ignore[misc]
    """A leaf that only this module knows: every other document, by its stored number."""

    boost: float = 1.0

    def matcher(self, searcher: Any, _: Any = None) -> ListMatcher:
        odd = [number for number, kept in searcher.iter_docs() if kept["serial"] % 2]
        return ListMatcher(odd, all_weights=self.boost)


def _terms() -> Strategy:
    def term(field: str, texts: Strategy) -> Strategy:
        return st.builds(query.Term, st.just(field), texts, boosts)

    return st.one_of(
        st.builds(query.Term, st.sampled_from([*WORDED, "text", "nowhere", "note"]), words, boosts),
        st.builds(query.Term, st.just("text"), words, boosts),
        term("integer", st.sampled_from([*INTEGERS, 5, "seven"])),
        term("wide", st.sampled_from([0, 2**40, 3])),
        term("float", st.sampled_from([*FLOATS, 9.5])),
        term("date", st.sampled_from(DATES)),
        term("flag", st.booleans()),
    )


def _expanding() -> Strategy:
    """The queries that stand for many terms."""
    field = st.sampled_from([*WORDED, "text", "nowhere"])
    constant = st.booleans()
    patterns = st.sampled_from(["a*", "?a", "*b*", "[ac]*", "c?t*", "ab", "*à"])
    expressions = st.sampled_from(["a.*", "^b", "a|b", "[ab]a$", "cit(y|ies)", ".", "x+"])
    ends = st.none() | words
    return st.one_of(
        st.builds(
            query.Prefix, field, st.sampled_from(["a", "ab", "ci", "ß", "z", "b"]), boosts, constant
        ),
        st.builds(query.Wildcard, field, patterns, boosts, constant),
        st.builds(query.Regex, field, expressions, boosts, constant),
        st.builds(query.Prefix, field, st.just(""), boosts),
        st.builds(query.Wildcard, field, st.just("*"), boosts),
        st.builds(
            query.FuzzyTerm, field, words, boosts, st.integers(0, 2), st.integers(0, 2), constant
        ),
        st.builds(query.Variations, field, st.sampled_from(["city", "a", UNHEARD]), boosts),
        st.builds(
            query.TermRange, field, ends, ends, st.booleans(), st.booleans(), boosts, constant
        ),
    )


def _ranges() -> Strategy:
    def of(kind: Callable[..., Any], field: str, values: list[Any]) -> Strategy:
        ends = st.none() | st.sampled_from(values)
        flags = [st.booleans(), st.booleans(), boosts, st.booleans()]
        return st.builds(kind, st.just(field), ends, ends, *flags)

    return st.one_of(
        of(query.NumericRange, "integer", [*INTEGERS, 5]),
        of(query.NumericRange, "wide", [0, 2, 254, 2**40 - 1, 2**63]),
        of(query.NumericRange, "float", [*FLOATS, 0.05]),
        of(query.DateRange, "date", [*DATES, datetime(2025, 1, 1)]),
    )


def _phrases() -> Strategy:
    several = st.lists(words, min_size=2, max_size=4) | st.lists(words, max_size=1)
    return st.builds(query.Phrase, st.just("text"), several, st.integers(1, 3), boosts)


def _sets_of_words() -> Strategy:
    place = st.lists(words, min_size=1, max_size=3).map(tuple)

    @st.composite
    def sequences(draw: st.DrawFn) -> Sequence:
        places = draw(st.lists(place, min_size=1, max_size=3))
        gaps = draw(st.lists(st.integers(1, 3), min_size=len(places), max_size=len(places)))
        offsets = tuple(sum(gaps[:number]) for number in range(len(places)))
        return Sequence("text", tuple(places), offsets, draw(boosts))

    synonym_fields = st.sampled_from(["text", "text", "bag", "tags", "id", "nowhere"])
    near = st.builds(
        Near,
        st.just("text"),
        st.lists(place, min_size=1, max_size=4).map(tuple),
        st.integers(0, 6),
        boosts,
    )
    return st.one_of(
        sequences(), near, st.builds(SynonymSet, synonym_fields, place | st.just(()), boosts)
    )


def _conditions() -> Strategy:
    values = st.frozensets(st.sampled_from([*SHELVES, b"nowhere"]), max_size=3)
    return st.builds(Having, st.sampled_from(["shelf", "shelf", "nothing"]), values)


def _asked() -> Strategy:
    """Leaves of which only Whoosh knows the meaning."""
    term = st.builds(query.Term, st.just("text"), st.sampled_from(WORDS))
    return st.one_of(
        st.builds(spans.SpanFirst, term, st.integers(0, 3)),
        st.builds(spans.SpanNear2, st.lists(term, min_size=2, max_size=3), st.integers(1, 3)),
        st.builds(OddSerial, boosts),
    )


plain_leaves: Strategy = st.one_of(
    _terms(),
    _expanding(),
    _ranges(),
    _phrases(),
    st.builds(query.Every, st.none() | st.sampled_from(FIELDS), boosts),
)
"""Leaves that Whoosh has too."""

leaves: Strategy = st.one_of(
    *[plain_leaves] * 3,
    *[_sets_of_words()] * 2,
    _conditions(),
    _asked(),
    st.just(query.NullQuery),
)


@cache
def _above(height: int) -> Strategy:
    """Queries of queries that are up to `height` nodes high."""
    child = trees(height)
    several = st.lists(child, max_size=3)
    return st.one_of(
        st.builds(query.And, several, boosts),
        st.builds(query.Or, several, boosts),
        st.builds(query.DisjunctionMax, several, boosts),
        st.builds(query.Not, child),
        st.builds(lambda kept, out: query.And([kept, query.Not(out)]), child, child),
        st.builds(query.AndNot, child, child),
        st.builds(query.AndMaybe, child, child),
        st.builds(query.Require, child, child),
        st.builds(query.ConstantScoreQuery, child, st.sampled_from([0.0, 1.0, 2.5])),
    )


@st.composite
def trees(draw: st.DrawFn, height: int = 4) -> query.Query:
    """A tree of any kinds of query, at the most `height` nodes high."""
    if height == 1 or draw(st.integers(0, 3)) == 0:
        return draw(leaves)
    return draw(_above(height - 1))
