"""How else a name of another alphabet may be written in Latin letters."""

from __future__ import annotations

from functools import cache

from analyzers.folding import fold
from indexer.lexicon import files

_SHORTEST = 5
"""Letters of a name; of shorter ones too many other words are a letter away."""


def transliterations(name: str) -> tuple[str, ...]:
    """The folded forms that one or two exchanges make of a name; most are in no text.

    >>> "zelenskij" in transliterations("Zelensky")
    True
    """
    own = fold(name)
    if len(own) < _SHORTEST or not own.isalpha():
        return ()
    once = _with_one_exchange(own)
    twice = (other for word in once for other in _with_one_exchange(word))
    return tuple(word for word in dict.fromkeys((*once, *twice)) if word != own)


def _with_one_exchange(word: str) -> list[str]:
    return [other for ending, sounds in _sounds() for other in _exchanged(word, sounds, ending)]


def _exchanged(word: str, sounds: tuple[str, ...], ending: bool) -> list[str]:
    for sound in sounds:
        if ending and word.endswith(sound):
            kept = word[: len(word) - len(sound)]
            return [kept + other for other in sounds if len(kept) > 1]
        # A letter alone at the beginning is a sound that languages agree on.
        first = int(len(sound) == 1)
        if not ending and sound in word[first:]:
            return [word[:first] + word[first:].replace(sound, other) for other in sounds]
    return []


@cache
def _sounds() -> list[tuple[bool, tuple[str, ...]]]:
    """The ways to write each sound, the longest first, and whether at the end of a name alone."""
    found = []
    for line in files.lines(files.own_folder() / "transliteration.txt"):
        listed = files.terms(line)
        ways = tuple(dict.fromkeys(fold(each.removeprefix("-")) for each in listed))
        ending = listed[0].startswith("-")
        found.append((ending, tuple(sorted(ways, key=len, reverse=True)) if ending else ways))
    return found
