"""The queries that must hold on the five articles of ``shared/seeds``."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer import Match, Query, Role, connect
from indexer.engine import Engine
from tests.sources.conftest import read_all

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def seeds(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    engine = connect(str(tmp_path_factory.mktemp("seeds") / "index"))
    engine.index(read_all(shared / "seeds").articles)
    return engine


def total(engine: Engine, text: str, match: Match = Match.RELATED, **options: object) -> int:
    return engine.search(Query(text, match=match, limit=0, **options)).total  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("query", "passages"), [("prisoners", 7), ("Kyiv", 7), ("Turkey", 10), ("ceasefire", 6)]
)
def test_a_story_is_found_across_languages(seeds: Engine, query: str, passages: int) -> None:
    assert total(seeds, query) == passages
    assert total(seeds, query, Match.WORD) == 0


def test_prisoners_are_the_italian_ones(seeds: Engine) -> None:
    hits = seeds.search(Query("prisoners", limit=50)).hits
    assert {hit.language for hit in hits} == {"it"}
    assert all("prigionier" in hit.text.lower() for hit in hits)


def test_the_ceasefire_is_three_times_in_each_language(seeds: Engine) -> None:
    facets = seeds.search(Query("ceasefire")).facets["language"]
    assert {each.value: each.count for each in facets} == {"en": 3, "it": 3}


def test_zelensky_is_found_in_both_spellings(seeds: Engine) -> None:
    hits = seeds.search(Query("Zelensky", limit=50)).hits
    assert len(hits) == 6
    assert all("zelensky" in hit.text.lower() for hit in hits)
    assert total(seeds, "Zelensky", Match.EXACT) == 2


@pytest.mark.parametrize(("query", "teasers"), [("Epstein", 2), ("Gaza", 6)])
def test_what_stands_in_teasers_alone_is_found_there_alone(
    seeds: Engine, query: str, teasers: int
) -> None:
    assert total(seeds, query) == 0
    assert total(seeds, query, roles=(Role.RELATED,)) == teasers


def test_every_pair_of_quotes_is_the_same_phrase(seeds: Engine) -> None:
    quoted = ['"{}"', "“{}”", "«{}»", "„{}“", "“{}»"]
    found = [seeds.search(Query(each.format("cessate il fuoco"))).hits for each in quoted]
    assert all([hit.id for hit in own] == [hit.id for hit in found[0]] for own in found)
    assert found[0]


def test_a_small_word_alone_is_explained(seeds: Engine) -> None:
    assert [note.code for note in seeds.search(Query("è")).notes] == ["nothing-to-search"]
