"""Serving over HTTP by waitress."""

from __future__ import annotations

import gc
import logging
import signal
import socket
from collections.abc import Sequence

import click
import waitress

from indexer.engine.base import Engine
from indexer.errors import PassaggiError
from indexer.query.model import Query
from search_app.app import MAX_BODY, create_app

_KINDS = ("a", "a b", '"a b"', "a*", "a AND b", '"a b"~2', "abcd~", "lang:en")


class CannotListen(PassaggiError):
    """The address cannot be listened on; ``host`` and ``port`` say which."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        self.host = host
        self.port = port
        super().__init__(
            f"cannot listen on {host} port {port} ({reason})", "give another one with --port"
        )


def serve_engine(
    engine: Engine, host: str, port: int, threads: int, cors: Sequence[str] = ()
) -> None:
    """Serve until interrupted; says where. Raises BadParameter, CannotListen.

    ``cors`` are the origins whose pages may read the API.
    """
    app = create_app(engine, cors=cors)
    listener = _listen(host, port)
    # The first search opens the index, and each kind compiles its loops when it is first asked for
    # after an installation: better now than in front of a reader.
    for text in _KINDS:
        engine.search(Query(text, limit=1))
    engine.suggest("an")
    # What is held by now is held to the end: to look through it for garbage would stop a request
    # for a tenth of a second every now and then.
    gc.collect()
    gc.freeze()
    # More requests than threads are no fault: they wait their turn.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    server = waitress.create_server(
        app, sockets=[listener], threads=threads, max_request_body_size=MAX_BODY
    )
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"Passaggi is at http://{shown}:{listener.getsockname()[1]} (Ctrl-C stops it)")
    for stopping in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stopping, _stop)
    try:
        server.run()
    finally:
        server.close()


def _stop(*_: object) -> None:
    # waitress ends its loop, and the requests under way, on this exception.
    raise SystemExit(0)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except (OSError, TypeError, UnicodeError) as error:
        listener.close()
        reason = getattr(error, "strerror", None) or str(error)
        raise CannotListen(host, port, reason) from None
    return listener
