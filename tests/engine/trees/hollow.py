"""Index files of more than 4 GiB that take no room: most of them is a hole."""

from __future__ import annotations

import os
import zlib
from pathlib import Path

import numpy as np
import pytest

from indexer.engine.embedded.codec.container import Array, ContainerWriter
from indexer.engine.embedded.codec.packing import pack
from indexer.engine.embedded.codec.strings import add_ends, add_strings
from indexer.engine.embedded.codec.terms import Field, Postings

HOLE = 2**32
"""So that an offset behind it, cut to 32 bits, is one where zeros are read instead."""

FIRST = b"\0"
"""Sorted before all words: a term in document 0 alone, whose postings end in the hole."""


class HollowWriter(ContainerWriter):
    """Writes a container whose arrays all lie behind a hole."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.leave("hole", np.zeros(0, np.uint8), np.zeros(0, np.uint8))

    def leave(self, name: str, before: Array, after: Array) -> None:
        """Write an array of bytes with a hole in it; its checksum is that of nothing."""
        self._file.write(before.data)
        self._file.seek(HOLE, os.SEEK_CUR)
        self._file.write(after.data)
        size = len(before) + HOLE + len(after)
        padding = bytes(-size % 64)
        self._file.write(padding)
        begin, self._at = self._at, self._at + size + len(padding)
        self._arrays[name] = ["|u1", size, begin, self._at, 0]


def write_terms(path: Path, field: Field) -> None:
    """The field ``body`` as the codec writes it, with ``FIRST`` and a hole before its terms."""
    one = np.ones(1, np.uint32)
    (own,) = field.parts
    data, ends = pack(own.counts, own.documents, own.frequencies, own.positions)
    first, _ = pack(np.ones(1, np.int64), one - 1, one, one - 1)
    behind = len(first) + HOLE
    begins = np.concatenate([[0], ends[:-1]]).tolist()
    checks = [zlib.crc32(data[a:b].data) for a, b in zip(begins, ends.tolist(), strict=True)]
    with HollowWriter(path) as writer:
        writer.leave("body/postings", first, data)
        add_strings(writer, "body/terms", [FIRST, *own.terms])
        writer.add("body/counts", np.concatenate([[1], own.counts]))
        add_ends(writer, "body/ends", np.concatenate([[behind], behind + ends]))
        writer.add("body/checks", np.array([0, *checks], np.uint32))
        writer.meta = {"positions": {"body": True}, "groups": {"body": []}}


def skip_without_holes(folder: Path) -> None:
    """Skips the test where a hole in a file takes room."""
    tried = folder / "tried"
    with tried.open("wb") as file:
        file.truncate(2**24)
    taken = tried.stat().st_blocks * 512
    tried.unlink()
    if taken > 2**20:
        pytest.skip("the file system has no files with holes")


def as_written(own: Postings) -> tuple[list[bytes], list[list[int]]]:
    """Postings as lists, to be compared."""
    arrays = (own.counts, own.documents, own.frequencies, own.positions)
    return list(own.terms), [each.tolist() for each in arrays]
