"""What holds for every page: it is laid out well however it is shown, and axe finds nothing.

A page is opened once for each language; then the window, the colours and the text are changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import axe_playwright_python
import pytest
from playwright.sync_api import Page

from indexer.engine.base import Engine
from tests.browser.conftest import Visit
from tests.browser.test_appearance import PAGES
from tests.web import samples
from tests.web.stub import StubEngine

pytestmark = pytest.mark.browser

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text("utf-8")
LAYOUT = Path(__file__).with_name("layout.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
VIOLATIONS = """async (rules) => (await axe.run({ runOnly: rules, resultTypes: ["violations"] }))
    .violations.flatMap((each) => each.nodes.map((node) => `${each.id}: ${node.html}`))"""
UNFOLD = "document.querySelectorAll('details').forEach(each => each.open = true)"
RESTYLE = """(rules) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rules);
    document.adoptedStyleSheets = [sheet];
}"""


@dataclass(frozen=True)
class View:
    """A way of showing a page: a window of CSS pixels, pixels of the screen to each, more style."""

    width: int
    scale: float = 1
    style: str = ""


SPACED = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important;"
    " word-spacing: .16em !important } p { margin-bottom: 2em !important }"
)
"""What WCAG 1.4.12 lets a reader set."""

VIEWS = {
    "320 pixels": View(320),
    "390 pixels": View(390),
    "1280 pixels": View(1280),
    "zoomed to 200 %": View(640, scale=2),
    "text of 200 %": View(1280, style="html { font-size: 200% !important }"),
    "spaced text": View(1280, style=SPACED),
    "spaced text in 320 pixels": View(320, style=SPACED),
}
THEMES: list[dict[str, Any]] = [
    {"color_scheme": "light", "forced_colors": "none"},
    {"color_scheme": "dark", "forced_colors": "none"},
    {"color_scheme": "light", "forced_colors": "active"},
]


@pytest.fixture(scope="module")
def engine() -> Engine:
    """The articles of the other journeys, and one that was corrected."""
    engine = StubEngine(samples.newsroom())
    for version in samples.FERRY:
        engine.index([version])
    return engine


def shown(page: Page) -> Iterator[str]:
    """The page in one view after the other: their names."""
    session = page.context.new_cdp_session(page)
    for name, view in VIEWS.items():
        metrics = {"width": view.width, "height": 800, "deviceScaleFactor": view.scale}
        session.send("Emulation.setDeviceMetricsOverride", {**metrics, "mobile": False})
        page.evaluate(RESTYLE, view.style)
        yield name
    page.evaluate(RESTYLE, "")
    session.detach()


def layout_faults(page: Page) -> list[str]:
    page.evaluate(UNFOLD)
    return [f"{name}: {fault}" for name in shown(page) for fault in page.evaluate(LAYOUT)]


def axe_faults(page: Page) -> list[str]:
    page.evaluate(AXE)
    faults = []
    for theme in THEMES:
        page.emulate_media(**theme)
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 800})
            found = page.evaluate(VIOLATIONS, RULES)
            faults.extend(f"{theme} at {width} pixels: {fault}" for fault in found)
    return faults


@pytest.mark.parametrize("locale", ["en-GB", "it-IT"])
@pytest.mark.parametrize("address", PAGES)
def test_it_is_laid_out_well_and_axe_finds_nothing(
    visit: Visit, address: str, locale: str
) -> None:
    page = visit(address, locale=locale)
    assert layout_faults(page) + axe_faults(page) == []


@pytest.mark.parametrize("address", PAGES)
def test_it_is_laid_out_well_without_javascript(visit: Visit, address: str) -> None:
    assert layout_faults(visit(address, java_script_enabled=False)) == []
