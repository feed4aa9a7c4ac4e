"""A browser, a server, and what must hold on every page that a journey visits."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Response, expect, sync_playwright

from indexer.engine.base import Engine
from tests.browser.serving import NO_CHROMIUM, chromium, served
from tests.web.samples import newsroom
from tests.web.stub import StubEngine

Visit = Callable[..., Page]

# What is expected is waited for; on a busy machine that may take a while.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="module")
def engine() -> Engine:
    """The engine that the journeys are made over; a module may have one of its own."""
    return StubEngine(newsroom())


@pytest.fixture(scope="module")
def site(engine: Engine) -> Iterator[str]:
    """The address of the application, served as in production."""
    with served(engine) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    if not path:
        if os.environ.get("CI"):
            pytest.fail(NO_CHROMIUM)
        pytest.skip(NO_CHROMIUM)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Visit]:
    """Open an address in a window of its own; options are those of a Playwright context.

    At the end no page may have asked another host, raised an error or broken its policy.
    """
    contexts = []
    faults: list[str] = []

    def open_(address: str, **options: Any) -> Page:
        context = browser.new_context(base_url=site, **{"locale": "en-GB", **options})
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: faults.extend(_foreign(request.url, site)))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.extend(_refused(said)))
        page.on("response", lambda response: faults.extend(_broken(response)))
        page.goto(address)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert faults == []


def _refused(said: ConsoleMessage) -> list[str]:
    told_by_response = said.text.startswith("Failed to load resource")
    return [said.text] if said.type == "error" and not told_by_response else []


def _broken(response: Response) -> list[str]:
    is_page = response.request.resource_type == "document"
    return [] if response.status < 400 or is_page else [f"{response.status} {response.url}"]


def _foreign(url: str, site: str) -> list[str]:
    return [] if urlsplit(url).netloc in (urlsplit(site).netloc, "") else [url]
