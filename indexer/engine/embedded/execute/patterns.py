"""The terms of a field that fit a pattern: ``*`` is any run of letters, ``?`` one letter.

What stands before the first wildcard is looked up among the sorted terms; only the terms of that
range are compared. A letter is a code point of UTF-8.
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyzers.compiling import compiled, compiled_part
from indexer.engine.embedded.codec.strings import Strings

_ANY, _ONE = np.uint8(ord("*")), np.uint8(ord("?"))


@compiled_part
def _behind(content: Any, at: int, end: int) -> int:
    """Where the letter at a place ends."""
    at += 1
    while at < end and content[at] & 0xC0 == 0x80:
        at += 1
    return at


@compiled_part
def _fits(content: Any, at: int, end: int, pattern: Any) -> bool:
    """Whether a term fits; goes back to the last ``*`` alone, so that it takes little time."""
    place, star, resumed = 0, -1, at
    while at < end:
        if place < len(pattern) and pattern[place] == _ANY:
            star, resumed = place, at
            place += 1
        elif place < len(pattern) and pattern[place] == _ONE:
            at = _behind(content, at, end)
            place += 1
        elif place < len(pattern) and pattern[place] == content[at]:
            at += 1
            place += 1
        elif star >= 0:
            resumed = _behind(content, resumed, end)
            at = resumed
            place = star + 1
        else:
            return False
    while place < len(pattern) and pattern[place] == _ANY:
        place += 1
    return place == len(pattern)


@compiled
def _find(content: Any, ends: Any, pattern: Any, first: int, last: int) -> Any:
    found = np.empty(last - first, np.int64)
    held = 0
    begin = np.int64(ends[first - 1]) if first else np.int64(0)
    for term in range(first, last):
        end = np.int64(ends[term])
        if _fits(content, begin, end, pattern):
            found[held] = term
            held += 1
        begin = end
    return found[:held]


def pattern_terms(terms: Strings, pattern: str) -> NDArray[np.int64]:
    """The numbers of the sorted terms that fit a pattern, ascending. Terms are UTF-8."""
    beginning = re.split(r"[*?]", pattern, maxsplit=1)[0]
    among = terms.starting_with(beginning.encode())
    if pattern == beginning + "*":
        return np.arange(among.start, among.stop, dtype=np.int64)
    wanted = np.frombuffer(pattern.encode(), np.uint8)
    found: NDArray[np.int64] = _find(
        terms.content, terms.ends, wanted, among.start, max(among.start, among.stop)
    )
    return found
