"""How the pages look: widths, themes, sizes of what is clicked."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.web import samples

pytestmark = pytest.mark.browser

PAGES = [
    "/",
    "/search?q=harbour&outlet=null&outlet=The+Northern+Courier&from=2025-01-01&month=null",
    "/search?q=editor&size=2&page=8&ui=it",
    "/search?q=xyzzy&match=word&lang=en&ui=it",
    f"/article/{samples.HARBOUR.id}?q=harbour+the+list#p5",
    f"/article/{samples.PORTO.id}?q=harbour&size=2&hit=3",
    "/article/untitled",
    f"/like/{samples.HARBOUR.id}?p=3",
    f"/cite/{samples.HARBOUR.id}?p=5&ui=it",
    "/cite/untitled",
    "/compare?q=harbour",
    "/compare?q=letter&lang=en&page=2&ui=it",
    "/values/outlet?q=letter&outlet=Weekly+1&find=weekly",
    "/values/section?q=harbour&order=name&ui=it",
    "/search?q=harbour&from=2025-11-12&to=2025-11-12",
    "/search?month=null&q=" + "harbour+" * 40,
    "/timeline?q=letter+harbour&month=null&from=2023",
    "/search?q=a&size=0",
    "/api?ui=it",
    "/search?q=nothing+" + "unbroken" * 40,
    "/search?q=" + "harbour+" * 150,
    f"/article/{samples.FERRY[0].id}?left_out=show",
    "/nowhere",
    "/search?q=letter&size=2&page=4&month=2025-11&ui=it",
    "/search?q=letter&page=99",
]
"""Every kind of page, for what must hold on all of them."""


def test_light_and_dark(visit: Visit) -> None:
    grounds = []
    for theme in ("light", "dark"):
        page = visit("/search?q=harbour", color_scheme=theme)
        grounds.append(page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))
    assert grounds == ["rgb(251, 249, 244)", "rgb(23, 22, 20)"]


def test_marks_are_seen_in_forced_colours(visit: Visit) -> None:
    page = visit("/search?q=harbour", forced_colors="active")
    mark, text = (
        page.locator(f".card {selector}").first.evaluate("e => getComputedStyle(e).backgroundColor")
        for selector in ("mark", ".passage")
    )
    assert mark != text


def test_filters_stand_beside_the_passages_only_where_there_is_room(visit: Visit) -> None:
    wide = visit("/search?q=harbour", viewport={"width": 1280, "height": 800})
    facets, found = wide.locator(".facets").bounding_box(), wide.locator(".found").bounding_box()
    assert facets is not None
    assert found is not None
    assert facets["x"] + facets["width"] < found["x"]
    narrow = visit("/search?q=harbour", viewport={"width": 390, "height": 800})
    expect(narrow.locator(".facets")).to_be_hidden()


def test_paper_gets_the_passages_alone(visit: Visit) -> None:
    page = visit("/search?q=harbour")
    page.emulate_media(media="print")
    expect(page.locator(".passage").first).to_be_visible()
    expect(page.locator(".facets")).to_be_hidden()
    expect(page.locator(".actions").first).to_be_hidden()
