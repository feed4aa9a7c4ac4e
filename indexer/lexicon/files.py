"""The text files that a lexicon is made of: a line an entry, ``#`` begins a comment.

A lexicon is a folder:

    en-it/*.txt       prisoner, captive = prigioniero, prigioniera     a concept, in two languages
    forms/en.txt      go: went, gone                                   irregular forms of a word
    spellings/en.txt  colour: color                                    other spellings of a word
    names/*.txt       it:ONU, en:UN, it:Nazioni Unite                  the names of one thing

What a user brings is one file of concepts with a heading in comments (``# licence: CC0``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_INSTALLED = Path(__file__).parent / "data"
_SOURCE = Path(__file__).parents[2] / "data" / "lexicon"
_PAIR = re.compile("[a-z]{2,3}-[a-z]{2,3}")
_HEADING = re.compile(r"#\s*(\w+):\s*(.*)")


@cache
def own_folder() -> Path:
    """The project's lexicon: beside this module once installed, in ``data/`` in a checkout."""
    return _INSTALLED if _INSTALLED.is_dir() else _SOURCE


@dataclass(frozen=True, slots=True)
class Concept:
    """What the terms of two languages mean alike."""

    languages: tuple[str, str]
    terms: tuple[tuple[str, ...], tuple[str, ...]]


def concepts(folder: Path) -> Iterator[Concept]:
    """The concepts of a folder, by its sub-folders named after two languages."""
    for pair in sorted(folder.iterdir()):
        if pair.is_dir() and _PAIR.fullmatch(pair.name):
            first, second = pair.name.split("-")
            for path in sorted(pair.glob("*.txt")):
                yield from concepts_of(path, (first, second))


def concepts_of(path: Path, languages: tuple[str, str]) -> Iterator[Concept]:
    """The concepts of one file."""
    for line in lines(path):
        first, _, second = line.partition(" = ")
        yield Concept(languages, (terms(first), terms(second)))


def heading(path: Path) -> dict[str, str]:
    """What the comments at the top of a file say of it: ``# licence: CC0``."""
    found: dict[str, str] = {}
    with path.open(encoding="utf-8") as file:
        for line in file:
            if not (about := said(line)):
                break
            found |= dict([about])
    return found


def said(line: str) -> tuple[str, str] | None:
    """What a comment such as ``# licence: CC0`` says, and of what; None for another line."""
    found = _HEADING.fullmatch(line.strip())
    return (found[1], found[2]) if found else None


def line_of(concept: Concept) -> str:
    """The line that says a concept, without its end."""
    return " = ".join(map(", ".join, concept.terms))


def variants(folder: Path) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Of the files of a folder, one a language: the language, a word, its variants."""
    for path in sorted(folder.glob("*.txt")):
        for line in lines(path):
            base, _, others = line.partition(":")
            yield path.stem, base.strip(), terms(others)


def lines(path: Path) -> Iterator[str]:
    """The entries of a file, without comments and blank lines."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            entry = line.partition("#")[0].strip()
            if entry:
                yield entry


def terms(listed: str) -> tuple[str, ...]:
    """The terms of a list such as ``truce, cease-fire``."""
    return tuple(filter(None, map(str.strip, listed.split(","))))
