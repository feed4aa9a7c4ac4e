"""Other processes that open the same index."""

from __future__ import annotations

import subprocess
import sys

from tests.conftest import ROOT


def run_python(code: str, *arguments: str) -> subprocess.Popen[str]:
    """A process that runs a program."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip
