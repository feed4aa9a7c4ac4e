"""Tab files of the Open Multilingual Wordnet: a file a language, joined by their synsets.

    # MultiWordNet<TAB>ita<TAB>http://multiwordnet.example<TAB>CC BY 3.0
    02084071-n<TAB>ita:lemma<TAB>cane

Lines of other types than lemma (definitions, examples, counts) say no term. Adjectives that
surround another (``-s``) are plain ones (``-a``) in some files. Source: the data format of the Open
Multilingual Wordnet, version 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from indexer.errors import MalformedSource
from indexer.lexicon.files import Concept
from indexer.lexicon.imports.codes import code
from indexer.lexicon.imports.entries import Pair, Stated, Tally, numbered_lines, shown

_LEMMA = re.compile(r"(?:[\w-]+:)?lemma")
_SYNSET = re.compile(r"\S+-[a-z]")
_GAPS = frozenset({"GAP!", "PSEUDOGAP!"})
"""What stands for a lemma where a language has no word for a synset."""

Synsets = dict[str, list[str]]
"""The lemmas of each synset."""


class _Header(NamedTuple):
    name: str
    language: str
    address: str
    licence: str


def stated(paths: Sequence[Path]) -> Stated:
    """What the headers of all the files say."""
    headers = [_header(path) for path in paths]
    languages = tuple(dict.fromkeys(each.language for each in headers))
    if len(languages) == 1:
        raise MalformedSource(
            shown(paths[0]),
            f"it has one language only, {languages[0]}",
            "give two files, one of each language: their terms meet by the synsets",
        )
    licences = dict.fromkeys(each.licence for each in headers if each.licence)
    sources = dict.fromkeys(f"{each.name} {each.address}".strip() for each in headers)
    return Stated(languages, "; ".join(licences), "; ".join(sources))


def concepts(paths: Sequence[Path], languages: Pair, tally: Tally) -> Iterator[Concept]:
    """A concept for each synset that has lemmas in both languages."""
    held: dict[str, Synsets] = {each: {} for each in languages}
    for path in paths:
        language = _header(path).language
        if language in held:
            _read(path, held[language], tally)
    first, second = (held[each] for each in languages)
    for synset, lemmas in first.items():
        if synset in second and (found := tally.concept(languages, lemmas, second[synset])):
            yield found
    if alone := len(first.keys() ^ second.keys()):
        tally.passed_over["synsets of one of the files alone"] += alone


def _header(path: Path) -> _Header:
    _, line = next(numbered_lines(path), (0, ""))
    name, *others = [cell.strip() for cell in line.removeprefix("#").split("\t")]
    language = code(others[0]) if others and line.startswith("#") else None
    if language is None:
        raise MalformedSource(
            shown(path),
            "its first line is not: # name, language that can be analysed, address, licence",
            "give the file as the wordnet delivers it, with tabs",
            1,
        )
    address, licence = (*others[1:3], "", "")[:2]
    return _Header(name, language, address, licence)


def _read(path: Path, synsets: Synsets, tally: Tally) -> None:
    for number, line in tally.up_to_most(numbered_lines(path), path):
        if line.startswith("#"):
            continue
        synset, kind, *values = (cell.strip() for cell in (*line.split("\t"), "", ""))
        if not _SYNSET.fullmatch(synset) or not kind or "\0" in line:
            tally.flaw(path, number, "it is not: synset, type, value, parted by tabs")
        elif _LEMMA.fullmatch(kind):
            _add(values[0], _one(synset), synsets, tally)


def _add(lemma: str, synset: str, synsets: Synsets, tally: Tally) -> None:
    if lemma in _GAPS:
        tally.passed_over["gaps, where a language has no word"] += 1
    elif lemma:
        synsets.setdefault(synset, []).append(lemma.replace("_", " "))


def _one(synset: str) -> str:
    return f"{synset[:-1]}a" if synset.endswith("-s") else synset
