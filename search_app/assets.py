"""Style, script and mark: addresses that change with what the files hold, so that they keep."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

from flask import Response, request, url_for

_FOLDER = Path(__file__).with_name("static")
_KEPT = "public, max-age=31536000, immutable"
_DIGITS = 12


def address(name: str) -> str:
    """The address of a static file, with the version of what it holds."""
    return url_for("static", filename=name, v=versions()[name])


def cache(response: Response) -> None:
    """Let a static file be kept for a year where its address carries the version it has now."""
    name = (request.view_args or {}).get("filename")
    known = request.endpoint == "static" and name in versions() and response.status_code < 400
    if known and request.args.get("v") == versions()[str(name)]:
        response.headers["Cache-Control"] = _KEPT


@functools.cache
def versions() -> dict[str, str]:
    """The version of each static file, read once a process."""
    return {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()[:_DIGITS]
        for file in sorted(_FOLDER.iterdir())
        if file.is_file()
    }
