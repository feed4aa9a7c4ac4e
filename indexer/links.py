"""Links: to a passage in the reading view, and to the source at that very paragraph.

Source of the fragment: "URL Fragment Text Directives", Draft Community Group Report, WICG.
"""

from __future__ import annotations

from urllib.parse import quote, urlsplit

_EDGE = 5
_WHOLE = 2 * _EDGE - 1
"""A browser looks for the last words after the first ones: the two must not overlap."""

_DIRECTIVE = ":~:"


def passage_link(article_id: str, ordinal: int) -> str:
    """The path of a passage in the reading view, ``/article/<id>#p<n>``."""
    return f"/article/{quote(article_id)}#p{ordinal}"


def source_link(url: str | None, text: str) -> str | None:
    """The source's address, opening at the paragraph; None without a web address.

    A short paragraph is named whole, a longer one by its first and last words.
    """
    if url is None or not is_web_address(url):
        return None
    url = url.partition(_DIRECTIVE)[0]
    words = text.split()
    if not words:
        return url
    if len(words) <= _WHOLE:
        directive = _encode(words)
    else:
        directive = _encode(words[:_EDGE]) + "," + _encode(words[-_EDGE:])
    joint = "" if "#" in url else "#"
    return f"{url}{joint}{_DIRECTIVE}text={directive}"


def is_web_address(url: str) -> bool:
    """Whether ``url`` leads to the web, http or https with a host: nothing that a browser runs."""
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False


def _encode(words: list[str]) -> str:
    """Percent-encode; a hyphen has a meaning of its own in a text directive."""
    return quote(" ".join(words), safe="").replace("-", "%2D")
