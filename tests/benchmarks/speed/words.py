"""The words that passages are made of: those of a language with their frequencies, and their stems.

Frequencies are those of wordfreq's large lists. Stop words are the analyzers' own and stems are
Snowball's, so that the stem stream is what an analysis of the raw text would give.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import numpy as np
import Stemmer
import wordfreq
from numpy.typing import NDArray

from analyzers.languages import LANGUAGES as ANALYZED

LANGUAGES = ("en", "it")
WORDS_A_LANGUAGE = 150_000
STOPPED = -1
"""The stem number of a stop word."""

_PLAIN = re.compile("[a-zàèéìòóù]+")


@dataclass(frozen=True)
class Vocabulary:
    """The words of one language by falling frequency.

    ``cumulative``: float64, as long as ``words``, the chance that a word is this one or a more
    frequent one; the last is 1. ``stems``: the stem of each word, None for a stop word.
    """

    words: list[str]
    cumulative: NDArray[np.float64]
    stems: list[str | None]

    def topical(self) -> NDArray[np.float64]:
        """As ``cumulative``, for what an article is about: flatter, without the commonest."""
        chances = np.diff(self.cumulative, prepend=0.0) ** 0.75
        chances[:250] = 0.0
        return cumulated(chances)


@cache
def vocabulary(language: str) -> Vocabulary:
    """The ``WORDS_A_LANGUAGE`` most frequent words that are letters of the language alone."""
    listed = wordfreq.get_frequency_dict(language, wordlist="large")
    plain = [(-chance, word) for word, chance in listed.items() if _PLAIN.fullmatch(word)]
    ranked = sorted(plain)[:WORDS_A_LANGUAGE]
    words = [word for _, word in ranked]
    row = ANALYZED[language]
    stop = row.stopwords() | row.elisions()
    stems = Stemmer.Stemmer(row.algorithm).stemWords(words)
    return Vocabulary(
        words,
        cumulated(np.array([-chance for chance, _ in ranked])),
        [None if word in stop else stem for word, stem in zip(words, stems, strict=True)],
    )


def cumulated(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights of any scale as a cumulative distribution, float64, ending in 1."""
    sums = np.cumsum(weights)
    return np.asarray(sums / sums[-1])


def drawn(
    cumulative: NDArray[np.float64], rng: np.random.Generator, shape: int | tuple[int, ...]
) -> NDArray[np.int64]:
    """Positions drawn by a cumulative distribution, int64 of ``shape``."""
    found = np.searchsorted(cumulative, rng.random(shape), side="right")
    return np.minimum(found, len(cumulative) - 1)
