"""Near-duplicate passages: agency copy that several outlets print, each cut and worded its own way.

Two passages are as alike as the words they share are a part of all their words: the Jaccard
coefficient of their bags of words (Ruzicka similarity), in which a word counts as often as it
occurs. Stop words, which any two passages share, do not count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction

from analyzers import Token

SHARE = Fraction(9, 20)
"""How alike near-duplicates are at least; ARCHITECTURE.md says what it was chosen on."""

FEWEST = 8
"""Words below which a passage is nobody's copy: of a few words, many passages share half."""

MOST = 100
"""Near-duplicates that are told of a passage: the most alike of them."""


def counted_words(tokens: Iterable[Token]) -> Counter[str]:
    """The words of a passage that count, as an index keeps them, and how often each occurs."""
    return Counter(token.forms[0] for token in tokens if token.stems)


def likeness(shared: int, words: int, others: int) -> float:
    """How alike two passages of so many words are that share so many; 0 for two without any."""
    return shared / max(words + others - shared, 1)
