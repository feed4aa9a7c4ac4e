"""The compiled loops of :mod:`analyzers.bulk`: texts to keys, keys to words.

A key of up to sixteen bytes is two words of 64 bits, and these stand in the hash table themselves:
to meet it again takes one slot and nothing else. Bytes are read eight at a time, wherever they
begin, so that texts and keys are followed by some that may be read for nothing.

``chunks.py`` says what of a chunk is its key. Only :mod:`analyzers.bulk` imports this module,
because numba takes a while to load.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analyzers.chunks import (
    ALPHANUMERIC,
    BLANK,
    KINDS,
    LOOKED_AT,
    LOWER_CASE,
    PUNCTUATION,
    end_of_key,
    short_key,
    up_to,
)
from analyzers.compiling import compiled
from analyzers.intrinsics import PADDING, load_word

Bytes = NDArray[np.uint8]
Integers = NDArray[np.int64]
Numbers = NDArray[np.uint32]
Words = NDArray[np.uint64]

AT, TEXT, CHUNKS, KEYS = range(4)
"""What the progress of :func:`number_chunks` counts: bytes and texts read, chunks and keys met."""

_ZERO, _ONE, _WORD, _SHORT = np.uint64(0), np.uint64(1), np.uint64(8), np.uint64(16)
_LOWEST_BYTE = np.uint64(0xFF)
_FACTOR, _OTHER_FACTOR = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD6E8FEB86659FD93)
_HALF = np.uint64(32)


@compiled
def number_chunks(
    text: Bytes,
    ends: Integers,
    slots: Words,
    key_ends: Integers,
    key_bytes: Bytes,
    progress: Integers,
    keys: Numbers,
    chunks: Integers,
) -> bool:
    """Write each chunk's key number to ``keys``; False where the table is too full to go on.

    ``text`` is the texts in UTF-8, a blank after each, then ``BLANKS``; ``ends`` is where each
    ends. Text i's chunks are ``keys[chunks[i]:chunks[i + 1]]``. Key k is
    ``key_bytes[key_ends[k]:key_ends[k + 1]]``; keys that were not known are added. ``slots``, shape
    (a power of two, 3), is a hash table with open addressing: a key's code, see :func:`_code`, and
    its number plus one or 0 where the slot is free. ``progress`` says where to begin and,
    afterwards, where to go on once the table has been given room.

    Most chunks are short words that were met before and have at most one mark of punctuation behind
    them. These are told here, without a loop over their bytes and without a call; ``end_of_key``
    and ``_find`` see to the others.
    """
    at, document = np.uint64(progress[AT]), progress[TEXT]
    found, known = progress[CHUNKS], progress[KEYS]
    size = np.uint64(slots.shape[0])
    while document < ends.size:
        if at >= np.uint64(ends[document]):
            at = np.uint64(ends[document]) + _ONE
            document += 1
            chunks[document] = found
            continue
        first, case = at, LOWER_CASE
        low, high, length = short_key(load_word(text, first), load_word(text, first + _WORD))
        last = first + length
        kind = KINDS[text[last]]
        stop = last + np.uint64((kind == PUNCTUATION) | (kind == LOOKED_AT))
        if KINDS[text[stop]] != BLANK or first == last:
            if KINDS[text[first]] < ALPHANUMERIC:
                at += _ONE
                continue
            last, case, stop = end_of_key(text, first)
            low, high = _code(text, first, last, case)
        slot = _home(low, high, size)
        while slots[slot, 0] != low and slots[slot, 2] != 0:
            slot = (slot + _ONE) & (size - _ONE)
        if slots[slot, 0] == low and slots[slot, 1] == high and low & _LOWEST_BYTE:
            keys[found] = np.uint32(slots[slot, 2] - _ONE)
        else:
            key = _find(text, first, last, case, low, high, slots, key_ends, key_bytes, known)
            if key < 0:
                break
            keys[found] = key
            known = max(known, key + 1)
        found += 1
        at = stop
    progress[AT], progress[TEXT], progress[CHUNKS], progress[KEYS] = at, document, found, known
    return bool(document == ends.size)


@compiled
def spread(old: Words, new: Words) -> None:
    """Put the keys of one hash table into a larger, empty one."""
    size = np.uint64(new.shape[0])
    for slot in range(old.shape[0]):
        if old[slot, 2] != 0:
            at = _home(old[slot, 0], old[slot, 1], size)
            while new[at, 2] != 0:
                at = (at + _ONE) & (size - _ONE)
            new[at, 0], new[at, 1], new[at, 2] = old[slot, 0], old[slot, 1], old[slot, 2]


@compiled
def count_words(keys: Numbers, chunks: Integers, starts: Integers) -> Integers:
    """Where each text's words begin, shape (texts + 1,); key k has ``starts[k]:starts[k + 1]``."""
    offsets = np.zeros(chunks.size, np.int64)
    for document in range(chunks.size - 1):
        words = 0
        for at in range(chunks[document], chunks[document + 1]):
            words += starts[keys[at] + 1] - starts[keys[at]]
        offsets[document + 1] = offsets[document] + words
    return offsets


