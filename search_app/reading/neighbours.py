"""From a passage that a search found back to all of them, and on to the next one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from indexer.engine.base import Engine, Hit
from search_app import links
from search_app.i18n import gettext, interface
from search_app.params import Asked
from search_app.results.options import Option


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The passages found before and after the one that is read, and its place among them."""

    place: str
    previous: str | None
    next: str | None


def back(asked: Asked) -> Option | None:
    """The page of the search that has the passage; None where nothing was searched for."""
    text = asked.query.text
    if not text:
        return None
    if asked.page == 1:
        return Option(text, links.unless_long(asked))
    return Option(text, links.unless_long(asked), name="page", value=str(asked.page))


def neighbours(engine: Engine, asked: Asked, article_id: str) -> Neighbours | None:
    """What stands beside the hit in the search; None where it is alone or there no longer."""
    if not (asked.hit and asked.query.text and links.unless_long(asked)):
        return None
    before = max(asked.hit - 2, 0)
    found = engine.search(replace(asked.query, offset=before, limit=3, similar=False))
    hits = dict(enumerate(found.hits, before + 1))
    if asked.hit not in hits or hits[asked.hit].article_id != article_id:
        return None
    previous, following = (_link(asked, hits, asked.hit + step) for step in (-1, 1))
    if not (previous or following):
        return None
    shown = interface()
    return Neighbours(
        gettext(
            "%(number)s of %(total)s",
            number=shown.number(asked.hit),
            total=shown.number(found.total),
        ),
        previous,
        following,
    )


def _link(asked: Asked, hits: dict[int, Hit], place: int) -> str | None:
    hit = hits.get(place)
    return links.passage(asked, hit.article_id, hit.ordinal, place) if hit else None
