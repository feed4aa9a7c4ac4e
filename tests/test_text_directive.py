"""The source link of a passage leads a browser to that passage and to no earlier one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.links import source_link, source_links
from indexer.sources import read_sources
from tests.conftest import ROOT
from tests.text_fragments import Directive, compared, find, parse

PAGE = "https://example.org/a"
LONG = "one two three four five six seven eight nine ten eleven twelve"


def directive(passages: Sequence[str], ordinal: int) -> str:
    link = source_link(PAGE, passages, ordinal)
    assert link is not None
    return link.removeprefix(f"{PAGE}#:~:text=")


@pytest.mark.parametrize(
    ("passages", "ordinal", "expected"),
    [
        (["The port", "A strike"], 2, "A%20strike"),
        # An earlier passage begins alike: more words.
        ([f"{LONG} x", f"one two three four five 6 {LONG}"], 2,
         "one%20two%20three%20four%20five%206,eight%20nine%20ten%20eleven%20twelve"),
        # The same text again: the words before it.
        (["A strike", "The port", "A strike"], 3, "port-,A%20strike"),
        (["A strike", "The port", "A strike"], 1, "A%20strike"),
        # Within a word, without case and accents.
        (["Perché TRANSPORT now", "Il porto", "perche"], 3, "porto-,perche"),
        (["Transport", "Read", "port"], 3, "Read-,port"),
        # The same words before it too: those after it.
        (["x", "a", "x", "a", "y-z"], 4, "a,-y%2Dz"),
        (["x", "a", "y", "w", "a", "z", "x", "a", "z"], 8, "x-,a,-z"),
        # Nothing tells them apart.
        (["x", "a", "x", "a"], 4, "a"),
        (["a", "a", "a"], 2, "a-,a"),
    ],
)  # fmt: skip
def test_no_more_is_named_than_needed(passages: list[str], ordinal: int, expected: str) -> None:
    assert directive(passages, ordinal) == expected


@given(st.lists(st.lists(st.sampled_from("a b c perché PERCHE d-e".split())).map(" ".join)))
def test_of_a_whole_article_each_passage_is_named_as_by_itself(passages: list[str]) -> None:
    each = [source_link(PAGE, passages, at) for at in range(1, len(passages) + 1)]
    assert source_links(PAGE, passages) == each
    assert source_links("javascript:x", passages) == [None] * len(passages)


def test_the_end_is_the_first_one_in_the_passage() -> None:
    refrain = "la la la la la "
    text = "Once upon a time there " + refrain + "was a song: " + refrain
    found = find([text], parse(directive([text], 1)))
    assert found == ((0, 0), (0, len(compared(text))))


def test_the_matcher_of_these_tests_reads_the_specification() -> None:
    page = ["The port is shut.", "A port, an island", "An island and a port"]
    assert find(page, Directive("port")) == ((0, 4), (0, 8))
    assert find(page, Directive("port", prefix="a")) == ((1, 2), (1, 6))
    assert find(page, Directive("port", prefix="and a")) == ((2, 16), (2, 20))
    assert find(page, Directive("a port", suffix=", an")) == ((1, 0), (1, 6))
    assert find(page, Directive("port", "an island")) == ((0, 4), (1, 17))
    assert find(page, Directive("an island", prefix="island")) == ((2, 0), (2, 9))
    assert find(page, Directive("isl")) is None
    assert find(page, Directive("SHUT. A")) is None


def is_told_apart(passages: Sequence[str], ordinal: int) -> bool:
    """Whether the text of a passage, with its neighbours, stands nowhere before it."""
    plain = [compared(each) for each in passages]
    own = plain[ordinal - 1]
    return all(own not in each for each in plain[: ordinal - 1])


def check(passages: Sequence[str], ordinal: int) -> None:
    named = parse(directive(passages, ordinal))
    found = find(passages, named)
    whole = len(compared(passages[ordinal - 1]))
    assert found == ((ordinal - 1, 0), (ordinal - 1, whole)), named


words = st.sampled_from(
    "the port porto Perché perché strike war. «war» ice-cream a, b & città".split()
)
lines = st.lists(words, min_size=1, max_size=16).map(" ".join)


@given(st.lists(st.one_of(lines, st.sampled_from(["the port", "a,"])), min_size=1, max_size=7))
def test_every_passage_that_can_be_told_apart_is_found_first(passages: list[str]) -> None:
    for ordinal in range(1, len(passages) + 1):
        if is_told_apart(passages, ordinal):
            check(passages, ordinal)


@given(st.lists(st.sampled_from(["the port", "a war", "porto"]), min_size=1, max_size=6))
def test_a_text_said_twice_is_found_by_its_neighbours(passages: list[str]) -> None:
    framed = ["", *passages, ""]
    around = [(framed[at - 1], framed[at], framed[at + 1]) for at in range(1, len(framed) - 1)]
    for ordinal in range(1, len(passages) + 1):
        before, own, after = around[ordinal - 1]
        earlier = around[: ordinal - 1]
        if (before and all(each[:2] != (before, own) for each in earlier)) or (
            after and all(each[1:] != (own, after) for each in earlier)
        ):
            check(passages, ordinal)


@pytest.mark.parametrize("source", ["sample", pytest.param("seeds", marks=pytest.mark.shared)])
def test_every_passage_of_real_articles(source: str, request: pytest.FixtureRequest) -> None:
    folder: Path = ROOT / "data" / "sample"
    if source == "seeds":
        folder = request.getfixturevalue("shared") / "seeds"
    count = 0
    for article in read_sources([str(folder)], on_reject=_no_reject):
        passages = [line.text for line in article.lines()]
        for ordinal in range(1, len(passages) + 1):
            check(passages, ordinal)
            count += 1
    assert count > 100


def _no_reject(error: Exception) -> None:
    raise error
