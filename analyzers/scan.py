"""The compiled loops of :mod:`analyzers.bulk`: texts to keys, keys to words.

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

Only :mod:`analyzers.bulk` imports this module, because numba takes a while to load.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Integers = NDArray[np.int64]
Numbers = NDArray[np.uint32]

_BLANK, _PUNCTUATION, _LOOKED_AT, _ALPHANUMERIC, _BEYOND_ASCII = range(5)

AT, TEXT, CHUNKS, KEYS = range(4)
"""What the progress of :func:`number_chunks` counts: bytes and texts read, chunks and keys met."""


def _kinds() -> Bytes:
    kinds = np.full(256, _BEYOND_ASCII, np.uint8)
    for code in range(128):
        char = chr(code)
        if char <= " ":
            kinds[code] = _BLANK
        elif char in "._":
            kinds[code] = _LOOKED_AT
        else:
            kinds[code] = _ALPHANUMERIC if char.isalnum() else _PUNCTUATION
    return kinds


_KINDS = _kinds()
_LOWER_CASE = np.uint64(0x20)
"""The bit that an ASCII letter lacks in upper case; digits have it."""

_AS_IT_STANDS = np.uint64(0)


@njit(cache=True, nogil=True)
def number_chunks(
    text: Bytes,
    ends: Integers,
    slots: Numbers,
    key_ends: Integers,
    key_bytes: Bytes,
    progress: Integers,
    keys: Numbers,
    chunks: Integers,
) -> bool:
    """Write each chunk's key number to ``keys``; False where the table is too full to go on.

    ``text`` is the texts in UTF-8 side by side, ``ends`` where each ends. Text i's chunks are
    ``keys[chunks[i]:chunks[i + 1]]``. Key k is ``key_bytes[key_ends[k]:key_ends[k + 1]]``; keys
    that were not known are added. ``slots``, shape (a power of two, 2), is a hash table with open
    addressing: a key's hash, and its number plus one or 0 where the slot is free. ``progress``
    says where to begin and, afterwards, where to go on once the table has been given room.
    """
    at, document, found, known = progress[AT], progress[TEXT], progress[CHUNKS], progress[KEYS]
    room = True
    while room and document < ends.size:
        first, last, case, stop = _next_key(text, at, ends[document])
        if first == last:
            at = ends[document]
            document += 1
            chunks[document] = found
            continue
        key = _find(text, first, last, case, slots, key_ends, key_bytes, known)
        room = key >= 0
        if room:
            keys[found] = key
            found += 1
            known = max(known, key + 1)
            at = stop
    progress[AT], progress[TEXT], progress[CHUNKS], progress[KEYS] = at, document, found, known
    return room


@njit(cache=True, nogil=True)
def spread(old: Numbers, new: Numbers) -> None:
    """Put the keys of one hash table into a larger, empty one."""
    for slot in range(old.shape[0]):
        if old[slot, 1] != 0:
            at = _home(old[slot, 0], new)
            while new[at, 1] != 0:
                at = (at + 1) & (new.shape[0] - 1)
            new[at, 0] = old[slot, 0]
            new[at, 1] = old[slot, 1]


@njit(cache=True, nogil=True)
def count_words(keys: Numbers, chunks: Integers, starts: Integers) -> Integers:
    """Where each text's words begin, shape (texts + 1,); key k has ``starts[k]:starts[k + 1]``."""
    offsets = np.zeros(chunks.size, np.int64)
    for document in range(chunks.size - 1):
        words = 0
        for at in range(chunks[document], chunks[document + 1]):
            words += starts[keys[at] + 1] - starts[keys[at]]
        offsets[document + 1] = offsets[document] + words
    return offsets


@njit(cache=True, nogil=True)
def write_words(keys: Numbers, starts: Integers, sequence: Numbers, numbers: Numbers) -> None:
    """Write the words of each key in turn: ``sequence[starts[k]:starts[k + 1]]`` for key k."""
    written = 0
    for key in keys:
        for at in range(starts[key], starts[key + 1]):
            numbers[written] = sequence[at]
            written += 1


@njit(cache=True, nogil=True)
def _next_key(text: Bytes, first: int, end: int) -> tuple[int, int, np.uint64, int]:
    """[first, last) of the next key, the bits to set in it, and where its chunk ends.

    Chunks of punctuation alone have no word and are passed over; the key is empty at the end.
    """
    while first < end and _KINDS[text[first]] < _ALPHANUMERIC:
        first += 1
    last = first
    while last < end and _KINDS[text[last]] == _ALPHANUMERIC:
        last += 1
    stop = last
    while stop < end and _PUNCTUATION <= _KINDS[text[stop]] <= _LOOKED_AT:
        stop += 1
    if stop == end or _KINDS[text[stop]] == _BLANK:
        return first, last, _LOWER_CASE, stop
    while stop < end and _KINDS[text[stop]] != _BLANK:
        stop += 1
    last = stop
    while _KINDS[text[last - 1]] == _PUNCTUATION:
        last -= 1
    return first, last, _AS_IT_STANDS, stop


@njit(cache=True, nogil=True)
def _find(
    text: Bytes,
    first: int,
    last: int,
    case: np.uint64,
    slots: Numbers,
    key_ends: Integers,
    key_bytes: Bytes,
    known: int,
) -> int:
    """The number of a key, which is added as number ``known`` if it is new; -1 without room."""
    hashed = _hash(text, first, last, case)
    at = _home(hashed, slots)
    while slots[at, 1] != 0:
        key = int(np.int64(slots[at, 1])) - 1
        if slots[at, 0] == hashed and key_ends[key + 1] - key_ends[key] == last - first:
            ahead = key_ends[key] - first
            same = first
            while same < last and key_bytes[ahead + same] == text[same] | case:
                same += 1
            if same == last:
                return key
        at = (at + 1) & (slots.shape[0] - 1)
    end = key_ends[known] + last - first
    if known + 1 == key_ends.size or end > key_bytes.size:
        return -1
    slots[at, 0] = hashed
    slots[at, 1] = known + 1
    for byte in range(first, last):
        key_bytes[key_ends[known] + byte - first] = text[byte] | case
    key_ends[known + 1] = end
    return known


@njit(cache=True, nogil=True)
def _home(hashed: np.uint32, slots: Numbers) -> int:
    return int(np.int64(hashed) & (slots.shape[0] - 1))


@njit(cache=True, nogil=True)
def _hash(text: Bytes, first: int, last: int, case: np.uint64) -> np.uint32:
    """FNV-1a (Fowler, Noll, Vo), 64 bits folded to 32 by xor."""
    hashed = np.uint64(0xCBF29CE484222325)
    for at in range(first, last):
        hashed = (hashed ^ (np.uint64(text[at]) | case)) * np.uint64(0x100000001B3)
    return np.uint32((hashed ^ (hashed >> np.uint64(32))) & np.uint64(0xFFFFFFFF))
