"""What else a query would find: wider and narrower readings of it, each with its exact number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from indexer.documents import Role
from indexer.engine.base import Engine, Results
from indexer.query.lexemes import OPERATORS
from indexer.query.model import Match
from search_app import labels, links
from search_app.i18n import gettext, interface, ngettext
from search_app.params import Asked
from search_app.results.options import Option, match_option

FEW = 10
_PLAIN_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_MOST_PLAIN_WORDS = 12


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
            yield replace(match_option(asked, each), label=label)
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
    return engine.count(asked.query)
