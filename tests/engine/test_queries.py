"""Any query is answered; what means the same is answered alike; asking for more finds no more."""

from __future__ import annotations

import shutil
import tempfile
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from indexer import Match, Query
from indexer.engine import Engine
from indexer.query.lexemes import operator
from indexer.query.parse import parse
from indexer.query.reading import read_all
from tests.engine.articles import ARTICLES
from tests.engine.conftest import ENGINES
from tests.query.strategies import queries

LANGUAGES = ("it", "en", None)

words = st.sampled_from(
    ["guerra", "war", "città", "Gülhisar", "prigionieri", "geneva", "scambio", "gue*", "citat~"]
)
telling = st.lists(
    words | st.sampled_from(['"di guerra"', '"the war"', "-città", "lang:it", "outlet:molo"]),
    min_size=1,
    max_size=5,
).map(" ".join)
"""Queries of words that are too common in no language."""


@pytest.fixture(scope="module", params=sorted(ENGINES))
def held(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """An engine of each kind with the sample of articles, which no test changes."""
    folder = Path(tempfile.mkdtemp())
    try:
        with ENGINES[request.param](folder) as engine:
            engine.index(ARTICLES)
            yield engine
    finally:
        shutil.rmtree(folder)


def answer(engine: Engine, text: str) -> list[tuple[str, float]]:
    return [(hit.id, hit.score) for hit in engine.search(Query(text, limit=1000)).hits]


@given(text=queries, match=st.sampled_from(Match))
def test_every_query_is_answered(held: Engine, text: str, match: Match) -> None:
    results = held.search(Query(text, match=match, limit=1000))
    assert results.total == len(results.hits) == len(held.ids(Query(text, match=match)))
    assert held.count(Query(text, match=match)) == results.total
    for hit in results.hits:
        assert all(0 <= start < end <= len(hit.text) for start, end in hit.highlights)
    if results.total:
        assert all(sum(each.count for each in own) for own in results.facets.values())


@given(text=queries)
def test_a_query_means_what_it_is_read_as(held: Engine, text: str) -> None:
    read_as = parse(text).read_as
    assume(read_as is not None)
    assert read_as is not None
    assert answer(held, read_as) == answer(held, text)


@given(text=queries)
def test_quotes_and_accents_however_they_are_typed(held: Engine, text: str) -> None:
    expected = answer(held, text)
    for quote in "“»":
        assert answer(held, text.replace('"', quote)) == expected
    for form in ("NFC", "NFD"):
        assert answer(held, unicodedata.normalize(form, text)) == expected


@given(text=telling)
def test_case_makes_no_odds(held: Engine, text: str) -> None:
    assert not any(map(operator, text.split()))
    expected = answer(held, text)
    for other in (text.upper(), text.title(), text.swapcase()):
        assert answer(held, other) == expected


@given(text=telling, word=words)
def test_a_word_more_that_is_required_finds_no_more(held: Engine, text: str, word: str) -> None:
    assume(read_all(text, Match.RELATED, LANGUAGES).plans)
    total = held.search(Query(text)).total
    for more in (f"({text}) AND {word}", f"+({text}) +{word}", f"({text}) E {word}"):
        assert held.search(Query(more)).total <= total
    required = held.search(Query(f"+{word} {text}")).total
    assert held.search(Query(f"+{word} +guerra {text}")).total <= required


@given(text=telling, field=st.sampled_from(["lang:it", "outlet:molo", "from:2025-04", "title:g*"]))
def test_a_field_more_finds_no_more(held: Engine, text: str, field: str) -> None:
    assume(field.partition(":")[0] not in text)
    assume(read_all(text, Match.RELATED, LANGUAGES).plans)
    assert held.search(Query(f"{text} {field}")).total <= held.search(Query(text)).total
