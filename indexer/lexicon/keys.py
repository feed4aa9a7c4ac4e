"""Keys: by what a term of one word or several is found, whichever inflection it is typed in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analyzers import Analyzer, Token, get_analyzer
from analyzers.folding import fold

_PLAIN = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+)*")
_GAP = re.compile("[ -]")


def key(tokens: Sequence[Token]) -> str:
    """For each of the tokens its folded stem, or a stop word's folded form; parted by blanks."""
    return " ".join(_part(token.forms, token.stems) for token in tokens)


def keys(analyzer: Analyzer, terms: Sequence[str]) -> list[str]:
    """The keys of many terms, as :func:`key` gives them, at a fraction of the time."""
    plain = {term: _GAP.split(term.lower()) for term in terms if _PLAIN.fullmatch(term)}
    words = list(dict.fromkeys(word for split in plain.values() for word in split))
    parts = {
        word: _part(*found) for word, found in zip(words, analyzer.terms_of(words), strict=True)
    }
    return [
        " ".join(map(parts.__getitem__, plain[term]))
        if term in plain
        else key(analyzer.analyze(term))
        for term in terms
    ]


def name_key(name: str) -> str:
    """The folded forms of a name's words, which no language inflects; parted by blanks."""
    return " ".join(token.forms[-1] for token in get_analyzer(None).analyze(name))


def _part(forms: tuple[str, ...], stems: tuple[str, ...]) -> str:
    return stems[0] if stems else forms[-1]


def letters(term: str) -> str:
    """What ``cease-fire``, ``cease fire`` and ``ceasefire`` have alike."""
    return "".join(filter(str.isalnum, fold(term)))
