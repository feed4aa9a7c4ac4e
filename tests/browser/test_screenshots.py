"""The command that makes the README's pictures."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.screenshots import MOST_BYTES, PICTURES
from tests.conftest import ROOT

pytestmark = pytest.mark.browser


@pytest.mark.usefixtures("browser")
def test_the_pictures_of_the_readme_can_be_made(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.browser.screenshots", str(tmp_path / "new")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
    made = [tmp_path / "new" / f"{name}.png" for name in PICTURES]
    sizes = [picture.stat().st_size for picture in made]
    told = zip(made, sizes, strict=True)
    assert done.stdout == "".join(f"{picture.name}: {size:,} bytes\n" for picture, size in told)
    assert all(picture.read_bytes().startswith(b"\x89PNG") for picture in made)
    assert max(sizes) <= MOST_BYTES
