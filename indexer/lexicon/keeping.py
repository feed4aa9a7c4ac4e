"""The folder of what users bring to an index: files that are there whole, or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from indexer.errors import IndexUnwritable, NotAnIndex
from indexer.lexicon import files
from indexer.lexicon.files import Concept
from indexer.lexicon.of_index import BROUGHT
from indexer.store.database import sync_folder


def place(index_folder: Path, name: str) -> Path:
    """Where a lexicon of this name is kept. Raises NotAnIndex, IndexUnwritable."""
    if not index_folder.is_dir():
        raise NotAnIndex(
            str(index_folder),
            f"there is no index in {index_folder}",
            f"make one with passaggi index SOURCE --index {index_folder}",
        )
    folder = index_folder / BROUGHT
    if not folder.is_dir():
        with _telling(index_folder):
            folder.mkdir(exist_ok=True)
            sync_folder(index_folder)
    return folder / f"{name}.txt"


@contextmanager
def draft(path: Path) -> Iterator[Path]:
    """A file to write, which takes the place of ``path`` once the block has written it whole."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.new")
    with _telling(path.parent):
        # What a killed process has left of the same name.
        for each in path.parent.glob(f"{path.name}.*.new"):
            each.unlink(missing_ok=True)
        try:
            yield unfinished
            unfinished.replace(path)
            sync_folder(path.parent)
        finally:
            unfinished.unlink(missing_ok=True)


def write(path: Path, said: Mapping[str, str], concepts: Iterable[Concept]) -> int:
    """Write a lexicon through to the disk, what is ``said`` of it first; how many concepts it has.

    Nothing said may have several lines.
    """
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for name, value in said.items():
            file.write(f"# {name}: {value}\n")
        for concept in concepts:
            file.write(files.line_of(concept) + "\n")
            count += 1
        file.flush()
        os.fsync(file.fileno())
    return count


def remove(path: Path) -> None:
    """Remove a lexicon for good. Raises IndexUnwritable."""
    with _telling(path.parent):
        path.unlink(missing_ok=True)
        sync_folder(path.parent)


@contextmanager
def _telling(folder: Path) -> Iterator[None]:
    """Tell the system's errors in the block as faults of the index."""
    try:
        yield
    except OSError as error:
        raise IndexUnwritable(
            str(folder),
            f"{folder} cannot be written ({error.strerror or error})",
            "make room or give permission there, then run it again",
        ) from error
