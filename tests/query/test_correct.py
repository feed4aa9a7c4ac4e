"""What is taken for a word to be put right, and how far apart words are."""

from __future__ import annotations

import pytest

from indexer.query.spelling import distance
from indexer.query.typed import cased, typed_words


@pytest.mark.parametrize(
    ("one", "other", "far"),
    [
        ("guerra", "guerra", 0),
        ("gerra", "guerra", 1),
        ("geurra", "guerra", 1),
        ("guera", "guerra", 1),
        ("gurera", "guerra", 1),
        ("geurar", "guerra", 2),
        ("", "abc", 3),
        ("ca", "abc", 3),
    ],
)
def test_an_exchange_of_neighbours_is_one_edit(one: str, other: str, far: int) -> None:
    assert distance(one, other) == distance(other, one) == far


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("guerra pace", ["guerra", "pace"]),
        ('+guerra -pace "di terra" (mare)', ["guerra", "pace", "di", "terra", "mare"]),
        ("guerra AND pace OR NOT mare", ["guerra", "pace", "mare"]),
        ("dell’accordo l'acordo", ["accordo", "acordo"]),
        ("cease-fire, truce; peace?", ["cease", "fire", "truce", "peace"]),
        ("guer* colo?r gerra~ gerra~1 boost^2", []),
        ('outlet:"Il Molo" lang:it date:[2025 TO 2026] section:(world sport) war', ["war"]),
        ('"di guerra"~5 mare', ["di", "guerra", "mare"]),
        ("G7 2025 20.000 COVID-19 U.S. a@b.it https://a.example/b x_y", []),
        ("", []),
    ],
)
def test_the_plain_words_of_a_query(text: str, words: list[str]) -> None:
    assert [each.text for each in typed_words(text, ("en", "it"))] == words


def test_places_are_those_of_the_text_as_typed() -> None:
    text = "  +citta\u0300, «l’accordo» e pace"
    for each in typed_words(text, ("en", "it")):
        assert text[each.start : each.end] == each.text
    assert next(each.text for each in typed_words(text, ("it",))) == "citta\u0300"


def test_words_follow_each_other_across_blanks_and_hyphens() -> None:
    words = typed_words('tele vision cease-fire war, "peace talks" guer* mare', ("en",))
    apart = [each.text for each in words if not each.follows]
    assert apart == ["tele", "peace", "mare"]


def test_a_correction_is_written_as_the_word_was() -> None:
    assert cased("guerra", "gerra") == "guerra"
    assert cased("guerra", "Gerra") == "Guerra"
    assert cased("città", "CITA") == "CITTÀ"
    assert cased("accordo", "A") == "Accordo"
