"""Many byte strings in two arrays: their bytes, one after the other, and where each ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import overload

import numpy as np

from indexer.engine.embedded.codec.bisection import find, find_all
from indexer.engine.embedded.codec.container import Array, Container, ContainerWriter


class Strings(Sequence[bytes]):
    """Byte strings by number; where they are sorted, they can be looked up."""

    def __init__(self, content: Array, ends: Array) -> None:
        self.content = content
        self.ends = ends
        self._bytes = np.ascontiguousarray(content).data

    def __len__(self) -> int:
        return len(self.ends)

    @overload
    def __getitem__(self, at: int) -> bytes: ...

    @overload
    def __getitem__(self, at: slice) -> list[bytes]: ...

    def __getitem__(self, at: int | slice) -> bytes | list[bytes]:
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(len(self)))]
        if not 0 <= at < len(self.ends):
            raise IndexError(at)
        begin = self.ends[at - 1] if at else 0
        return bytes(self._bytes[begin : self.ends[at]])

    def __iter__(self) -> Iterator[bytes]:
        content = self._bytes.tobytes()
        begin = 0
        for end in self.ends.tolist():
            yield content[begin:end]
            begin = end

    def find(self, wanted: bytes) -> int:
        """The number of a string among sorted ones, -1 where it is not there."""
        at, same = find(self.content, self.ends, np.frombuffer(wanted, np.uint8))
        return int(at) if same else -1

    def find_all(self, wanted: Sequence[bytes]) -> Array:
        """As :meth:`find`, of many strings at once (int64)."""
        ends = np.fromiter(accumulate(map(len, wanted)), np.int64, len(wanted))
        content = np.frombuffer(b"".join(wanted), np.uint8)
        found: Array = find_all(self.content, self.ends, content, ends)
        return found

    def first_from(self, wanted: bytes) -> int:
        """The number of the first sorted string that is not before ``wanted``."""
        return int(find(self.content, self.ends, np.frombuffer(wanted, np.uint8))[0])

    def starting_with(self, prefix: bytes) -> range:
        """The numbers of the sorted strings that begin with ``prefix``."""
        first = self.first_from(prefix)
        beyond = prefix.rstrip(b"\xff")
        if not beyond:
            return range(first, len(self))
        return range(first, self.first_from(beyond[:-1] + bytes([beyond[-1] + 1])))


def add_strings(writer: ContainerWriter, name: str, strings: Sequence[bytes]) -> None:
    """Write strings to a container."""
    if isinstance(strings, Strings):
        content, ends = strings.content, strings.ends
    else:
        content = np.frombuffer(b"".join(strings), np.uint8)
        ends = np.fromiter(accumulate(map(len, strings)), np.uint64, len(strings))
    writer.add(f"{name}/bytes", content)
    add_ends(writer, f"{name}/ends", ends)


def add_ends(writer: ContainerWriter, name: str, ends: Array) -> None:
    """Write where things end, in four bytes each where they fit, else in eight."""
    small = not len(ends) or int(ends[-1]) < 2**32
    writer.add(name, ends.astype(np.uint32 if small else np.uint64))


def read_strings(container: Container, name: str) -> Strings:
    """Strings of a container."""
    return Strings(container[f"{name}/bytes"], container[f"{name}/ends"])
