"""The table of contents: which segments make up the index, commit by commit.

It is Whoosh's own, followed by what Whoosh does not read: our format (4 bytes), a CRC-32 (4) of the
file's name and all before it, and "PASSAGGI". The contents of the commit before are kept while
their segments are all in use: where the newest contents are damaged, the index is what it was one
commit ago.
"""

from __future__ import annotations

import os
import re
import struct
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import RamStorage
from whoosh.index import TOC

from indexer.engine.embedded.codec import ArraySegment
from indexer.engine.embedded.codec.container import damaged, unsupported
from indexer.errors import IndexDamaged, UnsupportedFormat
from indexer.store.database import sync_folder

NAME = "MAIN"
KEPT = 2
"""Commits whose contents are kept."""

FORMAT = 1
"""Of the segments as they are pickled, and of what the schema carries."""

_TAIL = b"PASSAGGI"
_TRAILER = struct.Struct("<II8s")
_CONTENTS = re.compile(rf"_{NAME}_([0-9]+)\.toc")
_SEGMENT = re.compile(rf"({NAME}_[0-9a-z]+)\..+")


@dataclass(frozen=True)
class Contents:
    """One commit: its number, Whoosh's schema, and its segments.

    ``newest`` is the number of the newest contents in the folder, higher where those are damaged.
    """

    generation: int
    schema: Any
    segments: tuple[ArraySegment, ...]
    newest: int = 0


def generations(folder: Path) -> list[int]:
    """The numbers of the commits that there are contents of, the newest first."""
    found = (_CONTENTS.fullmatch(name) for name in _names(folder))
    return sorted((int(each.group(1)) for each in found if each), reverse=True)


def contents_path(folder: Path, generation: int) -> Path:
    """The file of the contents of a commit."""
    return folder / str(TOC._filename(NAME, generation))


def read_contents(folder: Path) -> Contents:
    """The newest contents that are whole.

    Raises IndexDamaged, UnsupportedFormat, OSError; FileNotFoundError without any.
    """
    held = generations(folder)
    if not held:
        raise FileNotFoundError(folder)
    problems: list[IndexDamaged] = []
    for generation in held:
        try:
            return replace(_read(folder, generation), newest=held[0])
        except IndexDamaged as error:
            problems.append(error)
    raise problems[0]


def _read(folder: Path, generation: int) -> Contents:
    path = contents_path(folder, generation)
    content = path.read_bytes()
    body, trailer = content[: -_TRAILER.size], content[-_TRAILER.size :]
    if len(trailer) < _TRAILER.size or trailer != _trailer(path.name, body, _format(trailer)):
        raise damaged(path, "it does not match its checksum")
    if _format(trailer) != FORMAT:
        raise unsupported(path, _format(trailer), FORMAT)
    memory = RamStorage()
    memory.files[path.name] = body
    try:
        read = TOC.read(memory, NAME, generation)
    except Exception as error:
        raise damaged(path, str(error)) from error
    return Contents(generation, read.schema, tuple(read.segments))


def _trailer(name: str, body: bytes, format_: int) -> bytes:
    own = struct.pack("<I", format_)
    checksum = zlib.crc32(own, zlib.crc32(body, zlib.crc32(name.encode())))
    return _TRAILER.pack(format_, checksum, _TAIL)


def _format(trailer: bytes) -> int:
    return int.from_bytes(trailer[:4], "little")


def write_contents(folder: Path, contents: Contents) -> None:
    """Make a commit: write its contents, sync them, and drop what only older ones needed."""
    memory = RamStorage()
    TOC(contents.schema, list(contents.segments), contents.generation).write(memory, NAME)
    name = contents_path(folder, contents.generation).name
    body = bytes(memory.files[name])
    unfinished = folder / f"{name}.new"
    with unfinished.open("wb") as file:
        file.write(body + _trailer(name, body, FORMAT))
        file.flush()
        os.fsync(file.fileno())
    unfinished.rename(folder / name)
    sync_folder(folder)
    sweep(folder)


def sweep(folder: Path) -> None:
    """Delete the files of unfinished commits, and of all but the last few that are whole.

    Contents of an earlier commit are kept when they need no file that the last one does not: after
    a merge, which changes nothing but the segments, the room of the merged ones is given back. What
    cannot be deleted is left to the next commit; where contents cannot be read, that is all.
    """
    needed: set[str] = set()
    segments: set[str] = set()
    with suppress(OSError, UnsupportedFormat):
        for generation in generations(folder):
            with suppress(IndexDamaged):
                held = {each.segment_id() for each in _read(folder, generation).segments}
                if not needed or (len(needed) < KEPT and held <= segments):
                    segments |= held
                    needed.add(contents_path(folder, generation).name)
        for name in _own_files(folder):
            segment = _SEGMENT.fullmatch(name)
            if name not in needed and not (segment and segment.group(1) in segments):
                with suppress(OSError):
                    (folder / name).unlink()


def _names(folder: Path) -> Iterator[str]:
    return (path.name for path in folder.iterdir())


def _own_files(folder: Path) -> Iterator[str]:
    """Contents and segments, finished or not."""
    for name in _names(folder):
        if _SEGMENT.fullmatch(name) or name.startswith(f"_{NAME}_"):
            yield name
