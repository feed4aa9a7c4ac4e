"""From what was asked for (files, folders, patterns, addresses) to what is read, in a fixed order.

Walking follows no folder symlink, so no loop can catch it, and opens nothing but regular files, so
no fifo or device can hold it up. A file that is reached twice is read once.
"""

from __future__ import annotations

import glob
import hashlib
import os
import re
import stat
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from indexer.errors import SourceError, UnreadableSource

SIDECAR = ".meta.json"

_ADDRESS = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]+)://", re.I)
_LONGEST_NAME = 200
# "Il Papa n. 3" and "ansa.2025-11-12" have none; "story.txt~" and "store.db-wal" have their own.
_EXTENSION = re.compile(r"(?<=.)\.[a-z][a-z0-9]{0,9}(?:[~-][a-z0-9]*)?\Z", re.I)

Reject = Callable[[SourceError], None]


@dataclass(frozen=True, slots=True)
class Located:
    """A file to look into.

    ``shown`` is how messages name it, ``name`` the id that it gives an article without one,
    ``stem`` its file name without a known extension. ``extension`` is in lower case, without
    ``.gz``, and empty where there is none. ``given`` tells a file that was asked for by name or
    pattern from one that a folder holds. ``url`` is the address that it was fetched from,
    ``charset`` the encoding that its server named.
    """

    path: Path
    shown: str
    name: str
    stem: str
    extension: str
    given: bool
    url: str | None = None
    charset: str | None = None

    @property
    def place(self) -> str:
        """Where it is, from wherever one looks."""
        return self.url or _absolute(self.path)

    @property
    def size(self) -> int:
        """Its size in bytes; 0 where it has just gone."""
        return size(self.path)

    @property
    def sidecar(self) -> Path:
        """Where the file's ``NAME.meta.json`` would be."""
        return self.path.with_name(self.stem + SIDECAR)


@dataclass(frozen=True, slots=True)
class Address:
    """A document on the web that is to be fetched."""

    url: str

    @property
    def name(self) -> str:
        """The id of the article of a page: its address as people quote it."""
        plain = readable(self.url.partition("://")[2].removeprefix("www.").strip("/"))
        if len(plain) <= _LONGEST_NAME:
            return plain
        digest = hashlib.sha256(plain.encode("utf-8")).hexdigest()[:12]
        return f"{plain[:_LONGEST_NAME]}-{digest}"

    @property
    def extension(self) -> str:
        """The extension of its path; pages and feeds have any, or none."""
        return _extension(urlsplit(self.url).path)


def located(
    sources: Iterable[str | Path],
    extensions: Collection[str],
    reject: Reject,
    passed_over: Callable[[Path], None],
) -> Iterator[Located | Address]:
    """The files and addresses of ``sources`` in their order, folders walked in sorted order.

    What a folder holds is passed over, unopened, where its extension is none of ``extensions``.
    """
    seen: set[tuple[int, int] | str] = set()
    for source in sources:
        if isinstance(source, str) and (found := _ADDRESS.match(source)):
            url = source.partition("#")[0]
            if found["scheme"].lower() not in {"http", "https"}:
                cause = "only http and https addresses are fetched"
                reject(UnreadableSource(source, cause, "save it by hand"))
            elif url not in seen:
                seen.add(url)
                yield Address(url)
            continue
        for root, path in _expanded(Path(source), reject):
            file = _file(root, path, extensions)
            if file is None:
                passed_over(path)
                continue
            try:
                status = path.stat()
            except OSError as error:
                lost = "it is a link that leads nowhere" if path.is_symlink() else error.strerror
                reject(_unreadable(path, lost or str(error)))
                continue
            if (status.st_dev, status.st_ino) not in seen:
                seen.add((status.st_dev, status.st_ino))
                yield file


def size(path: Path) -> int:
    """The size of a file in bytes; 0 where it has just gone."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


@lru_cache(maxsize=16)
def _absolute(path: Path) -> str:
    return readable(path.absolute())


def readable(name: str | Path) -> str:
    """A path as messages and ids can hold it: bytes that are no UTF-8 become ``�``."""
    return os.fsencode(name).decode("utf-8", "replace")


def _expanded(source: Path, reject: Reject) -> Iterator[tuple[Path | None, Path]]:
    """(the folder that was given, a regular file in it) or (None, a file that was given)."""
    try:
        status = source.stat()
    except (OSError, ValueError) as error:
        yield from _matching(source, error, reject)
        return
    if stat.S_ISDIR(status.st_mode):
        yield from ((source, path) for path in _walk(source, reject))
    elif stat.S_ISREG(status.st_mode):
        yield None, source
    else:
        reject(_unreadable(source, "it is neither a file nor a folder"))


def _matching(
    pattern: Path, error: OSError | ValueError, reject: Reject
) -> Iterator[tuple[Path | None, Path]]:
    text = str(pattern)
    if not glob.has_magic(text):
        cause = error.strerror if isinstance(error, OSError) else None
        reject(_unreadable(pattern, cause or "there is no such file or folder"))
        return
    # Path.glob takes no pattern that starts at the root.
    matches = [Path(match) for match in sorted(glob.glob(text, recursive=True))]  # noqa: PTH207
    if not matches:
        reject(_unreadable(pattern, "no file matches this pattern"))
    for match in matches:
        if "**" not in text or not match.is_dir():
            yield from _expanded(match, reject)


def _walk(folder: Path, reject: Reject) -> Iterator[Path]:
    pending = [folder]
    while pending:
        current = pending.pop()
        try:
            with os.scandir(current) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            reject(_unreadable(current, error.strerror or str(error)))
            continue
        shown = [entry for entry in entries if not entry.name.startswith(".")]
        yield from (current / entry.name for entry in shown if _is_file(entry))
        folders = [entry for entry in shown if entry.is_dir(follow_symlinks=False)]
        pending.extend(current / entry.name for entry in reversed(folders))


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Whether a regular file stands here or behind a link, or a link that leads nowhere."""
    if entry.name.endswith(SIDECAR):
        return False
    try:
        return entry.is_file() or (entry.is_symlink() and not Path(entry.path).exists())
    except OSError:
        return entry.is_symlink()


def _file(root: Path | None, path: Path, extensions: Collection[str]) -> Located | None:
    """How to read ``path``; None when a folder holds it and its name promises something else."""
    extension = _extension(path.name)
    if root is not None and extension and extension not in extensions:
        return None
    stem = _unzipped(path.name)
    if extension in extensions:
        stem = stem[: len(stem) - len(extension)]
    parent = path.parent.relative_to(root) if root is not None else Path()
    name = readable((parent / stem).as_posix())
    return Located(path, readable(path), name, stem, extension, given=root is None)


def _unzipped(name: str) -> str:
    return name[:-3] if name.lower().endswith(".gz") else name


def _extension(name: str) -> str:
    """``.txt`` for ``Story.TXT.gz``; nothing where what follows the point is no extension."""
    found = _EXTENSION.search(_unzipped(name))
    return found[0].lower() if found else ""


def _unreadable(source: Path, cause: str) -> UnreadableSource:
    return UnreadableSource(readable(source), cause, "check the path and its permissions")
