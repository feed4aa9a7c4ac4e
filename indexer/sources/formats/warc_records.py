"""The pages in a web archive: its records followed one by one, whatever state they are in.

A record is read whole, so its length is limited; everything else streams. What is wrong with one
record (headers, length, encoding of the content) costs that record: the next one begins at the next
line that says so. Headers are parsed by warcio. Sources: ISO 28500:2017 (WARC 1.1), RFC 9112
(chunked transfer), RFC 9110 (content codings).
"""

from __future__ import annotations

import gzip
import io
import logging
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeadersParser

from indexer.sources import encoding
from indexer.sources.fields import FlawError
from indexer.sources.formats import warc_content

# It tells of addresses with blanks; where nobody listens, that would go to the terminal.
logging.getLogger("warcio").addHandler(logging.NullHandler())

_LONGEST_LINE = 1 << 16
_MOST_HEADERS = 1 << 18
_CHUNK = 1 << 16
_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.I | re.A)
_FETCH_AGAIN = "fetch the file again, or make it anew"


@dataclass(frozen=True, slots=True)
class Page:
    """A page as the server sent it, its transfer and content codings undone."""

    number: int
    """Of its record in the file, from 1."""

    url: str
    content: bytes
    charset: str | None
    """The encoding that the server claimed."""

    intact: bool
    """Whether the record's content has the digests that its headers give."""


def pages(stream: BinaryIO, reject: Callable[[FlawError, int], None]) -> Iterator[Page]:
    """The pages of an archive; ``reject`` is told what is wrong with the record of a number."""
    records = _Records(_Lines(stream))
    while True:
        try:
            page = records.following()
        except FlawError as flaw:
            reject(flaw, records.number)
            continue
        except (zlib.error, gzip.BadGzipFile) as error:
            cause = f"its gzip stream is cut or damaged in this record ({error})"
            reject(FlawError(cause, _FETCH_AGAIN), records.number)
            return
        if page is None:
            return
        yield page


class _Lines:
    """A stream whose lines and headers are not longer than anybody needs."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.taken = 0
        self.headers = 0

    def read(self, size: int) -> bytes:
        return self._counted(lambda: self._stream.read(size))

    def readline(self, size: int | None = None) -> bytes:
        """A line, or the start of one that is too long. Raises FlawError for endless headers."""
        most = min(_LONGEST_LINE, size or _LONGEST_LINE)
        line = self._counted(lambda: self._stream.readline(most))
        self.headers += len(line)
        if self.headers > _MOST_HEADERS:
            self.headers = 0
            raise FlawError("its headers have no end", _FETCH_AGAIN)
        return line

    def _counted(self, take: Callable[[], bytes]) -> bytes:
        try:
            data = take()
        except EOFError as error:
            # To warcio an EOFError is the proper end of a file.
            raise gzip.BadGzipFile(str(error)) from error
        self.taken += len(data)
        return data


@dataclass(frozen=True, slots=True)
class _Response:
    """What a record says of its page; ``http`` is None where no server answered."""

    http: Any
    kind: str
    start: int
    """Where in the record's block the page starts."""


class _Records:
    """Where in an archive one is, and the way to its next record."""

    def __init__(self, lines: _Lines) -> None:
        self._lines = lines
        self._loader = ArcWarcRecordLoader(verify_http=False, arc2warc=False)
        self._next: bytes | None = None
        self.number = 0

    def following(self) -> Page | None:
        """The next page; None at the end. Raises FlawError."""
        while first := self._next or self._resumed():
            self._next = None
            self.number += 1
            self._lines.headers = 0
            try:
                record = self._loader.parse_record_stream(
                    self._lines, first, "warc", no_record_parse=True
                )
            except ArchiveLoadFailed as error:
                raise FlawError("its headers are not those of WARC", _FETCH_AGAIN) from error
            if record.rec_headers.get_header("Content-Length") is None:
                raise FlawError("it does not say how long it is", _FETCH_AGAIN)
            page = self._page(record)
            if page is not None:
                return page
        return None

    def _page(self, record: Any) -> Page | None:
        """The page in a record, once the record's length has proved right."""
        head = record.raw_stream.read(min(record.length, _MOST_HEADERS))
        response = _response(record, head)
        large = record.length > 2 * encoding.MAX_PAGE_BYTES
        block = head
        if response is not None and not large:
            block += record.raw_stream.read(record.length)
        self._finish(record)
        if response is None:
            return None
        if large:
            raise warc_content.too_large()
        return _decoded(record.rec_headers, response, block, self.number)

    def _finish(self, record: Any) -> None:
        """Go on to the end of the record, and see whether it is one."""
        while record.raw_stream.read(_CHUNK):
            pass
        if record.raw_stream.limit > 0:
            raise FlawError(
                f"the file is cut in this record, after byte {self._lines.taken}", _FETCH_AGAIN
            )
        self._next = self._line()
        if self._next and not self._next.startswith(b"WARC/"):
            self._next = None
            raise FlawError("its length is wrong", _FETCH_AGAIN)

    def _resumed(self) -> bytes:
        """The next line that begins a record, past what is none."""
        whole = True
        while line := self._line():
            if whole and line.startswith(b"WARC/"):
                return line
            whole = line.endswith(b"\n")
        return b""

    def _line(self) -> bytes:
        """The next line that is not blank."""
        while line := self._lines.readline():
            self._lines.headers = 0
            if line.strip():
                return line
        return b""


def _response(record: Any, head: bytes) -> _Response | None:
    """What the server said of the page in a record; None for what is no page, or was not found."""
    kind = record.rec_headers.get_header("Content-Type") or ""
    http, start = None, 0
    if record.rec_type == "response" and kind.lower().startswith("application/http") and head:
        stream = io.BytesIO(head)
        http, start = StatusAndHeadersParser([], verify=False).parse(stream), stream.tell()
        kind = http.get_header("Content-Type") or ""
        if http.get_statuscode() != "200":
            return None
    elif record.rec_type != "resource":
        return None
    return _Response(http, kind, start) if _essence(kind) in _PAGES else None


def _essence(kind: str) -> str:
    return kind.partition(";")[0].strip().lower()


def _decoded(headers: Any, response: _Response, block: bytes, number: int) -> Page:
    payload = block[response.start :]
    content = warc_content.decoded(payload, response.http)
    charset = _CHARSET.search(response.kind)
    return Page(
        number,
        headers.get_header("WARC-Target-URI") or "",
        content,
        charset[1] if charset else None,
        warc_content.is_intact(headers, block, payload, content),
    )
