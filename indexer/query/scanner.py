"""A query that is being read: how far, what may still be looked up, what was mended."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from analyzers.folding import APOSTROPHES
from indexer.query.notes import Note, note

MAX_WORDS = 128
"""Words of one query that are looked up; the rest is left out, with a note."""

QUOTES = '"“”„‟«»＂❝❞〝〞'
BLANK = r"\s\x00-\x1f\x7f-\x9f"
"""White space and control characters, inside brackets of an expression."""

_QUOTE = re.compile(f"[{QUOTES}]")
_RUN = re.compile(rf"[^{BLANK}{QUOTES}()（）]+")
_PIECE = re.compile(rf"[^\W_{APOSTROPHES}]+")


@dataclass(slots=True)
class Scanner:
    """Reads ``text``, which is composed, from ``at`` on.

    ``left`` is how many words may still be looked up; ``literal`` tells whether every part was read
    as it was written.
    """

    text: str
    at: int = 0
    left: int = MAX_WORDS
    literal: bool = True
    _notes: dict[tuple[str, ...], Note] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.text = unicodedata.normalize("NFC", self.text)

    @property
    def notes(self) -> list[Note]:
        """What is to be told, each once."""
        return list(self._notes.values())

    def tell(self, code: str, *words: str) -> None:
        """Note something about what was read as it was written."""
        if (code, *words) not in self._notes:
            self._notes[code, *words] = note(code, *words)

    def mend(self, code: str, *words: str) -> None:
        """Note what was not; that the rest was left out says all by itself."""
        self.tell(code, *words)
        self.literal &= code == "query-shortened"

    def at_quote(self) -> bool:
        """Whether a quote stands here."""
        return _QUOTE.match(self.text, self.at) is not None

    def quoted(self) -> str:
        """Take what stands up to the next quote, of any kind."""
        start, closing = self.at, _QUOTE.search(self.text, self.at)
        if closing:
            self.at = closing.end()
            return self.text[start : closing.start()]
        self.mend("quotes-balanced")
        self.at = len(self.text)
        return self.text[start:]

    def run(self) -> str:
        """Take what stands up to the next blank, quote or bracket."""
        found = _RUN.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return found.group() if found else ""

    def afforded(self, text: str, most: int = MAX_WORDS) -> str:
        """As much of a text as may still be looked up, ``most`` words of it."""
        told, most = MAX_WORDS if self.left < most else most, min(most, self.left)
        pieces = [found.end() for found in _PIECE.finditer(text)]
        self.left -= max(1, min(len(pieces), most))
        if len(pieces) <= most:
            return text
        self.mend("query-shortened", str(told))
        return text[: pieces[most - 1]]
