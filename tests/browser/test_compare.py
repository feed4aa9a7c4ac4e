"""Two languages side by side, and one below the other on a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_from_the_list_to_the_comparison_and_to_the_whole_day(visit: Visit, script: bool) -> None:
    page = visit("/search?q=harbour&month=2025-11&match=exact", java_script_enabled=script)
    page.get_by_role("link", name="side by side").click()
    expect(page).to_have_url(re.compile(r"/compare\?q=harbour&month=2025-11&match=exact$"))
    expect(page.locator(".day").first).to_be_visible()
    day = page.locator(".day", has=page.get_by_role("heading", name="12 November 2025"))
    expect(day.get_by_role("list", name="English").get_by_role("article")).to_have_count(3)
    expect(day).to_contain_text("Nothing in Italian")
    day.get_by_role("link", name=re.compile("^and .* more$")).click()
    expect(page).to_have_url(re.compile("/search.*lang=en&from=2025-11-12&to=2025-11-12"))
    expect(page.locator(".total")).to_contain_text("5 passages")


def test_the_languages_stand_side_by_side_where_there_is_room(visit: Visit) -> None:
    page = visit("/compare?q=harbour&month=2025-11")
    for width, beside in ((1280, True), (390, False)):
        page.set_viewport_size({"width": width, "height": 800})
        boxes = [page.locator(".day").last.locator(".cell").nth(n).bounding_box() for n in (0, 1)]
        left, right = (box for box in boxes if box)
        assert (left["x"] < right["x"]) is beside
        assert (left["y"] < right["y"]) is not beside
        told = page.locator(".told .spoken").first
        expect(told).to_be_hidden() if beside else expect(told).to_have_text("English · ")
