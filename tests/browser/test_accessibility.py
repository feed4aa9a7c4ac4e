"""What axe finds on the pages. It is not installed here: PASSAGGI_AXE names an axe.min.js."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.browser.conftest import Visit
from tests.browser.test_appearance import PAGES

AXE = os.environ.get("PASSAGGI_AXE")
CERTAIN = """async () => (await axe.run({ resultTypes: ["violations"] })).violations
    .map((each) => `${each.id}: ${each.nodes[0].html}`)"""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not AXE, reason="PASSAGGI_AXE names no axe.min.js (npm install axe-core)"),
]


@pytest.mark.parametrize("address", [*PAGES, "/nowhere", "/search?q=" + "harbour+" * 150])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["en-GB", "it-IT"])
def test_axe_finds_nothing(visit: Visit, address: str, theme: str, locale: str) -> None:
    page = visit(address, color_scheme=theme, locale=locale, bypass_csp=True)
    page.add_script_tag(content=Path(str(AXE)).read_text(encoding="utf-8"))
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert page.evaluate(CERTAIN) == []
