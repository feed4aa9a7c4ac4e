"""A reader without a mouse: every step by keyboard, the focus seen all the way."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit
from tests.web import samples

pytestmark = pytest.mark.browser

FOCUS = """() => {
    const each = document.activeElement;
    if (!each || each === document.body) return "the focus is lost";
    const { left, right, top, bottom } = each.getBoundingClientRect();
    const { outlineStyle, outlineWidth } = getComputedStyle(each);
    const marked = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    if (!marked) return `unmarked: ${each.outerHTML}`;
    const points = [.1, .5, .9].flatMap((x) => [.1, .5, .9].map((y) =>
        [left + x * (right - left), top + y * (bottom - top)]));
    const seen = points.some(([x, y]) => each.contains(document.elementFromPoint(x, y)));
    return seen ? "" : `hidden: ${each.outerHTML}`;
}"""
"""What is wrong with the focus: lost, not marked, out of the window or behind something."""

FOCUSABLE = """() => [...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), summary, select, textarea")]
    .filter((each) => each.checkVisibility({ visibilityProperty: true }) && !each.disabled
        && !each.closest("svg"))"""
"""Bars of a chart are no tab stops: the fields for dates are the keyboard's way to them."""
MOST_STEPS = 300


def walk(page: Page, goal: Locator, key: str = "Tab") -> None:
    """Press a key until the focus is where it should be; it is seen at every step."""
    expect(goal).to_be_visible()
    for _ in range(MOST_STEPS):
        page.keyboard.press(key)
        assert page.evaluate(FOCUS) == ""
        if goal.evaluate("each => each === document.activeElement"):
            return
    pytest.fail(f"no way to {goal}")


def test_a_whole_journey(visit: Visit) -> None:
    page = visit("/")
    expect(page.get_by_role("combobox")).to_be_focused()
    page.keyboard.type("harb")
    expect(page.get_by_role("option").first).to_have_text(re.compile("harbour"))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q=harbour$"))

    choice = page.get_by_role("checkbox", name=re.compile("^The Northern Courier"))
    walk(page, choice)
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile(r"outlet=The\+Northern\+Courier$"))
    expect(choice).to_be_focused()
    assert page.evaluate(FOCUS) == ""

    walk(page, page.get_by_role("link", name="Open at passage").first)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/article/.*#p\d+$"))
    status = page.get_by_role("navigation", name="Matches").get_by_role("status")
    expect(status).to_have_text(re.compile(r"Match \d of \d"))
    before = status.inner_text()
    page.keyboard.press("n")
    expect(status).not_to_have_text(before)
    expect(page.locator("mark:target")).to_be_in_viewport()
    walk(page, page.get_by_role("button", name="Next match"))
    reached = status.inner_text()
    page.keyboard.press("Enter")
    expect(status).not_to_have_text(reached)

    walk(page, page.get_by_role("link", name="All passages for"), "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q=harbour"))


@pytest.mark.parametrize(
    ("script", "width"), [(True, 1280), (False, 320)], ids=["script", "no-script"]
)
@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/search?q=harbour&outlet=The+Northern+Courier&size=3",
        f"/article/{samples.HARBOUR.id}?q=harbour+the+list#p5",
    ],
)
def test_everything_is_reached_and_nothing_is_a_trap(
    visit: Visit, address: str, script: bool, width: int
) -> None:
    page = visit(address, java_script_enabled=script, viewport={"width": width, "height": 800})
    wanted = page.evaluate(f"({FOCUSABLE})().map((each) => (each.wanted = true)).length")
    first = page.get_by_role("link", name="Skip to the content")
    first.focus()
    for _ in range(MOST_STEPS):
        page.evaluate("document.activeElement.reached = true")
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        assert page.evaluate(FOCUS) == ""
    else:
        pytest.fail("the focus is caught")
    reached = f"({FOCUSABLE})().filter((each) => each.wanted && each.reached).length"
    assert page.evaluate(reached) == wanted > 0
    page.keyboard.press("Tab")
    expect(first).to_be_focused()
