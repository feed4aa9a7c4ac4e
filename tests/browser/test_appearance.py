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
]


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_nothing_runs_off_the_side(visit: Visit, address: str, script: bool) -> None:
    page = visit(address, java_script_enabled=script)
    for width in (320, 390, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("width", [320, 1280])
def test_what_is_clicked_is_large_enough(visit: Visit, address: str, width: int) -> None:
    page = visit(address, viewport={"width": width, "height": 800})
    small = page.evaluate(
        """() => [...document.querySelectorAll("a, button, input, summary, label")]
            .filter((each) => each.checkVisibility() && !each.matches(".hidden, .skip"))
            .filter((each) => each.type !== "checkbox" && each.type !== "hidden")
            .filter((each) => each.getBoundingClientRect().height < 24)
            .map((each) => each.outerHTML.slice(0, 120))"""
    )
    assert small == []


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
