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
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from indexer.errors import SourceError, UnreadableSource

FORMATS = {
    ".txt": "text",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".html": "html",
    ".htm": "html",
    ".rss": "feed",
    ".atom": "feed",
    ".xml": "feed",
}
"""The reader that each extension means; each may be followed by ``.gz``."""

SIDECAR = ".meta.json"

_ADDRESS = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]+)://", re.I)
_LONGEST_NAME = 200

Reject = Callable[[SourceError], None]


@dataclass(frozen=True, slots=True)
class Located:
    """A file to read: where it is, how messages name it, the id it gives an article without one.

    ``url`` is the address that it was fetched from, ``charset`` the encoding that its server named.
    """

    path: Path
    shown: str
    name: str
    format: str | None
    url: str | None = None
    charset: str | None = None

    @property
    def place(self) -> str:
        """Where it is, from wherever one looks."""
        return self.url or readable(self.path.absolute())

    @property
    def sidecar(self) -> Path:
        """Where the file's ``NAME.meta.json`` would be."""
        return self.path.with_name(_bare(self.path.name) + SIDECAR)


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
    def format(self) -> str | None:
        """What the name says; pages and feeds are told by looking inside."""
        path = urlsplit(self.url).path.lower().removesuffix(".gz")
        form = FORMATS.get(Path(path).suffix)
        return form if form in {"text", "json", "jsonl"} else None


def located(
    sources: Iterable[str | Path], reject: Reject, passed_over: Callable[[Path], None]
) -> Iterator[Located | Address]:
    """The files and addresses of ``sources`` in their order, folders walked in sorted order."""
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
            file = _file(root, path)
            if file is None:
                passed_over(path)
                continue
            status = path.stat()
            if (status.st_dev, status.st_ino) not in seen:
                seen.add((status.st_dev, status.st_ino))
                yield file


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
        for entry in shown:
            path = current / entry.name
            if _regular(entry):
                yield path
            elif path.is_symlink() and not path.exists() and _file(folder, path):
                reject(_unreadable(path, "it is a link that leads nowhere"))
        folders = [entry for entry in shown if entry.is_dir(follow_symlinks=False)]
        pending.extend(current / entry.name for entry in reversed(folders))


def _regular(entry: os.DirEntry[str]) -> bool:
    """Whether a regular file stands here, itself or behind a link that leads somewhere."""
    try:
        return entry.is_file() and not entry.name.endswith(SIDECAR)
    except OSError:
        return False


def _file(root: Path | None, path: Path) -> Located | None:
    """How to read ``path``; None when a folder holds it and its name is of no format we read."""
    name = path.name.removesuffix(".gz") if path.suffix.lower() == ".gz" else path.name
    form = FORMATS.get(Path(name).suffix.lower())
    if form is None and root is not None:
        return None
    parent = path.parent.relative_to(root) if root is not None else Path()
    return Located(path, readable(path), readable((parent / _bare(path.name)).as_posix()), form)


def _bare(name: str) -> str:
    """``story`` for ``story.txt`` and ``story.html.gz``; names of no known format stay whole."""
    plain = name[:-3] if name.lower().endswith(".gz") else name
    stem, dot, extension = plain.rpartition(".")
    return stem if stem and f"{dot}{extension}".lower() in FORMATS else plain


def _unreadable(source: Path, cause: str) -> UnreadableSource:
    return UnreadableSource(readable(source), cause, "check the path and its permissions")
