"""Letting pages of other sites read the API: off unless their origins are named.

Only addresses of ``machine.DATA`` are opened, only for reading, and never with credentials: another
site sees what anybody would be told. WHATWG Fetch, section 3.3.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from http import HTTPStatus

from flask import Flask, Response, request

from indexer.errors import BadParameter
from search_app import machine

ANY = "*"
ACCEPTED = "an origin such as https://desk.example, with a port if it has one, or *"

_ORIGIN = re.compile(
    r"(?P<scheme>https?)://(?P<host>[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])"
    r"(?::(?P<port>[0-9]{1,5}))?"
)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_KEPT_FOR = 86_400
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": str(_KEPT_FOR),
}
_EXPOSED = "ETag, Retry-After, Passages-Found, Passages-Given, Content-Disposition"


def read_origin(value: str) -> str:
    """An origin as browsers write it, or ``*``. Raises BadParameter.

    They write it in lower case, without the port that its scheme has anyway.
    """
    found = _ORIGIN.fullmatch(value.strip().lower())
    if value.strip() == ANY:
        return ANY
    if found is None or not 0 < int(found["port"] or 1) < 2**16:
        raise BadParameter("cors", value, ACCEPTED)
    origin = f"{found['scheme']}://{found['host']}"
    port = int(found["port"] or _DEFAULT_PORTS[found["scheme"]])
    return origin if port == _DEFAULT_PORTS[found["scheme"]] else f"{origin}:{port}"


def register(app: Flask, origins: Sequence[str]) -> None:
    """Let the pages of ``origins`` read what ``app`` answers to programs. Raises BadParameter."""
    allowed = frozenset(map(read_origin, origins))
    if not allowed:
        return

    def preflight() -> Response | None:
        asked = request.headers.get("Access-Control-Request-Method")
        if request.method != "OPTIONS" or not asked or not machine.is_data(request.path):
            return None
        return Response(status=HTTPStatus.NO_CONTENT)

    def opened(response: Response) -> Response:
        if not machine.is_data(request.path):
            return response
        origin = request.headers.get("Origin", "")
        if ANY in allowed:
            origin = ANY
        else:
            response.vary.add("Origin")
        if origin in allowed:
            response.headers["Access-Control-Allow-Origin"] = origin
            response.headers["Access-Control-Expose-Headers"] = _EXPOSED
            if request.method == "OPTIONS":
                response.headers.update(_PREFLIGHT)
        return response

    app.before_request(preflight)
    app.after_request(opened)
