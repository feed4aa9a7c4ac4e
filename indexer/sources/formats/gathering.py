"""The lines of an article as a reader finds them: kept with a role, or left out with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from analyzers import primary_language
from indexer.documents import LeftOut, Paragraph, Role
from indexer.sources import records
from indexer.sources.fields import Fields, clean
from indexer.sources.lines import lexicon


@dataclass(slots=True)
class Gathering:
    """The lines so far, in reading order; blank ones are no lines."""

    kept: list[Paragraph] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    def keep(self, text: str, role: Role, reason: str, language: str | None = None) -> None:
        """Add a passage. Raises FlawError for text that no index can hold."""
        line = clean(" ".join(text.split()), "text")
        if line.strip():
            self.kept.append(Paragraph(line, role, code(language), reason))

    def head(self, title: str | None, standfirsts: Sequence[str], reason: str) -> None:
        """Put what stands elsewhere above the text, unless the text has it too."""
        if not self.kept:
            return
        if title and not any(each.role is Role.HEADLINE for each in self.kept):
            self._insert(0, Paragraph(title, Role.HEADLINE, reason=reason))
        known = {lexicon.plain(each.text) for each in self.kept}
        others = (n for n, each in enumerate(self.kept) if each.role is not Role.HEADLINE)
        below = next(others, len(self.kept))
        for text in reversed([each for each in standfirsts if lexicon.plain(each) not in known]):
            self._insert(below, Paragraph(" ".join(text.split()), Role.STANDFIRST, reason=reason))

    def leave(self, text: str, reason: str) -> None:
        """Add a line that is no passage. Raises FlawError as :meth:`keep` does."""
        line = clean(" ".join(text.split()), "text")
        if line.strip():
            self.left_out.append(LeftOut(line, reason, len(self.kept)))

    def follow(self, told: Fields) -> None:
        """Add the lines of another part of the source."""
        before = len(self.kept)
        self.kept += told.paragraphs
        self.left_out += [replace(each, after=each.after + before) for each in told.left_out]

    def _insert(self, place: int, line: Paragraph) -> None:
        self.kept.insert(place, line)
        self.left_out = [
            replace(each, after=each.after + (each.after > place)) for each in self.left_out
        ]

    def fields(self) -> Fields:
        """The lines as fields."""
        return Fields(paragraphs=tuple(self.kept), left_out=tuple(self.left_out))


def code(language: str | None) -> str | None:
    """The primary subtag of a language code, None for what is none."""
    return primary_language(language) if language and records.is_language(language) else None
