"""What reading a file comes to, event by event, so that another process can tell it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from indexer.documents import Article
from indexer.errors import SourceError
from indexer.sources.formats import FORMATS, sniff
from indexer.sources.locate import Located
from indexer.sources.run import Run, ignore


class Began(NamedTuple):
    """A file is of a format that is read; ``rolling`` is the format's."""

    rolling: bool


class Came(NamedTuple):
    """An article, and its line or record in the file where it holds several."""

    article: Article
    line: int | None


Event = Began | Came | SourceError | str
"""An error rejects a file or a record; a string is a warning."""


def events(
    file: Located, languages: Sequence[str], on_bytes: Callable[[int], None] = ignore
) -> Iterator[Event]:
    """What reading a file comes to."""
    try:
        form = FORMATS[sniff.format_of(file)]
    except SourceError as error:
        yield error
        return
    yield Began(form.rolling)
    aside: list[Event] = []
    run = Run(languages, aside.append, aside.append, on_bytes=on_bytes)
    try:
        for article, line in form.read(file, run):
            yield from aside
            aside.clear()
            yield Came(article, line)
    except SourceError as error:
        aside.append(error)
    yield from aside
