"""The results page as the template sees it: cards, paging, and what else the query would find."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup

from indexer.documents import Role
from indexer.engine.base import Engine, Hit, Results
from indexer.query.lexemes import OPERATORS
from indexer.query.model import MAX_OFFSET, Match, Sort
from search_app import labels, links
from search_app.copies import Copies, copies
from search_app.i18n import gettext, interface, ngettext
from search_app.marking import mark
from search_app.params import Asked
from search_app.reasons import reasons, sentence

FEW = 10
_PLAIN_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_MOST_PLAIN_WORDS = 12
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
    """A passage found. ``derived`` says that the heading is no headline but a text's beginning.

    ``form_link``, of a button of the search form, is there where ``link`` cannot carry the query.
    """

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
    copies: Copies | None


@dataclass(frozen=True, slots=True)
class Option:
    """A variant of this page; the current one is marked.

    Where its address is too long to be repeated, ``link`` is None and the parameter ``name`` of
    the search form is set to ``value`` instead.
    """

    label: str
    link: str | None
    current: bool = False
    name: str | None = None
    value: str | None = None
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class Paging:
    """The other pages; None in ``pages`` stands for those left out between two."""

    previous: Option | None
    next: Option | None
    pages: tuple[Option | None, ...]


def card(engine: Engine, asked: Asked, hit: Hit) -> Card:
    """A hit as a card; a headline is marked where it stands, not repeated as a passage."""
    marked = mark(hit.text, hit.highlights)
    headed = hit.role is Role.HEADLINE or hit.text == hit.title
    own_language = hit.role not in (Role.CAPTION, Role.RELATED)
    plain = links.article(hit.article_id, ordinal=hit.ordinal)
    link = links.passage(asked, hit.article_id, hit.ordinal)
    return Card(
        heading=marked if headed else mark(hit.title, ()),
        derived=hit.role is not Role.HEADLINE and (headed or hit.title.endswith("…")),
        heading_language=hit.language if own_language else None,
        text=None if headed else marked,
        language=hit.language,
        outlet=labels.value("outlet", hit.outlet),
        published=hit.published,
        day=interface().day(hit.published) if hit.published else labels.value("month", None),
        language_name=interface().language(hit.language) if hit.language else None,
        role=None if hit.role is Role.BODY else labels.role(hit.role),
        why=_why(hit),
        link=link or plain,
        form_link=None if link else plain,
        copied=plain,
        source=links.external(hit.source_link),
        copies=copies(engine, asked, hit),
    )


def _why(hit: Hit) -> Why | None:
    found = reasons(hit.why)
    first, rest = found[:_REASONS], found[_REASONS:]
    return (
        Why(sentence(first, labels.via), sentence(rest, labels.via), len(rest)) if found else None
    )


def last_page(asked: Asked, total: int) -> int:
    """The number of the last page that can be asked for."""
    return max(1, min(-(-total // asked.size), MAX_OFFSET // asked.size + 1))


def paging(asked: Asked, total: int) -> Paging:
    """First, last and neighbouring pages."""
    last = last_page(asked, total)
    numbers = [n for n in range(1, last + 1) if n in (1, last) or abs(n - asked.page) <= 1]
    pages: list[Option | None] = []
    for before, number in zip([0, *numbers], numbers, strict=False):
        if number - before == 2:
            pages.append(page(asked, number - 1))
        elif number - before > 2:
            pages.append(None)
        pages.append(page(asked, number))
    return Paging(
        page(asked, asked.page - 1) if 1 < asked.page <= last else None,
        page(asked, asked.page + 1) if asked.page < last else None,
        tuple(pages) if last > 1 else (),
    )


def sorts(asked: Asked) -> tuple[Option, ...]:
    """The orders that the hits can be put in."""
    return tuple(
        _option(label, asked.having(sort=each), "sort", each, current=each is asked.query.sort)
        for each, label in labels.SORTS.items()
    )


def matches(asked: Asked) -> tuple[Option, ...]:
    """How far a match may be from the word typed."""
    return tuple(_match(asked, each, current=each is asked.query.match) for each in labels.MATCHES)


def offers(engine: Engine, asked: Asked, results: Results) -> tuple[Option, ...]:
    """What narrower and wider readings of the query would find, each with its exact number."""
    made = [*wider(engine, asked, results)] if 0 < results.total <= FEW else []
    together = all_words(asked)
    if together and results.total and (link := links.unless_long(together)):
        found = _total(engine, together)
        if 0 < found < results.total:
            label = ngettext("all of the words: %(num)s", "all of the words: %(num)s", found)
            made.append(Option(label, link))
    teasers = asked.having(roles=(Role.RELATED,))
    few = results.total <= FEW and Role.RELATED not in asked.query.roles
    if few and (link := links.unless_long(teasers)) and (found := _total(engine, teasers)):
        label = ngettext("%(num)s in related headlines", "%(num)s in related headlines", found)
        made.append(Option(label, link))
    return tuple(made)


def meant(asked: Asked, results: Results) -> Option | None:
    """The search that was likely meant, with the filters that are on."""
    text = results.suggestion
    if text is None:
        return None
    return Option(text, links.unless_long(asked.having(text=text)), name="q", value=text)


def loosenings(engine: Engine, asked: Asked, results: Results) -> tuple[Option, ...]:
    """For a search that found nothing: those that ask for less and find something."""
    if results.total:
        return ()
    made = [*wider(engine, asked, results)]
    link = links.unless_long(asked.unfiltered()) if asked.filtered() else None
    if link and (found := _total(engine, asked.unfiltered())):
        label = gettext("without filters: %(num)s", num=interface().number(found))
        made.append(Option(label, link))
    return tuple(made)


def wider(engine: Engine, asked: Asked, results: Results) -> Iterator[Option]:
    """The greater strengths, and the words that were taken out, where they find more."""
    most = results.total
    strengths = list(Match)
    for each in strengths[strengths.index(asked.query.match) + 1 :]:
        if (found := _total(engine, asked.having(match=each))) > most:
            label = gettext(labels.WIDER[each], num=interface().number(found))
            yield replace(_match(asked, each), label=label)
            most = found
    whole = asked.having(without=())
    lacking = asked.query.without and asked.query.match is Match.RELATED
    if lacking and (found := _total(engine, whole)) > most:
        label = gettext("with the words put back: %(num)s", num=interface().number(found))
        if link := links.unless_long(whole):
            yield Option(label, link)


def all_words(asked: Asked) -> Asked | None:
    """The search for passages with all of the words, if the query is two or more plain words."""
    words = asked.query.text.split()
    plain = all(_PLAIN_WORD.fullmatch(word) and word not in OPERATORS for word in words)
    if not plain or not 2 <= len(words) <= _MOST_PLAIN_WORDS:
        return None
    return asked.having(text=" AND ".join(words))


def _total(engine: Engine, asked: Asked) -> int:
    return engine.search(replace(asked.query, limit=0, offset=0, sort=Sort.RELEVANCE)).total


def page(asked: Asked, number: int) -> Option:
    """A page of the answer."""
    label, on_page = interface().number(number), asked.on_page(number)
    return _option(label, on_page, "page", str(number), current=number == asked.page)


def _match(asked: Asked, each: Match, *, current: bool = False) -> Option:
    made = _option(labels.MATCHES[each], asked.having(match=each), "match", each, current=current)
    return replace(made, hint=gettext(labels.MATCHES_EXPLAINED[each]))


def _option(label: str, leads_to: Asked, name: str, value: str, *, current: bool) -> Option:
    return Option(gettext(label), links.unless_long(leads_to), current, name, value)
