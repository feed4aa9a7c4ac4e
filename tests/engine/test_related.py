"""Related words: what every engine must find in the other language, and say why."""

from __future__ import annotations

from typing import Any

import pytest

from indexer import Article, Match, Paragraph, Query
from indexer.engine import Engine

PASSAGES = {
    "pows-it": ("it", "Scambiati mille prigionieri di guerra, dice Kiev."),
    "prison-it": ("it", "La prigione di Alvea chiude per lavori."),
    "truce-it": ("it", "Il cessate il fuoco regge da un mese, la Turchia media."),
    "premier-it": ("it", "Il presidente del Consiglio è partito stamattina."),
    "port-it": ("it", "Il porto riapre: navi in arrivo."),
    "door-it": ("it", "Ha lasciato la porta aperta."),
    "took-it": ("it", "La nave ha preso il largo."),
    "name-it": ("it", "Incontro con Zelenskij e Medinskij."),
    "summer-it": ("it", "Un'estate torrida nelle città."),
    "pows-en": ("en", "A thousand prisoners of war were exchanged, Kyiv said."),
    "prison-en": ("en", "The prison in Alvea is closed for repairs."),
    "truce-en": ("en", "The cease-fire has held for a month; Türkiye mediates."),
    "premier-en": ("en", "The prime minister left this morning."),
    "port-en": ("en", "The harbour reopens: ships are arriving."),
    "took-en": ("en", "The ship took to the open sea."),
    "name-en": ("en", "A meeting with Zelenskyy and Medinsky."),
    "summer-en": ("en", "A scorching summer in the cities; the estate was sold."),
    "wonder-en": ("en", "A colour photograph of the globalisation debate."),
    "global-it": ("it", "Il dibattito sulla globalizzazione."),
}


@pytest.fixture
def filled(engine: Engine) -> Engine:
    engine.index(
        Article(id=name, paragraphs=(Paragraph(text, language=language),), language=language)
        for name, (language, text) in PASSAGES.items()
    )
    return engine


def found(engine: Engine, text: str, **options: Any) -> set[str]:
    return {hit.article_id for hit in engine.search(Query(text, limit=100, **options)).hits}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("prisoners", {"pows-it", "pows-en", "prison-en"}),
        ("prigioniero", {"pows-it", "pows-en"}),
        ("prigione", {"prison-it", "prison-en"}),
        ("prison", {"prison-it", "prison-en", "pows-en"}),
        ("harbour", {"port-it", "port-en"}),
        ("navi", {"port-it", "port-en", "took-it", "took-en"}),
        ("Kyiv", {"pows-it", "pows-en"}),
        ("Turkey", {"truce-it", "truce-en"}),
        ("ceasefire", {"truce-it", "truce-en"}),
        ("cease fire", {"truce-it", "truce-en"}),
        ('"cease-fire"', {"truce-it", "truce-en"}),
        ("«cessate il fuoco»", {"truce-it", "truce-en"}),
        ("Zelensky", {"name-it", "name-en"}),
        ("Medinskiy", {"name-it", "name-en"}),
        ("summer heat", {"summer-it", "summer-en"}),
        ("color", {"wonder-en"}),
        ("globalizzazione", {"global-it", "wonder-en"}),
        ("+prisoners +Kyiv", {"pows-it", "pows-en"}),
        ("prisoners AND NOT Kyiv", {"prison-en"}),
        ("città", {"summer-it", "summer-en"}),
    ],
)
def test_a_word_is_found_in_both_languages(filled: Engine, query: str, expected: set[str]) -> None:
    assert found(filled, query) == expected


@pytest.mark.parametrize("query", ["prisoners", "Turkey", "ceasefire", "harbour", "Medinskiy"])
def test_without_relations_only_the_words_count(filled: Engine, query: str) -> None:
    related = found(filled, query)
    assert found(filled, query, match=Match.WORD) < related
    assert found(filled, query, match=Match.EXACT) <= found(filled, query, match=Match.WORD)


def test_each_hit_says_why(filled: Engine) -> None:
    why = {hit.article_id: hit.why for hit in filled.search(Query("prisoner Kyiv")).hits}
    assert why == {
        "pows-en": ("word: prisoner → prisoners",),
        "pows-it": ("translation: prisoner → prigionieri", "alias: Kyiv → Kiev"),
        "prison-en": ("word: prisoner → prison",),
    }


def test_what_is_related_is_marked(filled: Engine) -> None:
    (hit,) = filled.search(Query("ceasefire", languages=("it",))).hits
    assert [hit.text[slice(*span)] for span in hit.highlights] == ["cessate il fuoco"]


def test_each_reading_says_how_it_was_reached(filled: Engine) -> None:
    read = filled.search(Query("Turkey ceasefire")).interpretation
    assert {(each.term, each.language, str(each.via)) for each in read} >= {
        ("Türkiye", "en", "alias"),
        ("Turchia", "it", "alias"),
        ("cessate il fuoco", "it", "translation"),
        ("cease-fire", "en", "spelling"),
    }


def test_an_expansion_can_be_taken_out(filled: Engine) -> None:
    assert found(filled, "ceasefire", without=("it:cessate il fuoco",)) == {"truce-en"}
    assert found(filled, "ceasefire", without=("IT:Cessate il fuoco", "en:cease-fire")) == set()
    assert found(filled, "ceasefire", without=("en:cessate il fuoco",)) == {"truce-en", "truce-it"}


def test_an_irregular_form_is_a_form_of_its_word(filled: Engine) -> None:
    assert found(filled, "take") >= {"took-en", "took-it"}
    assert found(filled, "prendere") >= {"took-en", "took-it"}


def test_the_word_typed_comes_before_what_is_related(engine: Engine) -> None:
    engine.index(
        Article(id=name, paragraphs=(text,), language="en")
        for name, text in [
            ("a", "A color here."),
            ("b", "A colour here."),
            ("c", "The color here."),
        ]
    )
    assert engine.search(Query("colour")).hits[0].article_id == "b"


def test_words_side_by_side_are_also_one_expression(filled: Engine) -> None:
    assert found(filled, "prime minister") == {"premier-en", "premier-it"}
    assert found(filled, "presidente del Consiglio") >= {"premier-en", "premier-it"}


def test_counts_are_those_of_the_related_passages(filled: Engine) -> None:
    results = filled.search(Query("prisoners", limit=0))
    assert {each.value: each.count for each in results.facets["language"]} == {"it": 1, "en": 2}
    assert results.total == 3
