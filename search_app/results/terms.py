"""What was looked up as the page shows it: a row for each language, each related term removable."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analyzers.folding import fold
from indexer.engine.base import Engine, Results
from indexer.query.parts import parts
from indexer.query.related import Via
from search_app import labels, links
from search_app.expansion import Expansion, looked_up
from search_app.i18n import gettext, ngettext
from search_app.params import Asked
from search_app.results.options import Option

PARTS = 12
"""Parts of a query that are shown, each to be taken out; a pasted text has more, and none is."""

SHOWN = 12
LISTED = 60
"""Related terms of a language that are shown, and those that can be unfolded."""


@dataclass(frozen=True, slots=True)
class Term:
    """A related term, and the search without it, or with it again if it was taken out.

    ``name`` says what ``change`` does; ``heading`` is the kind of the term where it is the first
    of that.
    """

    term: str
    name: str
    heading: str | None
    change: Option


@dataclass(frozen=True, slots=True)
class Row:
    """What was looked up in the passages of one language, which ``place`` names."""

    place: str
    own: tuple[str, ...]
    shown: tuple[Term, ...]
    rest: tuple[Term, ...]
    unlisted: str | None
    removed: tuple[Term, ...]


def asked_for(asked: Asked) -> tuple[Option, ...]:
    """The parts of the query, each with the search without it; none where it is a single thing."""
    split = parts(asked.query.text)
    if len(split) > PARTS or len(asked.query.text) > links.LONGEST:
        return ()
    return tuple(
        Option(
            part.text,
            None if part.without is None else links.unless_long(asked.having(text=part.without)),
        )
        for part in split
    )


def rows(engine: Engine, asked: Asked, results: Results, *, own: bool) -> tuple[Row, ...]:
    """The languages that are searched; none where nothing related was or could be looked up.

    With ``own``, the words of the query that stand in the language are given too.
    """
    found = looked_up(engine, results)
    beside = dict.fromkeys(each.language for each in (*found.related, *found.removed))
    every = [*(each.language for each in found.own), *beside]
    wanted = asked.query.languages or every
    languages = [code for code in dict.fromkeys(every) if code in wanted]
    if not any(code in beside for code in languages):
        return ()
    if not own:
        languages = [code for code in languages if code in beside]
    return tuple(
        _row(
            asked,
            language,
            [each.term for each in found.own if own and each.language == language],
            [each for each in found.related if each.language == language],
            [each for each in found.removed if each.language == language],
        )
        for language in languages
    )


def kept(asked: Asked, rows: Iterable[Row]) -> tuple[str, ...]:
    """The terms taken out that are no checkbox of the search form, which must carry them all."""
    removed = [each.change for row in rows for each in row.removed]
    boxes = {fold(each.value) for each in removed if each.value and not each.link}
    return tuple(name for name in asked.query.without if fold(name) not in boxes)


def _row(
    asked: Asked,
    language: str | None,
    own: Sequence[str],
    related: Sequence[Expansion],
    removed: Sequence[Expansion],
) -> Row:
    unlisted = len(related) - LISTED
    name = _language(language)
    return Row(
        gettext("in %(languages)s", languages=name) if language else name,
        tuple(own),
        tuple(_terms(asked, related[:SHOWN])),
        tuple(_terms(asked, related[SHOWN:LISTED])),
        ngettext("and %(num)s more, not listed", "and %(num)s more, not listed", unlisted)
        if unlisted > 0
        else None,
        tuple(_terms(asked, removed)),
    )


def _terms(asked: Asked, expansions: Iterable[Expansion]) -> Iterable[Term]:
    before: Via | None = None
    for each in expansions:
        kind = labels.related(each.via)
        yield Term(
            each.term,
            _named(asked, each, kind),
            kind if each.via is not before else None,
            _change(asked, each),
        )
        before = each.via


def _named(asked: Asked, each: Expansion, kind: str) -> str:
    message = (
        gettext("Put back %(kind)s %(term)s (%(language)s)")
        if _is_removed(asked, each)
        else gettext("Remove %(kind)s %(term)s (%(language)s)")
    )
    return message % {"kind": kind, "term": each.term, "language": _language(each.language)}


def _change(asked: Asked, each: Expansion) -> Option:
    without = tuple(name for name in asked.query.without if fold(name) != fold(each.name))
    if not _is_removed(asked, each):
        without += (each.name,)
    link = links.unless_long(asked.having(without=without))
    comes_from = f"{each.typed} → {each.term}" + (f" ({each.origin})" if each.origin else "")
    return Option(each.term, link, name="without", value=each.name, hint=comes_from)


def _language(code: str | None) -> str:
    return labels.value("lang", code)


def _is_removed(asked: Asked, each: Expansion) -> bool:
    return fold(each.name) in map(fold, asked.query.without)
