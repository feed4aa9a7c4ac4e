"""Highlights as HTML."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from search_app.marking import clean, differences, mark


@pytest.mark.parametrize(
    ("text", "spans", "marked"),
    [
        ("plain", [], "plain"),
        ("a word here", [(2, 6)], "a <mark>word</mark> here"),
        ("ab", [(0, 1), (1, 2)], "<mark>a</mark><mark>b</mark>"),
        ("<b>&\"'", [(0, 3)], "<mark>&lt;b&gt;</mark>&amp;&#34;&#39;"),
        ("perché 𝄞 no", [(7, 8)], "perché <mark>𝄞</mark> no"),
        ("overlapping", [(0, 6), (3, 8)], "<mark>overla</mark><mark>pp</mark>ing"),
        ("short", [(3, 99), (-5, 1), (4, 2)], "<mark>s</mark>ho<mark>rt</mark>"),
    ],
)
def test_marks(text: str, spans: list[tuple[int, int]], marked: str) -> None:
    assert mark(text, spans) == marked


def test_numbers_marks_to_be_linked_to() -> None:
    assert mark("a b", [(0, 1), (2, 3)], 4) == '<mark id="m4">a</mark> <mark id="m5">b</mark>'


@given(st.text(), st.lists(st.tuples(st.integers(-3, 40), st.integers(-3, 40))))
def test_the_text_comes_out_whole(text: str, spans: list[tuple[int, int]]) -> None:
    marked = mark(text, spans)
    assert marked.replace("<mark>", "").replace("</mark>", "") == escape(text)
    assert marked.count("<mark>") == len(clean(text, spans))


@pytest.mark.parametrize(
    ("text", "other", "marked"),
    [
        ("the old port", "the old port", "the old port"),
        ("the old port", "the port", "the <del>old</del> port"),
        ("the port", "the new port", "the <ins>new</ins> port"),
        ("the old port", "the <b> port", "the <del>old</del> <ins>&lt;b&gt;</ins> port"),
        ("a & b", "b", "<del>a &amp;</del> b"),
        ("", "b", "<ins>b</ins>"),
    ],
)
def test_what_tells_two_texts_apart_is_marked(text: str, other: str, marked: str) -> None:
    assert differences(text, other) == marked


def test_very_long_texts_are_not_compared() -> None:
    assert differences("a " * 2000, "b " * 2000) == "b " * 2000
