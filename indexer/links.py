"""Links: to a passage in the reading view, and to the source at that very paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote, urlsplit

from indexer.text_directive import text_directive, text_directives

_DIRECTIVE = ":~:"


def passage_link(article_id: str, ordinal: int) -> str:
    """The path of a passage in the reading view, ``/article/<id>#p<n>``."""
    return f"/article/{quote(article_id)}#p{ordinal}"


def source_link(url: str | None, passages: Sequence[str], ordinal: int) -> str | None:
    """The source's address, opening at a passage; None without a web address.

    ``passages`` are the texts of the article's passages, of which it is the ``ordinal``-th; those
    after its next one may be left out.
    """
    if url is None or not is_web_address(url):
        return None
    return _opening_at(url, text_directive(passages, ordinal))


def source_links(url: str | None, passages: Sequence[str]) -> list[str | None]:
    """The source's address, opening at each of an article's passages; None without one."""
    if url is None or not is_web_address(url):
        return [None] * len(passages)
    return [_opening_at(url, directive) for directive in text_directives(passages)]


def _opening_at(url: str, directive: str | None) -> str:
    url = url.partition(_DIRECTIVE)[0]
    if directive is None:
        return url
    joint = "" if "#" in url else "#"
    return f"{url}{joint}{_DIRECTIVE}{directive}"


def is_web_address(url: str) -> bool:
    """Whether ``url`` leads to the web, http or https with a host: nothing that a browser runs."""
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False
