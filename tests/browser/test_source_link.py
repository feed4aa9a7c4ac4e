"""The source link of a passage, opened in a browser: it scrolls to that paragraph and marks it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, expect

from indexer.links import source_link

pytestmark = pytest.mark.browser

REFRAIN = "Talks may resume on Friday; neither side would say where."
LONG = "The harbour strike that has kept every ferry at its berth entered"
PASSAGES = [
    "Harbour strike enters its second week",
    f"{LONG} a second week on Wednesday, after a night of talks.",
    REFRAIN,
    "On the islands the strike is counted in milk and medicine.",
    REFRAIN,
    f"{LONG} its last day on Friday, the dockers’ union said.",
    "Perché no?",
    "It was the harbour, they said.",
    "PERCHE NO?",
]
_STYLE = "<style>p { margin-bottom: 2000px } ::target-text { background: red }</style>"


class _Source(BaseHTTPRequestHandler):
    """A page of the passages, each higher than the window."""

    def do_GET(self) -> None:
        paragraphs = (
            f'<p id="n{number}">{escape(text)}</p>' for number, text in enumerate(PASSAGES, start=1)
        )
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(
            f"<!doctype html><title>Source</title>{_STYLE}{''.join(paragraphs)}".encode()
        )

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def source() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Source)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/article"
    server.shutdown()
    server.server_close()
    thread.join(10)


@pytest.mark.parametrize("ordinal", range(1, len(PASSAGES) + 1))
def test_it_opens_at_the_paragraph(browser: Browser, source: str, ordinal: int) -> None:
    link = source_link(source, PASSAGES, ordinal)
    assert link is not None
    context = browser.new_context(viewport={"width": 800, "height": 600})
    page = context.new_page()
    page.goto(link)
    for number in range(1, len(PASSAGES) + 1):
        paragraph = page.locator(f"#n{number}")
        if number == ordinal:
            expect(paragraph).to_be_in_viewport()
        else:
            expect(paragraph).not_to_be_in_viewport()
    marked = page.locator(f"#n{ordinal}").screenshot()
    page.goto("about:blank")
    page.goto(source)
    assert page.locator(f"#n{ordinal}").screenshot() != marked
    context.close()
