"""What axe finds on the pages. It is not installed here: PASSAGGI_AXE names an axe.min.js."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from indexer.engine.base import Engine
from tests.browser.conftest import Visit
from tests.browser.test_appearance import PAGES
from tests.web import samples
from tests.web.stub import StubEngine

AXE = os.environ.get("PASSAGGI_AXE")
CERTAIN = """async () => (await axe.run({ resultTypes: ["violations"] })).violations
    .map((each) => `${each.id}: ${each.nodes[0].html}`)"""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not AXE, reason="PASSAGGI_AXE names no axe.min.js (npm install axe-core)"),
]


ADDRESSES = [
    *PAGES,
    f"/article/{samples.FERRY[0].id}?left_out=show",
    "/nowhere",
    "/search?q=" + "harbour+" * 150,
]


@pytest.fixture(scope="module")
def engine() -> Engine:
    """The articles of the other journeys, and one that was corrected."""
    engine = StubEngine(samples.newsroom())
    for version in samples.FERRY:
        engine.index([version])
    return engine


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_the_help(visit: Visit, theme: str) -> None:
    page = visit("/search?q=harbour", color_scheme=theme, bypass_csp=True)
    page.add_script_tag(content=Path(str(AXE)).read_text(encoding="utf-8"))
    page.get_by_role("button", name="Keyboard shortcuts").click()
    assert page.evaluate(CERTAIN) == []


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["en-GB", "it-IT"])
def test_axe_finds_nothing(visit: Visit, address: str, theme: str, locale: str) -> None:
    page = visit(address, color_scheme=theme, locale=locale, bypass_csp=True)
    page.add_script_tag(content=Path(str(AXE)).read_text(encoding="utf-8"))
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert page.evaluate(CERTAIN) == []
