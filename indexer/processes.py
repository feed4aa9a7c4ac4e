"""Processes besides this one: modules of the package that are run to help.

They are plain processes, and not those of multiprocessing, because these would run the program that
uses this library once more.
"""

from __future__ import annotations

import os
import subprocess
import sys


def start(module: str, *arguments: str) -> subprocess.Popen[bytes]:
    """Run a module, its standard input and output connected to this process."""
    return subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        # The keys that interrupt the program are not for it: whoever started it ends it.
        start_new_session=True,
    )
