"""The search box as a combobox: by keyboard, by mouse, for a screen reader, and without script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser


def box(page: Page) -> Locator:
    return page.get_by_label("Search the passages")


def options(page: Page) -> Locator:
    return page.get_by_role("option")


def test_what_is_typed_is_completed_and_chosen_by_keyboard(visit: Visit) -> None:
    page = visit("/")
    box(page).press_sequentially("letters dock")
    expect(page.get_by_role("listbox", name="Suggestions")).to_be_visible()
    expect(box(page)).to_have_attribute("aria-expanded", "true")
    expect(options(page)).to_contain_text(["dockers"])
    box(page).press("ArrowDown")
    active = box(page).get_attribute("aria-activedescendant")
    expect(page.locator(f"#{active}")).to_have_attribute("aria-selected", "true")
    expect(box(page)).to_be_focused()
    box(page).press("Enter")
    expect(page).to_have_url(re.compile(r"\?q=letters\+dockers$"))


def test_a_suggestion_is_chosen_with_the_mouse_and_keeps_the_filters(visit: Visit) -> None:
    page = visit("/search?q=harbour&lang=en")
    box(page).fill("dock")
    options(page).filter(has_text="dockers").click()
    expect(page).to_have_url(re.compile(r"\?q=dockers&lang=en$"))


def test_escape_and_leaving_the_box_close_the_list_and_keep_what_was_typed(visit: Visit) -> None:
    page = visit("/")
    for leave in ("Escape", "Tab"):
        box(page).fill("")
        box(page).press_sequentially("dock")
        expect(options(page).first).to_be_visible()
        box(page).press(leave)
        expect(page.get_by_role("listbox")).to_be_hidden()
        expect(box(page)).to_have_value("dock")
        expect(box(page)).to_have_attribute("aria-expanded", "false")


def test_enter_searches_what_was_typed_while_no_suggestion_is_marked(visit: Visit) -> None:
    page = visit("/")
    box(page).press_sequentially("dock")
    expect(options(page).first).to_be_visible()
    box(page).press("Enter")
    expect(page).to_have_url(re.compile(r"\?q=dock$"))


def test_nothing_is_asked_for_fewer_than_two_letters_or_a_finished_word(visit: Visit) -> None:
    page = visit("/")
    asked: list[str] = []
    page.on("request", lambda own: asked.extend(re.findall("/api/suggest.*", own.url)))
    for typed in ("d", "dockers ", "12", "dock*"):
        box(page).fill(typed)
        page.wait_for_timeout(300)
    assert asked == []
    box(page).press_sequentially("  do")
    expect(options(page).first).to_be_visible()
    assert asked == ["/api/suggest?q=dock*%20%20do"]


def test_the_page_does_without_script(visit: Visit) -> None:
    page = visit("/", java_script_enabled=False)
    expect(page.get_by_role("searchbox")).to_be_visible()
    expect(page.get_by_role("listbox")).to_have_count(0)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_what_was_likely_meant_is_one_click_away(visit: Visit, script: bool) -> None:
    page = visit("/search?q=dokcers", java_script_enabled=script)
    page.get_by_role("link", name="dockers", exact=True).click()
    expect(page.locator(".total")).to_contain_text("3 passages")
