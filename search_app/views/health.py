"""What a supervisor asks: does the process live, can it answer, how is it doing."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, jsonify, request

from search_app import metrics
from search_app.held import held, probe

health = Blueprint("health", __name__)


@health.after_request
def of_this_moment(response: Response) -> Response:
    """What is told here is true once."""
    response.headers["Cache-Control"] = "no-store"
    return response


@health.get("/healthz")
def healthz() -> Response:
    """Whether the process answers; the index is not touched."""
    return jsonify(status="ok")


@health.get("/readyz")
def readyz() -> Response:
    """Whether the index can be searched: it is."""
    probe()
    return jsonify(status="ready", passages=held().passages)


@health.get("/metrics")
def exposed() -> Response:
    """The measurements, in the format of Prometheus or, where that is accepted, OpenMetrics."""
    body, media_type = metrics.of(current_app).exposed(request.headers.get("Accept", ""))
    response = Response(body, content_type=media_type)
    response.vary.add("Accept")
    return response
