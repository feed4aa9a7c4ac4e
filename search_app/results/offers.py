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
    made = [*wider(engine, asked, results.total)] if 0 < results.total <= FEW else []
    together = all_words(asked)
    if together and results.total and (link := links.unless_long(together)):
        found = engine.count(together.query)
        if 0 < found < results.total:
            label = ngettext("all of the words: %(num)s", "all of the words: %(num)s", found)
            made.append(Option(label, link))
    if teasers := _with_teasers(asked, results):
        made.append(teasers)
    return tuple(made)


def _with_teasers(asked: Asked, results: Results) -> Option | None:
    """The search with the teasers of other articles, where it finds some and does not search them.

    Its total is that of the search and of the teasers together.
    """
    searched = {each.value for each in results.facets.get("role", ())}
    if not results.teasers or Role.RELATED in searched:
        return None
    roles = (*asked.query.roles, Role.RELATED) if asked.query.roles else tuple(Role)
    link = links.unless_long(asked.having(roles=roles))
    label = ngettext(
        "%(num)s in related headlines — include it",
        "%(num)s in related headlines — include them",
        results.teasers,
    )
    return Option(label, link) if link else None


def meant(asked: Asked, results: Results) -> Option | None:
    """The search that was likely meant, with the filters that are on."""
    text = results.suggestion
    if text is None:
        return None
    return Option(text, links.unless_long(asked.having(text=text)), name="q", value=text)


def wider(engine: Engine, asked: Asked, most: int) -> Iterator[Option]:
    """The greater strengths, and the words taken out, where they find more than ``most``."""
    strengths = list(Match)
    for each in strengths[strengths.index(asked.query.match) + 1 :]:
        if (found := engine.count(asked.having(match=each).query)) > most:
            label = gettext(labels.WIDER[each], num=interface().number(found))
            yield replace(match_option(asked, each), label=label)
            most = found
    whole = asked.having(without=())
    lacking = asked.query.without and asked.query.match is Match.RELATED
    if lacking and (found := engine.count(whole.query)) > most:
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
