"""Cognates: what a word of one language would be in another, by the endings that they share."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from analyzers.folding import fold
from indexer.lexicon import files

_SHORTEST = 3
"""Letters before an ending; shorter words share it by chance."""

_COLUMNS = {"en": 0, "it": 1}


def cognates(source: str, target: str, form: str) -> Iterator[str]:
    """The words that a word may be in another language, likeliest first; most do not exist."""
    if source not in _COLUMNS or target not in _COLUMNS:
        return
    word = fold(form)
    for ending, replaced in _rules("endings.txt", source, target):
        kept = word[: len(word) - len(ending)]
        if len(kept) >= _SHORTEST and word.endswith(ending):
            for respelt in _respelt(source, target, kept):
                yield respelt + replaced


def _respelt(source: str, target: str, kept: str) -> list[str]:
    every = [kept]
    for here, there in _rules("letters.txt", source, target):
        if here in kept:
            every += [each.replace(here, there) for each in every[:4]]
    return list(dict.fromkeys(every))


@cache
def _rules(name: str, source: str, target: str) -> list[tuple[str, str]]:
    """The rules of a file whose columns are English and Italian, longest first."""
    rules = []
    for line in files.lines(files.own_folder() / "cognates" / name):
        sides = [side.strip().replace("-", "") for side in line.split("=")]
        if sides[_COLUMNS[source]]:
            rules.append((sides[_COLUMNS[source]], sides[_COLUMNS[target]]))
    return sorted(rules, key=lambda rule: -len(rule[0]))
