"""The compiled loops that look up strings; many are held as in ``strings``.

``content`` (uint8) are the bytes of sorted strings, ``ends`` (uint32 or uint64) where each ends;
``wanted`` are the bytes of another.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from analyzers.compiling import compiled, compiled_part


@compiled_part
def compare(content: Any, begin: int, end: int, wanted: Any, at: int, stop: int) -> int:
    """The order of ``content[begin:end]`` and ``wanted[at:stop]``, which is before: -1, 0 or 1."""
    while begin < end and at < stop:
        if content[begin] != wanted[at]:
            return -1 if content[begin] < wanted[at] else 1
        begin += 1
        at += 1
    return int(begin < end) - int(at < stop)


@compiled_part
def lower_bound(
    content: Any, ends: Any, low: int, high: int, depth: int, wanted: Any, at: int, stop: int
) -> int:
    """The first string of a range that from byte ``depth`` on is not before ``wanted[at:stop]``."""
    while low < high:
        middle = (low + high) >> 1
        begin = np.int64(ends[middle - 1]) if middle else 0
        if compare(content, begin + depth, np.int64(ends[middle]), wanted, at, stop) < 0:
            low = middle + 1
        else:
            high = middle
    return low


@compiled
def find(content: Any, ends: Any, wanted: Any) -> Any:
    """The first of sorted strings that is not before ``wanted``, and whether it is the same."""
    at = lower_bound(content, ends, 0, len(ends), 0, wanted, 0, len(wanted))
    if at == len(ends):
        return at, False
    begin = np.int64(ends[at - 1]) if at else 0
    return at, compare(content, begin, np.int64(ends[at]), wanted, 0, len(wanted)) == 0


@compiled
def find_all(content: Any, ends: Any, wanted: Any, stops: Any) -> Any:
    """The numbers of many strings, one after the other in ``wanted``; -1 for one that is not held.

    ``stops`` (int64) are their ends.
    """
    found = np.full(len(stops), -1, np.int64)
    at = np.int64(0)
    for i in range(len(stops)):
        stop = stops[i]
        first = lower_bound(content, ends, 0, len(ends), 0, wanted, at, stop)
        if first < len(ends):
            begin = np.int64(ends[first - 1]) if first else np.int64(0)
            if compare(content, begin, np.int64(ends[first]), wanted, at, stop) == 0:
                found[i] = first
        at = stop
    return found
