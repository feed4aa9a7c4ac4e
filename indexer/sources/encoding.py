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
import io
import os
import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, TextIO, cast

from indexer.errors import EmptySource, MalformedSource, UndecodableSource, UnreadableSource
from indexer.sources import guesses
from indexer.sources.run import ignore

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
_DECLARED = re.compile(
    rb"<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,200}?encoding)"
    rb"\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})",
    re.I,
)
_WINDOWS_NAMES = {"iso8859-1": "cp1252", "ascii": "cp1252"}
_NO_CHARSETS = ("utf-16", "utf-32", "utf-7", "idna", "punycode", "unicode", "raw", "undefined")
_PIECE = 1 << 20
_BUFFER = 1 << 17
_MOST_PACKED = 200


Told = Callable[[int], None]


class _Watched(io.FileIO):
    """A file that tells how many bytes were read of it."""

    def __init__(self, path: Path, told: Told) -> None:
        super().__init__(path)
        self._told = told

    def readinto(self, buffer: Any) -> int:
        count = super().readinto(buffer) or 0
        self._told(count)
        return count


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
def opened(path: Path, shown: str, told: Told = ignore) -> Iterator[BinaryIO]:
    """The file's bytes, gunzipped where its first bytes are those of gzip.

    ``told`` gets the number of bytes that were read of the file, whenever some are.
    Raises UnreadableSource when it cannot be opened or changes meanwhile, MalformedSource when the
    gzip stream is cut or a bomb.
    """
    try:
        with io.BufferedReader(_Watched(path, told), _BUFFER) as raw:
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


def read_bytes(path: Path, shown: str, told: Told = ignore, *, page: bool = False) -> bytes:
    """The whole file, gunzipped.

    Raises MalformedSource when it is longer than :data:`MAX_BYTES`, or a ``page`` than
    :data:`MAX_PAGE_BYTES`.
    """
    most = MAX_PAGE_BYTES if page else MAX_BYTES
    with opened(path, shown, told) as stream:
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
        raise MalformedSource(shown, "it holds NUL bytes", guesses.BINARY_REMEDY)
    return text


@contextlib.contextmanager
def opened_text(path: Path, shown: str, told: Told = ignore) -> Iterator[TextIO]:
    """The file's text as a stream that keeps its line breaks, by the rules of :func:`decode`.

    The bytes are read once more where no mark names the encoding, to see whether all are UTF-8.
    Raises the errors of :func:`opened`, MalformedSource for binary content and UndecodableSource.
    """
    name = _encoding_of(path, shown)
    with opened(path, shown, told) as stream:
        text = io.TextIOWrapper(stream, name, newline="")
        try:
            yield text
        except UnicodeDecodeError as error:
            raise UndecodableSource(
                shown,
                f"it seems to be {name} but has bytes that are none",
                "convert it: iconv -f ENCODING -t UTF-8, or fetch it again",
            ) from error
        finally:
            # What ``opened`` opened it closes itself.
            text.detach()


def _encoding_of(path: Path, shown: str) -> str:
    with opened(path, shown) as stream:
        start = stream.read(guesses.ENOUGH)
        for mark, name in _BOMS:
            if start.startswith(mark):
                # These names take the mark off, and read what follows by it.
                return {"utf-8": "utf-8-sig"}.get(name, name[:6])
        if b"\0" in start and guesses.looks_utf16(start):
            return guesses.likeliest(start, shown)
        decoder = codecs.getincrementaldecoder("utf-8")()
        before, piece = b"", start
        while before or piece:
            try:
                decoder.decode(piece, final=not piece)
            except UnicodeDecodeError as error:
                # What is around the fault tells the encoding best.
                fault = len(before) + error.start
                sample = (before + piece)[
                    max(0, fault - guesses.ENOUGH // 2) : fault + guesses.ENOUGH // 2
                ]
                return guesses.likeliest(sample, shown)
            before, piece = piece, stream.read(_PIECE) if piece else b""
    return "utf-8"


def _decoded(data: bytes, shown: str, hints: Sequence[str | None]) -> str:
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], name, shown)
    for name in ("utf-8", *filter(None, map(_codec, hints))):
        with contextlib.suppress(UnicodeError):
            return data.decode(name)
    name = guesses.likeliest(data, shown)
    with contextlib.suppress(UnicodeDecodeError):
        return data.decode(name)
    raise guesses.unknown(shown)


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
