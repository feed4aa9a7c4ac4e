"""Extracted text: one article a file, one line a paragraph, with or without a sidecar."""

from __future__ import annotations

from collections.abc import Iterator

from indexer.documents import Article
from indexer.errors import EmptySource
from indexer.sources import encoding, records, sidecar
from indexer.sources.fields import FlawError, clean
from indexer.sources.lines import headmatter, roles
from indexer.sources.locate import Located
from indexer.sources.run import Run, malformed


def read(file: Located, run: Run) -> Iterator[tuple[Article, None]]:
    """The one article of a text file; the lines that only frame it are left out."""
    told = sidecar.read(file, run.warn)
    data = encoding.read_bytes(file.path, file.shown, run.on_bytes)
    text = encoding.decode(data, file.shown, hint=file.charset)
    try:
        lines = [clean(line, "text") for line in text.splitlines()]
        assigned = roles.assign(lines, languages=run.languages, outlet=told.outlet)
        page = headmatter.read(assigned, run.languages, told)
        if not page.paragraphs and not told.paragraphs:
            raise EmptySource(
                file.shown, "no line of it is text of an article", "give the article's text"
            )
        article = records.to_article(
            told.over(page), default_id=file.name, source=file.place, languages=run.languages
        )
    except FlawError as flaw:
        raise malformed(flaw, file.shown) from flaw
    yield article, None
