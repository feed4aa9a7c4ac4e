"""Finding and choosing among many outlets: in place, or on a page of their own."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from indexer.documents import Article
from indexer.engine.base import Engine
from tests.browser.conftest import Visit
from tests.web.stub import StubEngine

pytestmark = pytest.mark.browser

WIDE = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def engine() -> Engine:
    return StubEngine(
        Article(
            id=f"o{number}",
            outlet=f"{('Eco', 'Città', 'Courier')[number % 3]} {number:03}",
            paragraphs=("One plain word.",),
        )
        for number in range(120)
    )


def facet(page: Page) -> Locator:
    return page.get_by_role("group", name="Outlet")


def test_values_are_found_in_place_and_chosen(visit: Visit) -> None:
    page = visit("/search?q=plain", viewport=WIDE)
    facet(page).get_by_label("Find an outlet").press_sequentially("citta 11")
    expect(facet(page).get_by_role("status")).to_have_text("3 outlets")
    expect(facet(page).get_by_role("checkbox")).to_have_count(3)
    facet(page).get_by_role("checkbox", name=re.compile("Città 115")).check()
    expect(page).to_have_url(re.compile(r"outlet=Citt%C3%A0\+115"))
    expect(page.locator(".total")).to_contain_text("1 passage")
    expect(facet(page).get_by_role("checkbox", name=re.compile("Città 115"))).to_be_checked()


def test_what_is_ticked_stays_while_others_are_found(visit: Visit) -> None:
    page = visit("/search?q=plain&outlet=Eco+117", viewport=PHONE)
    page.get_by_text("Filters").first.click()
    field = facet(page).get_by_label("Find an outlet")
    field.press_sequentially("citta 115")
    facet(page).get_by_role("checkbox", name=re.compile("Città 115")).check()
    field.fill("courier 11")
    expect(facet(page).get_by_role("status")).to_have_text("5 outlets")
    expect(facet(page).get_by_role("checkbox", checked=True)).to_have_count(2)
    field.fill("")
    expect(facet(page).get_by_role("status")).to_have_text("")
    expect(facet(page).get_by_role("checkbox", checked=True)).to_have_count(2)
    page.get_by_role("button", name="Apply the filters").click()
    expect(page.locator(".total")).to_contain_text("2 passages")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_on_the_page_of_values_several_are_chosen_together(visit: Visit, script: bool) -> None:
    page = visit("/search?q=plain", java_script_enabled=script, viewport=WIDE)
    facet(page).get_by_label("Find an outlet").fill("eco 00")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/values/outlet\?q=plain&find=eco\+00"))
    page.get_by_role("checkbox", name=re.compile("Eco 003")).check()
    page.get_by_label("Find an outlet").fill("courier 00")
    page.keyboard.press("Enter")
    expect(page.get_by_role("checkbox", name=re.compile("Eco 003"))).to_be_checked()
    page.get_by_role("checkbox", name=re.compile("Courier 002")).check()
    page.get_by_role("button", name="A–Z").click()
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(2)
    page.get_by_role("button", name="Show the passages").click()
    expect(page).to_have_url(re.compile(r"/search\?q=plain&outlet=Eco\+003&outlet=Courier\+002$"))
    expect(page.locator(".total")).to_contain_text("2 passages")
