"""Single keys: what they do, where they keep out, and that they can be switched off."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.web import samples

pytestmark = pytest.mark.browser

SEARCH = "/search?q=harbour&ui=en"
HARBOUR = f"/article/{samples.HARBOUR.id}"


def test_a_slash_leads_to_the_search_box_and_selects_its_text(visit: Visit) -> None:
    page = visit(SEARCH)
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("islands")
    expect(page.locator("#q")).to_have_value("islands")


def test_from_card_to_card_and_into_one(visit: Visit) -> None:
    page = visit(SEARCH)
    for key, number in (("j", 0), ("k", 0), ("j", 1), ("j", 2), ("k", 1)):
        page.keyboard.press(key)
        expect(page.locator(".card h3 a").nth(number)).to_be_focused()
        expect(page.locator(".card h3 a").nth(number)).to_be_in_viewport()
    there = page.locator(".card .open").nth(1).get_attribute("href")
    page.keyboard.press("o")
    expect(page).to_have_url(re.compile(re.escape(str(there)) + "$"))


def test_what_a_card_offers_is_a_key_away(visit: Visit) -> None:
    page = visit("/search?q=treasurer&lang=en", permissions=["clipboard-read", "clipboard-write"])
    page.keyboard.press("l")
    expect(page).to_have_url(re.compile("/search"))
    page.keyboard.press("j")
    page.keyboard.press("c")
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    page.keyboard.press("l")
    expect(page).to_have_url(re.compile(r"/like/.*\?p=7$"))


def test_the_pages_are_turned(visit: Visit) -> None:
    page = visit("/search?q=letter&size=5")
    page.keyboard.press("Shift+J")
    expect(page).to_have_url(re.compile("page=2"))
    page.keyboard.press("Shift+K")
    expect(page).not_to_have_url(re.compile("page=2"))


def test_from_passage_to_passage_and_the_address_follows(visit: Visit) -> None:
    page = visit(HARBOUR + "#p3")
    page.keyboard.press("j")
    expect(page).to_have_url(re.compile("#p4$"))
    expect(page.locator("#p4")).to_be_focused()
    expect(page.locator("#p4 .like")).to_be_visible()
    page.keyboard.press("k")
    page.keyboard.press("k")
    expect(page).to_have_url(re.compile("#p2$"))
    page.keyboard.press("l")
    expect(page).to_have_url(re.compile(r"/like/.*\?p=2$"))


def test_from_hit_to_hit_and_back(visit: Visit) -> None:
    page = visit("/search?q=letter&size=5&lang=en")
    page.locator(".card .open").nth(4).click()
    expect(page.get_by_role("navigation", name="Passages found")).to_contain_text("5 of 23")
    page.keyboard.press("Shift+J")
    expect(page.get_by_role("navigation", name="Passages found")).to_contain_text("6 of 23")
    page.locator(".back a").click()
    expect(page).to_have_url(re.compile(r"/search\?q=letter&lang=en&page=2&size=5$"))


def test_the_next_match_is_that_after_the_passage(visit: Visit) -> None:
    page = visit(HARBOUR + "?q=harbour+list#p6")
    page.keyboard.press("n")
    expect(page.locator("#p7 mark:target")).to_have_count(1)
    expect(page.locator("mark:target")).to_have_text("list")


def test_the_help_keeps_the_focus_and_gives_it_back(visit: Visit) -> None:
    page = visit(SEARCH)
    page.keyboard.press("j")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog).to_be_visible()
    for _ in range(5):
        page.keyboard.press("Tab")
        assert page.evaluate("document.querySelector('main').contains(document.activeElement)") is (
            False
        )
    page.keyboard.press("j")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.locator(".card h3 a").first).to_be_focused()


def test_switched_off_they_stay_off_and_the_help_is_still_there(visit: Visit) -> None:
    page = visit(SEARCH)
    page.get_by_role("button", name="Keyboard shortcuts").click()
    page.get_by_role("switch").uncheck()
    page.get_by_role("button", name="Close").click()
    for _ in range(2):
        for key in ("j", "?", "/"):
            page.keyboard.press(key)
        expect(page.locator("dialog")).to_be_hidden()
        expect(page.locator(".card h3 a, #q").and_(page.locator(":focus"))).to_have_count(0)
        page.reload()
    page.get_by_role("button", name="Keyboard shortcuts").click()
    page.get_by_role("switch").check()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()


def test_they_keep_out_of_fields_and_of_the_browsers_own(visit: Visit) -> None:
    page = visit(SEARCH)
    page.locator("#q").press("j")
    page.locator("#q").press("?")
    expect(page.locator("dialog")).to_be_hidden()
    page.locator("h2.total").click()
    page.keyboard.press("Control+j")
    page.keyboard.press("Alt+j")
    expect(page.locator(".card h3 a").and_(page.locator(":focus"))).to_have_count(0)


def test_without_javascript_nothing_is_said_of_them(visit: Visit) -> None:
    page = visit(SEARCH, java_script_enabled=False)
    expect(page.locator("[data-opens=keys]")).to_be_hidden()
    expect(page.locator("dialog")).to_be_hidden()


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("locale", ["en-GB", "it-IT"])
def test_the_help_fits(visit: Visit, width: int, locale: str) -> None:
    page = visit("/", viewport={"width": width, "height": 600}, locale=locale)
    page.locator("h1").click()
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    box = dialog.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert dialog.evaluate("each => each.scrollWidth <= each.clientWidth")
