"""Choosing a time by its bars, and the timeline, in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

scripted = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])


def drag(page: Page, first: str, last: str) -> None:
    """Press the mouse on a bar and move it to another one."""
    begin, end = (
        page.get_by_role("link", name=re.compile(f"^{name}:")).bounding_box()
        for name in (first, last)
    )
    assert begin is not None
    assert end is not None
    page.mouse.move(begin["x"] + begin["width"] / 2, begin["y"] + 20)
    page.mouse.down()
    page.mouse.move(begin["x"] + begin["width"] / 2 + 10, begin["y"] + 20)
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + 20, steps=3)


@scripted
def test_a_bar_is_a_link_to_its_period(visit: Visit, script: bool) -> None:
    page = visit("/search?q=letter", java_script_enabled=script)
    page.get_by_role("link", name="April 2023: 3 passages").click()
    expect(page.locator(".total")).to_contain_text("3 passages")
    expect(page).to_have_url(re.compile(r"\?q=letter&from=2023-04-01&to=2023-04-30$"))
    page.get_by_role("navigation", name="Period").get_by_role("link", name="2023").click()
    expect(page.locator("figcaption")).to_have_text("Passages by month")


def test_dragging_across_bars_chooses_from_the_first_to_the_last(visit: Visit) -> None:
    page = visit("/search?q=letter")
    drag(page, "April 2023", "February 2024")
    expect(page.locator(".band")).to_be_visible()
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"\?q=letter&from=2023-04-01&to=2024-02-29$"))
    expect(page.get_by_label("From")).to_have_value("2023-04-01")


def test_escape_gives_up_dragging(visit: Visit) -> None:
    page = visit("/search?q=letter")
    drag(page, "April 2023", "February 2024")
    page.keyboard.press("Escape")
    expect(page.locator(".band")).to_have_count(0)
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"\?q=letter$"))


def test_bars_are_passed_over_by_the_tab_key_and_fill_their_height(visit: Visit) -> None:
    page = visit("/search?q=letter")
    bars = page.locator(".chart a")
    heights = bars.evaluate_all("all => all.map(each => each.getBoundingClientRect().height)")
    assert min(heights) >= 24
    page.locator(".facet-outlet summary").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_label("From")).to_be_focused()


@pytest.mark.parametrize("width", [390, 1280])
def test_a_bar_of_the_timeline_leads_to_the_list(visit: Visit, width: int) -> None:
    page = visit("/timeline?q=letter", viewport={"width": width, "height": 900})
    row = page.get_by_role("listitem").filter(has_text="Weekly 1 ").last
    row.locator("svg a").first.click()
    expect(page).to_have_url(re.compile(r"/search\?q=letter&outlet=Weekly\+\d+&from="))
    expect(page.locator(".card")).not_to_have_count(0)


def test_the_bars_stand_out_in_forced_colours(visit: Visit) -> None:
    page = visit("/search?q=letter", forced_colors="active")
    bars, ground = (
        page.evaluate(f"getComputedStyle(document.querySelector('{selector}')).{name}")
        for selector, name in ((".bars", "fill"), ("html", "backgroundColor"))
    )
    assert bars != ground


def test_a_month_that_was_unticked_keeps_the_focus(visit: Visit) -> None:
    page = visit("/search?q=letter&month=2024-02")
    month = page.get_by_role("checkbox", name=re.compile("^February 2024"))
    month.uncheck()
    expect(page).to_have_url(re.compile(r"\?q=letter$"))
    expect(month).to_be_focused()
