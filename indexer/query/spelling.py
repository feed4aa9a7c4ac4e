"""Words that are typed with a part left open, or that may be spelt otherwise.

``prigion*`` and ``colo?r`` leave a part open; a ``?`` at the end of a word is a question mark.
``zelenski~`` may be spelt otherwise, by one edit if it has up to five letters, else by two, which
is also the most that can be asked for (``~1``, ``~2``). An edit is a letter put in, left out or
replaced, or two neighbours exchanged (optimal string alignment; F. Damerau, 1964). Accents and case
do not count; the first letter of a word of up to four letters stands.
"""

from __future__ import annotations

import re
import unicodedata

from analyzers.folding import APOSTROPHES
from indexer.query.tree import Fuzzy, Pattern, Word

MAX_EDITS = 2
MAX_EXPANSION = 1000
"""Words that one pattern stands for, the most frequent of those that fit it."""

_SHORT = 4
_STARS = str.maketrans("＊∗", "**")
_TILDES = "~～∼˜"
_FUZZY = re.compile(
    rf"(?<![{_TILDES}])[{_TILDES}]++(?P<edits>[0-9]*)(?P<rest>\.[0-9]+)?[.,;:!?]*\Z"
)
_BOOSTED = re.compile(r"([^\W_]+)\^[0-9]+(?:\.[0-9]+)?")
_SIGNS = "+＋-−–‐‑﹣－!"

Spelt = Word | Pattern | Fuzzy


def word(typed: str) -> tuple[Spelt, str | None]:
    """What a word as typed asks for, and what had to be mended: None, a note's code, or nothing."""
    boosted = _BOOSTED.fullmatch(typed)
    text = boosted[1] if boosted else typed
    mended = None if text == typed else ""
    starred = re.sub(r"\*+", "*", text.translate(_STARS))
    if pattern := _pattern(starred):
        return Pattern(pattern), "" if "~" in text else mended
    found = _FUZZY.search(text)
    if found and any(map(str.isalnum, text[: found.start()])):
        return _fuzzy(text[: found.start()].lstrip(_SIGNS), found, mended)
    return Word(text), mended


def _pattern(text: str) -> str | None:
    """The pattern that a word is, if it is one."""
    text = text.partition("~")[0].rstrip(",.;:!?").lstrip(_SIGNS)
    is_open = "*" in text or "?" in text
    return text if is_open and any(map(str.isalnum, text)) and all(map(_spells, text)) else None


def _spells(char: str) -> bool:
    return char.isalnum() or char in "*?.-" + APOSTROPHES or unicodedata.category(char)[0] == "M"


def _fuzzy(text: str, found: re.Match[str], mended: str | None) -> tuple[Spelt, str | None]:
    typed = found["edits"]
    if not typed or found["rest"]:
        letters = len(re.findall(r"[^\W_]+", text)[-1])
        return Fuzzy(text, 1 if letters <= _SHORT + 1 else MAX_EDITS), "" if typed else mended
    if not typed.strip("0"):
        return Word(text), ""
    if len(typed) > 1 or int(typed) > MAX_EDITS:
        return Fuzzy(text, MAX_EDITS), "edits-capped"
    return Fuzzy(text, int(typed)), mended


def kept_letters(word: str) -> int:
    """How many letters of a word stand, however it is spelt."""
    return int(len(word) <= _SHORT)


def fits(pattern: str, word: str) -> bool:
    """Whether a word is one that a pattern leaves open; in at most the product of their lengths."""
    at = place = resumed = 0
    after_star = -1
    while place < len(word):
        if at < len(pattern) and pattern[at] == "*":
            after_star, resumed = at + 1, place
            at += 1
        elif at < len(pattern) and pattern[at] in ("?", word[place]):
            at, place = at + 1, place + 1
        elif after_star >= 0:
            resumed += 1
            at, place = after_star, resumed
        else:
            return False
    return not pattern[at:].strip("*")


def is_near(word: str, other: str, edits: int) -> bool:
    """Whether at most so many edits make one folded word of another."""
    kept = kept_letters(word)
    if abs(len(word) - len(other)) > edits or word[:kept] != other[:kept]:
        return False
    if len({*word} - {*other}) > edits:  # An edit brings one letter at the most.
        return False
    return distance(word, other, edits) <= edits


def distance(word: str, other: str, most: int | None = None) -> int:
    """The edits that make one word of another; more than ``most`` of them need not be counted."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(word, start=1):
        last, before, row = before, row, [i]
        for j, own in enumerate(other, start=1):
            least = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != own))
            if i > 1 and j > 1 and letter == other[j - 2] and word[i - 2] == own:
                least = min(least, last[j - 2] + 1)
            row.append(least)
        if most is not None and min(row) > most and min(before) > most:
            return most + 1
    return row[-1]
