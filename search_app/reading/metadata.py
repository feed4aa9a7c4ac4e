"""What is known of an article, field by field, and what each value was taken from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from indexer.documents import StoredArticle
from indexer.query.model import Query, Sort
from indexer.query.parse import parse
from indexer.query.render import render
from indexer.query.tree import Valued
from search_app import links, provenance
from search_app.i18n import N_, gettext, interface
from search_app.params import Asked

_NAMES = {
    "title": N_("Headline"),
    "outlet": N_("Outlet"),
    "author": N_("Author"),
    "agency": N_("Agency"),
    "section": N_("Section"),
    "published": N_("Published"),
    "modified": N_("Last changed"),
    "language": N_("Language"),
    "url": N_("Source address"),
    "id": N_("Id"),
}
"""The fields that are shown, in this order; which file they were read from is nobody's business."""

_AS_WORDED = frozenset({"title", "section"})
"""The fields whose values are in the language of the article."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A value of a field, as it is shown; ``language`` is that of the article's own words."""

    name: str
    value: str
    language: str | None = None
    link: str | None = None
    origin: str | None = None


def facts(article: StoredArticle) -> Iterator[Fact]:
    """What is known of an article."""
    for field in _NAMES:
        value = getattr(article, field)
        if not value:
            continue
        stated = article.origins.get(field)
        if field == "title" and article.title_derived:
            stated = "derived from the text"
        yield Fact(
            gettext(_NAMES[field]),
            _shown(field, value),
            article.language if field in _AS_WORDED else None,
            links.external(value) if field == "url" else None,
            provenance.origin(stated) if stated else None,
        )


def having(article: StoredArticle, ui: str | None) -> dict[str, str | None]:
    """By field the search for all the passages that have the article's value, the newest first.

    None where the value is unknown or no query can say it.
    """
    return {field: _having(field, getattr(article, field), ui) for field in ("outlet", "section")}


def _having(field: str, value: str | None, ui: str | None) -> str | None:
    if value is None:
        return None
    condition = Valued(field, (value,))
    text = render(condition)
    if parse(text).tree != condition:
        return None
    return links.unless_long(Asked(Query(text, sort=Sort.NEWEST), ui=ui))


def former(field: str, value: object, article: StoredArticle) -> Fact | None:
    """A value that a field had; None for a field that is not shown."""
    if field not in _NAMES:
        return None
    known = bool(value)
    language = article.language if known and field in _AS_WORDED else None
    shown = _shown(field, value) if known else gettext("not given")
    return Fact(gettext(_NAMES[field]), shown, language)


def _shown(field: str, value: object) -> str:
    if isinstance(value, tuple):
        return interface().listed(value)
    text = str(value)
    if field in ("published", "modified"):
        return interface().moment(text)
    return interface().language(text) if field == "language" else text
