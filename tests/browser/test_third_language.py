"""The page has room for a language whose words are longer: one made up of the messages."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from indexer.engine.base import Engine
from tests.browser.conftest import Visit
from tests.browser.serving import served
from tests.browser.test_appearance import PAGES
from tests.browser.test_every_page import VIEWS, engine, layout_faults
from tests.web.test_i18n import extracted
from tests.web.third_language import spoken

__all__ = ["engine"]

pytestmark = pytest.mark.browser

NARROW = ("320 pixels", "390 pixels", "spaced text in 320 pixels", "zoomed to 200 %")


@pytest.fixture(scope="module")
def third(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with spoken(extracted(), tmp_path_factory.mktemp("translations")) as code:
        yield code


@pytest.fixture(scope="module")
def site(engine: Engine, third: str) -> Iterator[str]:  # noqa: ARG001
    with served(engine) as address:
        yield address


@pytest.mark.parametrize("address", [re.sub("[?&]ui=it", "", each) for each in PAGES])
def test_longer_words_have_room(visit: Visit, third: str, address: str) -> None:
    page = visit(address, locale=third)
    assert page.get_attribute("html", "lang") == third
    assert layout_faults(page, {name: VIEWS[name] for name in NARROW}) == []
