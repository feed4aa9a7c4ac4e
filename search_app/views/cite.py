"""The references of an article, and the quotation of a passage of it."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request

from indexer.documents import StoredArticle
from search_app import params
from search_app.context import engine
from search_app.passing_on import bibtex, citation, file_names, ris
from search_app.passing_on.records import record

cite = Blueprint("cite", __name__)

_FILES = {
    "bibtex": ("application/x-bibtex", "bib", bibtex.entry),
    "ris": ("application/x-research-info-systems", "ris", ris.entry),
}


@cite.get("/cite/<article_id:article_id>", endpoint="cite")
def references(article_id: str) -> Response | str:
    """The page, or with ``format`` the file for a program that manages references."""
    stored = engine().article(article_id)
    ordinal = params.read_passage(request.args, len(stored.passages))
    if "format" in request.args:
        return _file(stored, ordinal, params.read_format(request.args, _FILES))
    return render_template("cite.html", cited=citation.cited(stored, ordinal))


def _file(stored: StoredArticle, ordinal: int | None, form: str) -> Response:
    kind, extension, write = _FILES[form]
    made = record(stored, () if ordinal is None else (ordinal,))
    response = Response(write(made), content_type=f"{kind}; charset=utf-8")
    return file_names.saved_as(response, f"{bibtex.key(made.work)}.{extension}")
