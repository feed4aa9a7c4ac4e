"""A server and a browser, for the tests and for the screenshots."""

from __future__ import annotations

import logging
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from waitress.server import create_server

from indexer.engine.base import Engine
from search_app.app import create_app

NO_CHROMIUM = "no chromium on the PATH: install it or name it in PASSAGGI_CHROMIUM"


@contextmanager
def served(engine: Engine) -> Iterator[str]:
    """The address of the application over ``engine``, served as in production."""
    # As in production: requests wait their turn.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    server = create_server(create_app(engine), host="127.0.0.1", port=0)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.close()
        thread.join(10)


def chromium() -> str | None:
    """Where Chromium is, if it is."""
    named = os.environ.get("PASSAGGI_CHROMIUM")
    return named or shutil.which("chromium") or shutil.which("google-chrome")
