"""Readers: one module a format, each turning what is in a file into Articles.

May enter: what one format means. Which lines of a page are its article is asked of ``lines``, what
the keys of a record may hold of ``records``. A new reader is one row of :data:`FORMATS` and, in
``sniff``, the way to tell its files by their first bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from indexer.documents import Article
from indexer.sources.formats import feed, html, jsonl, newsml, nitf, table, text, warc
from indexer.sources.locate import Located
from indexer.sources.run import Run

Reader = Callable[[Located, Run], Iterator[tuple[Article, int | None]]]
"""Gives each article of a file, and the number of its line or record where there are several."""


@dataclass(frozen=True, slots=True)
class Format:
    """How files of one format are read, and the extensions that such files usually have.

    One that is ``rolling`` gives its latest articles only.
    """

    read: Reader
    extensions: tuple[str, ...]
    rolling: bool = False


FORMATS: dict[str, Format] = {
    "text": Format(text.read, (".txt",)),
    "html": Format(html.read, (".html", ".htm", ".xhtml")),
    "jsonl": Format(jsonl.read, (".jsonl", ".ndjson")),
    "json": Format(jsonl.read_json, (".json",)),
    "feed": Format(feed.read, (".rss", ".atom", ".xml"), rolling=True),
    "newsml": Format(newsml.read, (".xml",)),
    "nitf": Format(nitf.read, (".xml",)),
    "csv": Format(table.read, (".csv", ".tsv")),
    "warc": Format(warc.read, (".warc",)),
}

EXTENSIONS: tuple[str, ...] = tuple(
    dict.fromkeys(each for form in FORMATS.values() for each in form.extensions)
)
"""The extensions of all formats; each may be followed by ``.gz``."""
