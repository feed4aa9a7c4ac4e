"""The comparison: the passages of two languages side by side, day by day."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from search_app import links, params
from search_app.context import engine
from search_app.params import View
from search_app.results import frame, loosenings, options
from search_app.results.compare import comparison, order, orders

compare = Blueprint("compare", __name__)


@compare.get("/compare")
def side_by_side() -> str | Response:
    """The days of a search with the passages of each language; without a query, the start page."""
    asked = params.read(request.args, View.COMPARE)
    if not asked.query.text:
        return redirect(links.home(asked.ui))
    asked = frame.effective(engine(), asked)
    found = engine().search(replace(asked.query, sort=order(asked), limit=0, offset=0))
    compared = comparison(engine(), asked, found)
    return render_template(
        "compare.html",
        asked=asked,
        frame=frame.frame(engine(), asked, found),
        compared=compared,
        loosenings=loosenings.loosenings(engine(), asked, found.total),
        orders=orders(asked),
        matches=options.matches(asked),
        paging=options.paging(asked, compared.pages * asked.size),
        last=options.page(asked, max(compared.pages, 1)),
    )
