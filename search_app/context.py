"""What a request handler may reach beyond its request: the engine."""

from __future__ import annotations

from typing import cast

from flask import current_app

from indexer.engine.base import Engine

KEY = "passaggi.engine"


def engine() -> Engine:
    """The engine that the running application was made with."""
    return cast(Engine, current_app.extensions[KEY])
