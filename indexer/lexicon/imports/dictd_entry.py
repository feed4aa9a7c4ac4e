"""An entry of a dictionary of FreeDict: headwords in its first line, translations below.

    house /haʊs/ <n>
      1. casa, abitazione
      2. [politics] camera

Only what is surely a translation is taken: pronunciations, grammar and remarks in brackets go, and
so do lines of examples, definitions and references. Source: the chapter "Dictionaries" of the TEI
guidelines, as the stylesheets of FreeDict write it down for dictd.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from analyzers.folding import fold
from indexer.lexicon.imports.entries import clean

_BESIDE_HEADWORD = re.compile(r"\s[/\[<(]")
_BRACKETS = re.compile(r"\[[^\[\]]*\]|\([^()]*\)|<[^<>]*>|(?<!\S)/[^/]+/(?!\S)")
_NUMBER = re.compile(r"(?:(?:\d{1,2}|[a-z])[.)](?:\s+|$))+")
_NO_TRANSLATION = re.compile(r"[A-Z][\w ]*:|[\"“«—–-]")
_LEFT_OVER = re.compile(r"[\[\](){}<>\"]|\.$")
_PARTED = re.compile("[,;]")
_NO_LETTERS = re.compile(r"[\W_]+")


class Entry(NamedTuple):
    """The headwords of an entry, and for each sense its translations."""

    headwords: tuple[str, ...]
    senses: tuple[tuple[str, ...], ...]


def read(text: str) -> Entry:
    """What an entry says, as far as it is certain."""
    first, *others = text.strip().splitlines() or [""]
    headwords = _BESIDE_HEADWORD.split(f"{first} ", maxsplit=1)[0].split(",")
    senses = (_translations(line) for line in _joined(others))
    return Entry(tuple(filter(None, map(clean, headwords))), tuple(filter(None, senses)))


def begins_with(text: str, word: str) -> bool:
    """Whether a headword of the index, which may lack case and marks, is in the first line."""
    return _plain(word) in _plain(text.strip().partition("\n")[0])


def _plain(text: str) -> str:
    return _NO_LETTERS.sub("", fold(text))


def _joined(lines: Iterable[str]) -> Iterator[str]:
    """The lines, with those that a comma continues."""
    held = ""
    for line in lines:
        held += f" {line.strip()}"
        if not held.endswith(","):
            yield held.strip()
            held = ""
    yield held.strip()


def _translations(line: str) -> tuple[str, ...]:
    """The translations of a line; nothing for a line that is, or may be, something else."""
    text = _NUMBER.sub("", line, count=1) if _NUMBER.match(line) else line
    while (plain := _BRACKETS.sub(" ", text)) != text:
        text = plain
    text = text.strip()
    if _NO_TRANSLATION.match(text) or _LEFT_OVER.search(text):
        return ()
    return tuple(filter(None, map(clean, _PARTED.split(text))))
