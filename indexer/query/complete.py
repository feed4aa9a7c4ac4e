"""What a query being typed may become: its last word completed, what stands before it kept.

Outlets come first, then names of several words and the index's own words, those in most passages
first. Accents and case make no odds: ``citta`` is completed to ``città``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice

from analyzers import get_analyzer
from analyzers.folding import fold
from analyzers.languages import UNKNOWN
from indexer.lexicon.keys import name_key
from indexer.lexicon.lexicon import Lexicon
from indexer.lexicon.titles import Titles
from indexer.query.index_words import IndexWords
from indexer.query.typed import QUOTES, cased

FEWEST_LETTERS = 2
_FEWEST_OF_A_NAME = 4
_READ = 200
"""Characters of a query, the last ones, that are looked at."""
_OUTLETS, _NAMES, _CHECKED = 3, 2, 2
"""Outlets and names that are offered, and names that are looked up for it."""
_CERTAIN = 500
"""Passages of the rarest word of a name from which on it is taken to stand: to look takes long."""
_TITLE_WORDS = 4
"""Words typed that are taken for the beginning of a name or an outlet."""
_REMEMBERED = 4096

_LAST = re.compile(r"[^\W\d_](?:[^\W_]|[\u0300-\u036f])*\Z")
_BEFORE = re.compile(r"(?:(?:[^\W_]|[\u0300-\u036f])+[ '’-])*\Z")
_NO_WORD_AFTER = re.compile(r"[:：*?~@/._\d]\Z")
_QUOTE = re.compile(f"[{QUOTES}]")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A completion. ``kind`` is word, name or outlet; ``query`` the whole query with it in place.

    ``language`` is that of the passages that have a word, or in which a name is used; None where
    it is of several or unknown.
    """

    text: str
    kind: str
    language: str | None
    query: str


class Completer:
    """Completes queries to one state of an index. Safe to share between threads."""

    def __init__(self, words: IndexWords, lexicon: Lexicon) -> None:
        self._words = words
        self._lexicon = lexicon
        self._beginning = lru_cache(_REMEMBERED)(words.beginning)
        self._passages = lru_cache(_REMEMBERED)(self._find_passages)
        self._together = lru_cache(_REMEMBERED)(self._find_together)

    def complete(self, text: str, limit: int) -> tuple[Suggestion, ...]:
        """The completions of a query, the likeliest first."""
        last = _LAST.search(text, max(len(text) - _READ, 0))
        if last is None or _NO_WORD_AFTER.search(text[: last.start()]):
            return ()
        start, prefix = last.start(), fold(last.group())
        if len(prefix) < FEWEST_LETTERS:
            return ()
        outlets: list[Suggestion] = []
        ranked = self._ranked_words(text, start, prefix, limit)
        if len(_QUOTE.findall(text)) % 2 == 0:
            outlets = list(self._outlets(text, start))
            ranked += self._ranked_names(text, start)
        ranked.sort(key=lambda each: (-each[0], each[1].text))
        offered = [*outlets, *(each for _, each in ranked)]
        return tuple(each for each in offered if each.query != text)[:limit]

    def _ranked_words(
        self, text: str, start: int, prefix: str, limit: int
    ) -> list[tuple[int, Suggestion]]:
        """Words, the same one of two languages once, each with the number that it is ranked by."""
        found: dict[str, tuple[int, Suggestion]] = {}
        typed = text[start:]
        for code in self._words.codes:
            for word, passages in self._beginning(code, prefix, limit):
                if code == UNKNOWN.code and self._is_stopword(word):
                    continue
                by = cased(word, typed)
                language = None if code == UNKNOWN.code or by in found else code
                most = max(passages, found[by][0] if by in found else 0)
                found[by] = most, Suggestion(by, "word", language, text[:start] + by)
        return list(found.values())

    def _is_stopword(self, word: str) -> bool:
        """Whether any language of the index passes over a word of text in an unknown one."""
        return any(get_analyzer(code).is_stopword(word) for code in self._words.codes)

    def _outlets(self, text: str, start: int) -> Iterator[Suggestion]:
        passages, titles = self._known_outlets
        found = _started(titles, text, start, FEWEST_LETTERS)
        for outlet in sorted(found, key=lambda each: (-passages[each], each))[:_OUTLETS]:
            named = f'outlet:"{_QUOTE.sub("", outlet)}"'
            yield Suggestion(outlet, "outlet", None, text[: found[outlet]] + named)

    def _ranked_names(self, text: str, start: int) -> list[tuple[int, Suggestion]]:
        """Names that stand in passages, each with the number that it is ranked by."""
        lexicon = self._lexicon
        found = _started(lexicon.titles, text, start, _FEWEST_OF_A_NAME)
        likely = [(most, name) for name in found if (most := self._most(name))]
        likely.sort(key=lambda each: (-each[0], each[1]))
        standing = (each for each in likely[:_CHECKED] if self._stands(*each))
        return [
            (most, Suggestion(name, "name", lexicon.users[name], text[: found[name]] + name))
            for most, name in islice(standing, _NAMES)
        ]

    def _most(self, name: str) -> int:
        """The passages of the rarest word of a name: no more than these can have it."""
        most = 0
        for code in self._words.codes:
            rarest: int | None = None
            for word in _folded(name, code):
                passages = self._passages(code, word)
                rarest = passages if rarest is None else min(rarest, passages)
                if not rarest:
                    break
            most += rarest or 0
        return most

    def _find_passages(self, code: str, word: str) -> int:
        return sum(self._words.spelt(code, word).values())

    def _stands(self, most: int, name: str) -> bool:
        """Whether a name's words stand side by side; where all are in so many passages, they do."""
        return most > _CERTAIN or self._together(name)

    def _find_together(self, name: str) -> bool:
        return any(
            self._words.side_by_side(code, _folded(name, code)) for code in self._words.codes
        )

    @cached_property
    def _known_outlets(self) -> tuple[Mapping[str, int], Titles]:
        outlets = self._words.outlets()
        return outlets, Titles((each, name_key(each)) for each in outlets)


def _started(titles: Titles, text: str, start: int, fewest: int) -> dict[str, int]:
    """The titles that a text may end in the beginning of, each with where it would begin.

    Its last word is from ``start``; the words before it may belong to a title. Of a title no fewer
    than ``fewest`` letters are typed.
    """
    found: dict[str, int] = {}
    for at in _title_starts(text, start):
        key = name_key(text[at:])
        for title in titles.beginning(key) if len(key) >= fewest else ():
            found.setdefault(title, at)
    return found


def _title_starts(text: str, start: int) -> Sequence[int]:
    """Where in a text a title may begin, the first place first: at one of its last words."""
    before = _BEFORE.search(text, max(start - _READ, 0), start)
    own = before.start() if before else start
    starts = [own + found.start() for found in re.finditer(r"[^\W_]+", text[own:start])]
    return [*starts[1 - _TITLE_WORDS :], start]


@lru_cache(_REMEMBERED)
def _folded(name: str, code: str) -> tuple[str, ...]:
    """The words of a name, folded, as a language divides them."""
    if name.replace(" ", "").isalpha():
        return tuple(fold(name).split())
    return tuple(token.forms[-1] for token in get_analyzer(code).analyze(name))
