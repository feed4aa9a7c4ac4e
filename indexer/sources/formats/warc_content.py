"""The content of a record of a web archive: its codings undone, within a limit, and its digests.

Whoever archives a page may keep it as it was sent or as it was meant, and not every archiver says
which; so a coding that the content plainly does not have is taken as undone already. Sources: RFC
9110 (content codings), RFC 9112 (chunked transfer), RFC 4648 (base 32), ISO 28500 (digests).
"""

from __future__ import annotations

import base64
import hashlib
import io
import zlib
from typing import Any

import brotli
from warcio.bufferedreaders import ChunkedDataReader

from indexer.sources import encoding
from indexer.sources.fields import FlawError

_GZIP = 16 + zlib.MAX_WBITS
_UNCODED = frozenset({"", "identity", "none", "utf-8"})


def too_large() -> FlawError:
    """What is wrong with a page of more than MAX_PAGE_BYTES, packed or unpacked."""
    return FlawError(
        f"its page is larger than {encoding.MAX_PAGE_BYTES // 10**6} MB", "leave it out"
    )


def decoded(payload: bytes, http: Any) -> bytes:
    """The payload of a response without chunks and compression.

    ``http`` are its headers, None for what was not fetched by HTTP. Raises FlawError.
    """
    if http is None:
        return _limited(payload)
    if "chunked" in (http.get_header("Transfer-Encoding") or "").lower():
        payload = ChunkedDataReader(io.BytesIO(payload)).read()
    codings = (http.get_header("Content-Encoding") or "").lower().split(",")
    for coding in reversed(codings):
        payload = _without(coding.strip(), payload)
    return _limited(payload)


def is_intact(headers: Any, block: bytes, payload: bytes, content: bytes) -> bool:
    """Whether a record has the digests that its headers give, where they give any we can compute.

    The payload may have been digested as it was sent or as it was meant.
    """
    stated = (
        (headers.get_header("WARC-Block-Digest"), (block,)),
        (headers.get_header("WARC-Payload-Digest"), (payload, content)),
    )
    return all(not digest or _is_digest(digest, texts) for digest, texts in stated)


def _is_digest(stated: str, texts: tuple[bytes, ...]) -> bool:
    algorithm, _, value = stated.strip().partition(":")
    name = algorithm.lower().replace("-", "")
    if name not in {"sha1", "sha256", "sha512", "md5"}:
        return True
    for text in texts:
        digest = hashlib.new(name, text, usedforsecurity=False).digest()
        told = (base64.b32encode(digest), base64.b64encode(digest), digest.hex().encode())
        if value.rstrip("=").lower() in {each.decode().rstrip("=").lower() for each in told}:
            return True
    return False


def _without(coding: str, data: bytes) -> bytes:
    if coding in _UNCODED or data.lstrip()[:1] == b"<":
        return data
    try:
        if coding in {"gzip", "x-gzip"}:
            return _inflated(data, _GZIP)
        if coding == "deflate":
            # The name means zlib's wrapping, but servers have always sent it bare as well.
            zlib_wrapped = data[:1] == b"\x78"
            return _inflated(data, zlib.MAX_WBITS if zlib_wrapped else -zlib.MAX_WBITS)
        if coding == "br":
            return _unbrotlied(data)
    except (zlib.error, brotli.error) as error:
        raise FlawError(f"its content is no {coding} ({error})", "fetch the page again") from error
    raise FlawError(f"its content is coded as {coding[:40]!r}, which is not read", "leave it out")


def _inflated(data: bytes, window: int) -> bytes:
    decoder = zlib.decompressobj(window)
    text = _limited(decoder.decompress(data, encoding.MAX_PAGE_BYTES + 1))
    if not decoder.eof:
        raise _cut()
    return text


def _unbrotlied(data: bytes) -> bytes:
    decoder = brotli.Decompressor()
    text = _limited(decoder.process(data, output_buffer_limit=encoding.MAX_PAGE_BYTES + 1))
    if not decoder.is_finished():
        raise _cut()
    return text


def _cut() -> FlawError:
    return FlawError("its compressed content is cut", "fetch the page again")


def _limited(data: bytes) -> bytes:
    if len(data) > encoding.MAX_PAGE_BYTES:
        raise too_large()
    return data
