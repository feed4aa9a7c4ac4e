"""The table of languages and its data files."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest
import Stemmer

from analyzers import LANGUAGES, analysis_code, get_analyzer, primary_language
from analyzers.folding import canonical, fold

ALGORITHMS = set(Stemmer.algorithms())
SUPERSEDED = {"porter", "dutch_porter", "lovins"}
"""Algorithms that Snowball keeps beside the ones it recommends for the same language."""

DATA = [
    file
    for kind in ("stopwords", "elisions")
    for file in (resources.files("analyzers") / "data" / kind).iterdir()
]


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_row_is_filed_under_its_code_and_has_a_stemmer(code: str) -> None:
    row = LANGUAGES[code]
    assert row.code == code == primary_language(code)
    assert row.algorithm in ALGORITHMS
    assert get_analyzer(code).language is row


def test_every_algorithm_of_snowball_is_reachable() -> None:
    reached = {row.algorithm for row in LANGUAGES.values()}
    assert reached == ALGORITHMS - SUPERSEDED
    assert not reached & SUPERSEDED


@pytest.mark.parametrize("code", LANGUAGES)
def test_stop_words_and_elisions_are_in_canonical_form(code: str) -> None:
    row = LANGUAGES[code]
    assert {word for word in row.stopwords() if canonical(word) != word} == set()
    assert {word for word in row.elisions() if canonical(word) != word or "'" in word} == set()
    assert all(fold(word) in {fold(each) for each in row.elisions()} for word in row.elisions())


def test_first_class_languages_have_stop_words_and_their_habits() -> None:
    assert {"the", "don't", "of"} <= LANGUAGES["en"].stopwords()
    assert {"il", "è", "perché"} <= LANGUAGES["it"].stopwords()
    assert {"l", "dell", "quest", "un", "nell", "d", "c"} <= LANGUAGES["it"].elisions()
    assert "s" in LANGUAGES["en"].clitics


@pytest.mark.parametrize("file", DATA, ids=str)
def test_data_files_name_their_source_and_a_language(file: Path) -> None:
    header = [line for line in file.read_text("utf-8").splitlines() if line.startswith("#")]
    assert any("Source: " in line for line in header)
    assert file.name.removesuffix(".txt") in LANGUAGES


@pytest.mark.parametrize(
    ("code", "row"),
    [
        ("it", "it"),
        ("en-GB", "en"),
        ("EN_us", "en"),
        ("zh-Hant", "und"),
        ("und", "und"),
        ("", "und"),
        (None, "und"),
    ],
)
def test_the_row_for_a_code(code: str | None, row: str) -> None:
    assert analysis_code(code) == row
    assert get_analyzer(code) is get_analyzer(row)


def test_primary_language() -> None:
    assert primary_language("pt-BR") == "pt"
    assert primary_language(None) is None
    assert primary_language("") is None
