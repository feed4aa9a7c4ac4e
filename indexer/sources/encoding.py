"""Bytes to text: gzip read through, byte order marks, UTF-8, then the few encodings news came in.

UTF-8 proves itself: hardly any other text is valid UTF-8 by chance. Everything else is a guess, so
only encodings that English and Italian files really have are considered, and a guess that is not
clearly better than nothing is an error that names the file. Sources: RFC 3629 (UTF-8), RFC 1952
(gzip), the Encoding Standard of WHATWG for what an HTML page means by its ``charset``.
"""

from __future__ import annotations

import codecs
import contextlib
import gzip
import os
import re
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, cast

from indexer.errors import EmptySource, MalformedSource, UndecodableSource, UnreadableSource

MAX_BYTES = 50_000_000
"""The longest line of JSON Lines, or whole file of another format, that is read into memory."""

MAX_PAGE_BYTES = 10_000_000
"""The longest page. Markup takes many times its size in memory, and no article has so much."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_GUESSED = ("cp1252", "iso8859_15", "latin_1", "mac_roman", "utf_16", "utf_16_le", "utf_16_be")
_DECLARED = re.compile(
    rb"<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,200}?encoding)"
    rb"\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})",
    re.I,
)
_WINDOWS_NAMES = {"iso8859-1": "cp1252", "ascii": "cp1252"}
_NO_CHARSETS = ("utf-16", "utf-32", "utf-7", "idna", "punycode", "unicode", "raw", "undefined")
_ENOUGH = 20_000
_MOST_PACKED = 200
_BINARY_REMEDY = "it seems to be binary; give text, JSON Lines, HTML or WARC"


class _BombError(Exception):
    """A gzip stream unpacks to far more than text does."""


class _Unzipped(gzip.GzipFile):
    """A gzip stream that stops where it turns out to be a bomb."""

    def read(self, size: int | None = -1) -> bytes:
        return self._sane(super().read(size))

    def readline(self, size: int | None = -1) -> bytes:
        return self._sane(super().readline(size))

    def _sane(self, data: bytes) -> bytes:
        packed = cast(BinaryIO, self.fileobj).tell()
        if self.tell() > max(MAX_BYTES, _MOST_PACKED * packed):
            raise _BombError
        return data


_CUT = (EOFError, zlib.error, gzip.BadGzipFile)


@contextlib.contextmanager
def opened(path: Path, shown: str) -> Iterator[BinaryIO]:
    """The file's bytes, gunzipped where its first bytes are those of gzip.

    Raises UnreadableSource when it cannot be opened or changes meanwhile, MalformedSource when the
    gzip stream is cut or a bomb.
    """
    try:
        with path.open("rb") as raw:
            before = os.fstat(raw.fileno())
            zipped = raw.read(2) == b"\x1f\x8b"
            raw.seek(0)
            yield cast(BinaryIO, _Unzipped(fileobj=raw)) if zipped else raw
            after = os.fstat(raw.fileno())
    except _BombError as error:
        cause = f"its gzip stream unpacks to more than {_MOST_PACKED} times its size"
        raise MalformedSource(shown, cause, "it seems to be no text; leave it out") from error
    except _CUT as error:
        raise MalformedSource(
            shown,
            f"its gzip stream is cut or damaged ({error})",
            "fetch or compress the file again",
        ) from error
    except OSError as error:
        raise UnreadableSource(
            shown, error.strerror or str(error), "check the path and its permissions"
        ) from error
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise UnreadableSource(shown, "it changed while it was read", "index it again")


def first_bytes(path: Path, shown: str, size: int) -> bytes:
    """The first ``size`` bytes of the file, gunzipped; fewer where its gzip stream is cut soon."""
    start = b""
    with opened(path, shown) as stream:
        try:
            while len(start) < size and (part := stream.read1(size - len(start))):  # type: ignore[attr-defined]
                start += part
        except _CUT:
            if not start:
                raise
    return start


def read_bytes(path: Path, shown: str, *, page: bool = False) -> bytes:
    """The whole file, gunzipped.

    Raises MalformedSource when it is longer than :data:`MAX_BYTES`, or a ``page`` than
    :data:`MAX_PAGE_BYTES`.
    """
    most = MAX_PAGE_BYTES if page else MAX_BYTES
    with opened(path, shown) as stream:
        data = stream.read(most + 1)
    if len(data) > most:
        raise MalformedSource(
            shown, f"it is larger than {most // 10**6} MB", "split it, or give JSON Lines"
        )
    return data


def decode(data: bytes, shown: str, *, html: bool = False, hint: str | None = None) -> str:
    """The text of ``data`` without its byte order mark.

    What is not UTF-8 is read by ``hint``, which its sender named, or with ``html`` by what the
    markup itself declares; where these lie, by the likeliest encoding.

    Raises EmptySource for nothing but white space, MalformedSource for binary content and
    UndecodableSource when no encoding can be told with confidence.
    """
    text = _decoded(data, shown, [hint, _declared(data) if html else None])
    if not text.strip():
        raise EmptySource(
            shown, "the file is empty", "remove it, or put the article's text into it"
        )
    if "\0" in text:
        raise MalformedSource(shown, "it holds NUL bytes", _BINARY_REMEDY)
    return text


def _decoded(data: bytes, shown: str, hints: Sequence[str | None]) -> str:
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], name, shown)
    for name in ("utf-8", *filter(None, map(_codec, hints))):
        with contextlib.suppress(UnicodeError):
            return data.decode(name)
    return _guessed(data, shown)


def _strictly(data: bytes, name: str, shown: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise UndecodableSource(
            shown,
            f"its byte order mark says {name} but byte {error.start} is none",
            f"convert it: iconv -f {name} -t UTF-8, or fetch it again",
        ) from error


def _declared(data: bytes) -> str | None:
    """The encoding that a page's own <meta> or an XML declaration names."""
    found = _DECLARED.search(data[:4096])
    return found[1].decode("ascii") if found else None


def _codec(label: str | None) -> str | None:
    """The codec of a stated encoding, as browsers read it; None where the statement is of no use.

    A page that can be asked for its encoding in ASCII is not in UTF-16, whatever it says.
    """
    try:
        name = codecs.lookup((label or "").strip(" \"'")).name
        "".encode(name)
    except (LookupError, ValueError):
        return None
    return None if name.startswith(_NO_CHARSETS) else _WINDOWS_NAMES.get(name, name)


def _guessed(data: bytes, shown: str) -> str:
    """The text in the likeliest of the common encodings, if it is a likely one at all."""
    # Importing takes 50 ms, which only the rare file that is not UTF-8 should cost.
    from charset_normalizer import from_bytes

    if b"\0" in data and not _looks_utf16(data):
        raise MalformedSource(shown, "it holds NUL bytes", _BINARY_REMEDY)
    best = from_bytes(data[:_ENOUGH], cp_isolation=list(_GUESSED), threshold=0.15).best()
    if best is not None:
        # Windows-1252 is Latin-1 with quotes and dashes where Latin-1 has nothing printable.
        name = "cp1252" if best.encoding == "latin_1" else best.encoding
        with contextlib.suppress(UnicodeDecodeError):
            return data.decode(name)
    raise UndecodableSource(
        shown,
        "it is not UTF-8 and its encoding cannot be told with confidence",
        "convert it: iconv -f ENCODING -t UTF-8",
    )


def _looks_utf16(data: bytes) -> bool:
    """Whether every second byte is mostly NUL, as Latin letters in UTF-16 have it."""
    sample = data[:_ENOUGH]
    return max(sample[::2].count(0), sample[1::2].count(0)) * 2 > len(sample) * 0.7