@compiled
def write_words(keys: Numbers, starts: Integers, sequence: Numbers, numbers: Numbers) -> None:
    """Write the words of each key in turn: ``sequence[starts[k]:starts[k + 1]]`` for key k."""
    written = 0
    for key in keys:
        for at in range(starts[key], starts[key + 1]):
            numbers[written] = sequence[at]
            written += 1


@compiled
def _code(
    text: Bytes, first: np.uint64, last: np.uint64, case: np.uint64
) -> tuple[np.uint64, np.uint64]:
    """Two words for a key: itself up to 16 bytes, else a hash and its length.

    A short key is filled up with zeros, which no key holds, a NUL being a control character; its
    lowest byte is not 0. The lowest byte of a hash is 0, and one of its 2^56 values may stand for
    several keys.
    """
    if last - first <= _SHORT:
        low = (load_word(text, first) | case) & up_to(last - first)
        if last - first <= _WORD:
            return low, _ZERO
        return low, (load_word(text, first + _WORD) | case) & up_to(last - first - _WORD)
    hashed = _ZERO
    at = first
    while at < last:
        hashed = _mixed(hashed, (load_word(text, at) | case) & up_to(last - at))
        at += _WORD
    return hashed & ~_LOWEST_BYTE, last - first


@compiled
def _find(
    text: Bytes,
    first: np.uint64,
    last: np.uint64,
    case: np.uint64,
    low: np.uint64,
    high: np.uint64,
    slots: Words,
    key_ends: Integers,
    key_bytes: Bytes,
    known: int,
) -> int:
    """The number of a key, which is added as number ``known`` if it is new; -1 without room."""
    size = np.uint64(slots.shape[0])
    slot = _home(low, high, size)
    while slots[slot, 2] != 0:
        if slots[slot, 0] == low and slots[slot, 1] == high:
            key = np.int64(slots[slot, 2]) - 1
            start = np.uint64(key_ends[key])
            if low & _LOWEST_BYTE or _same(text, first, last, case, key_bytes, start):
                return int(key)
        slot = (slot + _ONE) & (size - _ONE)
    start = np.uint64(key_ends[known])
    end = start + last - first
    if known + 1 == key_ends.size or end + np.uint64(PADDING) > np.uint64(key_bytes.size):
        return -1
    slots[slot, 0], slots[slot, 1], slots[slot, 2] = low, high, np.uint64(known + 1)
    for byte in range(last - first):
        key_bytes[start + byte] = text[first + byte] | (case & _LOWEST_BYTE)
    key_ends[known + 1] = end
    return known


@compiled
def _same(
    text: Bytes,
    first: np.uint64,
    last: np.uint64,
    case: np.uint64,
    key_bytes: Bytes,
    start: np.uint64,
) -> bool:
    """Whether the known key at ``start`` is the one at ``first``, of the same length."""
    at = first
    while at < last:
        differing = (load_word(text, at) | case) ^ load_word(key_bytes, start + at - first)
        if differing & up_to(last - at):
            return False
        at += _WORD
    return True


@compiled
def _mixed(low: np.uint64, high: np.uint64) -> np.uint64:
    """A hash of two words in the upper bits; multiplication alone carries nothing downwards."""
    folded = low * _FACTOR
    return ((folded ^ (folded >> _HALF)) + high) * _OTHER_FACTOR


@compiled
def _home(low: np.uint64, high: np.uint64, size: np.uint64) -> np.uint64:
    """The slot where a code belongs among ``size``."""
    return np.uint64(((_mixed(low, high) >> _HALF) * size) >> _HALF)
