"""What of a chunk of text is its key, read eight bytes at a time, for the loops of ``scan.py``.

A text is divided at its blanks and ASCII control characters into chunks. The words of a chunk are
decided by its key alone:

- A chunk that is ASCII letters and digits within ASCII punctuation is one word, and its key is
  those letters and digits in lower case. No full stop, comma or apostrophe stands between them, so
  that it is neither acronym nor number with a separator, nor can it be elided.
- Any other chunk's key is the chunk as it stands, but for ASCII punctuation at its ends. The
  patterns of ``words.py`` look ahead of a word for letters, digits, marks, ``_`` and ``.``, and
  behind it for a digit; a full stop or underscore at the end is therefore left on. A mark may
  compose with punctuation before it (``<`` and U+0338), but no word begins with either.

The second kind holds some byte that is no ASCII letter or digit and the first kind none, so that
one is never taken for the other.

Only compiled code imports this module, because numba takes a while to load.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analyzers.compiling import compiled
from analyzers.intrinsics import PADDING, load_word, set_bits

BLANK, PUNCTUATION, LOOKED_AT, ALPHANUMERIC, BEYOND_ASCII = range(5)
"""Kinds of bytes; control characters of ASCII are blanks."""


def _kinds() -> NDArray[np.uint8]:
    kinds = np.full(256, BEYOND_ASCII, np.uint8)
    for code in range(128):
        char = chr(code)
        if char <= " ":
            kinds[code] = BLANK
        elif char in "._":
            kinds[code] = LOOKED_AT
        else:
            kinds[code] = ALPHANUMERIC if char.isalnum() else PUNCTUATION
    return kinds


KINDS = _kinds()

_ZERO, _ONE, _WORD = np.uint64(0), np.uint64(1), np.uint64(8)
_EACH = np.uint64(0x0101010101010101)
_TOPS = np.uint64(0x80) * _EACH
LOWER_CASE = np.uint64(0x20) * _EACH
"""The bit that an ASCII letter lacks in upper case, for each byte of a word; digits have it."""

AS_IT_STANDS = _ZERO

BLANKS = b" " * (2 * PADDING + 2)
"""What must follow the last text: a short word is read whole, and two bytes after it."""


@compiled
def short_key(low: np.uint64, high: np.uint64) -> tuple[np.uint64, np.uint64, np.uint64]:
    """The letters and digits that two words of text begin with, in lower case, and how many."""
    inside, inside_high = _run(low), _run(high)
    inside_high &= _ZERO - np.uint64(inside == ~_ZERO)
    length = (set_bits(inside) + set_bits(inside_high)) // _WORD
    return (low | LOWER_CASE) & inside, (high | LOWER_CASE) & inside_high, length


@compiled
def end_of_key(text: NDArray[np.uint8], first: np.uint64) -> tuple[np.uint64, np.uint64, np.uint64]:
    """Where the key that begins at ``first`` ends, the bits to set in it, and its chunk's end."""
    letters = first
    run = _run(load_word(text, letters))
    while run == ~_ZERO:
        letters += _WORD
        run = _run(load_word(text, letters))
    letters += set_bits(run) // _WORD
    stop = letters
    blank = _before_blank(load_word(text, stop))
    while blank == ~_ZERO:
        stop += _WORD
        blank = _before_blank(load_word(text, stop))
    stop += set_bits(blank) // _WORD
    last = stop
    while last > letters and PUNCTUATION <= KINDS[text[last - _ONE]] <= LOOKED_AT:
        last -= _ONE
    if last == letters:
        return last, LOWER_CASE, stop
    last = stop
    while KINDS[text[last - _ONE]] == PUNCTUATION:
        last -= _ONE
    return last, AS_IT_STANDS, stop


@compiled
def _run(word: np.uint64) -> np.uint64:
    """The bytes of a word that come before the first that is no ASCII letter or digit."""
    low = word & ~_TOPS
    folded = low | LOWER_CASE
    letters = (folded + np.uint64(0x80 - 0x61) * _EACH) & ~(folded + np.uint64(0x80 - 0x7B) * _EACH)
    digits = (low + np.uint64(0x80 - 0x30) * _EACH) & ~(low + np.uint64(0x80 - 0x3A) * _EACH)
    return np.uint64(_before((~(letters | digits) | word) & _TOPS))


@compiled
def _before_blank(word: np.uint64) -> np.uint64:
    """The bytes of a word that come before its first blank or control character."""
    visible = (word & ~_TOPS) + np.uint64(0x80 - 0x21) * _EACH
    return np.uint64(_before(~(visible | word) & _TOPS))


@compiled
def _before(tops: np.uint64) -> np.uint64:
    """All bits of the bytes before the first whose top bit is set."""
    lowest = tops >> np.uint64(7)
    return (lowest - _ONE) & ~lowest


@compiled
def up_to(count: np.uint64) -> np.uint64:
    """All bits of the first ``count`` bytes of a word, which has eight; ``count`` is not 0."""
    return ~_ZERO >> (_WORD * (_WORD - min(count, _WORD)))
