"""A feed as JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

from __future__ import annotations

import json
from typing import Any

from search_app.passing_on.entries import Entry
from search_app.passing_on.feed import Feed

TYPE = "application/feed+json"
_VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(feed: Feed, icon: str) -> bytes:
    """The feed as a JSON document in UTF-8; what is not known is not a member."""
    told = {
        "version": _VERSION,
        "title": feed.title,
        "description": feed.told,
        "home_page_url": feed.page,
        "feed_url": feed.address,
        "next_url": feed.next,
        "favicon": icon,
        "language": feed.language,
        "items": [_item(entry) for entry in feed.entries],
    }
    return json.dumps(_known(told), ensure_ascii=False).encode() + b"\n"


def _item(entry: Entry) -> dict[str, Any]:
    return _known(
        {
            "id": entry.id,
            "url": entry.link,
            "external_url": entry.source,
            "title": entry.title,
            "content_html": str(entry.html),
            "content_text": entry.text,
            "date_published": entry.published and entry.published.isoformat(),
            "date_modified": entry.updated and entry.updated.isoformat(),
            "authors": [{"name": name} for name in entry.authors],
            "tags": [tag for tag in (entry.outlet, entry.section) if tag],
            "language": entry.language,
            # What a program needs to ask the API for the article, and cannot tell from the tags.
            "_passaggi": {
                "article": entry.article_id,
                "passage": entry.ordinal,
                "role": str(entry.role),
                "outlet": entry.outlet,
            },
        }
    )


def _known(members: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value is not None}
