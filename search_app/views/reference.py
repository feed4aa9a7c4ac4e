"""The API described: OpenAPI 3.1 for programs, and the same as a page for people."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, jsonify, render_template, request

from search_app import conditional
from search_app.reference import operations, problems, prose

description = Blueprint("description", __name__)
conditional.register(description, of_index=False)

reference = Blueprint("reference", __name__)
conditional.register(reference, of_index=False, in_language=True)

_DESCRIPTION = Path(__file__).with_name("openapi.json")


@description.get("/api/openapi.json")
def openapi() -> Response:
    """The description of the API, OpenAPI 3.1."""
    return jsonify(described())


@reference.get("/api")
def page() -> str:
    """What the description says, to be read."""
    return render_template(
        "reference.html",
        about=[prose(each) for each in described()["info"]["description"].split("\n\n")],
        operations=operations(described(), request.url_root),
        problems=problems(described()),
    )


@functools.cache
def described() -> dict[str, Any]:
    """The OpenAPI document, read once; it is not to be altered."""
    held: dict[str, Any] = json.loads(_DESCRIPTION.read_text(encoding="utf-8"))
    return held
