"""Did you mean: a query with the words that stand nowhere put right by those that do.

A word is put right where no language of the index has it in any form and the lexicon does not know
it either: a word of the other language is found by its translations. What may be meant is a word a
few edits away, two words typed as one (``primeminister``) or one typed as two (``tele vision``).

Words side by side mean any of them, so that the number of passages alone does not tell whether a
query found what it asks for: one with a misspelt word finds what the others find. It is put right
if it finds few, or if a third of its words stand nowhere; an unknown name in a paragraph that was
pasted and finds plenty is left alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from analyzers import Token, get_analyzer
from analyzers.folding import fold
from indexer.lexicon.lexicon import Lexicon
from indexer.query.index_words import IndexWords
from indexer.query.spelling import distance
from indexer.query.typed import Typed, cased, typed_words

FEW = 10
"""Passages up to which a query has found few."""

_SHARE = 3
"""Of so many words one that stands nowhere is reason enough."""
_READ, _CORRECTED = 40, 5
"""Words of a query that are looked at, and those that are put right."""
_TRIED = 3
"""Corrections that are tried until one finds something."""
_SHORTEST, _LONGEST = 2, 40
_ONE_EDIT, _TWO_EDITS = 4, 6
"""Letters from which a word may be so many edits away from the one meant."""
_EDIT = 100
"""How many times as frequent a word must be to be taken for the one meant, an edit further off."""


@dataclass(frozen=True, slots=True)
class Change:
    """``text[start:end]`` of a query replaced by ``by``; the higher ``weight`` the likelier."""

    start: int
    end: int
    by: str
    weight: int


class Corrector:
    """Corrects queries to an index. Safe to share between threads."""

    def __init__(self, words: IndexWords, lexicon: Lexicon) -> None:
        self._words = words
        self._lexicon = lexicon

    def correct(self, text: str, matched: int, finds: Callable[[str], bool]) -> str | None:
        """The query that was likely meant by one that ``matched`` so many passages.

        ``finds`` says whether a query finds anything; what does not is not offered.
        """
        typed = typed_words(text, self._words.codes)[:_READ]
        strange = [word for word in typed if self._is_strange(word) and not self._is_known(word)]
        if matched > FEW and len(strange) * _SHARE < len(typed):
            return None
        choices = [found for word in strange[:_CORRECTED] if (found := self._changes(word, typed))]
        tried = {text}
        for attempt in range(_TRIED if choices else 0):
            picked = [each[min(attempt, len(each) - 1)] for each in choices]
            corrected = _changed(text, picked)
            if corrected not in tried and finds(corrected):
                return corrected
            tried.add(corrected)
        return None

    def _is_strange(self, word: Typed) -> bool:
        """Whether a word is one that may be put right, and stands nowhere."""
        if not _SHORTEST <= len(word.folded) <= _LONGEST:
            return False
        return not any(self._words.stands(*each) for each in word.tokens.items())

    def _is_known(self, word: Typed) -> bool:
        """Whether the lexicon has a word, or a name of that word."""
        lexicon = self._lexicon
        return any(
            lexicon.has(code, _token(word, code)) or lexicon.names(word.text, code)
            for code in lexicon.languages
        )

    def _changes(self, word: Typed, typed: Sequence[Typed]) -> list[Change]:
        """What a word may be replaced by, the likeliest first."""
        found = [*self._respelt(word), *self._parted(word), *self._joined(word, typed)]
        found.sort(key=lambda each: (-each.weight, each.by))
        return found[:_TRIED]

    def _respelt(self, word: Typed) -> list[Change]:
        """By words a few edits away: the first letter is seldom mistyped."""
        if len(word.folded) < _ONE_EDIT:
            return []
        long = len(word.folded) >= _TWO_EDITS
        found = self._near(word, 2 if long else 1, 1)
        if not found and long:
            found = self._near(word, 1, 0)
        return [
            Change(word.start, word.end, cased(by, word.text), weight)
            for by, weight in found.items()
        ]

    def _near(self, word: Typed, most: int, kept: int) -> dict[str, int]:
        """Words near to one, each with its weight.

        None where a stop word is nearer than all: it was meant, and is passed over in a search.
        """
        weights: defaultdict[str, int] = defaultdict(int)
        nearest, nearest_stopword = most + 1, most + 1
        for code in self._words.codes:
            analyzer = get_analyzer(code)
            for by, passages in self._words.near(code, word.folded, most, kept).items():
                far = distance(word.folded, fold(by))
                if analyzer.is_stopword(by):
                    nearest_stopword = min(nearest_stopword, far)
                else:
                    nearest = min(nearest, far)
                    weights[by] += passages * _EDIT ** (2 - far)
        return weights if nearest <= nearest_stopword else {}

    def _parted(self, word: Typed) -> Iterator[Change]:
        """By the two words that it may be, if they stand side by side anywhere."""
        for at in range(2, len(word.text) - 1):
            parts = word.text[:at], word.text[at:]
            weight = self._side_by_side([fold(part) for part in parts])
            if weight:
                yield Change(word.start, word.end, " ".join(parts), weight * _EDIT)

    def _side_by_side(self, parts: Sequence[str]) -> int:
        return sum(
            self._words.side_by_side(code, parts)
            for code in self._words.codes
            if all(self._words.spelt(code, part) for part in parts)
        )

    def _joined(self, word: Typed, typed: Sequence[Typed]) -> Iterator[Change]:
        """By the word that it may be together with the one before it or after it."""
        at = typed.index(word)
        for first, last in pairwise(typed[max(at - 1, 0) : at + 2]):
            if last.follows:
                for code in self._words.codes:
                    held = self._words.spelt(code, first.folded + last.folded)
                    for by, passages in held.items():
                        by = cased(by, first.text)
                        yield Change(first.start, last.end, by, passages * _EDIT)


def _token(word: Typed, code: str) -> Token:
    known = word.tokens.get(code)
    return known or get_analyzer(code).analyze(word.text)[0]


def _changed(text: str, changes: Sequence[Change]) -> str:
    """A text with all changes made but those that overlap an earlier one."""
    parts, at = [], 0
    for each in sorted(changes, key=lambda each: (each.start, each.end)):
        if each.start >= at:
            parts += [text[at : each.start], each.by]
            at = each.end
    return "".join([*parts, text[at:]])
