"""All the values of a facet, to choose among and to take back to the search."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from search_app import conditional, links, params
from search_app.context import engine
from search_app.params import FILTERS
from search_app.results import values as all_values

values = Blueprint("values", __name__)
conditional.register(values, in_language=True)

CHOOSE = "choose"
"""The parameter by which a form of values leads back to the search, kept to those chosen."""


@values.get(f"/values/<any({','.join(FILTERS)}):name>", endpoint="values")
def of_facet(name: str) -> str | Response:
    """The values of a filter for a search, each with its number of passages."""
    wanted = params.read_values(request.args, name)
    if not wanted.asked.query.text:
        return redirect(links.home(wanted.asked.ui))
    if CHOOSE in request.args:
        return redirect(links.search(wanted.asked), 303)
    found = engine().search(replace(wanted.asked.query, limit=0))
    return render_template(
        "values.html",
        asked=wanted.asked,
        values=all_values.values(wanted, found),
        back=links.unless_long(wanted.asked),
    )
