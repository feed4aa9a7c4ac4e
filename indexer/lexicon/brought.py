"""Lexica that users bring: kept beside the index they are for, as text, with licence and origin.

A lexicon is ``lexica/NAME.txt`` in the folder of an index: a heading in comments (``languages``,
``licence``, ``source``, ``imported``), then a concept a line, in the form of ``files``. These files
are what is kept (:func:`kept`); the database that is searched is derived from them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from indexer.errors import (
    BadParameter,
    EmptySource,
    LexiconNotFound,
    MalformedSource,
)
from indexer.lexicon import files, imports, keeping
from indexer.lexicon.compiled import OWN, languages_of
from indexer.lexicon.files import Concept
from indexer.lexicon.imports import Stated, Tally
from indexer.lexicon.imports.codes import code
from indexer.lexicon.of_index import kept
from indexer.sources.locate import readable

_NAME = re.compile(r"\w[\w.-]{0,59}")
_ENDS = re.compile(r"\.(?:gz|xz|bz2|tar|tsv|tab|tmx|txt|index|dz|dict|dictd)$", re.I)

__all__ = ["Brought", "Report", "bring", "brought", "forget", "kept"]


@dataclass(frozen=True, slots=True)
class Brought:
    """A lexicon that a user brought: its name, two codes of languages, and where it is from.

    ``imported`` is a day, ``YYYY-MM-DD``; ``concepts`` how many it has.
    """

    name: str
    languages: tuple[str, str]
    licence: str
    source: str
    imported: str
    concepts: int


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did.

    ``replaced`` tells that another lexicon had the name before. ``flawed`` counts lines and records
    that are not of the format, ``first_flaw`` says which was the first and why; ``passed_over``
    counts what is no entry, by kind; ``cut`` names the files that have more entries than are read.
    """

    lexicon: Brought
    replaced: bool
    flawed: int
    first_flaw: str
    passed_over: Mapping[str, int]
    cut: tuple[str, ...]


def bring(
    index_folder: Path,
    paths: Sequence[Path],
    *,
    name: str | None = None,
    languages: tuple[str, str] | None = None,
    licence: str | None = None,
    source: str | None = None,
) -> Report:
    """Import the files of a lexicon, all of one format, into the folder of an index.

    What is not given is taken from the files: ``name`` from theirs, the rest from what they say.
    Raises SourceError for what cannot be read or does not say enough, BadParameter, IndexFault.
    """
    name = _checked_name(name) if name is not None else _name_of(paths)
    form = imports.format_of(paths)
    stated = form.stated(paths)
    pair = _pair(languages or stated.languages, paths)
    said = _heading(pair, stated, licence, source, paths)
    tally = Tally()
    path = keeping.place(index_folder, name)
    replaced = path.is_file()
    with keeping.draft(path) as draft:
        count = keeping.write(draft, said, _distinct(form.concepts(paths, pair, tally), tally))
        if not count:
            raise _without_entries(stated, pair, tally, paths)
    held = Brought(name, pair, said["licence"], said["source"], said["imported"], count)
    first = "{}:{}: {}".format(*tally.first) if tally.first else ""
    passed_over = dict(tally.passed_over)
    return Report(held, replaced, tally.flawed, first, passed_over, tuple(tally.cut))


def brought(index_folder: Path) -> list[Brought]:
    """The lexica in the folder of an index, by name. Raises IndexDamaged for what is none."""
    return [_read(path) for path in kept(index_folder)]


def forget(index_folder: Path, name: str) -> None:
    """Remove a lexicon. Raises LexiconNotFound, IndexFault."""
    path = next((each for each in kept(index_folder) if each.stem == name), None)
    if path is None:
        raise LexiconNotFound(name)
    keeping.remove(path)


def _read(path: Path) -> Brought:
    languages, said = languages_of(path), files.heading(path)
    licence, source, imported = (said.get(each, "") for each in ("licence", "source", "imported"))
    count = sum(1 for _ in files.lines(path))
    return Brought(path.stem, languages, licence, source, imported, count)


def _checked_name(name: str) -> str:
    if not _NAME.fullmatch(name) or name.lower() == OWN:
        accepted = f"letters, digits, - and _, at most 60 of them, other than {OWN}"
        raise BadParameter("name", name, accepted)
    return name


def _name_of(paths: Sequence[Path]) -> str:
    """A name from those of files, without their extensions."""
    stems = []
    for path in paths:
        stem = readable(path.name)
        while (shorter := _ENDS.sub("", stem)) != stem:
            stem = shorter
        stems.append(stem)
    slug = re.sub(r"[^\w.-]+", "-", "-".join(dict.fromkeys(stems))).strip("-.")[:60]
    return slug if _NAME.fullmatch(slug) and slug.lower() != OWN else "lexicon"


def _pair(languages: Sequence[str], paths: Sequence[Path]) -> tuple[str, str]:
    place, remedy = readable(paths[0]), "give them with --languages, such as en-it"
    if len(languages) < 2:
        raise MalformedSource(place, "it does not say which languages it is of", remedy)
    if len(languages) > 2:
        cause = f"it has more than two languages, {', '.join(languages)}"
        raise MalformedSource(place, cause, remedy)
    first, second = map(code, languages)
    if first is None or second is None or first == second:
        accepted = "two codes such as en-it, of languages that can be analysed"
        raise BadParameter("languages", "-".join(languages), accepted)
    return first, second


def _heading(
    pair: tuple[str, str],
    stated: Stated,
    licence: str | None,
    source: str | None,
    paths: Sequence[Path],
) -> dict[str, str]:
    """The comments above the concepts; the names of the files are their source if need be."""
    licence, source = licence or stated.licence, source or stated.source
    if not licence.strip():
        raise MalformedSource(
            readable(paths[0]),
            "it does not say under which licence it may be used",
            "give it with --licence, such as --licence CC0",
        )
    return {
        "languages": "-".join(pair),
        "licence": " ".join(licence.split()),
        "source": " ".join(source.split()) or ", ".join(readable(each.name) for each in paths),
        "imported": date.today().isoformat(),
    }


def _distinct(concepts: Iterable[Concept], tally: Tally) -> Iterator[Concept]:
    # Hashes of 64 bits: among some millions of concepts two that share one are all but impossible.
    seen: set[int] = set()
    for concept in concepts:
        if (known := hash(concept.terms)) in seen:
            tally.passed_over["duplicates"] += 1
        else:
            seen.add(known)
            yield concept


def _without_entries(
    stated: Stated, pair: tuple[str, str], tally: Tally, paths: Sequence[Path]
) -> EmptySource | MalformedSource:
    place, remedy = readable(paths[0]), "look at its languages and columns"
    if tally.first:
        file, line, cause = tally.first
        return MalformedSource(file, f"{cause}, and no other line gives an entry", remedy, line)
    if stated.languages and not set(pair) <= set(stated.languages):
        cause = f"it is of {' and '.join(stated.languages)}, not of {' and '.join(pair)}"
        return MalformedSource(place, cause, "leave --languages out, or give those of the file")
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in tally.passed_over.items())
    return EmptySource(place, f"it gives no entry ({kinds or 'nothing is in it'})", remedy)
