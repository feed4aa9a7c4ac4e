"""Which program this is: its version, and what tells two builds of one version apart."""

from __future__ import annotations

import functools
import hashlib
from importlib import metadata
from pathlib import Path

import analyzers
import indexer
import search_app
from indexer.lexicon import files

_PACKAGES = (analyzers, indexer, search_app)
_DIGITS = 16


@functools.cache
def version() -> str:
    """The version that is installed."""
    return metadata.version("passaggi")


@functools.cache
def fingerprint() -> str:
    """Another one for every change of the program, its templates, translations and lexicon.

    Some megabytes are read, once a process.
    """
    folders = [Path(str(each.__file__)).parent for each in _PACKAGES]
    digest = hashlib.blake2b(digest_size=_DIGITS // 2)
    for folder in (*folders, files.own_folder()):
        for file in sorted(folder.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(f"{file.relative_to(folder)}\0{file.stat().st_size}\0".encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()
