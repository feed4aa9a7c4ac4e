"""Passages like one, and what finding them takes, on each engine of ``conftest.ENGINES``."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import Paragraph, Query, Role
from indexer.engine import Engine
from indexer.errors import ArticleNotFound
from indexer.like import like, telling
from indexer.query.parse import parse
from indexer.query.tree import Word, leaves
from indexer.sources import read_sources
from tests.conftest import ROOT
from tests.engine.articles import ARTICLES
from tests.engine.memory import MemoryEngine
from tests.engine.test_similar import COPY, OTHER, SHORTER, article


@pytest.fixture
def filled(engine: Engine) -> Engine:
    engine.index(ARTICLES)
    return engine


def ids_like(engine: Engine, name: str, ordinal: int, *languages: str) -> list[str]:
    passage = engine.article(name).passages[ordinal - 1]
    return [hit.id for hit in like(engine, passage, languages).hits]


# What an engine is asked for


def test_a_word_is_counted_in_all_its_forms_and_in_one_language(filled: Engine) -> None:
    counted = filled.frequencies(["prigioniero", "guerra", "città", "citta", "mai"], "it")
    assert counted.passages == 9
    assert counted.words == {"prigioniero": 3, "guerra": 4, "città": 2, "citta": 2, "mai": 0}
    assert filled.frequencies(["prisoner", "war", "two words", ""], "en").words == {
        "prisoner": 2,
        "war": 3,
        "two words": 0,
        "": 0,
    }
    assert filled.frequencies(["guerra"], "fr").words == {"guerra": 0}


def test_what_is_deleted_is_counted_no_more(filled: Engine) -> None:
    filled.delete(["lago-1"])
    counted = filled.frequencies(["guerra", "prigionieri"], "it")
    assert (counted.passages, counted.words) == (4, {"guerra": 2, "prigionieri": 0})


def test_the_near_duplicates_of_a_passage_are_those_of_its_hit(engine: Engine) -> None:
    engine.index([article("a", OTHER, COPY), article("b", SHORTER), article("c", COPY)])
    assert engine.similar("a", 2) == ("c#p1", "b#p1")
    assert engine.similar("a", 1) == engine.similar("a", 3) == engine.similar("a", 0) == ()
    with pytest.raises(ArticleNotFound):
        engine.similar("d", 1)


# The telling words


def test_the_telling_words_are_the_rare_ones_in_their_order(filled: Engine) -> None:
    text = "L'inviato Orlandi è a Ginevra per la guerra e per la guerra dei prigionieri, dice"
    assert telling(filled, text, "it") == (
        *("inviato", "Orlandi", "Ginevra", "guerra", "prigionieri", "dice"),
    )
    assert telling(filled, text, "it", 2) == ("inviato", "guerra")
    assert telling(filled, text, "it", 3) == ("inviato", "Orlandi", "guerra")


def test_what_stands_in_very_many_passages_tells_nothing(engine: Engine) -> None:
    engine.index([article(f"a{n}", f"The common ground {n}.") for n in range(12)])
    assert telling(engine, "The common heath", "en") == ("heath",)


def test_of_one_word_the_first_form_is_searched_for(filled: Engine) -> None:
    assert telling(filled, "Prigionieri, un prigioniero", "it") == ("Prigionieri",)


@given(st.text(max_size=200), st.sampled_from(["it", "en", None]))
def test_what_is_searched_for_is_words_whatever_the_passage_says(
    text: str, language: str | None
) -> None:
    words = telling(MemoryEngine(), f"{text} OR outlet:Molo AND -E ”NON (oppure)", language)
    tree = parse(" ".join(words)).tree
    read = list(leaves(tree)) if tree else []
    assert [each.text for each in read] == list(words)
    assert all(isinstance(each, Word) for each in read)


# What is like a passage


def test_passages_on_the_same_matter_come_in_both_languages(filled: Engine) -> None:
    found = ids_like(filled, "courier-1", 2)
    assert found[:2] == ["courier-2#p2", "lago-1#p3"]
    assert not [each for each in found if each.startswith("courier-1#")]
    assert ids_like(filled, "courier-1", 2, "en") == ["courier-2#p2"]
    italian = [each for each in found if each.startswith(("lago", "molo"))]
    assert ids_like(filled, "courier-1", 2, "it") == italian


def test_near_duplicates_are_told_apart_and_not_repeated(engine: Engine) -> None:
    storm = "The storm spared the customs house, said the harbour pilots of the ferry."
    engine.index([article("a", COPY, OTHER), article("b", SHORTER), article("c", storm)])
    found = like(engine, engine.article("a").passages[0])
    assert found.copies == ("b#p1",)
    assert [hit.id for hit in found.hits] == ["c#p1"]
    assert found.languages == ("en",)


def test_the_passage_itself_takes_nothing_from_the_others(engine: Engine) -> None:
    own = "The dockers of Trieste went on strike against the night shifts at the Levante terminal."
    engine.index(
        [
            article("own", own),
            article("near", "The strike of the dockers at the Levante terminal in Trieste."),
            article("far", "The terminal is far away."),
            article("it-1", "Lo sciopero dei portuali a Trieste.", language="it"),
            article("it-2", "Un terminal, uno sciopero.", language="it"),
        ]
    )
    assert ids_like(engine, "own", 1)[:2] == ["near#p1", "it-1#p1"]


def test_teasers_are_not_like_anything(engine: Engine) -> None:
    engine.index([article("a", COPY), article("b", Paragraph(OTHER + COPY, Role.RELATED))])
    assert ids_like(engine, "a", 1) == []
    assert ids_like(engine, "b", 1) == ["a#p1"]


def test_a_passage_without_telling_words_is_like_none(engine: Engine) -> None:
    engine.index([article("a", "And so it was."), article("b", "… 7 – !")])
    for name in "ab":
        found = like(engine, engine.article(name).passages[0])
        assert (found.query.text, found.hits, found.copies) == ("", (), ())


def test_no_more_are_found_than_are_wanted(filled: Engine) -> None:
    passage = filled.article("lago-1").passages[2]
    assert len(like(filled, passage, limit=2).hits) == 2


def test_the_sample_has_each_story_in_both_languages(engine: Engine) -> None:
    if isinstance(engine, MemoryEngine):
        pytest.skip("too many passages for the plain engine")
    engine.index(read_sources([str(ROOT / "data" / "sample")], on_reject=_no_reject))
    [strike] = engine.search(Query('"crane operator and one of the strike organisers"')).hits
    found = ids_like(engine, strike.article_id, strike.ordinal)
    assert found[:2] == ["html/trieste-deal-lagoon#p5", "im-sciopero-porto-1#p5"]


def _no_reject(error: Exception) -> None:
    raise error
