"""The words of the plain engine's passages, counted by looking at every passage each time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from analyzers import Token
from indexer.query.spelling import distance

Passages = Sequence[tuple[str, str | None, Sequence[Token]]]
"""Of each passage the language row, the outlet and the tokens."""


class PlainWords:
    """See :class:`indexer.query.index_words.IndexWords`."""

    def __init__(self, passages: Passages) -> None:
        self._passages = passages
        self.codes: Sequence[str] = sorted({code for code, _, _ in passages})

    def stands(self, code: str, token: Token) -> bool:
        return any(
            token.forms[0] in own.forms or set(token.stems) & set(own.stems)
            for own in self._tokens(code)
        )

    def in_any_form(self, code: str, token: Token) -> int:
        forms = {
            own.forms[0]
            for own in self._tokens(code)
            if token.forms[0] in own.forms or set(token.stems) & set(own.stems)
        }
        return sum(self._count(code, form) for form in forms)

    def passages(self, code: str) -> int:
        return sum(own == code for own, _, _ in self._passages)

    def spelt(self, code: str, folded: str) -> Mapping[str, int]:
        return self.near(code, folded, 0, len(folded))

    def near(self, code: str, folded: str, edits: int, kept: int) -> Mapping[str, int]:
        near = {
            token.forms[0]
            for token in self._tokens(code)
            if token.forms[-1][:kept] == folded[:kept]
            and distance(token.forms[-1], folded) <= edits
        }
        return {word: self._count(code, word) for word in near}

    def side_by_side(self, code: str, folded: Sequence[str]) -> int:
        return sum(
            any(
                [token.forms[-1] for token in tokens[at : at + len(folded)]] == list(folded)
                for at in range(len(tokens))
            )
            for own, _, tokens in self._passages
            if own == code
        )

    def beginning(self, code: str, prefix: str, most: int) -> Sequence[tuple[str, int]]:
        stems: dict[str, set[str]] = {}
        for token in self._tokens(code):
            if token.stems and token.forms[-1].startswith(prefix):
                stems.setdefault(min(token.stems), set()).add(token.forms[0])
        found = []
        for words in stems.values():
            counts = {word: self._count(code, word) for word in words}
            best = min(counts, key=lambda word: (-counts[word], word))
            found.append((best, sum(counts.values())))
        return sorted(found, key=lambda each: (-each[1], each[0]))[:most]

    def outlets(self) -> Mapping[str, int]:
        return Counter(outlet for _, outlet, _ in self._passages if outlet)

    def _tokens(self, code: str) -> list[Token]:
        return [token for own, _, tokens in self._passages if own == code for token in tokens]

    def _count(self, code: str, word: str) -> int:
        return sum(
            any(token.forms[0] == word for token in tokens)
            for own, _, tokens in self._passages
            if own == code
        )
