"""What went wrong, as a page for people or as RFC 9457 problem details for programs."""

from __future__ import annotations

import json
import logging
from http import HTTPStatus

from flask import Flask, Response, render_template, request
from werkzeug.exceptions import HTTPException, InternalServerError

from indexer.errors import ArticleNotFound, BadParameter, IndexFault, QueryError
from search_app import labels
from search_app.i18n import gettext

RETRY_AFTER = 30
_MACHINE_PATHS = ("/api/", "/feed.", "/export", "/opensearch", "/healthz", "/readyz")
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
        parameter=error.name,
        accepted=error.accepted,
    )


def bad_query(error: QueryError) -> Response:
    """400 for a search that has no answer."""
    title = gettext("The query cannot be read")
    return _answer(
        HTTPStatus.BAD_REQUEST, str(error), title, _sentence(error.cause), _sentence(error.remedy)
    )


def no_article(error: ArticleNotFound) -> Response:
    """404 for an article that is not in the index."""
    return _answer(
        HTTPStatus.NOT_FOUND,
        str(error),
        gettext("No such article"),
        gettext("The index holds no article with this address."),
        gettext("It may have been removed. Search for it by its words."),
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
    )
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def http(error: HTTPException) -> Response:
    """What routing refuses; a redirect goes through."""
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return Response.force_type(error.get_response(), request.environ)  # type: ignore[return-value]
    status = HTTPStatus(error.code)
    if status is HTTPStatus.NOT_FOUND:
        title, text = gettext("No such page"), gettext("There is nothing at this address.")
    else:
        title, text = gettext("This request cannot be answered"), status.phrase
    response = _answer(
        status, error.description or status.phrase, title, text, gettext("Start from a search.")
    )
    if allowed := getattr(error, "valid_methods", None):
        response.headers["Allow"] = ", ".join(sorted(allowed))
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
    status: HTTPStatus, detail: str, title: str, text: str, remedy: str, **members: str
) -> Response:
    if request.path.startswith(_MACHINE_PATHS):
        problem = {
            "type": "about:blank",
            "title": status.phrase,
            "status": status.value,
            "detail": detail,
            "instance": request.path,
            **members,
        }
        body = json.dumps(problem, ensure_ascii=False) + "\n"
        return Response(body, status, mimetype="application/problem+json")
    page = render_template("error.html", status=status.value, title=title, text=text, remedy=remedy)
    return Response(page, status, mimetype="text/html")
