"""What the readers of one run share: the languages asked for, and whom to tell what went wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from indexer.errors import MalformedSource, SourceError
from indexer.sources.fields import FlawError


@dataclass(frozen=True, slots=True)
class Run:
    """One call of ``read_sources``."""

    languages: Sequence[str]
    reject: Callable[[SourceError], None]
    on_warning: Callable[[str], None]
    _warned: set[str] = field(default_factory=set)

    def warn(self, message: str) -> None:
        """Pass a warning on, the first time it comes up."""
        if message not in self._warned:
            self._warned.add(message)
            self.on_warning(message)


def malformed(flaw: FlawError, source: str, line: int | None = None) -> MalformedSource:
    """The flaw as an error that says where it stands."""
    return MalformedSource(source, flaw.cause, flaw.remedy, line)
