"""What went wrong, as a page for people or as RFC 9457 problem details for programs.

A problem of our own has a type, which names its entry in the reference of the API; where the status
says all there is to say, the type is ``about:blank``.
"""

from __future__ import annotations

import json
import logging
import re
from http import HTTPStatus
from urllib.parse import quote

from flask import Flask, Response, render_template, request, url_for
from werkzeug.exceptions import HTTPException, InternalServerError

from indexer.errors import ArticleNotFound, BadParameter, IndexFault, QueryError
from search_app import labels, machine
from search_app.i18n import gettext

RETRY_AFTER = 30
_AS_THEY_ARE = "/:@!$&'()*+,;="
_STRAY_PERCENT = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_log = logging.getLogger(__name__)


def register(app: Flask) -> None:
    """Answer every failure of ``app`` in the form that its caller reads."""
    app.register_error_handler(BadParameter, bad_parameter)
    app.register_error_handler(QueryError, bad_query)
    app.register_error_handler(ArticleNotFound, no_article)
    app.register_error_handler(IndexFault, index_fault)
    app.register_error_handler(HTTPException, http)
    app.register_error_handler(InternalServerError, fault)


def bad_parameter(error: BadParameter) -> Response:
    """400, naming the parameter and the accepted form."""
    return _answer(
        HTTPStatus.BAD_REQUEST,
        str(error),
        gettext("The address cannot be read"),
        gettext("“%(name)s” has a value that is not accepted.", name=error.name),
        labels.accepted(error.name, error.remedy),
        kind="bad-parameter",
        parameter=error.name,
        accepted=error.accepted,
    )


def bad_query(error: QueryError) -> Response:
    """400 for a search that has no answer."""
    return _answer(
        HTTPStatus.BAD_REQUEST,
        str(error),
        gettext("The query cannot be read"),
        _sentence(error.cause),
        _sentence(error.remedy),
    )


def no_article(error: ArticleNotFound) -> Response:
    """404 for an article that is not in the index."""
    return _answer(
        HTTPStatus.NOT_FOUND,
        str(error),
        gettext("No such article"),
        gettext("The index holds no article with this address."),
        gettext("It may have been removed. Search for it by its words."),
        kind="no-such-article",
    )


def index_fault(error: IndexFault) -> Response:
    """503: the index cannot be used; what is wrong with it stays in the log."""
    _log.error("%s", error)
    response = _answer(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "The index cannot be used at the moment: try again later",
        gettext("The index is not available"),
        gettext("The index cannot be used at the moment."),
        gettext("Try again in a little while."),
        kind="index-unavailable",
    )
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def http(error: HTTPException) -> Response:
    """What routing refuses; a redirect goes through."""
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return Response.force_type(error.get_response(), request.environ)  # type: ignore[return-value]
    status = HTTPStatus(error.code)
    allowed = ", ".join(sorted(getattr(error, "valid_methods", None) or ()))
    detail = error.description or status.phrase
    title, text = gettext("This request cannot be answered"), status.phrase
    if status is HTTPStatus.NOT_FOUND:
        detail = f"there is nothing at this address: {url_for('description.openapi')} has them all"
        title, text = gettext("No such page"), gettext("There is nothing at this address.")
    elif allowed:
        detail = f"{request.method} is not answered here: use one of {allowed}"
    response = _answer(status, detail, title, text, gettext("Start from a search."))
    if allowed:
        response.headers["Allow"] = allowed
    return response


def fault(_: InternalServerError) -> Response:
    """500: a fault of the program; Flask logs what happened, the page does not tell it."""
    return _answer(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "The program failed: the fault was logged",
        gettext("Something went wrong"),
        gettext("The program failed; the fault was logged."),
        gettext("Try again, or search for something else."),
    )


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _answer(
    status: HTTPStatus,
    detail: str,
    title: str,
    text: str,
    remedy: str,
    kind: str | None = None,
    **members: str,
) -> Response:
    if machine.is_for_programs(request.path):
        response = _problem(status, detail, kind, members)
    else:
        page = render_template(
            "error.html", status=status.value, title=title, text=text, remedy=remedy
        )
        response = Response(page, status, mimetype="text/html")
    # What is missing now may be there the next moment, and caches keep a 404 unless told.
    response.headers["Cache-Control"] = "no-store"
    return response


def _problem(
    status: HTTPStatus, detail: str, kind: str | None, members: dict[str, str]
) -> Response:
    told = {
        "type": url_for("reference.page", _anchor=kind) if kind else "about:blank",
        "title": kind.replace("-", " ").capitalize() if kind else status.phrase,
        "status": status.value,
        "detail": detail,
        "instance": _asked_for(),
        **members,
    }
    body = json.dumps(told, ensure_ascii=False) + "\n"
    return Response(body, status, mimetype="application/problem+json")


def _asked_for() -> str:
    """The address of the request, in the characters of a URI."""
    path = quote(request.path, safe=_AS_THEY_ARE)
    query = quote(_STRAY_PERCENT.sub(b"%25", request.query_string), safe=f"{_AS_THEY_ARE}?%")
    return f"{path}?{query}" if query else path
