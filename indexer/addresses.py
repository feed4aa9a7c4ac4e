"""By which address an article is known, however it was reached.

Tracking parameters, the AMP and mobile editions and the scheme lead to the same article. Sources:
courlan's list of trackers; "AMP on Google" (Google, AMP cache URL format) for addresses of caches.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit

from indexer.links import is_web_address

_CACHE = re.compile(
    r"[^/]+\.cdn\.ampproject\.org/[a-z]+/(?:s/)?|(?:www\.)?google\.[a-z.]+/amp/(?:s/)?"
)
_EDITION = re.compile(r"(?:www|m|mobile|amp)\.(?=[^/.]+\.[^/]+)")
_AMP_PATH = re.compile(r"/amp(?=/|$)|\.amp(?=(?:\.html?)?$)")
_AMP_PARAMETERS = frozenset({("outputType", "amp"), ("amp", ""), ("amp", "1"), ("amp", "true")})


@lru_cache(maxsize=10_000)
def address_of(url: str | None) -> str | None:
    """By which address an article of this URL is known; None where it has none on the web."""
    return canonical(url) if url and is_web_address(url) else None


def canonical(url: str) -> str:
    """The address without what does not tell articles apart; for comparing, not for opening.

    >>> canonical("http://amp.ilmolo.example/2025/11/12/porto.amp.html?utm_source=feed#top")
    'ilmolo.example/2025/11/12/porto.html'
    """
    # Importing takes a tenth of a second, which only what is indexed should cost.
    from courlan import normalize_url

    parts = urlsplit(normalize_url(url))
    host, _, path = _CACHE.sub("", f"{parts.netloc}{parts.path}", count=1).partition("/")
    host = _EDITION.sub("", host.removesuffix(":80").removesuffix(":443"))
    path = _AMP_PATH.sub("", f"/{path}").rstrip("/")
    asked = parse_qsl(parts.query, keep_blank_values=True)
    kept = urlencode([each for each in asked if each not in _AMP_PARAMETERS])
    return f"{host}{path}?{kept}" if kept else f"{host}{path}"
