"""The plain words of a query as typed, each at its place.

Left out is what is no plain word: operators, the values of fields, words with wildcards, numbers,
codes, addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from analyzers import Token, get_analyzer
from analyzers.folding import APOSTROPHES, fold

_READ = 2000
"""Characters of a query in which words are looked for."""

QUOTES = '"“”„‟«»＂❝❞〝〞'
_LETTER = r"(?:[^\W\d_]|[\u0300-\u036f])"
_PARTS = re.compile(
    rf"""[^\W\d_]+[:：](?=[^\s)])(?:(?:[{QUOTES}][^{QUOTES}]*[{QUOTES}]?,?)+
                                    |\([^)]*|[\[{{][^\]}}]*|\S*)
      |  (?P<chunk>[^\s{QUOTES}()]+)
      |  .""",
    re.VERBOSE | re.DOTALL,
)
_PLAIN = re.compile(
    rf"[+\-−–!]*{_LETTER}+(?:[-‐‑{APOSTROPHES}]{_LETTER}+)*[{APOSTROPHES}]?[.,;:!?…]*"
)
_OPERATORS = {"AND", "OR", "NOT", "OPPURE", "NON"}
_GAP = re.compile(r"\s+|-")


@dataclass(frozen=True, slots=True)
class Typed:
    """A word of a query: ``text`` from ``start`` to ``end``, its token in each language.

    ``follows`` says that nothing but blanks or a hyphen is between the word before it and it.
    """

    start: int
    end: int
    text: str
    folded: str
    tokens: Mapping[str, Token]
    follows: bool


def typed_words(text: str, codes: Sequence[str]) -> list[Typed]:
    """The plain words of a query that every one of some languages takes for a word."""
    text = text[:_READ]
    words: list[Typed] = []
    for start, chunk in _plain_chunks(text):
        for (first, last), tokens in _tokens(chunk, codes).items():
            begin, end = start + first, start + last
            follows = bool(words) and _GAP.fullmatch(text, words[-1].end, begin) is not None
            own = text[begin:end]
            words.append(Typed(begin, end, own, fold(own), tokens, follows))
    return words


def cased(word: str, like: str) -> str:
    """A word in lower case as another one is typed: in capitals, with a capital, or as it is."""
    if len(like) > 1 and like.isupper():
        return word.upper()
    return word[:1].upper() + word[1:] if like[:1].isupper() else word


def _plain_chunks(text: str) -> Iterator[tuple[int, str]]:
    for found in _PARTS.finditer(text):
        chunk = found["chunk"]
        if chunk and chunk not in _OPERATORS and _PLAIN.fullmatch(chunk):
            yield found.start(), chunk


def _tokens(chunk: str, codes: Sequence[str]) -> dict[tuple[int, int], dict[str, Token]]:
    """By place the tokens of a chunk that all languages have there: an elision is a token in some.

    A mark of decomposed text belongs to the letter before it.
    """
    places: dict[tuple[int, int], dict[str, Token]] = {}
    for code in codes:
        for token in get_analyzer(code).analyze(chunk):
            places.setdefault((token.start, token.end), {})[code] = token
    return {place: tokens for place, tokens in sorted(places.items()) if len(tokens) == len(codes)}
