"""How else a name of another alphabet may be written in Latin letters."""

from __future__ import annotations

from functools import cache

from analyzers.folding import fold
from indexer.lexicon import files

_SHORTEST = 5
"""Letters of a name; of shorter ones too many other words are a letter away."""
_MOST = 400


def transliterations(name: str) -> tuple[str, ...]:
    """The folded forms that a name may have besides its own; most are in no text.

    >>> "zelenskij" in transliterations("Zelensky")
    True
    """
    own = fold(name)
    if len(own) < _SHORTEST or not own.isalpha():
        return ()
    found = {own: None}
    for ending, sounds in _sounds():
        for word in list(found):
            if len(found) < _MOST:
                found |= dict.fromkeys(_exchanged(word, sounds, ending))
    del found[own]
    return tuple(found)


def _exchanged(word: str, sounds: tuple[str, ...], ending: bool) -> list[str]:
    for sound in sounds:
        if ending and word.endswith(sound):
            kept = word[: len(word) - len(sound)]
            return [kept + other for other in sounds if len(kept) > 1]
        if not ending and sound in word[1:]:
            return [word[0] + word[1:].replace(sound, other) for other in sounds]
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
