"""Did you mean, and completions, on each engine of ``conftest.ENGINES``."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer import Article, Match, Paragraph, Query
from indexer.engine import Engine
from indexer.query.complete import Suggestion
from tests.engine.articles import ARTICLES
from tests.engine.conftest import ENGINES
from tests.engine.memory import MemoryEngine


@pytest.fixture
def filled(engine: Engine) -> Engine:
    engine.index(ARTICLES)
    return engine


def article(key: str, *texts: str, language: str = "it", outlet: str | None = None) -> Article:
    return Article(id=key, paragraphs=texts, language=language, outlet=outlet)


def texts(suggestions: Sequence[Suggestion]) -> list[str]:
    return [each.text for each in suggestions]


# Did you mean


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("gerra", "guerra"),
        ("geurra", "guerra"),
        ("prigioneri", "prigionieri"),
        ("prisonnr exchagne", "prisoner exchange"),
        ("gerra e pace", "guerra e pace"),
        ("Gerra", "Guerra"),
        ("CITTTA", "CITTÀ"),
        ("l’acordo -gerra", "l’accordo -guerra"),
        ('+acordo "prigionieri di gerra"', '+accordo "prigionieri di guerra"'),
        ("guerra AND citttà", "guerra AND città"),
        ("scambiodi", "scambio di"),
        ("medi atore", "mediatore"),
        ("dele-gazioni", "delegazioni"),
        ("uqesto gerra", "uqesto guerra"),
        ("rpigionieri", "prigionieri"),
    ],
)
def test_a_word_that_stands_nowhere_is_put_right(filled: Engine, typed: str, meant: str) -> None:
    assert filled.search(Query(typed)).suggestion == meant
    assert filled.search(Query(meant)).total > 0


@pytest.mark.parametrize(
    "typed",
    [
        *("guerra", "citta", "unheardof", "gera", "war", "wra", "harbour", "porti"),
        *("gerra*", "g3rra", "20226", "outlet:gerra", "gerra~", "gerra AND nessunissimo"),
        *("", '"', "nellla", "gerra " * 400 + "x" * 3000),
    ],
)
def test_nothing_is_put_right_where_nothing_is_wrong_or_known(filled: Engine, typed: str) -> None:
    suggestion = filled.search(Query(typed)).suggestion
    assert suggestion is None or typed.startswith("gerra " * 400)


def test_of_words_as_near_the_one_in_most_passages_is_meant(engine: Engine) -> None:
    engine.index(
        [article("a", "La serra.", "Il senno."), article("b", "La sella.", "Una sella!", "Sella?")]
    )
    assert engine.search(Query("sexra")).suggestion == "serra"
    assert engine.search(Query("selra")).suggestion == "sella"


def test_a_deleted_passage_puts_nothing_right(filled: Engine) -> None:
    filled.delete([each.id for each in ARTICLES if each.id != "courier-2"])
    assert filled.search(Query("gerra")).suggestion is None
    assert filled.search(Query("treuce")).suggestion == "truce"


def test_a_suggestion_finds_something_under_the_filters(filled: Engine) -> None:
    for languages, suggestion in ((("it",), "guerra"), (("en",), None)):
        query = Query("gerra", match=Match.WORD, languages=languages)
        assert filled.search(query).suggestion == suggestion


def test_a_query_that_finds_plenty_is_put_right_where_a_third_of_it_is_wrong(
    engine: Engine,
) -> None:
    engine.index([article("a", *["La guerra continua, la tregua no."] * 12)])
    assert engine.search(Query("guerra tregau")).suggestion == "guerra tregua"
    assert engine.search(Query("la guerra non continua tregau")).suggestion is None


# Completions


@pytest.mark.parametrize(
    ("typed", "first", "query"),
    [
        ("prig", "prigionieri", "prigionieri"),
        ("guerra cit", "città", "guerra città"),
        ("CIT", "CITTÀ", "CITTÀ"),
        ("cità l'acc", "accordo", "cità l'accordo"),
        ("+guerra -gue", "guerra", "+guerra -guerra"),
        ('"prigionieri di gu', "guerra", '"prigionieri di guerra'),
        ("gülh", "gülhisar", "gülhisar"),
        ("gulh", "gülhisar", "gülhisar"),
        ("guerra mol", "Il Molo", 'guerra outlet:"Il Molo"'),
        ("guerra il mol", "Il Molo", 'guerra outlet:"Il Molo"'),
        ("the north", "The Northgate Courier", 'outlet:"The Northgate Courier"'),
    ],
)
def test_the_last_word_is_completed_and_the_rest_kept(
    filled: Engine, typed: str, first: str, query: str
) -> None:
    suggested = filled.suggest(typed)[0]
    assert (suggested.text, suggested.query) == (first, query)


@pytest.mark.parametrize(
    "typed",
    ["", "g", "guerra ", "gu*", "outlet:mo", "a@gu", "20", "gu?", "xyz", "perc", "\0", "gu" * 9999],
)
def test_where_no_word_is_being_typed_nothing_is_suggested(filled: Engine, typed: str) -> None:
    assert filled.suggest(typed) == ()


def test_words_of_a_stem_are_suggested_once_in_each_language(engine: Engine) -> None:
    engine.index(
        [
            article("a", "I negoziati.", "Negoziati e negoziato.", "La neve."),
            article("b", "Negotiations resume.", "The negotiation.", language="en"),
        ]
    )
    found = engine.suggest("ne")
    assert {(each.text, each.language) for each in found} == {
        ("negoziati", "it"),
        ("neve", "it"),
        ("negotiation", "en"),
    }


def test_a_word_of_two_languages_is_suggested_once(engine: Engine) -> None:
    engine.index([article("a", "Il drone."), article("b", "The drone.", language="en")])
    assert [(each.text, each.language) for each in engine.suggest("dro")] == [("drone", None)]


def test_outlets_come_first_and_a_deleted_one_is_gone(engine: Engine) -> None:
    engine.index([article("a", "La molla.", outlet="Il Molo"), article("b", "Il molo.")])
    assert texts(engine.suggest("mol"))[0] == "Il Molo"
    engine.delete(["a"])
    assert texts(engine.suggest("mol")) == ["molo"]


def test_a_name_is_suggested_where_its_words_stand_side_by_side(engine: Engine) -> None:
    engine.index([article("a", "Vladimir Putin parla.")])
    (name, _) = engine.suggest("parla puti")
    assert (name.text, name.kind, name.query) == ("Vladimir Putin", "name", "parla Vladimir Putin")
    assert "Vladimir Putin" in texts(engine.suggest("vladimir pu"))
    engine.index([article("a", "Putin parla di Vladimir.")])
    assert "Vladimir Putin" not in texts(engine.suggest("puti"))


def test_no_more_are_suggested_than_are_wanted(filled: Engine) -> None:
    assert len(filled.suggest("pr", limit=2)) == 2


# The embedded engine and the plain one

WORDS = (
    "guerra guerre guerriero gara città citta cittadini perché perdono parlerà parlera parla il"
    " the war wars warm warned prime minister primo ministro cease fire Vladimir Putin"
).split()
MISSPELT = "gerra wra citt tregu primeminister ceas fire minsiter parlla Putn warnde geurre".split()

texts_of_words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=10).map(" ".join)
paragraphs = st.builds(
    Paragraph, texts_of_words, st.just("body"), st.sampled_from(["it", "en", "zxx", None])
)
articles = st.builds(
    Article,
    id=st.sampled_from([f"a{n}" for n in range(9)]),
    paragraphs=st.lists(paragraphs, min_size=1, max_size=4),
    outlet=st.sampled_from(["Guerra e Pace", "The War Post", None]),
)
beginnings = st.sampled_from([*WORDS, *MISSPELT]).flatmap(
    lambda word: st.integers(2, len(word)).map(lambda letters: word[:letters])
)


@pytest.mark.parametrize("name", sorted(ENGINES.keys() - {"memory"}))
@settings(max_examples=settings().max_examples * 4 // 10)
@given(
    batches=st.lists(st.lists(articles, max_size=5), min_size=1, max_size=3),
    deleted=st.sets(st.sampled_from([f"a{n}" for n in range(9)]), max_size=4),
    optimize=st.booleans(),
    typed=st.lists(beginnings, min_size=1, max_size=4),
    asked=st.lists(
        st.lists(st.sampled_from([*MISSPELT, *MISSPELT, *WORDS, "AND", '"']), max_size=4).map(
            " ".join
        ),
        max_size=4,
    ),
)
def test_suggestions_equal_those_of_the_plain_engine(
    name: str,
    batches: Sequence[Sequence[Article]],
    deleted: set[str],
    optimize: bool,
    typed: Sequence[str],
    asked: Sequence[str],
) -> None:
    folder = Path(tempfile.mkdtemp())
    try:
        with ENGINES[name](folder) as engine, MemoryEngine() as plain:
            for batch in batches:
                assert engine.index(batch) == plain.index(batch)
            assert engine.delete(deleted) == plain.delete(deleted)
            if optimize:
                engine.optimize()
            for text in typed:
                for limit in (1, 8):
                    assert engine.suggest(text, limit) == plain.suggest(text, limit)
            for language in ("it", "en", "zxx", None):
                every = [engine.frequencies(WORDS, language), plain.frequencies(WORDS, language)]
                assert every[0] == every[1]
            for text in asked:
                ours, theirs = engine.search(Query(text)), plain.search(Query(text))
                assert ours.suggestion == theirs.suggestion
    finally:
        shutil.rmtree(folder)
