"""The picture in the README: ``python -m tests.browser.screenshots OUT_FOLDER``.

The sample is indexed in a temporary folder and served; ``screenshot.png`` is what Chromium shows.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import sync_playwright

from indexer import connect
from indexer.errors import SourceError
from indexer.sources import read_sources
from tests.browser.serving import NO_CHROMIUM, chromium, served
from tests.conftest import ROOT

QUERY = "ceasefire prisoners"
SIZE = {"width": 1280, "height": 900}
MOST_BYTES = 250_000


def main(folder: Path) -> Path:
    """Make the picture in ``folder``; exits, saying why, where it cannot be made."""
    path = chromium()
    if not path:
        sys.exit(NO_CHROMIUM)
    folder.mkdir(parents=True, exist_ok=True)
    picture = folder / "screenshot.png"
    with tempfile.TemporaryDirectory() as index, connect(index) as engine:
        engine.index(read_sources([str(ROOT / "data" / "sample")], on_reject=_refuse))
        with served(engine) as site:
            _take(path, f"{site}/search?{urlencode({'q': QUERY})}", picture)
    if picture.stat().st_size > MOST_BYTES:
        sys.exit(f"{picture.name} has more than {MOST_BYTES:,} bytes: choose a smaller SIZE")
    return picture


def _take(chromium_path: str, address: str, picture: Path) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox"])
        page = browser.new_page(viewport=SIZE, locale="en-GB", color_scheme="light")
        page.goto(address)
        page.reload()  # so that the time shown is not that of the first search
        page.screenshot(path=picture)
        browser.close()


def _refuse(error: SourceError) -> None:
    raise error


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m tests.browser.screenshots OUT_FOLDER")
    made = main(Path(sys.argv[1]))
    print(f"{made.name}: {made.stat().st_size:,} bytes")
