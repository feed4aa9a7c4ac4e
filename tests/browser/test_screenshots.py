"""The command that makes the README's picture."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.browser


@pytest.mark.usefixtures("browser")
def test_the_picture_of_the_readme_can_be_made(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.browser.screenshots", str(tmp_path / "new")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
    picture = tmp_path / "new" / "screenshot.png"
    assert done.stdout == f"screenshot.png: {picture.stat().st_size:,} bytes\n"
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert picture.stat().st_size <= 250_000
