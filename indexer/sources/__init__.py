"""From sources to articles: readers for formats, rules for lines, one way in.

:func:`read_sources` finds the files, asks the reader of each, and sees to it that one bad file or
record costs nothing but itself: it is rejected with its place, cause and remedy, and the rest goes
on. :func:`indexer.ingest.ingest` brings an index to where its sources are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from indexer.documents import Article
from indexer.errors import SourceError
from indexer.sources.formats import EXTENSIONS
from indexer.sources.locate import Located, located, size
from indexer.sources.reading import Reading
from indexer.sources.run import Run, ignore

__all__ = ["read_sources", "size", "total_bytes"]

LANGUAGES = ("en", "it")


def read_sources(
    sources: Iterable[str | Path],
    *,
    languages: Sequence[str] = LANGUAGES,
    on_reject: Callable[[SourceError], None],
    on_warning: Callable[[str], None] = ignore,
    on_file: Callable[[Path], None] = ignore,
) -> Iterator[Article]:
    """The articles of files, folders, patterns and web addresses, one by one, in a fixed order.

    ``on_reject`` gets the error of each file or record that cannot be an article, ``on_warning``
    what was left out of those that can (each thing once), ``on_file`` each file before it is read.
    """
    run = Run(tuple(languages), on_reject, on_warning, on_file)
    for item in Reading(run).items(sources):
        if isinstance(item, Article):
            yield item


def total_bytes(sources: Iterable[str | Path]) -> int:
    """How large the files are that :func:`read_sources` would look into."""
    found = located(sources, EXTENSIONS, ignore, ignore)
    return sum(each.size for each in found if isinstance(each, Located))
