"""Conditional requests: who holds an answer that still stands is told so, without a search.

An answer is a function of the program, the state of the index, the address and, on a page, the
interface language. Its ETag is made of these, before anything is searched: so a request that brings
the tag along costs no search, and an answer that is newer than the state it is tagged with is at
worst fetched once more. The tag is weak, since the time that a search took is told with it. Only
what is found has a tag: whoever brings one has had the answer to this very address, and needs no
second look at its parameters. RFC 9110, sections 8.8.3, 13.1.2 and 15.4.5.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from http import HTTPStatus

from flask import Blueprint, Response, g, request

from search_app import program
from search_app.context import engine
from search_app.i18n import interface

REVALIDATED = "private, no-cache"
"""Kept by whoever asked, and asked for again before each use.

Private, since what somebody searches for is nobody else's, a shared cache's neither.
"""

_DIGEST = 12


def register(
    blueprint: Blueprint,
    *,
    of_index: bool = True,
    in_language: bool = False,
    of_today: bool = False,
    streamed: bool = False,
) -> None:
    """Tag what a blueprint answers to GET and HEAD, and answer 304 to those who have it.

    ``of_index`` says that the answers depend on the index, ``in_language`` that they are in the
    language of the interface, ``of_today`` that they give the date (UTC), ``streamed`` that they
    are sent while they are made, so that ``compression`` leaves them alone.
    """

    def known() -> Response | None:
        if request.method not in ("GET", "HEAD"):
            return None
        g.tag = _tag(of_index, in_language, of_today)
        held = request.if_none_match
        if held.star_tag or not held.contains_weak(g.tag):
            return None
        response = Response(status=HTTPStatus.NOT_MODIFIED)
        del response.headers["Content-Type"]
        return response

    def tagged(response: Response) -> Response:
        if in_language:
            response.vary.add("Accept-Language")
        if not streamed:
            # Said by 304 as well, which has no body that could be compressed.
            response.vary.add("Accept-Encoding")
        if "tag" in g and response.status_code in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED):
            response.set_etag(g.tag, weak=True)
            response.headers["Cache-Control"] = REVALIDATED
            # Any answer would do, and only now is it known that there is one.
            if request.if_none_match.star_tag:
                response.status_code = HTTPStatus.NOT_MODIFIED
        return response

    blueprint.before_request(known)
    blueprint.after_request(tagged)


def _tag(of_index: bool, in_language: bool, of_today: bool) -> str:
    parts = (
        program.fingerprint(),
        engine().state() if of_index else "",
        interface().code if in_language else "",
        dt.datetime.now(dt.UTC).date().isoformat() if of_today else "",
        request.url_root,
        request.path,
    )
    named = "\0".join(parts).encode("utf-8", "surrogatepass") + b"\0" + request.query_string
    return hashlib.blake2b(named, digest_size=_DIGEST).hexdigest()
