"""The terms within an edit distance of a word, found in the sorted terms of a field.

The sorted terms are walked as the trie that they are: a range of terms shares its first bytes, and
a letter more narrows the range. A step is a letter kept, replaced, left out or put in; when no
edit is left, the rest of the word is looked up as it stands (V. Levenshtein, 1966, for the
distance). A letter is a code point of UTF-8.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from indexer.engine.embedded.codec.bisection import compare, lower_bound
from indexer.engine.embedded.codec.strings import Strings

_STACK = 1024


@njit(nogil=True)
def _grown(stack: Any) -> Any:
    grown = np.empty((len(stack) * 2, 5), np.int64)
    grown[: len(stack)] = stack
    return grown


@njit(nogil=True)
def _letter_bytes(lead: int) -> int:
    if lead < 0x80:
        return 1
    if lead < 0xE0:
        return 2
    return 3 if lead < 0xF0 else 4


@njit(nogil=True)
def _past(content: Any, ends: Any, low: int, high: int, depth: int, letter: Any, size: int) -> int:
    """The first term of a range after those that have ``letter`` at ``depth``."""
    while low < high:
        middle = (low + high) >> 1
        begin = (np.int64(ends[middle - 1]) if middle else 0) + depth
        end = np.int64(ends[middle])
        if compare(content, begin, min(begin + size, end), letter, 0, size) <= 0:
            low = middle + 1
        else:
            high = middle
    return low


@njit(nogil=True)
def _rest(content: Any, ends: Any, low: int, high: int, depth: int, word: Any, at: int) -> int:
    """The term of a range that goes on after ``depth`` as the word does after ``at``, or -1."""
    first = lower_bound(content, ends, low, high, depth, word, at, len(word))
    if first == high:
        return -1
    begin = (np.int64(ends[first - 1]) if first else 0) + depth
    same = compare(content, begin, np.int64(ends[first]), word, at, len(word)) == 0
    return first if same else -1


@njit(nogil=True)
def _branch(content: Any, ends: Any, word: Any, step: Any, stack: Any, held: int) -> Any:
    """Push the steps that follow a step which may still edit; gives the stack, and how many."""
    low, high, depth, at, left = step
    letter = np.empty(4, np.uint8)
    own = _letter_bytes(word[at]) if at < len(word) else 0
    if held + 1 > len(stack):
        stack = _grown(stack)
    if own:
        stack[held] = (low, high, depth, at + own, left - 1)
        held += 1
    begin = np.int64(ends[low - 1]) if low else 0
    while low < high and np.int64(ends[low]) - begin <= depth:
        begin = np.int64(ends[low])
        low += 1
    while low < high:
        begin = (np.int64(ends[low - 1]) if low else 0) + depth
        size = _letter_bytes(content[begin])
        for i in range(size):
            letter[i] = content[begin + i]
        following = _past(content, ends, low, high, depth, letter, size)
        if held + 2 > len(stack):
            stack = _grown(stack)
        stack[held] = (low, following, depth + size, at, left - 1)
        held += 1
        if own:
            same = own == size and compare(word, at, at + own, letter, 0, size) == 0
            stack[held] = (low, following, depth + size, at + own, left - (not same))
            held += 1
        low = following
    return stack, held


@njit(cache=True, nogil=True)
def _walk(content: Any, ends: Any, word: Any, kept: int, distance: int, found: Any) -> int:
    """Write to ``found`` the terms, some of them twice; gives how many there would be.

    A step on the stack is a range of terms, how many bytes of these and of the word are behind,
    and the edits that are left.
    """
    stack = np.empty((_STACK, 5), np.int64)
    low, high = 0, len(ends)
    if kept:
        low = lower_bound(content, ends, 0, len(ends), 0, word, 0, kept)
        high = _past(content, ends, low, len(ends), 0, word[:kept].copy(), kept)
    stack[0] = (low, high, kept, kept, distance)
    held = 1
    count = 0
    while held:
        held -= 1
        low, high, depth, at, left = stack[held]
        if low >= high:
            continue
        if left == 0 or at >= len(word):
            term = _rest(content, ends, low, high, depth, word, at)
            if term >= 0:
                if count < len(found):
                    found[count] = term
                count += 1
        if left:
            step = (low, high, depth, at, left)
            stack, held = _branch(content, ends, word, step, stack, held)
    return count


def fuzzy_terms(terms: Strings, word: str, distance: int, kept: int) -> NDArray[np.int64]:
    """The sorted terms that ``distance`` edits of letters make of ``word``, ascending.

    The first ``kept`` letters must be the same. Terms are UTF-8.
    """
    data = np.frombuffer(word.encode(), np.uint8)
    prefix = len(word[:kept].encode())
    found = np.empty(256, np.int64)
    while True:
        count = _walk(terms.content, terms.ends, data, prefix, distance, found)
        if count <= len(found):
            return np.unique(found[:count])
        found = np.empty(count, np.int64)
