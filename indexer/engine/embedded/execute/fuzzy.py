"""The terms within an edit distance of a word, found in the sorted terms of a field.

The sorted terms are walked as the trie that they are: a range of terms shares its first bytes, and
a letter more narrows the range. A step is a letter kept, replaced, left out or put in, or two
letters exchanged; when no edit is left, the rest of the word is looked up as it stands (V.
Levenshtein, 1966, for the distance; F. Damerau, 1964, for the exchange). A letter is a code point
of UTF-8.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyzers.compiling import compiled, compiled_part
from indexer.engine.embedded.codec.bisection import compare, lower_bound
from indexer.engine.embedded.codec.strings import Strings

_STACK = 1024


@compiled_part
def _with_room(stack: Any, held: int) -> Any:
    """The stack, or a larger one, on which three more steps find room."""
    if held + 3 <= len(stack):
        return stack
    grown = np.empty((len(stack) * 2, 5), np.int64)
    grown[: len(stack)] = stack
    return grown


@compiled_part
def _letter_bytes(lead: int) -> int:
    if lead < 0x80:
        return 1
    if lead < 0xE0:
        return 2
    return 3 if lead < 0xF0 else 4


@compiled_part
def _past(
    content: Any, ends: Any, low: int, high: int, depth: int, wanted: Any, at: int, stop: int
) -> int:
    """The first term of a range after those that have ``wanted[at:stop]`` at ``depth``."""
    while low < high:
        middle = (low + high) >> 1
        begin = (np.int64(ends[middle - 1]) if middle else 0) + depth
        end = min(begin + stop - at, np.int64(ends[middle]))
        if compare(content, begin, end, wanted, at, stop) <= 0:
            low = middle + 1
        else:
            high = middle
    return low


@compiled_part
def _first_beyond(ends: Any, low: int, high: int, depth: int) -> int:
    """The first term of a range that has more than ``depth`` bytes."""
    begin = np.int64(ends[low - 1]) if low else 0
    while low < high and np.int64(ends[low]) - begin <= depth:
        begin = np.int64(ends[low])
        low += 1
    return low


@compiled_part
def _exchange(
    content: Any,
    ends: Any,
    word: Any,
    at: int,
    own: int,
    low: int,
    high: int,
    depth: int,
    left: int,
    stack: Any,
    held: int,
) -> int:
    """Put the exchange of two letters on the stack, if any term has it; gives how many are held.

    The first of the letters has ``own`` bytes, 0 for none.
    """
    if own == 0 or at + own >= len(word):
        return held
    size = own + _letter_bytes(word[at + own])
    both = np.empty(size, np.uint8)
    both[: size - own] = word[at + own : at + size]
    both[size - own :] = word[at : at + own]
    if compare(both, 0, size, word, at, at + size) == 0:
        return held
    first = lower_bound(content, ends, low, high, depth, both, 0, size)
    following = _past(content, ends, first, high, depth, both, 0, size)
    if first < following:
        stack[held] = (first, following, depth + size, at + size, left - 1)
        held += 1
    return held


@compiled
def _walk(
    content: Any, ends: Any, word: Any, kept: int, distance: int, exchanges: bool, found: Any
) -> int:
    """Write to ``found`` the terms, some of them twice; gives how many there would be.

    A step on the stack is a range of terms, which is not empty, how many bytes of them and of the
    word are behind, and the edits that are left.
    """
    stop = len(word)
    low, high = 0, len(ends)
    if kept:
        low = lower_bound(content, ends, 0, len(ends), 0, word, 0, kept)
        high = _past(content, ends, low, len(ends), 0, word, 0, kept)
    stack = np.empty((_STACK, 5), np.int64)
    stack[0] = (low, high, kept, kept, distance)
    held = np.int64(low < high)
    count = 0
    while held:
        held -= 1
        low, high, depth, at, left = stack[held]
        if left == 0 or at >= stop:
            first = lower_bound(content, ends, low, high, depth, word, at, stop)
            begin = (np.int64(ends[first - 1]) if first else 0) + depth
            if first < high and compare(content, begin, ends[first], word, at, stop) == 0:
                if count < len(found):
                    found[count] = first
                count += 1
            if left == 0:
                continue
        own = _letter_bytes(word[at]) if at < stop else 0
        stack = _with_room(stack, held)
        if own:
            stack[held] = (low, high, depth, at + own, left - 1)
            held += 1
        held = _exchange(
            content, ends, word, at, own * exchanges, low, high, depth, left, stack, held
        )
        low = _first_beyond(ends, low, high, depth)
        while low < high:
            begin = (np.int64(ends[low - 1]) if low else 0) + depth
            end = begin + _letter_bytes(content[begin])
            deeper = depth + end - begin
            following = _past(content, ends, low, high, depth, content, begin, end)
            stack = _with_room(stack, held)
            stack[held] = (low, following, deeper, at, left - 1)
            held += 1
            if own:
                same = compare(word, at, at + own, content, begin, end) == 0
                stack[held] = (low, following, deeper, at + own, left - (not same))
                held += 1
            low = following
    return count


def fuzzy_terms(
    terms: Strings, word: str, distance: int, kept: int, *, exchanges: bool = False
) -> NDArray[np.int64]:
    """The sorted terms that ``distance`` edits of letters make of ``word``, ascending.

    The first ``kept`` letters must be the same. With ``exchanges``, two neighbours that change
    places are one edit, else two. Terms are UTF-8.
    """
    data = np.frombuffer(word.encode(), np.uint8)
    prefix = len(word[:kept].encode())
    found = np.empty(256, np.int64)
    while True:
        count = _walk(terms.content, terms.ends, data, prefix, distance, exchanges, found)
        if count <= len(found):
            return np.unique(found[:count])
        found = np.empty(count, np.int64)
