"""Dictionaries for dictd, as FreeDict delivers them: an index, and the texts that it leads to.

A line of the index is a headword, and where its text stands: offset and length in bytes, in digits
of Base64, the highest first. Headwords that begin with ``00database`` say what the dictionary is.
The texts are read in the order in which they stand, so that a compressed file is read once. Source:
the manual pages dictd(8) and dictfmt(1).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from indexer.lexicon.files import Concept
from indexer.lexicon.imports import dictd_entry
from indexer.lexicon.imports.codes import code, code_of_name
from indexer.lexicon.imports.dictd_files import Dictionary, opened
from indexer.lexicon.imports.entries import Pair, Stated, Tally, numbered_lines, shown
from indexer.sources import encoding

_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_NUMBER = re.compile("[A-Za-z0-9+/]{1,8}")
_ABOUT = re.compile(r"00-?database-?")
_LONGEST_TEXT = 100_000
_PIECE = 1 << 20
_CODES = re.compile(r"(?<![a-z])([a-z]{2,3})-([a-z]{2,3})(?![a-z])")
_NAMES = re.compile(r"([A-Z][a-z]+)\s*[-–]\s*([A-Z][a-z]+)")
_LICENCE = re.compile(r"licen[cs]e|\bGPL\b|\bCC\b|creative commons|public domain", re.I)
_LONGEST_LICENCE = 200


class _Entry(NamedTuple):
    """Where a text stands, in bytes; the line of the index that says so, and its headword."""

    offset: int
    length: int
    line: int
    word: str


def stated(paths: Sequence[Path]) -> Stated:
    """What the first dictionary says of itself; its languages, else by the name of its index."""
    with opened(paths[0]) as files:
        said = _said(files)
        address = said.get("url", "").replace("unknown", "")
        return Stated(
            _languages(said.get("short", ""), files.index.name),
            _licence(said.get("info", "")),
            " ".join(filter(None, [said.get("short", ""), address])),
        )


def concepts(paths: Sequence[Path], languages: Pair, tally: Tally) -> Iterator[Concept]:
    """A concept for each sense of each entry, where the dictionary is of these languages."""
    seen = set()
    for path in paths:
        with opened(path) as files:
            own = _languages(_said(files).get("short", ""), files.index.name) or languages
            if files.index in seen or set(own) != set(languages):
                continue
            seen.add(files.index)
            for words, translations in _senses(files, tally):
                sides = words, translations
                found = tally.concept(languages, *(sides if own == languages else sides[::-1]))
                if found:
                    yield found


def _senses(files: Dictionary, tally: Tally) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """The headwords of each entry with the translations of each of its senses."""
    entries = (each for each in _entries(files, tally) if not _ABOUT.match(each.word))
    for entry, text in _texts(entries, files, tally):
        if not dictd_entry.begins_with(text, entry.word):
            tally.flaw(files.named, entry.line, "its text does not begin with its headword")
            continue
        read = dictd_entry.read(text)
        if not read.senses:
            tally.passed_over["entries without a translation"] += 1
        for translations in read.senses:
            yield read.headwords, translations


def _entries(files: Dictionary, tally: Tally) -> list[_Entry]:
    """The lines of an index, one for each text, in the order of the texts."""
    found: dict[int, _Entry] = {}
    lines = numbered_lines(files.index, files.named)
    for number, line in tally.up_to_most(lines, files.named):
        word, *places = line.split("\t")
        if len(places) < 2 or not all(map(_NUMBER.fullmatch, places[:2])):
            tally.flaw(files.named, number, "it is not: headword, offset, length, parted by tabs")
            continue
        offset, length = map(_number, places[:2])
        found.setdefault(offset, _Entry(offset, length, number, word))
    return sorted(found.values())


def _number(digits: str) -> int:
    value = 0
    for digit in digits:
        value = value * 64 + _DIGITS.index(digit)
    return value


def _texts(
    entries: Iterable[_Entry], files: Dictionary, tally: Tally
) -> Iterator[tuple[_Entry, str]]:
    """The texts of entries that come in the order of their offsets."""
    with encoding.opened(files.text, shown(files.named)) as stream:
        at = 0
        for entry in entries:
            if entry.length > _LONGEST_TEXT or entry.offset < at:
                tally.flaw(files.named, entry.line, "its text is too long, or a part of another")
                continue
            while at < entry.offset and (passed := stream.read(min(_PIECE, entry.offset - at))):
                at += len(passed)
            data = stream.read(entry.length)
            at += len(data)
            if len(data) < entry.length:
                tally.flaw(files.named, entry.line, "its text is beyond the end of the dictionary")
                continue
            try:
                yield entry, data.decode("utf-8")
            except UnicodeDecodeError:
                tally.flaw(files.named, entry.line, "its text is not UTF-8")


def _said(files: Dictionary) -> dict[str, str]:
    """What the dictionary is, by the ends of the headwords that say so: short, url, info."""
    entries = (each for each in _entries(files, Tally()) if _ABOUT.match(each.word))
    said = {}
    for entry, text in _texts(entries, files, Tally()):
        lines = text.strip().splitlines()
        body = lines[1:] if lines and _ABOUT.match(lines[0]) else lines
        said[_ABOUT.sub("", entry.word)] = "\n".join(body).strip()
    return said


def _languages(short: str, name: str) -> tuple[str, ...]:
    """The language of the headwords and that of the translations; nothing where neither says so."""
    pairs = [map(code_of_name, each.groups()) for each in _NAMES.finditer(short)]
    pairs += [map(code, each.groups()) for each in _CODES.finditer(name)]
    told = (tuple(filter(None, each)) for each in pairs)
    return next((each for each in told if len(each) == 2), ())


def _licence(info: str) -> str:
    """The first sentence or line about the licence, shortened."""
    after = info.partition("Availability:")[2] or info
    sentences = re.split(r"(?<=[.;])\s+(?=[A-Z])|\n\s*\n", after)
    found = next((each for each in sentences if _LICENCE.search(each)), "")
    return " ".join(found.split())[:_LONGEST_LICENCE]
