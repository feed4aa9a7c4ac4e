"""The compiled loop that counts where words are near each other.

A position may serve several places, each place needs one of its own: they are matched as in a
bipartite graph, by augmenting paths (H. Kuhn, 1955), while a window moves over the document.

    at, serves   the positions that serve any place, ascending (int64), and the places that each
                 serves, a bit for each (uint64)
    owner        by position the place that it serves in the window, -1 for none (int64)
    position     by place the position that serves it, -1 for none (int64)
"""

from __future__ import annotations

from typing import Any

import numpy as np

from analyzers.compiling import compiled, compiled_part

_ONE = np.uint64(1)
_NEVER = np.int64(1) << np.int64(62)


@compiled_part
def _augment(
    place: int, begin: int, end: int, serves: Any, owner: Any, position: Any, via: Any, queue: Any
) -> bool:
    """Find a position for a place in ``serves[begin:end]``, others making room if they can.

    ``via`` (int64) is by position the place that it was reached from.
    """
    via[begin:end] = -1
    queue[0] = place
    done, held = 0, 1
    while done < held:
        own = queue[done]
        done += 1
        bit = _ONE << np.uint64(own)
        for i in range(begin, end):
            if serves[i] & bit == 0 or via[i] >= 0:
                continue
            via[i] = own
            if owner[i] >= 0:
                queue[held] = owner[i]
                held += 1
                continue
            at = np.int64(i)
            while at >= 0:
                taker = via[at]
                left = position[taker]
                owner[at] = taker
                position[taker] = at
                at = left
            return True
    return False


@compiled_part
def _merge(positions: Any, bounds: Any, at: Any, serves: Any) -> int:
    """Merge the positions of all places of a document; gives how many there are."""
    held = 0
    while True:
        least = _NEVER
        for place in range(len(bounds)):
            if bounds[place, 0] < bounds[place, 1]:
                least = min(least, np.int64(positions[bounds[place, 0]]))
        if least == _NEVER:
            return held
        own = np.uint64(0)
        for place in range(len(bounds)):
            if bounds[place, 0] < bounds[place, 1] and positions[bounds[place, 0]] == least:
                own |= _ONE << np.uint64(place)
                bounds[place, 0] += 1
        at[held] = least
        serves[held] = own
        held += 1


@compiled_part
def _windows(
    at: Any, serves: Any, slop: int, owner: Any, position: Any, via: Any, queue: Any
) -> int:
    """How many windows hold every place, no smaller one within them does, and are near enough."""
    places = len(position)
    owner[: len(at)] = -1
    position[:] = -1
    free = places
    end = 0
    count = 0
    for begin in range(len(at)):
        while free and end < len(at):
            end += 1
            for place in range(places):
                if position[place] < 0 and _augment(
                    place, begin, end, serves, owner, position, via, queue
                ):
                    free -= 1
                    break
        if free:
            break
        place = owner[begin]
        mended = place < 0
        if not mended:
            owner[begin] = position[place] = -1
            mended = _augment(place, begin + 1, end, serves, owner, position, via, queue)
            free += not mended
        if not mended:
            count += at[end - 1] - at[begin] + 1 - places <= slop
    return count


@compiled
def count_windows(positions: Any, ends: Any, shifts: Any, slop: int) -> Any:
    """In how many windows of each document there are words near each other (int64).

    The positions of place k in document i are those up to ``ends[k, i]``, in ``positions`` from
    ``shifts[k]`` on. A window holds a position for each place, no smaller window in it does, and
    it has at most ``slop`` other positions. There are at most 64 places.
    """
    places, documents = ends.shape
    counts = np.zeros(documents, np.int64)
    bounds = np.empty((places, 2), np.int64)
    most = 1
    for i in range(documents):
        size = 0
        for place in range(places):
            size += ends[place, i] - (ends[place, i - 1] if i else 0)
        most = max(most, size)
    at, owner, via = np.empty(most, np.int64), np.empty(most, np.int64), np.empty(most, np.int64)
    serves = np.empty(most, np.uint64)
    position, queue = np.empty(places, np.int64), np.empty(places + 1, np.int64)
    for i in range(documents):
        for place in range(places):
            bounds[place, 0] = shifts[place] + (ends[place, i - 1] if i else 0)
            bounds[place, 1] = shifts[place] + ends[place, i]
        held = _merge(positions, bounds, at, serves)
        counts[i] = _windows(at[:held], serves[:held], slop, owner, position, via, queue)
    return counts
