"""Composed forms, and folding: the form of a word that ignores accents, case and apostrophes.

Sources: Unicode Standard Annex #15 (NFC, NFKD); the Unicode Character Database, whose names tell
the base letter of those that do not decompose (LATIN SMALL LETTER L WITH STROKE is an l).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

APOSTROPHES = "'’ʼ＇‘‛ʻ′´`"
"""What newsrooms type between the letters of an elided or possessive word."""

_TO_APOSTROPHE = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
_INVISIBLE = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])
_FIRST_TO_COMPOSE = "\u0300"
_NAMED_LETTER = re.compile(
    r"LATIN SMALL (?:LETTER|LIGATURE) (?:DOTLESS )?([A-Z]{1,2})(?: WITH [A-Z ]+)?"
)


def canonical(word: str) -> str:
    """A word in lower case, composed, with ``'`` for its apostrophes, without soft hyphens."""
    if word.isascii():
        return word.lower().translate(_TO_APOSTROPHE)
    lowered = word.translate(_INVISIBLE).translate(_TO_APOSTROPHE).lower()
    return unicodedata.normalize("NFC", lowered)


def fold(word: str) -> str:
    """A word without case, accents and compatibility forms: ``Türkiye`` and ``turkiye`` are one."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", canonical(word)).casefold()
    decomposed = unicodedata.normalize("NFKD", plain)
    return unicodedata.normalize("NFC", "".join(map(_base_letter, decomposed)))


@lru_cache(maxsize=4096)
def _base_letter(char: str) -> str:
    if char.isascii():
        return char
    if "\u0300" <= char <= "\u036f":
        return ""
    named = _NAMED_LETTER.fullmatch(unicodedata.name(char, ""))
    return named.group(1).lower() if named else char


def compose(text: str) -> tuple[str, Sequence[int]]:
    """The text in NFC, and for each of its offsets, the end included, the offset in ``text``."""
    if unicodedata.is_normalized("NFC", text):
        return text, range(len(text) + 1)
    composed: list[str] = []
    offsets: list[int] = []
    for start, cluster in _clusters(text):
        offsets.extend([start] * len(cluster))
        composed.append(cluster)
    offsets.append(len(text))
    return "".join(composed), offsets


def _clusters(text: str) -> list[tuple[int, str]]:
    """Stretches of ``text`` that compose independently: (start in ``text``, the stretch in NFC)."""
    clusters: list[tuple[int, str]] = []
    start, raw = 0, ""
    for offset, char in enumerate(text):
        if raw and not _joins(raw, char):
            clusters.append((start, unicodedata.normalize("NFC", raw)))
            start, raw = offset, ""
        raw += char
    if raw:
        clusters.append((start, unicodedata.normalize("NFC", raw)))
    return clusters


def _joins(raw: str, char: str) -> bool:
    """Whether ``char`` may compose with what stands before it."""
    if char < _FIRST_TO_COMPOSE:
        return False
    if unicodedata.combining(char):
        return True
    apart = unicodedata.normalize("NFC", raw) + unicodedata.normalize("NFC", char)
    return unicodedata.normalize("NFC", raw + char) != apart
