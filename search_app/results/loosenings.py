"""Where nothing was found: the searches that ask for less, and what each would find."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from indexer.engine.base import Engine
from indexer.query.parts import any_of, parts, unquoted
from search_app import links
from search_app.i18n import gettext, interface
from search_app.params import Asked
from search_app.results.facets import chips
from search_app.results.offers import wider
from search_app.results.options import Option

_MOST_PARTS = 12
"""Parts of a query that are tried without one of them; each takes a search."""


@dataclass(frozen=True, slots=True)
class _Looser:
    """A search that asks for less; ``label`` says what for."""

    label: str
    asked: Asked


def loosenings(engine: Engine, asked: Asked, found: int) -> tuple[Option, ...]:
    """For a search that found nothing: those that ask for less and find something."""
    if found:
        return ()
    made = [*wider(engine, asked, found)]
    told = {each.link for each in made}
    for looser in (*_less_filtered(asked), *_fewer_words(asked)):
        link = links.unless_long(looser.asked)
        if link and link not in told and (count := engine.count(looser.asked.query)):
            told.add(link)
            number = interface().number(count)
            made.append(Option(f"{looser.label}: {number}", link))
    return tuple(made)


def _less_filtered(asked: Asked) -> Iterator[_Looser]:
    """Without each filter, then without any."""
    filters = chips(asked)
    if len(filters) > 1:
        for chip in filters:
            label = gettext("without the filter “%(name)s”", name=chip.label)
            yield _Looser(label, chip.search)
    if asked.filtered():
        yield _Looser(gettext("without filters"), asked.unfiltered())


def _fewer_words(asked: Asked) -> Iterator[_Looser]:
    """Any of the words instead of all, words instead of phrases, a part less."""
    text = asked.query.text
    for label, looser in (
        (gettext("any of the words"), any_of(text)),
        (gettext("the words of the phrase, wherever they stand"), unquoted(text)),
    ):
        if looser:
            yield _Looser(label, asked.having(text=looser))
    split = parts(text)
    if len(split) <= _MOST_PARTS:
        for part in split:
            if part.without:
                label = gettext("without “%(words)s”", words=part.text)
                yield _Looser(label, asked.having(text=part.without))
