"""A disk on which one operation fails."""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

FULL = OSError(errno.ENOSPC, "No space left on device")


class Disk:
    """Lets one of all operations of a kind fail: to open a file for writing, to write, …"""

    def __init__(self, patch: pytest.MonkeyPatch, kind: str, fails: int) -> None:
        self._left = fails
        self.failed = False
        opening = Path.open

        def open_file(path: Path, mode: str = "r", *arguments: Any, **options: Any) -> Any:
            if "w" not in mode:
                return opening(path, mode, *arguments, **options)
            if kind == "open":
                self._step()
            file = opening(path, mode, *arguments, **options)
            return FullFile(file, self._step) if kind == "write" else file

        patch.setattr(Path, "open", open_file)
        for owner, name in ((os, "fsync"), (Path, "rename")):
            if kind == name:
                patch.setattr(owner, name, self._passing(getattr(owner, name)))

    def _passing(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def passing(*arguments: Any, **options: Any) -> Any:
            self._step()
            return original(*arguments, **options)

        return passing

    def _step(self) -> None:
        self._left -= 1
        if self._left == 0:
            self.failed = True
            raise FULL


class FullFile(io.BufferedWriter):
    """A file whose every write is a step."""

    def __init__(self, file: Any, step: Callable[[], None]) -> None:
        super().__init__(file.detach())
        self._step = step

    def write(self, content: Any, /) -> int:
        """Write, unless the disk is full."""
        self._step()
        return super().write(content)
