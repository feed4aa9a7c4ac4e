"""What holds for every page: layout, what a screen reader is told, what axe finds, movement.

A page is opened once for each language; then the window, the colours and the text are changed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from indexer.engine.base import Engine
from tests.browser.conftest import Visit
from tests.browser.test_appearance import PAGES
from tests.conftest import THOROUGH
from tests.web import samples
from tests.web.stub import StubEngine

pytestmark = pytest.mark.browser

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
LAYOUT = Path(__file__).with_name("layout.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
VIOLATIONS = """async (rules) => (await axe.run({ runOnly: rules, resultTypes: ["violations"] }))
    .violations.flatMap((each) => each.nodes.map((node) => `${each.id}: ${node.html}`))"""
UNFOLD = "document.querySelectorAll('details').forEach(each => each.open = true)"
MOVING = """() => [
    ...document.getAnimations().map((each) => `animated: ${each.effect.target.outerHTML}`),
    ...[...document.querySelectorAll("*")].flatMap((each) => ["", "::before", "::after"]
        .map((part) => getComputedStyle(each, part))
        .filter((style) => style.animationName !== "none" || style.scrollBehavior === "smooth"
            || style.transitionDuration.split(", ").some((time) => parseFloat(time)))
        .map(() => `moving: ${each.outerHTML.slice(0, 120)}`)),
]"""
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
NAMED = frozenset(
    "link button checkbox radio textbox searchbox combobox listbox option slider spinbutton switch"
    " menuitem tab navigation img heading".split()
)
"""Roles that mean nothing without a name."""

TOLD = re.compile(r"""^ *- '?([a-z]+)(?: "((?:[^"\\]|\\.)*)")?(.*)$""", re.MULTILINE)
"""A line of an ARIA snapshot: the role, the name, the rest."""

LIGHT = {"color_scheme": "light", "forced_colors": "none"}
DARK = {"color_scheme": "dark", "forced_colors": "none"}
FORCED = {"color_scheme": "light", "forced_colors": "active"}
LOOKS: dict[str, list[tuple[dict[str, Any], int]]] = {
    "en-GB": [(LIGHT, 1280), (DARK, 390)],
    "it-IT": [(DARK, 1280), (LIGHT, 390)],
}
"""The colours and widths that axe looks at in a language: colours mean the same in all."""

if THOROUGH:
    LOOKS = {key: list(product((LIGHT, DARK, FORCED), (1280, 390))) for key in LOOKS}


@pytest.fixture(scope="module")
def engine() -> Engine:
    """The articles of the other journeys, and one that was corrected."""
    engine = StubEngine(samples.newsroom())
    for version in samples.FERRY:
        engine.index([version])
    return engine


def shown(page: Page, views: dict[str, View]) -> Iterator[str]:
    """The page in one view after the other: their names."""
    session = page.context.new_cdp_session(page)
    for name, view in views.items():
        metrics = {"width": view.width, "height": 800, "deviceScaleFactor": view.scale}
        session.send("Emulation.setDeviceMetricsOverride", {**metrics, "mobile": False})
        page.evaluate(RESTYLE, view.style)
        yield name
    page.evaluate(RESTYLE, "")
    session.detach()


def layout_faults(page: Page, views: dict[str, View] = VIEWS) -> list[str]:
    page.evaluate(UNFOLD)
    return [f"{name}: {fault}" for name in shown(page, views) for fault in page.evaluate(LAYOUT)]


def told(page: Page) -> list[tuple[str, str, str]]:
    """The role, the name and the rest of all that a screen reader is told of, in its order."""
    return TOLD.findall(page.locator("body").aria_snapshot())


def role_faults(page: Page) -> list[str]:
    parts = told(page)
    counted = Counter(role for role, _, _ in parts)
    landmarks = {role: counted[role] for role in ("banner", "search", "main", "contentinfo")}
    faults = [f"{count} of {role}" for role, count in landmarks.items() if count != 1]
    faults += ["no navigation"] * (not counted["navigation"])
    headings = [int(rest.partition("level=")[2][0]) for role, _, rest in parts if role == "heading"]
    faults += [f"{headings.count(1)} headings of level 1"] * (headings.count(1) != 1)
    jumps = [(above, below) for above, below in pairwise(headings) if below > above + 1]
    faults += [f"heading of level {below} below {above}" for above, below in jumps]
    return faults + [
        f"{role} without a name" for role, name, _ in parts if role in NAMED and not name
    ]


def motion_faults(page: Page) -> list[str]:
    page.emulate_media(reduced_motion="reduce")
    faults: list[str] = page.evaluate(MOVING)
    return faults


def axe_faults(page: Page, locale: str) -> list[str]:
    page.evaluate(AXE)
    faults = []
    for colours, width in LOOKS[locale]:
        page.emulate_media(**colours)
        page.set_viewport_size({"width": width, "height": 800})
        found = page.evaluate(VIOLATIONS, RULES)
        faults += [f"{colours} at {width} pixels: {fault}" for fault in found]
    return faults


@pytest.mark.parametrize("locale", LOOKS)
@pytest.mark.parametrize("address", PAGES)
def test_nothing_is_wrong_with_it(visit: Visit, address: str, locale: str) -> None:
    page = visit(address, locale=locale)
    assert (
        layout_faults(page) + role_faults(page) + motion_faults(page) + axe_faults(page, locale)
        == []
    )


@pytest.mark.parametrize("locale", LOOKS)
def test_nothing_is_wrong_with_the_help(visit: Visit, locale: str) -> None:
    page = visit("/search?q=harbour", locale=locale)
    page.locator("[data-opens=keys]").click()
    assert axe_faults(page, locale) == []


@pytest.mark.parametrize("address", PAGES)
def test_it_is_laid_out_well_without_javascript(visit: Visit, address: str) -> None:
    assert layout_faults(visit(address, java_script_enabled=False)) == []


@pytest.mark.parametrize(
    ("spoilt", "told"),
    [
        ("body { width: 1400px }", "scrolls sideways"),
        (".meta { height: 8px; overflow: hidden }", "cut below"),
        (".total { width: 50px; white-space: nowrap; overflow: hidden }", "cut at its side"),
        (".card { position: relative; left: -40px }", "outside the window"),
        (".card .passage { margin-top: -2rem }", "overlapping"),
        (".actions * { margin-right: -2rem }", "overlapping"),
        (".options li > * { padding: 0; font-size: 10px; line-height: 1 }", "too small"),
    ],
)
def test_a_spoilt_layout_is_seen(visit: Visit, spoilt: str, told: str) -> None:
    page = visit("/search?q=harbour&outlet=null", viewport={"width": 320, "height": 800})
    page.evaluate(RESTYLE, spoilt)
    assert any(told in fault for fault in page.evaluate(LAYOUT))


def test_what_else_is_spoilt_is_seen(visit: Visit) -> None:
    page = visit("/search?q=harbour&outlet=null")
    page.evaluate(
        RESTYLE, "a { transition: color 1s; color: #ddd } html { scroll-behavior: smooth }"
    )
    assert motion_faults(page)
    assert any("color-contrast" in fault for fault in axe_faults(page, "en-GB"))
    page.evaluate("document.querySelector('.open').replaceChildren()")
    page.evaluate("document.querySelector('main').append(document.createElement('h1'))")
    page.evaluate("document.querySelectorAll('.masthead, nav').forEach(each => each.remove())")
    seen = {"0 of banner", "no navigation", "2 headings of level 1", "link without a name"}
    assert seen <= set(role_faults(page))
