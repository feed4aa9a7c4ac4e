"""What a run ran on."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from tests.benchmarks.speed.peers.base import Peer


def described() -> dict[str, str]:
    """Processor, cores, memory and system, as the report names them."""
    kilobytes = int(_proc("meminfo", "MemTotal").split()[0])
    return {
        "processor": _proc("cpuinfo", "model name"),
        "cores": str(os.cpu_count()),
        "memory": f"{kilobytes / 2**20:.0f} GiB",
        "system": f"{platform.system()} {platform.machine()}",
    }


def versions(peers: Iterable[Peer]) -> dict[str, str]:
    """Of Python, NumPy and every engine."""
    named = {"Python": platform.python_version(), "NumPy": np.__version__}
    return named | {peer.name: peer.version() for peer in peers}


def _proc(file: str, name: str) -> str:
    for line in Path(f"/proc/{file}").read_text("utf-8").splitlines():
        key, _, value = line.partition(":")
        if key.strip() == name:
            return value.strip()
    return "unknown"
