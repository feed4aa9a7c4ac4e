"""What the readers of one run share: the languages asked for, and whom to tell what went wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.documents import Article
from indexer.errors import MalformedSource, SourceError
from indexer.sources.fields import FlawError

if TYPE_CHECKING:
    from indexer.sources.fetch import Fetcher


def ignore(_: object) -> None:
    """Nobody asked to be told."""


@dataclass(slots=True)
class Run:
    """One reading of some sources.

    ``on_reject`` gets the error of each file or record that cannot be an article, ``on_warning``
    what was left out of those that can, ``on_file`` each file before it is read, ``on_unchanged``
    each that need not be, ``on_bytes`` how many bytes of a file were read just now,
    ``on_article`` each article. ``fetcher`` fetches what is on the web; kept for another
    reading, it asks for what has changed since.
    """

    languages: Sequence[str]
    on_reject: Callable[[SourceError], None]
    on_warning: Callable[[str], None] = ignore
    on_file: Callable[[Path], None] = ignore
    on_unchanged: Callable[[Path], None] = ignore
    on_bytes: Callable[[int], None] = ignore
    on_article: Callable[[Article], None] = ignore
    rejected: int = 0
    fetcher: Fetcher | None = None
    _warned: set[str] = field(default_factory=set)

    def reject(self, error: SourceError) -> None:
        """Reject a file or a record."""
        self.rejected += 1
        self.on_reject(error)

    def warn(self, message: str) -> None:
        """Pass a warning on, the first time it comes up."""
        if message not in self._warned:
            self._warned.add(message)
            self.on_warning(message)


def malformed(flaw: FlawError, source: str, line: int | None = None) -> MalformedSource:
    """The flaw as an error that says where it stands."""
    return MalformedSource(source, flaw.cause, flaw.remedy, line)


def declares_entities(source: str) -> MalformedSource:
    """The refusal of a document whose DOCTYPE says what its entities stand for."""
    return MalformedSource(
        source,
        "its DOCTYPE declares entities, which can grow without bounds or reach for other files",
        "do not trust it, or remove the DOCTYPE",
    )
