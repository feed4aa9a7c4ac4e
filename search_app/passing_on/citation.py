"""An article cited in every style, and a passage of it quoted, as the page shows them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from flask import url_for
from markupsafe import Markup

from indexer.documents import Passage, StoredArticle
from indexer.links import source_link
from search_app import labels, links
from search_app.i18n import N_, gettext, interface
from search_app.passing_on.characters import address
from search_app.passing_on.quotation import quoted
from search_app.passing_on.styles import STYLES
from search_app.passing_on.work import Work, work

_NAMES = {
    "apa": N_("APA, 7th edition"),
    "mla": N_("MLA, 9th edition"),
    "chicago-note": N_("Chicago, 17th edition: note"),
    "chicago": N_("Chicago, 17th edition: bibliography"),
    "iso690": N_("ISO 690, Italian usage"),
}


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference in a style, whose name is in the language of the interface."""

    code: str
    name: str
    language: str
    text: Markup


@dataclass(frozen=True, slots=True)
class Quotation:
    """A passage in quotation marks; ``attribution`` is its outlet and day, ``link`` its place."""

    text: str
    language: str | None
    attribution: str
    link: str


@dataclass(frozen=True, slots=True)
class Cited:
    """What the page of citations shows.

    ``accessed`` says that some reference holds today as the day of access. ``files`` are the
    addresses for programs that manage references, ``back`` is that of the reading view.
    """

    title: str
    derived: bool
    language: str | None
    quotation: Quotation | None
    references: tuple[Reference, ...]
    accessed: str | None
    files: dict[str, str]
    back: str


def cited(article: StoredArticle, ordinal: int | None) -> Cited:
    """An article in every style, with one of its passages, or without."""
    of, today = work(article), dt.datetime.now(dt.UTC).date()
    passage = next((each for each in article.passages if each.ordinal == ordinal), None)
    return Cited(
        title=of.title,
        derived=of.derived,
        language=of.language,
        quotation=_quotation(article, passage, of) if passage else None,
        references=tuple(
            Reference(each.code, gettext(_NAMES[each.code]), each.language, each.cite(of, today))
            for each in STYLES
        ),
        accessed=interface().day(today.isoformat()) if of.url else None,
        files={form: _file(article.id, ordinal, form) for form in ("bibtex", "ris")},
        back=links.article(article.id, ordinal=ordinal, ui=interface().asked),
    )


def _quotation(article: StoredArticle, passage: Passage, of: Work) -> Quotation:
    texts = [each.text for each in article.passages]
    source = source_link(of.url, texts, passage.ordinal)
    day = labels.day(of.day.isoformat() if of.day else None)
    return Quotation(
        quoted(passage.text, passage.language),
        passage.language,
        ", ".join((of.outlet or labels.value("outlet", None), day)),
        address(source) if source else _here(passage),
    )


def _here(passage: Passage) -> str:
    anchor = f"p{passage.ordinal}"
    return url_for("pages.article", article_id=passage.article_id, _anchor=anchor, _external=True)


def _file(article_id: str, ordinal: int | None, form: str) -> str:
    asked = interface().asked
    return url_for("cite.cite", article_id=article_id, p=ordinal, format=form, ui=asked)
