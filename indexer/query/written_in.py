"""Which language a query is written in, as far as its words tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from analyzers import get_analyzer
from indexer.lexicon.lexicon import Lexicon

_CLEARLY = 2
"""How many times as many words must be of one language alone as of all others."""


def written_in(texts: Iterable[str], lexicon: Lexicon) -> tuple[str, ...]:
    """The languages that the words of a query may be of: one where it is clear, else all.

    A word that only one language has, as a stop word or a headword, speaks for it; names speak for
    none.
    """
    own: Counter[str] = Counter()
    for word in (word for text in texts for word in text.split()):
        if not any(lexicon.names(word, language) for language in lexicon.languages):
            having = [each for each in lexicon.languages if _has(lexicon, each, word)]
            if len(having) == 1:
                own[having[0]] += 1
    if own:
        (language, most), *others = own.most_common()
        if most > _CLEARLY * sum(count for _, count in others):
            return (language,)
    return lexicon.languages


def _has(lexicon: Lexicon, language: str, word: str) -> bool:
    tokens = get_analyzer(language).analyze(word)
    return bool(tokens) and all(lexicon.has(language, token) for token in tokens)
