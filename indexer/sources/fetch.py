"""Documents on the web, fetched as politely as a robot should, each into a file for the readers.

robots.txt is honoured. Addresses of private networks are allowed: an archive on an intranet is read
as any other, and nothing is fetched but what was given by hand and what that redirects to. Sources:
RFC 9110 (HTTP), RFC 9309 (robots.txt).
"""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import TypeVar
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import urllib3

from indexer.errors import UnreadableSource
from indexer.links import is_web_address
from indexer.sources.locate import Address, Located, Reject
from indexer.sources.request import AGENT, REDIRECTS, Answer, Limits, Requests, unreadable

MOST_REDIRECTS = 5
_MOST_ROBOTS_BYTES = 512_000
_ENCODINGS = frozenset({"", "identity", "gzip", "x-gzip"})
_BY_HAND = "ask its owner, or save it by hand"
_REMEDIES = {401: _BY_HAND, 403: _BY_HAND, 404: "check the address", 410: "leave it out"}
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server knows a version of a document by; given back, it need not send it again."""

    etag: str | None = None
    last_modified: str | None = None

    def headers(self) -> dict[str, str]:
        """The headers that ask for the document only if it has changed."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in asked.items() if value}


@dataclass(frozen=True, slots=True)
class Document:
    """What was fetched: the address that gave it in the end, and its bytes, perhaps gzipped."""

    url: str
    content: bytes
    charset: str | None
    validators: Validators


class Fetcher:
    """Fetches the documents of one run; asks each server once what robots may read."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._pool = urllib3.PoolManager()
        self._robots: dict[str, RobotFileParser] = {}
        self._validators: dict[str, Validators] = {}

    def fetch(self, url: str) -> Document | None:
        """The document at ``url``; None when it is still the one that was fetched before.

        Raises UnreadableSource.
        """
        _check(url, url)
        requests = Requests(self._pool, url, self._limits)
        late = unreadable(url, f"it takes longer than {self._limits.total:g} s", "try again later")
        known = self._validators.get(url, Validators())
        found = _within(self._limits.total, late, lambda: self._fetch(requests, url, known))
        if found is not None:
            self._validators[url] = found.validators
        return found

    def _fetch(self, requests: Requests, url: str, known: Validators) -> Document | None:
        # A gzipped answer is kept as it is: whoever opens a file gunzips it within limits.
        headers = {"Accept-Encoding": "gzip", **known.headers()}

        def ask(place: str) -> Answer:
            if not self._rules(requests, place, url).can_fetch(AGENT, place):
                raise unreadable(url, "the robots.txt of its server forbids it", _BY_HAND)
            return requests.get(place, headers, self._limits.size)

        found, answer = _followed(url, ask)
        if answer.status == 304 and known.headers():
            return None
        return self._document(found, url, answer)

    def _document(self, found: str, url: str, answer: Answer) -> Document:
        if answer.status != 200:
            remedy = _REMEDIES.get(answer.status, "try again later")
            raise unreadable(url, f"its server answers {answer.status}", remedy)
        encoded = answer.headers.get("Content-Encoding", "").strip().lower()
        if encoded not in _ENCODINGS:
            raise unreadable(url, f"its server sends it as {encoded!r} unasked", _BY_HAND)
        if len(answer.content) > self._limits.size:
            size = f"{self._limits.size / 10**6:g} MB"
            raise unreadable(url, f"it is larger than {size}", "save it by hand, in parts")
        headers = answer.headers
        validators = Validators(headers.get("ETag"), headers.get("Last-Modified"))
        return Document(found, answer.content, _charset(headers.get("Content-Type")), validators)

    def _rules(self, requests: Requests, place: str, shown: str) -> RobotFileParser:
        """What robots may read of a server: all where it says nothing, nothing where it fails."""
        parts = urlsplit(place)
        server = f"{parts.scheme}://{parts.netloc}"
        if server not in self._robots:
            headers = {"Accept-Encoding": "identity"}
            _, answer = _followed(
                f"{server}/robots.txt",
                lambda each: requests.get(each, headers, _MOST_ROBOTS_BYTES),
                shown,
            )
            if answer.status >= 500:
                cause = f"its server answers {answer.status} when asked for robots.txt"
                raise unreadable(shown, cause, "try again later")
            said = answer.content.decode("utf-8", "replace") if answer.status == 200 else ""
            self._robots[server] = RobotFileParser()
            self._robots[server].parse(said.splitlines())
        return self._robots[server]


def fetched(address: Address, fetcher: Fetcher, reject: Reject) -> Iterator[Located]:
    """The document at ``address`` as a file that goes when the next one is asked for."""
    try:
        document = fetcher.fetch(address.url)
    except UnreadableSource as error:
        reject(error)
        return
    if document is None:
        return
    with tempfile.TemporaryDirectory(prefix="passaggi-") as folder:
        path = Path(folder) / "document"
        path.write_bytes(document.content)
        yield Located(
            path,
            shown=address.url,
            name=address.name,
            stem=path.name,
            extension=address.extension,
            given=True,
            url=document.url,
            charset=document.charset,
        )


def _followed(
    url: str, ask: Callable[[str], Answer], shown: str | None = None
) -> tuple[str, Answer]:
    """The address that answers in the end, and its answer. Raises UnreadableSource."""
    shown = shown or url
    for _ in range(MOST_REDIRECTS + 1):
        answer = ask(url)
        location = answer.headers.get("Location")
        if answer.status not in REDIRECTS or not location:
            return url, answer
        url = _target(url, location, shown)
    cause = f"it is redirected more than {MOST_REDIRECTS} times"
    raise unreadable(shown, cause, "check the address")


def _target(url: str, location: str, shown: str) -> str:
    """Where ``url`` is redirected to. Raises UnreadableSource where nobody should go."""
    try:
        target = urljoin(url, location)
    except ValueError:
        target = location
    _check(target, shown)
    if url.startswith("https:") and not target.startswith("https:"):
        cause = f"it is redirected to {target}, which is not encrypted"
        raise unreadable(shown, cause, "give that address if it will do")
    return target


def _check(url: str, shown: str) -> None:
    """Raise UnreadableSource for anything but an http or https address without a password."""
    if not is_web_address(url):
        raise unreadable(shown, "it leads to no http or https address", "check the address")
    if "@" in urlsplit(url).netloc:
        raise unreadable(
            shown, "its address holds a name or password, which would be stored", _BY_HAND
        )


def _charset(content_type: str | None) -> str | None:
    message = Message()
    message["Content-Type"] = content_type or ""
    return message.get_content_charset()


def _within(seconds: float, late: UnreadableSource, work: Callable[[], _T]) -> _T:
    """What ``work`` returns or raises; ``late`` is raised when it is not done in time.

    A thread is left behind then: looking up a name and reading headers know no limit as a whole.
    """
    future: Future[_T] = Future()

    def run() -> None:
        try:
            future.set_result(work())
        except Exception as error:
            future.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    try:
        return future.result(timeout=seconds)
    except TimeoutError:
        raise late from None
