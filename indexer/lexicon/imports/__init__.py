"""Lexica of others: one module a format, each turning what is in files into concepts.

May enter: what one format means. What a term may hold is asked of ``entries``, which format a file
has of ``sniff``; where the concepts are kept is for ``brought`` to say. A new format is one row of
:data:`FORMATS` and, in ``sniff``, the way to tell its files by their first bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from indexer.errors import MalformedSource
from indexer.lexicon.files import Concept
from indexer.lexicon.imports import dictd, omw, sniff, tmx, tsv
from indexer.lexicon.imports.entries import Pair, Stated, Tally, shown

__all__ = ["FORMATS", "Format", "Stated", "Tally", "format_of"]


@dataclass(frozen=True, slots=True)
class Format:
    """How the files of one format are read: what they say of themselves, then their concepts.

    ``concepts`` gives those of two languages and tells a Tally what it passes over. Both raise
    SourceError for a file that cannot be read at all.
    """

    stated: Callable[[Sequence[Path]], Stated]
    concepts: Callable[[Sequence[Path], Pair, Tally], Iterator[Concept]]


FORMATS = {
    "tsv": Format(tsv.stated, tsv.concepts),
    "dictd": Format(dictd.stated, dictd.concepts),
    "omw": Format(omw.stated, omw.concepts),
    "tmx": Format(tmx.stated, tmx.concepts),
}


def format_of(paths: Sequence[Path]) -> Format:
    """The format that all the files have. Raises SourceError where they have several, or none."""
    found = {path: sniff.format_of(path) for path in paths}
    first = found[paths[0]]
    for path, name in found.items():
        if name != first:
            raise MalformedSource(
                shown(path),
                f"its format is {name}, and that of {shown(paths[0])} is {first}",
                "import each by itself",
            )
    return FORMATS[first]
