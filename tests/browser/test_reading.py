"""What the reading view says for whoever judges an article, in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from indexer.engine.base import Engine
from tests.browser.conftest import Visit
from tests.web import samples
from tests.web.stub import StubEngine

pytestmark = pytest.mark.browser

FERRY = "/article/" + samples.FERRY[0].id


@pytest.fixture(scope="module")
def engine() -> Engine:
    """One article, corrected once."""
    engine = StubEngine()
    for version in samples.FERRY:
        engine.index([version])
    return engine


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_what_was_left_out_is_shown_and_hidden_again(visit: Visit, script: bool) -> None:
    page = visit(FERRY + "?q=ferry", java_script_enabled=script)
    expect(page.locator(".left-out")).to_have_count(0)
    page.get_by_role("link", name="show them in their places").click()
    expect(page).to_have_url(re.compile(r"\?q=ferry&left_out=show#left-out$"))
    expect(page.get_by_text("Slug: FERRY-1")).to_be_visible()
    page.get_by_role("link", name="hide them").click()
    expect(page.locator(".left-out")).to_have_count(0)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_the_number_of_corrections_leads_to_them_and_they_to_the_passages(
    visit: Visit, script: bool
) -> None:
    page = visit(FERRY, java_script_enabled=script)
    page.get_by_role("link", name="Corrected once").click()
    expect(page.get_by_role("heading", name="Corrections")).to_be_in_viewport()
    page.get_by_role("link", name="Passage 2", exact=True).click()
    expect(page.locator("#p2")).to_be_in_viewport()


def test_stepping_passes_over_what_was_left_out(visit: Visit) -> None:
    page = visit(FERRY + "?q=share+ferry&left_out=show")
    expect(page.locator(".left-out mark")).to_have_count(0)
    page.keyboard.press("n")
    expect(page).to_have_url(re.compile("#m1$"))


@pytest.mark.parametrize("locale", ["en-GB", "it-IT"])
def test_it_fits_every_width(visit: Visit, locale: str) -> None:
    page = visit(FERRY + "?left_out=show", locale=locale)
    page.get_by_role("group").locator("summary").click()
    for width in (320, 390, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") == width
        small = page.evaluate(
            """() => [...document.querySelectorAll("a, button, summary")]
                .filter((each) => each.checkVisibility() && !each.matches(".skip"))
                .filter((each) => each.getBoundingClientRect().height < 24)
                .map((each) => each.outerHTML.slice(0, 120))"""
        )
        assert small == []


def test_paper_gets_what_is_open(visit: Visit) -> None:
    page = visit(FERRY + "?left_out=show")
    page.emulate_media(media="print")
    about = page.locator(".about")
    expect(about).to_be_hidden()
    expect(page.get_by_text("hide them")).to_be_hidden()
    expect(page.locator(".left-out").first).to_be_visible()
    expect(page.locator(".corrections")).to_be_visible()
    about.evaluate("each => each.open = true")
    expect(about).to_be_visible()
