"""Measurements that need a process of their own, and what such a process can tell of itself."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

# The tests' own module of settings would import what is not measured here.
ROOT = Path(__file__).parents[3]


def run_module(module: str, *arguments: str) -> str:
    """What a module of this benchmark prints when run as a fresh process with these arguments.

    Its stderr goes to ours; raises CalledProcessError when it fails.
    """
    command = [sys.executable, "-m", f"{__package__}.{module}", *arguments]
    return subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout


def resident() -> int:
    """Bytes of memory of this process now."""
    return _status("VmRSS")


def private() -> int:
    """Bytes of memory of this process now, without pages of files, which the system may drop."""
    return _status("RssAnon")


def peak() -> int:
    """Bytes of memory that this process, or the largest of those it started, ever had.

    Not this process's ``getrusage``: a program that another starts inherits the starter's peak.
    """
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    return max(_status("VmHWM"), children)


def size(folder: Path) -> int:
    """Bytes of all files in a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def _status(name: str) -> int:
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * 1024
    raise KeyError(name)
