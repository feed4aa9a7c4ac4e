"""Where words begin and end, and the one form of numbers and acronyms."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.folding import APOSTROPHES
from analyzers.words import canonical_acronym, canonical_number, find_words, is_lettered
from tests.texts import texts


def words(text: str) -> list[str]:
    return [text[start:end] for start, end in find_words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dell'anno leader’s", ["dell'anno", "leader’s"]),
        ("'quoted' ‘so’", ["quoted", "so"]),
        ("l''anno", ["l", "anno"]),
        ("U.S. p.m. a.m", ["U.S.", "p.m.", "a.m"]),
        ("U.S.The", ["U", "S", "The"]),
        ("fine.Il", ["fine", "Il"]),
        ("George W. Bush", ["George", "W", "Bush"]),
        ("20.000 20,000 3,5 3.5bn", ["20.000", "20,000", "3,5", "3.5bn"]),
        ("nel 2025.", ["nel", "2025"]),
        ("1,2,3", ["1", "2", "3"]),
        ("1.5.2024", ["1", "5", "2024"]),
        ("2025.Il", ["2025", "Il"]),
        ("3.5miliardi", ["3", "5miliardi"]),
        ("10:30 16/7", ["10", "30", "16", "7"]),
        ("a_b-c", ["a", "b", "c"]),
        ("co\u00adop", ["co\u00adop"]),
        ("mario@x.it", ["mario", "x", "it"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("— … 😀", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(texts)
def test_a_mark_elsewhere_moves_no_word(text: str) -> None:
    assert words(f"{text} ") == words(f"{text} \u0301")


@given(texts)
def test_words_are_apart_and_hold_every_letter_and_digit(text: str) -> None:
    spans = list(find_words(text))
    assert all(start < end for start, end in spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    inside = {at for start, end in spans for at in range(start, end)}
    outside = {char for at, char in enumerate(text) if at not in inside}
    assert {char for char in outside if char.isalnum()} <= set(APOSTROPHES)


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("20.000", "20000"),
        ("20,000", "20000"),
        ("3,5", "3.5"),
        ("3.5", "3.5"),
        ("1.234.567,89", "1234567.89"),
        ("1,234,567.89", "1234567.89"),
        ("0,125", "0.125"),
        ("1.250mld", "1250mld"),
        ("3,5mld", "3.5mld"),
        ("2025", "2025"),
        ("u.s", "u.s"),
    ],
)
def test_numbers(word: str, number: str) -> None:
    assert canonical_number(word) == number


@given(st.integers(1, 10**12), st.integers(0, 99))
def test_both_conventions_are_one_number(whole: int, cents: int) -> None:
    english = f"{whole:,}.{cents:02}"
    italian = english.translate(str.maketrans(",.", ".,"))
    assert words(english) == [english]
    assert words(italian) == [italian]
    assert canonical_number(english) == canonical_number(italian) == f"{whole}.{cents:02}"


@pytest.mark.parametrize(
    ("word", "acronym"),
    [
        ("u.s.", "u.s"),
        ("u.s", "u.s"),
        ("u.k.", "uk"),
        ("u.e", "ue"),
        ("o.n.u.", "onu"),
        ("u.s.a", "usa"),
        ("fine.", "fine."),
        ("a", "a"),
    ],
)
def test_acronyms(word: str, acronym: str) -> None:
    assert canonical_acronym(word, {"us", "usa"}.__contains__) == acronym


def test_lettered() -> None:
    assert all(map(is_lettered, ["citta", "हिन्दी", "தமிழ்", "中国"]))
    assert not any(map(is_lettered, ["", "u.s", "3.5", "covid19", "don't"]))
