"""Where the words of a text are, whatever its language.

A word is a run of letters, digits and marks; parts joined by an apostrophe are one word here, for
the language to take apart. Letters parted by full stops (``U.S.``, ``p.m.``) and numbers with their
separators (``20.000``, ``3,5``) hold together; hyphens part words. Follows the word boundaries of
Unicode Standard Annex #29 but for full stops between words, which extraction often leaves without a
blank (``guerra.Il``).
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator

from analyzers.folding import APOSTROPHES


def _marks() -> str:
    """The combining marks of Unicode as ranges of a character class."""
    ranges: list[list[int]] = []
    for code in range(0x300, min(sys.maxunicode, 0x1F000)):
        if unicodedata.category(chr(code))[0] == "M":
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)


_LETTER = r"[^\W\d_]"
_ACRONYM = rf"{_LETTER}\.(?:{_LETTER}\.)+(?!\w)|{_LETTER}\.(?:{_LETTER}\.)*{_LETTER}(?![\w.])"
_THOUSANDS = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?(?!\w)|\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\w)"
_DECIMAL = r"\d+[.,]\d+(?!\w|[.,]\d)"
_NUMBER = rf"(?<!\d[.,])(?:{_THOUSANDS}|{_DECIMAL})"


def _pattern(run: str) -> re.Pattern[str]:
    part = rf"(?:{_ACRONYM}|{_NUMBER}|{run})"
    return re.compile(rf"{part}(?:[{APOSTROPHES}]{part})*")


_WORD = _pattern(rf"[^\W_](?:[^\W_]|[{_marks()}\u00ad\u200b-\u200d\u2060])*")
_WORD_WITHOUT_MARKS = _pattern(r"[^\W_]+")
_FIRST_MARK = "\u0300"
_SOFT_HYPHEN = "\u00ad"

_GROUPED = re.compile(r"\d{1,3}(?:(?:\.\d{3})+(?:,\d+)?|(?:,\d{3})+(?:\.\d+)?)")


def find_words(text: str) -> Iterator[tuple[int, int]]:
    """The [start, end) of each word of a text in NFC, in order."""
    typical = text.isascii() or (max(text) < _FIRST_MARK and _SOFT_HYPHEN not in text)
    pattern = _WORD_WITHOUT_MARKS if typical else _WORD
    return (found.span() for found in pattern.finditer(text))


def canonical_number(word: str) -> str:
    """A number as digits with ``.`` for the decimals, whichever habit it was written in.

    ``20.000`` and ``20,000`` are ``20000``; ``3,5`` is ``3.5``. Anything else stays as it is.
    """
    if not word[0].isdigit() or not ("." in word or "," in word):
        return word
    if _GROUPED.fullmatch(word):
        group = "." if re.match(r"\d+\.", word) else ","
        word = word.replace(group, "")
    return word.replace(",", ".")


def canonical_acronym(word: str) -> str:
    """An acronym without its last full stop, and without any when it has three letters or more.

    ``U.S.`` stays apart from the word ``us``; ``O.N.U.`` is ``onu``.
    """
    letters = word.rstrip(".").split(".")
    if len(letters) < 2 or any(len(letter) != 1 for letter in letters):
        return word
    return ("" if len(letters) > 2 else ".").join(letters)
