"""The likeliest encoding of bytes that neither say nor prove theirs."""

from __future__ import annotations

from indexer.errors import MalformedSource, UndecodableSource

_CONSIDERED = ("cp1252", "iso8859_15", "latin_1", "mac_roman", "utf_16", "utf_16_le", "utf_16_be")
ENOUGH = 20_000
"""Bytes that a guess is made by."""

BINARY_REMEDY = "it seems to be binary; give text, a page, a feed or another format of articles"


def likeliest(data: bytes, shown: str) -> str:
    """The likeliest of the common encodings.

    Raises UndecodableSource where none is likely, MalformedSource for binary content.
    """
    # Importing takes 50 ms, which only the rare file that is not UTF-8 should cost.
    from charset_normalizer import from_bytes

    if b"\0" in data and not looks_utf16(data):
        raise MalformedSource(shown, "it holds NUL bytes", BINARY_REMEDY)
    best = from_bytes(data[:ENOUGH], cp_isolation=list(_CONSIDERED), threshold=0.15).best()
    if best is None:
        raise unknown(shown)
    # Windows-1252 is Latin-1 with quotes and dashes where Latin-1 has nothing printable.
    return "cp1252" if best.encoding == "latin_1" else str(best.encoding)


def looks_utf16(data: bytes) -> bool:
    """Whether every second byte is mostly NUL, as Latin letters in UTF-16 have it."""
    sample = data[:ENOUGH]
    return max(sample[::2].count(0), sample[1::2].count(0)) * 2 > len(sample) * 0.7


def unknown(shown: str) -> UndecodableSource:
    """The error for what no guess can read."""
    return UndecodableSource(
        shown,
        "it is not UTF-8 and its encoding cannot be told with confidence",
        "convert it: iconv -f ENCODING -t UTF-8",
    )
