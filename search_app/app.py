"""The web application: its parts put together, and what holds for every response."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Flask, Response, g, request

from indexer.engine.base import Engine
from indexer.errors import BadParameter
from search_app import (
    assets,
    compression,
    context,
    cross_origin,
    errors,
    i18n,
    links,
    metrics,
    params,
    paths,
    program,
)
from search_app.passing_on import found
from search_app.views.api import api
from search_app.views.cite import cite
from search_app.views.compare import compare
from search_app.views.feeds import feeds, files
from search_app.views.health import health
from search_app.views.like import like
from search_app.views.pages import pages
from search_app.views.reference import description, reference
from search_app.views.timeline import timeline
from search_app.views.values import values

BLUEPRINTS = (
    pages, compare, timeline, values, like, cite, feeds, files, api, description, reference, health
)  # fmt: skip

MAX_BODY = 64 * 1024
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'; object-src 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def create_app(engine: Engine, *, cors: Sequence[str] = (), testing: bool = False) -> Flask:
    """The pages and the API over ``engine``, as a WSGI application.

    ``cors`` are the origins whose pages may read the API. With ``testing`` a fault of the program
    is raised to the caller instead of answered with 500. Raises BadParameter.
    """
    app = Flask("search_app")
    app.config.update(TESTING=testing, MAX_CONTENT_LENGTH=MAX_BODY)
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.extensions[context.KEY] = engine
    app.url_map.merge_slashes = False
    i18n.load()
    program.fingerprint()  # while the files are those of the program that starts
    app.url_map.converters["article_id"] = paths.ArticleId
    _prepare_templates(app)
    metrics.register(app)
    cross_origin.register(app, cors)
    app.before_request(_choose_language)
    # What is registered first is done last.
    app.after_request(compression.compress)
    app.after_request(_complete)
    errors.register(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app


def _prepare_templates(app: Flask) -> None:
    env = app.jinja_env
    env.trim_blocks = env.lstrip_blocks = True
    env.add_extension("jinja2.ext.i18n")
    env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda message: i18n.interface().translations.gettext(message),
        lambda one, many, count: i18n.interface().translations.ngettext(one, many, count),
        newstyle=True,
    )
    env.globals.update(
        links=links,
        asset=assets.address,
        languages=tuple(i18n.LANGUAGES),
        own_name=i18n.own_name,
        most_exported=found.MOST,
    )
    app.context_processor(lambda: {"ui": i18n.interface()})


def _choose_language() -> None:
    accepted = [code for code, _ in request.accept_languages]
    asked = params.last(request.args, "ui")
    g.interface = i18n.choose(accepted, asked if asked in i18n.LANGUAGES else None)
    if asked and asked not in i18n.LANGUAGES:
        raise BadParameter("ui", asked, "one of " + ", ".join(i18n.LANGUAGES))


def _complete(response: Response) -> Response:
    response.headers.update(HEADERS)
    assets.cache(response)
    if response.mimetype == "text/html" and "interface" in g:
        response.content_language.add(i18n.interface().code)
        response.vary.add("Accept-Language")
    return response
