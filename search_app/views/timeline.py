"""What was found as a timeline."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from search_app import conditional, links, params
from search_app.context import engine
from search_app.params import View
from search_app.results import frame, loosenings, options
from search_app.results.timeline import timeline as timeline_of

timeline = Blueprint("timeline", __name__)
conditional.register(timeline, in_language=True)


@timeline.get("/timeline")
def show() -> str | Response:
    """How many passages were found in each period, by language and by outlet."""
    asked = params.read(request.args, View.TIMELINE).on_page(1)
    if not asked.query.text:
        return redirect(links.home(asked.ui))
    asked = frame.effective(engine(), asked)
    found = engine().search(replace(asked.query, limit=0))
    return render_template(
        "timeline.html",
        asked=asked,
        frame=frame.frame(engine(), asked, found),
        timeline=timeline_of(engine(), asked, found),
        loosenings=loosenings.loosenings(engine(), asked, found.total),
        matches=options.matches(asked),
    )
