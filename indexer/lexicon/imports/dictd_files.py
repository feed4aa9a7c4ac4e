"""The two files of a dictionary for dictd: beside each other, or in an archive as released."""

from __future__ import annotations

import lzma
import shutil
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from indexer.errors import MalformedSource, UnreadableSource
from indexer.lexicon.imports.entries import shown

INDEX = ".index"
TEXTS = (".dict.dz", ".dict")

_MOST_BYTES = 500_000_000
"""Of a file in an archive; the largest of FreeDict have a tenth."""


@dataclass(frozen=True, slots=True)
class Dictionary:
    """The files of a dictionary; messages name it as ``named``."""

    index: Path
    text: Path
    named: Path


@contextmanager
def opened(path: Path) -> Iterator[Dictionary]:
    """The dictionary of which ``path`` is the index or the text, or the archive of both.

    Raises UnreadableSource where one of the two is missing, MalformedSource for a broken archive.
    """
    if path.name.endswith((INDEX, *TEXTS)):
        yield _beside(path, path)
    else:
        with tempfile.TemporaryDirectory() as folder:
            yield _beside(_unpacked(path, Path(folder)), path)


def _beside(path: Path, named: Path) -> Dictionary:
    end = next(each for each in (INDEX, *TEXTS) if path.name.endswith(each))
    stem = path.name.removesuffix(end)
    texts = [path.with_name(stem + each) for each in TEXTS]
    text = next((each for each in texts if each.is_file()), texts[0])
    index = path.with_name(stem + INDEX)
    for each in (index, text):
        if not each.is_file():
            cause = f"its dictionary lacks {shown(Path(each.name))}"
            raise UnreadableSource(shown(named), cause, "put both files into one folder")
    return Dictionary(index, text, index if path == named else named)


def _unpacked(path: Path, folder: Path) -> Path:
    """Copy index and text out of an archive; where the index is. Nothing else is unpacked."""
    try:
        with tarfile.open(path, "r:*") as archive:
            for member in archive:
                name = Path(member.name).name
                if member.isreg() and name.endswith((INDEX, *TEXTS)):
                    if member.size > _MOST_BYTES:
                        raise MalformedSource(
                            shown(path),
                            f"its {name} is larger than {_MOST_BYTES // 10**6} MB",
                            "unpack it and give the index",
                        )
                    _copy(archive.extractfile(member), folder / name)
    except (tarfile.TarError, lzma.LZMAError, zlib.error, EOFError) as error:
        cause = f"it is no archive, or a cut one ({error})"
        raise MalformedSource(shown(path), cause, "fetch it again") from error
    except OSError as error:
        cause = error.strerror or str(error)
        raise UnreadableSource(shown(path), cause, "check the file and its folder") from error
    index = next(folder.glob(f"*{INDEX}"), None)
    if index is None:
        cause = "no dictionary for dictd is in it"
        raise MalformedSource(shown(path), cause, "give the release for dictd")
    return index


def _copy(source: IO[bytes] | None, target: Path) -> None:
    if source is not None:
        with source, target.open("wb") as file:
            shutil.copyfileobj(source, file)
