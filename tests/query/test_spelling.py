"""Patterns and other spellings, compared with the standard library and with a definition."""

from __future__ import annotations

from fnmatch import fnmatchcase
from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.query.spelling import fits, is_near


@lru_cache(maxsize=100_000)
def edits(word: str, other: str) -> int:
    """The optimal string alignment distance, by its definition."""
    if not word or not other:
        return len(word) + len(other)
    least = min(
        edits(word[1:], other) + 1,
        edits(word, other[1:]) + 1,
        edits(word[1:], other[1:]) + (word[0] != other[0]),
    )
    if len(word) > 1 and word[:2] == other[1::-1]:
        least = min(least, edits(word[2:], other[2:]) + 1)
    return least


@given(st.text("ab*?", max_size=8), st.text("abà", max_size=8))
def test_a_word_fits_a_pattern(pattern: str, word: str) -> None:
    assert fits(pattern, word) == fnmatchcase(word, pattern)


@given(st.text("abc", min_size=1, max_size=8), st.text("abc", max_size=8), st.integers(0, 2))
def test_a_word_is_some_edits_from_another(word: str, other: str, most: int) -> None:
    first = word[:1] if len(word) <= 4 else ""
    expected = edits(word, other) <= most and other.startswith(first)
    assert is_near(word, other, most) == expected


@pytest.mark.parametrize(
    ("word", "other", "most", "near"),
    [
        ("zelenski", "zelensky", 1, True),
        ("zelenski", "zelenskyy", 2, True),
        ("zelenski", "zelenskyy", 1, False),
        ("ucriana", "ucraina", 1, True),
        ("kiev", "kyiv", 2, True),
        ("kiev", "liev", 1, False),
        ("roma", "rome", 1, True),
    ],
)
def test_near_words(word: str, other: str, most: int, near: bool) -> None:
    assert is_near(word, other, most) is near


def test_hostile_patterns_take_few_steps() -> None:
    assert not fits("*a" * 500 + "b", "a" * 2_000)
    assert fits("*a" * 500, "a" * 2_000)
