"""The data files of the lexicon: is each line one, and is it needed?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from analyzers import get_analyzer
from analyzers.folding import fold
from indexer.lexicon import files, names
from indexer.lexicon.transliteration import transliterations
from tests.lexicon.tidy import tidied

FOLDER = files.own_folder()
CONCEPTS = list(files.concepts(FOLDER))
TERM = re.compile(r"'?[^\W_](?:[\w&.+]|[' -](?=[^\W_])| (?='[^\W_])|'(?= |$))*")
MOST_TERMS, MOST_WORDS = 10, 6


def listed(folder: str) -> Iterable[tuple[Path, str]]:
    return [
        (path, line)
        for path in sorted((FOLDER / folder).glob("*.txt"))
        for line in files.lines(path)
    ]


@pytest.mark.parametrize("side", [0, 1], ids=["en", "it"])
def test_there_are_many_headwords(side: int) -> None:
    assert len({fold(term) for each in CONCEPTS for term in each.terms[side]}) > 30_000


def test_every_line_is_a_concept_with_terms_on_both_sides() -> None:
    odd = [
        (path.name, line)
        for path, line in listed("en-it")
        if line.count(" = ") != 1
        or any(not 1 <= len(files.terms(side)) <= MOST_TERMS for side in line.split(" = "))
    ]
    assert odd == []


def test_every_term_is_made_of_words() -> None:
    terms = {term for each in CONCEPTS for side in each.terms for term in side}
    assert [t for t in sorted(terms) if not TERM.fullmatch(t) or len(t.split()) > MOST_WORDS] == []


def test_no_term_stands_twice_on_a_line() -> None:
    assert [each for each in CONCEPTS for side in each.terms if len(set(side)) < len(side)] == []


def test_the_files_are_in_order_and_say_nothing_twice() -> None:
    held = {
        path.stem: path.read_text("utf-8").splitlines() for path in (FOLDER / "en-it").glob("*.txt")
    }
    assert held == tidied([each.terms for each in CONCEPTS]), "run: python -m tests.lexicon.tidy"


@pytest.mark.parametrize("code", ["en", "it"])
def test_irregular_forms_are_those_that_the_stem_does_not_unite(code: str) -> None:
    stem = get_analyzer(code).stem
    lines = list(files.variants(FOLDER / "forms"))
    mine = [(base, forms) for own, base, forms in lines if own == code]
    assert len(mine) > 800
    assert [base for base, count in Counter(base for base, _ in mine).items() if count > 1] == []
    needless = [
        (base, form)
        for base, forms in mine
        for form in forms
        if fold(stem(form.lower())) == fold(stem(base.lower()))
    ]
    assert needless == []


def test_every_name_has_another() -> None:
    assert [line for _, line in listed("names") if len(files.terms(line)) < 2] == []
    assert all(len(each) > 1 for each in names.groups(FOLDER))


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Zelensky", "zelenskyy"),
        ("Zelenskij", "zelensky"),
        ("Medinsky", "medinskij"),
        ("Lavrov", "lavroff"),
        ("Kharkov", "harkov"),
    ],
)
def test_names_of_other_alphabets_have_other_spellings(name: str, other: str) -> None:
    assert other in transliterations(name)


def test_short_names_and_numbers_have_none() -> None:
    assert transliterations("Ali") == transliterations("G7") == ()
