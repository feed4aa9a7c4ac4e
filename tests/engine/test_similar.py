"""Near-duplicate passages across articles, on each engine of ``conftest.ENGINES``."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer import Article, Paragraph, Query, Role
from indexer.engine import Engine
from indexer.similar import FEWEST, MOST
from indexer.sources import read_sources
from tests.engine.conftest import ENGINES
from tests.engine.memory import MemoryEngine

COPY = (
    "The ferry to the outer islands was cancelled on Tuesday after the harbour pilots refused to "
    "board in the storm, and forty travellers spent the night in the customs house."
)
SHORTER = (
    "The ferry to the outer islands was cancelled on Tuesday after harbour pilots refused to board "
    "in the storm."
)
OTHER = "Another storm is expected in the islands at the weekend, forecasters said on Tuesday."

SEEDS = {("002", 8): ("003", 4), ("002", 9): ("003", 6), ("002", 12): ("003", 10)}
"""Lines 17, 19 and 25 of 002, and 9, 13 and 21 of 003."""


def article(name: str, *texts: str | Paragraph, language: str | None = "en") -> Article:
    return Article(id=name, paragraphs=texts, language=language)


def similar(engine: Engine, text: str, roles: tuple[str, ...] = ()) -> dict[str, tuple[str, ...]]:
    hits = engine.search(Query(text, roles=roles, limit=1000)).hits
    return {hit.id: hit.similar for hit in hits}


def test_a_copy_and_a_cut_copy_are_found_the_most_alike_first(engine: Engine) -> None:
    engine.index(
        [article("a", OTHER, COPY), article("b", SHORTER), article("c", COPY), article("d", OTHER)]
    )
    found = similar(engine, "ferry")
    assert found == {"a#p2": ("c#p1", "b#p1"), "b#p1": ("a#p2", "c#p1"), "c#p1": ("a#p2", "b#p1")}
    assert similar(engine, "forecasters") == {"a#p1": ("d#p1",), "d#p1": ("a#p1",)}


def test_hits_without_near_duplicates_are_otherwise_the_same(engine: Engine) -> None:
    engine.index([article("a", OTHER, COPY), article("b", SHORTER), article("c", COPY)])
    query = Query("ferry")
    hits = engine.search(query).hits
    assert all(hit.similar for hit in hits)
    plain = engine.search(replace(query, similar=False)).hits
    assert plain == tuple(replace(hit, similar=()) for hit in hits)


def test_an_article_is_no_copy_of_itself(engine: Engine) -> None:
    engine.index([article("a", COPY, COPY)])
    assert similar(engine, "ferry") == {"a#p1": (), "a#p2": ()}


def test_the_words_of_another_language_are_other_words(engine: Engine) -> None:
    engine.index([article("a", COPY), article("b", COPY, language="it")])
    assert similar(engine, "ferry") == {"a#p1": (), "b#p1": ()}


def test_passages_of_few_words_are_nobodys_copy(engine: Engine) -> None:
    words = "alpha beta gamma delta epsilon zeta eta theta iota".split()
    for count in (FEWEST - 1, FEWEST):
        text = " ".join(words[:count])
        engine.index([article("a", text), article("b", text)])
        assert similar(engine, "alpha")["a#p1"] == (("b#p1",) if count == FEWEST else ())


def test_teasers_are_left_out_on_both_sides(engine: Engine) -> None:
    engine.index([article("a", COPY, Paragraph(COPY, Role.RELATED)), article("b", COPY)])
    assert similar(engine, "ferry", ("body",)) == {"a#p1": ("b#p1",), "b#p1": ("a#p1",)}
    assert similar(engine, "ferry", ("related",)) == {"a#p2": ()}


def test_what_is_deleted_or_replaced_is_found_no_more(engine: Engine) -> None:
    engine.index([article(name, COPY) for name in "abc"])
    engine.delete(["b"])
    engine.index([article("c", OTHER)])
    assert similar(engine, "ferry") == {"a#p1": ()}


def test_filters_hide_no_copy(engine: Engine) -> None:
    engine.index([Article(id=name, paragraphs=(COPY,), outlet=name) for name in "ab"])
    [hit] = engine.search(Query("ferry", outlets=("a",))).hits
    assert hit.similar == ("b#p1",)


def test_of_very_many_copies_the_most_alike_are_told(engine: Engine) -> None:
    engine.index([article(f"n{number:03}", COPY) for number in range(MOST + 2)])
    told = similar(engine, "ferry")["n000#p1"]
    assert told == tuple(f"n{number:03}#p1" for number in range(1, MOST + 1))


@pytest.mark.shared
def test_the_copies_in_the_five_real_articles_are_these_three(engine: Engine, shared: Path) -> None:
    engine.index(read_sources([str(shared / "seeds")], on_reject=_no_reject))
    hits = engine.search(
        Query(
            "Umerov OR Russia OR Ukraine OR Ucraina OR Türkiye OR Istanbul OR the OR di", limit=99
        )
    ).hits
    found = {(hit.id[:3], hit.ordinal): hit.similar for hit in hits if hit.similar}
    expected = SEEDS | {other: own for own, other in SEEDS.items()}
    assert {own: (ids[0][:3], int(ids[0].rpartition("p")[2])) for own, ids in found.items()} == (
        expected
    )
    assert all(len(ids) == 1 for ids in found.values())


def _no_reject(error: Exception) -> None:
    raise error


WORDS = (
    "guerra guerre pace città citta accordo l'accordo ponte porto treno voto Türkiye turkiye "
    "20.000 U.S. war wars island the il la di of and è"
).split()
texts = st.lists(st.sampled_from(WORDS), min_size=FEWEST - 2, max_size=40)


@st.composite
def _copied(draw: st.DrawFn) -> list[Article]:
    """Articles of passages that are often another one with a few words changed."""
    kept: list[list[str]] = draw(st.lists(texts, min_size=1, max_size=4))
    for _ in range(draw(st.integers(0, 6))):
        words = list(draw(st.sampled_from(kept)))
        for _ in range(draw(st.integers(0, 12))):
            at = draw(st.integers(0, len(words) - 1))
            words[at : at + draw(st.integers(0, 2))] = draw(
                st.lists(st.sampled_from(WORDS), max_size=2)
            )
            if not words:
                break
        kept.append(words or ["pace"])
    role = st.sampled_from([Role.BODY, Role.HEADLINE, Role.RELATED])
    language = st.sampled_from(["it", "it", "en", None])
    return [
        Article(
            id=f"a{draw(st.integers(0, 7))}",
            paragraphs=[Paragraph(" ".join(words), draw(role), draw(language))],
        )
        for words in kept
    ]


@pytest.mark.parametrize("name", sorted(ENGINES.keys() - {"memory"}))
@given(batches=st.lists(_copied(), min_size=1, max_size=3), gone=st.integers(0, 7))
@settings(max_examples=settings().max_examples * 6 // 10)
def test_near_duplicates_equal_those_found_by_comparing_all(
    name: str, batches: Sequence[Sequence[Article]], gone: int
) -> None:
    folder = Path(tempfile.mkdtemp())
    try:
        with ENGINES[name](folder) as engine, MemoryEngine() as plain:
            for batch in batches:
                engine.index(batch)
                plain.index(batch)
            engine.delete([f"a{gone}"])
            plain.delete([f"a{gone}"])
            query = " OR ".join(WORDS)
            roles = ("body", "headline", "related")
            assert similar(engine, query, roles) == similar(plain, query, roles)
    finally:
        shutil.rmtree(folder)
