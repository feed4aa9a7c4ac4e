"""Bodies as small as the client takes them: brotli or gzip, where there is something to gain.

Nothing on a page is secret, so that its length when compressed may tell what it will.
"""

from __future__ import annotations

import gzip

import brotli
from flask import Response, request

SMALLEST = 1024
"""Bytes from which a body is compressed: a smaller one goes in a packet as it is."""

_BROTLI = 4
_GZIP = 5
"""Levels: docs/pages.md says what they take and save."""

_TEXTS = frozenset(
    (
        "text/html", "text/css", "text/javascript", "text/plain", "application/json",
        "image/svg+xml", "application/atom+xml", "application/feed+json",
        "application/opensearchdescription+xml", "application/x-suggestions+json",
    )
)  # fmt: skip

_UNTOUCHED = (204, 206, 304)
"""Answers without a body, or with a part of one, of which the bytes count."""


def compress(response: Response) -> Response:
    """The response, its body compressed if the request accepts it and it is text of some length.

    What is streamed stays as it is; of a file the whole is read.
    """
    streamed = response.is_streamed and not response.direct_passthrough
    if response.mimetype not in _TEXTS or streamed or response.content_encoding:
        return response
    response.vary.add("Accept-Encoding")
    encoding = max(("br", "gzip"), key=request.accept_encodings.quality)
    if not request.accept_encodings.quality(encoding) or response.status_code in _UNTOUCHED:
        return response
    response.direct_passthrough = False
    body = response.get_data()
    if len(body) < SMALLEST:
        return response
    response.set_data(_compressed(body, encoding))
    response.content_encoding = encoding
    response.headers.pop("Accept-Ranges", None)
    tag, _ = response.get_etag()
    if tag:
        # It names the page, whatever bytes carry it.
        response.set_etag(tag, weak=True)
    return response


def _compressed(body: bytes, encoding: str) -> bytes:
    if encoding == "br":
        compressed: bytes = brotli.compress(body, mode=brotli.MODE_TEXT, quality=_BROTLI)
        return compressed
    return gzip.compress(body, _GZIP, mtime=0)
