"""An article as a reference names it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from indexer.documents import StoredArticle
from indexer.links import is_web_address
from search_app.passing_on import names
from search_app.passing_on.characters import address, one_line
from search_app.passing_on.moments import day
from search_app.passing_on.names import Name


@dataclass(frozen=True, slots=True)
class Work:
    """What is known of an article; ``derived`` says that the title is its first words.

    ``creators`` are its authors, or the agency where nobody signs. An agency that is the outlet
    itself signs nothing: styles name an outlet once.
    """

    id: str
    title: str
    derived: bool
    language: str | None
    creators: tuple[Name, ...]
    outlet: str | None
    section: str | None
    day: dt.date | None
    url: str | None


def work(article: StoredArticle) -> Work:
    """The reference data of a stored article."""
    return Work(
        article.id,
        one_line(article.title),
        article.title_derived,
        article.language,
        _creators(article),
        _known(article.outlet),
        _known(article.section),
        day(article.published),
        address(article.url) if article.url and is_web_address(article.url) else None,
    )


def _creators(article: StoredArticle) -> tuple[Name, ...]:
    signed = tuple(names.read(each) for each in article.author if one_line(each))
    agency, outlet = _known(article.agency), _known(article.outlet)
    if signed or not agency or agency.casefold() == (outlet or "").casefold():
        return signed
    return (Name(agency),)


def _known(value: str | None) -> str | None:
    return one_line(value) or None if value else None
