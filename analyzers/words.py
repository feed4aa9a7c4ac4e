"""Where the words of a text are, whatever its language.

A word is a run of letters, digits and marks; parts joined by an apostrophe are one word here, for
the language to take apart. Letters parted by full stops (``U.S.``, ``p.m.``) and numbers with their
separators and units (``20.000``, ``3,5``, ``3.5bn``) hold together; hyphens part words. Follows the
word boundaries of Unicode Standard Annex #29 but for full stops between words, which extraction
often leaves without a blank (``guerra.Il``).
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache

from analyzers.folding import APOSTROPHES


@cache
def _marks() -> str:
    """The combining marks of Unicode as ranges of a character class.

    Finding them takes longer than starting the program; few texts ask for it.
    """
    ranges: list[list[int]] = []
    for code in range(0x300, min(sys.maxunicode, 0x1F000)):
        if unicodedata.category(chr(code))[0] == "M":
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)


_INVISIBLE = r"\u00ad\u200b-\u200d\u2060\ufeff"
_LETTER = rf"[^\W\d_{APOSTROPHES}]"
_LETTER_OR_DIGIT = rf"[^\W_{APOSTROPHES}]"
_THOUSANDS = r"(?!0)\d{1,3}(?:(?:\.\d{3})+(?:,\d+)?|(?:,\d{3})+(?:\.\d+)?)"
_MOST = 12
"""Letters of an acronym beyond the first: without a bound, ``a.a.a…`` takes quadratic time."""
_UNIT = rf"{_LETTER}{{0,3}}"


def _pattern(more: str) -> re.Pattern[str]:
    """Words of a text; ``more`` is what may stand in one besides letters and digits."""
    run = rf"{_LETTER_OR_DIGIT}(?:{_LETTER_OR_DIGIT}|{more})*" if more else rf"{_LETTER_OR_DIGIT}+"
    goes_on = "|".join(filter(None, [rf"[^\W{APOSTROPHES}]", more]))
    acronym = (
        rf"{_LETTER}\.(?:{_LETTER}\.){{1,{_MOST}}}(?!{goes_on})"
        rf"|{_LETTER}\.(?:{_LETTER}\.){{0,{_MOST}}}{_LETTER}(?!{goes_on}|\.)"
    )
    number = rf"(?<!\d[.,])(?:{_THOUSANDS}|\d+[.,]\d+){_UNIT}(?!{goes_on}|[.,]\d)"
    part = rf"(?:{acronym}|{number}|{run})"
    return re.compile(rf"{part}(?:[{APOSTROPHES}]{part})*")


_WORD_WITHOUT_MARKS = _pattern("")
_FIRST_MARK = "\u0300"
_SOFT_HYPHEN = "\u00ad"

_GROUPED = re.compile(_THOUSANDS + _UNIT)


def find_words(text: str) -> Iterator[tuple[int, int]]:
    """The [start, end) of each word of a text in NFC, in order."""
    typical = text.isascii() or (max(text) < _FIRST_MARK and _SOFT_HYPHEN not in text)
    pattern = _WORD_WITHOUT_MARKS if typical else _word()
    return (found.span() for found in pattern.finditer(text))


def is_lettered(word: str) -> bool:
    """Whether a word is made of letters and their marks alone, as those are that have a stem."""
    return word.isalpha() or _letters().fullmatch(word) is not None


@cache
def _word() -> re.Pattern[str]:
    return _pattern(f"[{_marks()}{_INVISIBLE}]")


@cache
def _letters() -> re.Pattern[str]:
    return re.compile(rf"(?:{_LETTER}|[{_marks()}])+")


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


def canonical_acronym(word: str, is_word: Callable[[str], bool]) -> str:
    """An acronym without its full stops; without the last one where it would make a word.

    ``U.K.`` is ``uk``, ``O.N.U.`` is ``onu``; two letters may be a word, as those of ``U.S.`` are.
    """
    letters = word.rstrip(".").split(".")
    if len(letters) < 2 or any(len(letter) != 1 for letter in letters):
        return word
    joined = "".join(letters)
    return ".".join(letters) if len(letters) == 2 and is_word(joined) else joined
