"""What a source says of an article, before it is one; and what no index can hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from indexer.documents import LeftOut, Paragraph

STRINGS = (
    "id", "title", "outlet", "url", "published", "modified", "language", "section", "agency",
)  # fmt: skip
"""The fields that are one string."""

METADATA = (*STRINGS, "author")
"""The fields that say something about an article."""

# XML, and so every feed made from the index, has no way to write these.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


LONGEST_PARAGRAPH = 1_000_000
"""How many characters a paragraph may have; a whole book has no more."""


class FlawError(ValueError):
    """A record that cannot be an article; the reader adds where it stands."""

    def __init__(self, cause: str, remedy: str) -> None:
        self.cause = cause
        self.remedy = remedy
        super().__init__(f"{cause}: {remedy}")


@dataclass(frozen=True, slots=True)
class Fields:
    """What a source says of an article; None and () where it says nothing."""

    id: str | None = None
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    modified: str | None = None
    language: str | None = None
    section: str | None = None
    agency: str | None = None
    author: tuple[str, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    excerpt: bool = False
    left_out: tuple[LeftOut, ...] = ()
    origins: Mapping[str, str] = field(default_factory=dict)

    def over(self, other: Fields) -> Fields:
        """These fields, and ``other``'s wherever these say nothing.

        The lines left out go with the paragraphs among which they stood.
        """
        told = {name: value for name, value in self._told().items() if value}
        if self.paragraphs:
            told["left_out"] = self.left_out
        origins = {name: origin for name, origin in other.origins.items() if name not in told}
        return replace(other, **{**told, "origins": {**origins, **self.origins}})

    def marked(self, origin: str) -> Fields:
        """These fields, noting which part of the source those of the metadata were taken from.

        What is noted already stays as it is.
        """
        told = self._told()
        own = {name: origin for name in METADATA if told[name] and name not in self.origins}
        return replace(self, origins={**self.origins, **own})

    def _told(self) -> dict[str, Any]:
        return {each.name: getattr(self, each.name) for each in fields(self)}


def check_length(text: str, place: str) -> None:
    """Raises FlawError for a paragraph that no reader and no rule could cope with."""
    if len(text) > LONGEST_PARAGRAPH:
        cause = f"{place} is longer than {LONGEST_PARAGRAPH:,} characters"
        raise FlawError(cause, "part it into paragraphs, or leave it out")


def stated(origin: str, values: Iterable[tuple[str, str, Any]]) -> Fields:
    """The fields that (name, place in the source, value) give, each noting its place.

    Of several values for one name the first that says something counts.
    """
    told: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for name, place, value in values:
        if value and name not in told:
            told[name], origins[name] = value, f"{origin} {place}"
    return Fields(**told, origins=origins)


def clean(text: str, key: str) -> str:
    """``text`` without control characters. Raises FlawError for what no index can hold."""
    if text.isprintable():
        return text
    if "\0" in text:
        raise FlawError(f'"{key}" holds a NUL character', "remove it")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        surrogate = f"\\u{ord(text[error.start]):04x}"
        cause = f'"{key}" holds half a surrogate pair ({surrogate}), which is no character'
        raise FlawError(cause, "write the whole pair, or the character itself") from error
    return _CONTROLS.sub(" ", text)
