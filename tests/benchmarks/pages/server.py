"""``passaggi serve`` in a process of its own, and the processor time that it takes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.speed.processes import ROOT

_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Server:
    """A server that listens on this machine."""

    port: int
    process: int

    def processor_seconds(self) -> float:
        """Time that its threads have run so far, of the user and of the system."""
        told = Path(f"/proc/{self.process}/stat").read_text("ascii").rpartition(")")[2].split()
        return (int(told[11]) + int(told[12])) / _TICK

    def resident(self) -> int:
        """Bytes of memory that it holds."""
        pages = Path(f"/proc/{self.process}/statm").read_text("ascii").split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")


@contextmanager
def serving(index: str, options: Sequence[str] = (), checkout: Path = ROOT) -> Iterator[Server]:
    """Serves an index until the block ends; raises RuntimeError where it does not start."""
    command = [sys.executable, "-m", "search_app.cli", "serve", "--index", index, "--port", "0"]
    process = subprocess.Popen(
        [*command, *options],
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(checkout)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        told = process.stdout.readline()
        if "http://" not in told:
            raise RuntimeError("the server does not start")
        yield Server(int(told.split()[3].rpartition(":")[2]), process.pid)
    finally:
        process.terminate()
        process.wait(30)
        process.stdout.close()
