"""The pictures in the README: ``python -m tests.browser.screenshots OUT_FOLDER``.

The sample is indexed in a temporary folder and served; the pictures are what Chromium shows.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import sync_playwright

from indexer import connect
from indexer.errors import SourceError
from indexer.sources import read_sources
from tests.browser.serving import NO_CHROMIUM, chromium, served
from tests.conftest import ROOT

MOST_BYTES = 250_000
_SEARCHED = urlencode({"q": "ceasefire prisoners"})
_WIDE = {"viewport": {"width": 1280, "height": 900}, "locale": "en-GB", "color_scheme": "light"}
_PHONE = {"viewport": {"width": 390, "height": 844}, "locale": "it-IT", "color_scheme": "dark"}
PICTURES: dict[str, tuple[str, dict[str, Any]]] = {
    "results": (f"/search?{_SEARCHED}", _WIDE),
    "compare": (f"/compare?{_SEARCHED}&from=2024-10&to=2024-10&sort=newest", _WIDE),
    "timeline": (f"/timeline?{_SEARCHED}", _WIDE),
    "article": (f"/article/mw-20250208-istanbul-close?{_SEARCHED}&hit=1", _WIDE),
    "phone": (f"/search?{_SEARCHED}", _PHONE),
}
"""Each picture: what it shows, and in which window."""


def main(folder: Path) -> list[Path]:
    """Make the pictures in ``folder``; exits, saying why, where they cannot be made."""
    path = chromium()
    if not path:
        sys.exit(NO_CHROMIUM)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as index, connect(index) as engine:
        engine.index(read_sources([str(ROOT / "data" / "sample")], on_reject=_refuse))
        with served(engine) as site:
            made = _take(path, site, folder)
    for picture in made:
        if picture.stat().st_size > MOST_BYTES:
            sys.exit(f"{picture.name} has more than {MOST_BYTES:,} bytes: choose a smaller window")
    return made


def _take(chromium_path: str, site: str, folder: Path) -> list[Path]:
    made = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox"])
        for name, (address, window) in PICTURES.items():
            page = browser.new_page(**window)
            page.goto(site + address)
            page.reload()  # so that the time shown is not that of the first search
            made.append(folder / f"{name}.png")
            page.screenshot(path=made[-1])
        browser.close()
    return made


def _refuse(error: SourceError) -> None:
    raise error


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m tests.browser.screenshots OUT_FOLDER")
    for each in main(Path(sys.argv[1])):
        print(f"{each.name}: {each.stat().st_size:,} bytes")
