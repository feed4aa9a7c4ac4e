"""What a query being typed may become: its last word completed, what stands before it kept.

Outlets come first, then names of several words and the index's own words, those in most passages
first. Accents and case make no odds: ``citta`` is completed to ``città``, ``perché`` from ``perc``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from analyzers import get_analyzer
from analyzers.folding import fold
from analyzers.languages import UNKNOWN
from indexer.lexicon.keys import name_key
from indexer.query.index_words import IndexWords
from indexer.query.typed import cased

FEWEST_LETTERS = 2
_FEWEST_OF_A_NAME = 3
_LONGEST = 40
_READ = 200
"""Characters of a query, the last ones, that are looked at."""
_OUTLETS, _NAMES, _COUNTED = 3, 2, 4
"""Outlets and names that are offered, and names that are counted for it."""
_TITLE_WORDS = 4
"""Words typed of a name or an outlet that are taken for its beginning."""
_REMEMBERED = 2048

_LAST = re.compile(r"[^\W\d_](?:[^\W_]|[\u0300-\u036f])*\Z")
_TITLE = re.compile(r"(?:(?:[^\W_]|[\u0300-\u036f])+[ '’-])*\Z")
_NO_WORD_AFTER = re.compile(r"[:：*?~@/._\d]\Z")
_QUOTE = re.compile(r'["“”„‟«»＂❝❞〝〞]')
_HIGHEST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A completion. ``kind`` is word, name or outlet; ``query`` the whole query with it in place.

    ``language`` is that of the passages that have the word, None for one of several languages.
    """

    text: str
    kind: str
    language: str | None
    query: str


@dataclass(frozen=True, slots=True)
class _Title:
    """A name or an outlet that what was typed from ``start`` on may become."""

    text: str
    start: int


class Completer:
    """Completes queries to one state of an index. Safe to share between threads.

    ``names`` gives the names of several words that are offered if they stand in passages, each
    with the language that uses it, None for any.
    """

    def __init__(
        self, words: IndexWords, names: Callable[[], Mapping[str, str | None]]
    ) -> None:
        self._words = words
        self._names = names
        self._beginning = lru_cache(_REMEMBERED)(self._words.beginning)
        self._rarest = lru_cache(_REMEMBERED)(self._find_rarest)
        self._together = lru_cache(_REMEMBERED)(self._count_together)

    def complete(self, text: str, limit: int) -> tuple[Suggestion, ...]:
        """The completions of a query, the likeliest first."""
        last = _LAST.search(text, max(len(text) - _LONGEST, 0))
        if last is None or _NO_WORD_AFTER.search(text, 0, last.start()):
            return ()
        start, prefix = last.start(), fold(last.group())
        if len(prefix) < FEWEST_LETTERS:
            return ()
        offered: list[Suggestion] = []
        counted = self._counted_words(text, start, prefix, limit)
        if len(_QUOTE.findall(text)) % 2 == 0:
            offered = list(self._outlets(text, start))
            counted += self._counted_names(text, start) if len(prefix) >= _FEWEST_OF_A_NAME else []
        counted.sort(key=lambda each: (-each[0], each[1].text))
        offered += (each for _, each in counted)
        return tuple(each for each in offered if each.query != text)[:limit]

    def _counted_words(
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
        passages = self._words_of_outlets
        found = list(self._known_outlets.starting(text, start))
        found.sort(key=lambda each: (-passages[each.text], each.text))
        for each in found[:_OUTLETS]:
            quoted = '"' + _QUOTE.sub("", each.text) + '"'
            yield Suggestion(each.text, "outlet", None, text[: each.start] + quoted)

    def _counted_names(self, text: str, start: int) -> list[tuple[int, Suggestion]]:
        """Names that stand in passages; those are counted whose words are the most frequent."""
        found = [(self._rarest(each.text), each) for each in self._known_names.starting(text, start)]
        found = [each for each in found if each[0]]
        found.sort(key=lambda each: (-each[0], each[1].text))
        counted = [(self._together(each.text), each) for _, each in found[:_COUNTED]]
        return [
            (
                passages,
                Suggestion(
                    each.text, "name", self._language[each.text], text[: each.start] + each.text
                ),
            )
            for passages, each in counted
            if passages
        ][:_NAMES]

    def _find_rarest(self, name: str) -> int:
        """The passages of the rarest word of a name, which has no fewer than the name."""
        return sum(
            min(
                (sum(self._words.spelt(code, word).values()) for word in _folded(name, code)),
                default=0,
            )
            for code in self._words.codes
        )

    def _count_together(self, name: str) -> int:
        """The passages that have the words of a name one after the other."""
        return sum(
            self._words.side_by_side(code, _folded(name, code)) for code in self._words.codes
        )

    @cached_property
    def _words_of_outlets(self) -> Mapping[str, int]:
        return self._words.outlets()

    @cached_property
    def _known_outlets(self) -> _Titles:
        return _Titles(self._words_of_outlets)

    @cached_property
    def _language(self) -> Mapping[str, str | None]:
        return self._names()

    @cached_property
    def _known_names(self) -> _Titles:
        return _Titles(self._language)


class _Titles:
    """Titles of several words, found by the beginnings of their words."""

    def __init__(self, titles: Iterable[str]) -> None:
        keyed = ((name_key(title), title) for title in titles)
        self._entries = sorted(
            (key[at:], title) for key, title in keyed for at in _word_starts(key)
        )

    def starting(self, text: str, start: int) -> list[_Title]:
        """The titles that a text may end in the beginning of; its last word is from ``start``."""
        found: dict[str, _Title] = {}
        for at in _title_starts(text, start):
            key = name_key(text[at:])
            first = bisect_left(self._entries, (key,))
            last = bisect_left(self._entries, (key + _HIGHEST,))
            for _, title in self._entries[first:last]:
                found.setdefault(title, _Title(title, at))
        return list(found.values())


def _folded(name: str, code: str) -> list[str]:
    return [token.forms[-1] for token in get_analyzer(code).analyze(name)]


def _word_starts(key: str) -> list[int]:
    return [at for at in range(len(key)) if at == 0 or key[at - 1] == " "]


def _title_starts(text: str, start: int) -> Sequence[int]:
    """Where in a text a title may begin, the longest first: at one of its last words."""
    before = _TITLE.search(text, max(start - _READ, 0), start)
    own = before.start() if before else start
    starts = [found.start() for found in re.finditer(r"[^\W_]+", text[own:start])]
    return [own + at for at in starts[1 - _TITLE_WORDS :]] + [start]
