"""The lists of ``data/page_words.txt`` and the three ways in which rules ask them.

A list is asked whether a line *is* one of its phrases, *starts* with one (a label), or is *made of*
them (furniture). Case, typographic apostrophes and no-break spaces make no difference.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from importlib import resources
from importlib.resources.abc import Traversable

_EDGES = " \t.:;,|·•–—-*»›>→…!()[]"
_WORD = re.compile(r"\w+(?:['’-]\w+)*")


def plain(text: str) -> str:
    """``text`` as lines are compared: NFC, one apostrophe, single spaces, no capitals."""
    text = unicodedata.normalize("NFC", text).replace("’", "'")
    return " ".join(text.split()).lower()


@functools.cache
def phrases(section: str) -> frozenset[str]:
    """The phrases of one list."""
    return _read().get(section, frozenset())


def is_phrase(text: str, section: str) -> bool:
    """Whether ``text`` is one of the list's phrases, whatever marks surround it."""
    return plain(text).strip(_EDGES) in phrases(section)


def without_label(text: str, section: str) -> tuple[str, bool]:
    """``text`` without the label of this list that it starts with, and whether it did.

    >>> without_label("Pubblicato il: 12 novembre 2025", "published")
    ('12 novembre 2025', True)
    """
    found = _label(section).match(unicodedata.normalize("NFC", text))
    if not found:
        return text, False
    return unicodedata.normalize("NFC", text)[found.end() :].strip(), True


def labelled(text: str, section: str) -> bool:
    """Whether ``text`` starts with a label of this list and a mark that sets it off."""
    return bool(_marked_label(section).match(unicodedata.normalize("NFC", text)))


def share(text: str, *names: str) -> tuple[float, int]:
    """How much of a line is phrases of these lists, and how many words that tell it has.

    >>> share("Condividi questo articolo", "frame")
    (1.0, 1)
    """
    rest, found = _anywhere(names).subn(" ", plain(text))
    told = len(_words(plain(text)))
    if not found:
        return 0.0, told
    return (1 - len(_words(rest)) / told if told else 1.0), told


def _words(text: str) -> list[str]:
    neutral = phrases("neutral")
    return [word for word in _WORD.findall(text) if word not in neutral]


@functools.cache
def _read() -> dict[str, frozenset[str]]:
    return sections(resources.files(__package__) / "data" / "page_words.txt")


def sections(path: Traversable) -> dict[str, frozenset[str]]:
    """The lists of a data file: ``[name]``, then a phrase a line, ``#`` before comments."""
    lists: dict[str, set[str]] = {}
    current: set[str] = set()
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            current = lists.setdefault(line.strip("[]"), set())
        elif line and not line.startswith("#"):
            current.add(plain(line))
    return {name: frozenset(words) for name, words in lists.items()}


def _alternatives(*names: str) -> str:
    """The lists as a pattern, longer phrases first, any apostrophe and any white space."""
    together = frozenset().union(*map(phrases, names))
    longest_first = sorted(together, key=lambda phrase: (-len(phrase), phrase))
    escaped = (re.escape(phrase) for phrase in longest_first)
    return "|".join(each.replace("'", "['’]").replace(r"\ ", r"\s+") for each in escaped)


@functools.cache
def _label(section: str) -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{_alternatives(section)})(?!\w)[\s:.,|·•–—-]*", re.I)


@functools.cache
def _marked_label(section: str) -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{_alternatives(section)})\s*(?:[:|>»›→–—]|\s-\s)\s*\S", re.I)


@functools.cache
def _anywhere(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_alternatives(*names)})(?!\w)", re.I)
