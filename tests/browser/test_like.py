"""From a passage to those like it, and what a passage of the reading view offers."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.web import samples

pytestmark = pytest.mark.browser

HARBOUR = f"/article/{samples.HARBOUR.id}"
scripted = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])


@scripted
def test_from_a_passage_to_one_like_it_in_the_other_language(visit: Visit, script: bool) -> None:
    page = visit(HARBOUR + "#p3", java_script_enabled=script)
    page.get_by_role("link", name="Like this: passage 3").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Passages like this one")
    page.get_by_role("link", name="only Italian").click()
    expect(page.locator(".card [lang=en]")).to_have_count(0)
    page.get_by_role("link", name="Open at passage").first.click()
    expect(page).to_have_url(re.compile(rf"/article/{samples.PORTO.id}\?.*#p\d$"))
    expect(page.locator("mark").first).to_be_visible()


def test_the_tools_show_when_the_passage_is_pointed_at_or_has_the_focus(visit: Visit) -> None:
    page = visit(HARBOUR, viewport={"width": 1280, "height": 800})
    tool = page.locator("#p3 .like")
    expect(tool).to_have_css("opacity", "0")
    page.locator("#p3").hover()
    expect(tool).to_have_css("opacity", "1")
    page.mouse.move(0, 0)
    page.locator("#p5 .anchor").focus()
    expect(page.locator("#p5 .like")).to_have_css("opacity", "1")
    expect(tool).to_have_css("opacity", "0")


@pytest.mark.parametrize(
    "options",
    [
        {"java_script_enabled": False, "viewport": {"width": 1280, "height": 800}},
        {"viewport": {"width": 390, "height": 800}},
    ],
    ids=["no-script", "narrow"],
)
def test_else_they_always_show(visit: Visit, options: dict[str, object]) -> None:
    page = visit(HARBOUR, **options)
    expect(page.locator("#p3 .like")).to_have_css("opacity", "1")
    expect(page.locator("#p3 .anchor")).to_have_css("opacity", "1")


def test_paper_gets_no_tools(visit: Visit) -> None:
    page = visit(HARBOUR + "?q=harbour&hit=1")
    page.emulate_media(media="print")
    expect(page.locator("#p3 .like")).to_be_hidden()
    expect(page.locator(".found-by")).to_be_hidden()
