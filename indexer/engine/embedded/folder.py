"""The folder of an embedded index: what it holds besides what the store and Whoosh say."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from indexer.errors import NotAnIndex

_BEGINNINGS = ("MAIN_WRITELOCK", "articles.sqlite3.new")
"""What an index that another process makes, or did not come to make, begins with."""


def size(folder: Path) -> int:
    """The bytes of its files; those that a commit deletes meanwhile count nothing."""
    total = 0
    for file in folder.iterdir():
        with suppress(FileNotFoundError):
            total += file.stat().st_size
    return total


def is_vacant(folder: Path) -> bool:
    """Whether an index may be made here."""
    if not folder.is_dir():
        return not (folder.exists() or folder.is_symlink())
    return all(each.name.startswith(_BEGINNINGS) for each in folder.iterdir())


def not_an_index(folder: Path, create: bool) -> NotAnIndex:
    """Why a folder cannot be opened as an index."""
    if create:
        cause = f"{folder} holds other things than an index"
        remedy = "give a new or empty folder with --index"
    else:
        cause = f"there is no index in {folder}"
        remedy = f"make one with passaggi index SOURCE --index {folder}, or name another folder"
    return NotAnIndex(str(folder), cause, remedy)
