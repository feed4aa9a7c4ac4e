"""One request to a web server, within limits of time and size; what goes wrong as one line.

Source: RFC 9110 (HTTP).
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

import urllib3
from urllib3 import exceptions

from indexer.errors import UnreadableSource
from indexer.sources import encoding

AGENT = "Passaggi"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CHUNK = 1 << 16
_LATER = "try again later"


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds for a document as a whole and for each wait on its server; its bytes as sent."""

    total: float = 60.0
    wait: float = 20.0
    size: int = encoding.MAX_BYTES


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered; the content as sent, perhaps gzipped."""

    status: int
    headers: Mapping[str, str]
    content: bytes


class Requests:
    """The requests for one document, named ``shown`` in messages, all within the same time."""

    def __init__(self, pool: urllib3.PoolManager, shown: str, limits: Limits) -> None:
        self._pool = pool
        self._shown = shown
        self._wait = urllib3.Timeout(connect=limits.wait, read=limits.wait)
        self._deadline = time.monotonic() + limits.total

    def get(self, url: str, headers: Mapping[str, str], size: int) -> Answer:
        """The answer to one GET; one byte more than ``size`` of what is longer.

        Raises UnreadableSource.
        """
        try:
            response = self._pool.request(
                "GET",
                url,
                headers={"User-Agent": user_agent(), **headers},
                timeout=self._wait,
                retries=False,
                redirect=False,
                preload_content=False,
                decode_content=False,
            )
            try:
                content = self._received(response, size + 1)
            finally:
                response.close()
        except (exceptions.HTTPError, OSError, ValueError) as error:
            raise unreadable(self._shown, *_why(error)) from error
        return Answer(response.status, response.headers, content)

    def _received(self, response: urllib3.BaseHTTPResponse, most: int) -> bytes:
        received = bytearray()
        while len(received) < most:
            if time.monotonic() > self._deadline:
                raise ReceptionTooSlow
            # What has come so far: waiting for a whole chunk would let a slow server hold it up.
            part = response.read1(min(_CHUNK, most - len(received)))
            if not part:
                break
            received += part
        return bytes(received)


class ReceptionTooSlow(OSError):
    """The time for a document is over while it still comes."""


def unreadable(shown: str, cause: str, remedy: str) -> UnreadableSource:
    """The error for a document that cannot be had."""
    return UnreadableSource(shown, cause, remedy)


def user_agent() -> str:
    """How the program names itself to servers, with its version."""
    try:
        return f"{AGENT}/{version('passaggi')}"
    except PackageNotFoundError:
        return AGENT


def _why(error: Exception) -> tuple[str, str]:
    """Cause and remedy of a request that had no answer."""
    if isinstance(error, exceptions.NameResolutionError):
        return "no server of this name is found", "check the address and the network"
    # What has no connection counts among the timeouts there.
    if isinstance(error, exceptions.NewConnectionError):
        return "no connection to its server", "check the address and the network"
    if isinstance(error, (exceptions.TimeoutError, ReceptionTooSlow)):
        return "its server takes too long to answer", _LATER
    if isinstance(error, exceptions.SSLError):
        cause = f"its server cannot prove who it is ({error})"
        return cause, "check the address, this machine's clock and its certificates"
    if isinstance(error, exceptions.LocationValueError):
        return f"this is no web address ({error})", "check the address"
    return f"the connection broke ({error})", _LATER
