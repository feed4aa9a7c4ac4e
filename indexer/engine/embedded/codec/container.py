"""A file of named arrays, mapped into memory, every byte of it under a checksum.

    64 bytes   "Passaggi arrays", then zeros
    arrays     each followed by zeros up to a multiple of 64 bytes
    directory  JSON: {"format": 1, "file": name of the file, "meta": {…},
               "arrays": {name: [dtype, length, begin, end, crc]}}
    20 bytes   length of the directory (8), its CRC-32 (4), "PASSAGGI"

``begin`` is where an array's bytes are, ``end`` where the next array's begin; ``crc`` is the CRC-32
of what lies between, padding included. Everything is little-endian. A file that bears another name
than it was written under is taken for damaged: it would be that of another segment.
"""

from __future__ import annotations

import json
import mmap
import os
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import DTypeLike, NDArray

from indexer.errors import IndexDamaged, UnsupportedFormat

FORMAT = 1
_HEAD = b"Passaggi arrays".ljust(64, b"\0")
_TAIL = b"PASSAGGI"
_TRAILER = struct.Struct("<QI8s")
_ALIGNMENT = 64
_REMEDY = "run passaggi optimize to build it anew from the stored articles"

Array = NDArray[Any]


def damaged(path: Path, problem: str) -> IndexDamaged:
    """The error for a file that is not what was written."""
    return IndexDamaged(str(path), f"{path} is damaged ({problem})", _REMEDY)


def unsupported(path: Path, found: object, read: int) -> UnsupportedFormat:
    """The error for a file of another format than this version reads."""
    return UnsupportedFormat(
        str(path),
        f"{path} is of format {found}, this version reads {read}",
        "use the version of passaggi that wrote it, or index the sources anew",
    )


class ContainerWriter:
    """Writes a container, array by array; it is synced to disk when the block is left."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._arrays: dict[str, list[Any]] = {}
        self.meta: dict[str, Any] = {}
        self._file = path.open("wb")
        self._file.write(_HEAD)
        self._at = len(_HEAD)

    def add(self, name: str, array: Array) -> None:
        """Write one array; its dtype must be of fixed size."""
        self.add_parts(name, array.dtype, [array])

    def add_parts(self, name: str, dtype: DTypeLike, parts: Iterable[Array]) -> None:
        """Write one array that comes in parts, so that it need never be held whole."""
        stored = np.dtype(dtype).newbyteorder("<")
        begin = self._at
        size = checksum = 0
        for part in parts:
            data = np.ascontiguousarray(part, stored).data.cast("B") if part.size else b""
            self._file.write(data)
            checksum = zlib.crc32(data, checksum)
            size += part.size
        padding = bytes(-(size * stored.itemsize) % _ALIGNMENT)
        self._file.write(padding)
        self._at += size * stored.itemsize + len(padding)
        self._arrays[name] = [stored.str, size, begin, self._at, zlib.crc32(padding, checksum)]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._file:
            if error is None:
                content = {"format": FORMAT, "file": self._path.name, "meta": self.meta}
                content["arrays"] = self._arrays
                directory = json.dumps(content, ensure_ascii=False).encode()
                self._file.write(directory)
                self._file.write(_TRAILER.pack(len(directory), zlib.crc32(directory), _TAIL))
                self._file.flush()
                os.fsync(self._file.fileno())
        if error is not None:
            self._path.unlink(missing_ok=True)


class Container(Mapping[str, Array]):
    """An opened container: its arrays by name, read-only views of the file.

    Opening reads the directory alone. An array is compared with its checksum when it is first asked
    for, so that none is used unchecked. Safe to share between threads. Raises IndexDamaged or
    UnsupportedFormat; FileNotFoundError where there is no file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        content = self._open()
        if content["format"] != FORMAT:
            raise unsupported(path, content["format"], FORMAT)
        if content["file"] != path.name:
            raise damaged(path, f"it was written as {content['file']}")
        self.meta: dict[str, Any] = content["meta"]
        self._arrays: dict[str, list[Any]] = content["arrays"]
        self._checked: set[str] = set()

    def _open(self) -> dict[str, Any]:
        """Map the file and read its directory."""
        path = self.path
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size < len(_HEAD) + _TRAILER.size:
                raise damaged(path, "it is cut short")
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        length, checksum, tail = _TRAILER.unpack(self._map[size - _TRAILER.size :])
        begin = size - _TRAILER.size - length
        if tail != _TAIL or begin < len(_HEAD) or self._map[: len(_HEAD)] != _HEAD:
            raise damaged(path, "its head or its end is not that of a file of arrays")
        directory = self._map[begin : size - _TRAILER.size]
        if zlib.crc32(directory) != checksum:
            raise damaged(path, "its directory does not match its checksum")
        content: dict[str, Any] = json.loads(directory)
        return content

    def __getitem__(self, name: str) -> Array:
        if name not in self._checked:
            self.check(name)
            self._checked.add(name)
        return self.unchecked(name)

    def __contains__(self, name: object) -> bool:
        return name in self._arrays

    def unchecked(self, name: str) -> Array:
        """An array that has checksums of its own, for parts that are read by themselves."""
        dtype, length, begin, _, _ = self._arrays[name]
        return np.frombuffer(self._map, dtype, length, begin) if length else np.empty(0, dtype)

    def __iter__(self) -> Iterator[str]:
        return iter(self._arrays)

    def __len__(self) -> int:
        return len(self._arrays)

    def check(self, *names: str) -> None:
        """Compare arrays (all, without names) with their checksums. Raises IndexDamaged."""
        with memoryview(self._map) as content:
            for name in names or self._arrays:
                _, _, begin, end, checksum = self._arrays[name]
                if zlib.crc32(content[begin:end]) != checksum:
                    raise damaged(self.path, f"{name} does not match its checksum")
