"""What a browser finds by a text directive, after the specification's algorithm.

"URL Fragment Text Directives", Draft Community Group Report, WICG: "find a range from a text
directive" and "find a string in range". A page is a list of paragraphs, each a block of its own;
letters are compared without case and accents, and a word is a run of word characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote

Place = tuple[int, int]
"""A paragraph, from 0, and an offset in its compared text."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Directive:
    start: str
    end: str | None = None
    prefix: str | None = None
    suffix: str | None = None


def parse(link: str) -> Directive:
    """A directive as it is written, with or without its address."""
    parts = link.rpartition("text=")[2].split(",")
    prefix = unquote(parts.pop(0)[:-1]) if parts[0].endswith("-") else None
    suffix = unquote(parts.pop()[1:]) if parts[-1].startswith("-") else None
    start, *rest = map(unquote, parts)
    return Directive(start, rest[0] if rest else None, prefix, suffix)


def compared(text: str) -> str:
    """A text without case, accents and repeated white space."""
    text = unicodedata.normalize("NFKD", " ".join(text.split()))
    return "".join(char for char in text if not unicodedata.combining(char)).casefold()


def find(paragraphs: Sequence[str], directive: Directive) -> tuple[Place, Place] | None:
    """Where the first match begins and ends."""
    page = _Page([compared(each) for each in paragraphs])
    begin: Place = (0, 0)
    while True:
        must_end = directive.end is not None or directive.suffix is None
        if directive.prefix is not None:
            before = page.search(directive.prefix, begin, starts=True)
            if before is None:
                return None
            begin = page.after(before[0])
            place = page.skip_blanks(before[1])
            match = page.search(directive.start, place, ends=must_end)
            if match is None:
                return None
            if match[0] != place:
                continue
        else:
            match = page.search(directive.start, begin, starts=True, ends=must_end)
            if match is None:
                return None
            begin = page.after(match[0])
        completed = _complete(page, match, directive)
        if completed is None and directive.end is not None:
            return None
        if completed is not None:
            return completed


def _complete(
    page: _Page, match: tuple[Place, Place], directive: Directive
) -> tuple[Place, Place] | None:
    """The match with its end, followed by the suffix."""
    first, last = match
    while True:
        if directive.end is not None:
            end = page.search(directive.end, last, starts=True, ends=directive.suffix is None)
            if end is None:
                return None
            last = end[1]
        if directive.suffix is None:
            return first, last
        place = page.skip_blanks(last)
        suffix = page.search(directive.suffix, place, ends=True)
        if suffix is not None and suffix[0] == place:
            return first, last
        if directive.end is None or suffix is None:
            return None


class _Page:
    def __init__(self, blocks: Sequence[str]) -> None:
        self._blocks = blocks
        self._bounds = [
            {at for word in _WORD.finditer(block) for at in word.span()} for block in blocks
        ]

    def after(self, place: Place) -> Place:
        return place[0], place[1] + 1

    def skip_blanks(self, place: Place) -> Place:
        block, at = place
        while block < len(self._blocks):
            text = self._blocks[block]
            while at < len(text) and text[at] == " ":
                at += 1
            if at < len(text):
                return block, at
            block, at = block + 1, 0
        return block, 0

    def search(
        self, text: str, begin: Place, *, starts: bool = False, ends: bool = False
    ) -> tuple[Place, Place] | None:
        """The first occurrence from a place on, within one paragraph."""
        wanted = compared(text)
        for block in range(begin[0], len(self._blocks)):
            at = self._blocks[block].find(wanted, begin[1] if block == begin[0] else 0)
            while at >= 0:
                stop = at + len(wanted)
                bounded = (not starts or self._is_bound(block, at)) and (
                    not ends or self._is_bound(block, stop)
                )
                if bounded:
                    return (block, at), (block, stop)
                at = self._blocks[block].find(wanted, at + 1)
        return None

    def _is_bound(self, block: int, at: int) -> bool:
        text = self._blocks[block]
        inside = 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()
        return not inside or at in self._bounds[block]
