"""A hit as its card shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from indexer.documents import Role
from indexer.engine.base import Engine, Hit, Results
from search_app import labels, links
from search_app.i18n import interface
from search_app.marking import mark
from search_app.params import Asked
from search_app.reasons import reasons, sentence
from search_app.results.copies import Copies, Placed, copies, grouped

_REASONS = 3
"""Words that a card says at once how they were found."""


@dataclass(frozen=True, slots=True)
class Why:
    """Why a passage was found: the first reasons, and the others, which are folded away."""

    told: str
    rest: str
    folded: int


@dataclass(frozen=True, slots=True)
class Card:
    """A passage found, the ``number``-th of its search.

    ``derived`` says that the heading is no headline but a text's beginning.
    ``form_link``, of a button of the search form, is there where ``link`` cannot carry the query.
    """

    number: int | None
    heading: Markup
    derived: bool
    heading_language: str | None
    text: Markup | None
    language: str | None
    outlet: str
    published: str | None
    day: str
    language_name: str | None
    role: str | None
    why: Why | None
    link: str
    form_link: str | None
    copied: str
    source: str | None
    cite: str
    like: str
    copies: Copies | None


def cards(engine: Engine, asked: Asked, results: Results) -> tuple[Card, ...]:
    """The hits of a page; one that nearly repeats one above it stands in the card of that one."""
    hits = [
        Placed(number, hit) for number, hit in enumerate(results.hits, results.query.offset + 1)
    ]
    return tuple(
        card(engine, asked, leader.hit, leader.number, followers)
        for leader, followers in grouped(hits)
    )


def card(
    engine: Engine,
    asked: Asked,
    hit: Hit,
    number: int | None = None,
    followers: Sequence[Placed] = (),
) -> Card:
    """A hit, the ``number``-th of its search, as a card, with those that share it.

    A headline is marked where it stands, not repeated as a passage.
    """
    marked = mark(hit.text, hit.highlights)
    headed = hit.role is Role.HEADLINE or hit.text == hit.title
    own_language = hit.role not in (Role.CAPTION, Role.RELATED)
    plain = links.article(hit.article_id, ordinal=hit.ordinal)
    link = links.passage(asked, hit.article_id, hit.ordinal, number)
    return Card(
        number=number,
        heading=marked if headed else mark(hit.title, ()),
        derived=hit.role is not Role.HEADLINE and (headed or hit.title.endswith("…")),
        heading_language=hit.language if own_language else None,
        text=None if headed else marked,
        language=hit.language,
        outlet=labels.value("outlet", hit.outlet),
        published=hit.published,
        day=labels.day(hit.published),
        language_name=interface().language(hit.language) if hit.language else None,
        role=None if hit.role is Role.BODY else labels.role(hit.role),
        why=_why(hit),
        link=link or plain,
        form_link=None if link else plain,
        copied=plain,
        source=links.external(hit.source_link),
        cite=links.cite(asked, hit.article_id, hit.ordinal),
        like=links.like(hit.article_id, hit.ordinal, ui=asked.ui),
        copies=copies(engine, asked, hit, followers),
    )


def _why(hit: Hit) -> Why | None:
    found = reasons(hit.why)
    first, rest = found[:_REASONS], found[_REASONS:]
    return (
        Why(sentence(first, labels.via), sentence(rest, labels.via), len(rest)) if found else None
    )
