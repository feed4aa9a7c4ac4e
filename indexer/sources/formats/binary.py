"""The kinds of files that hold no text as they are, by the bytes that they start with.

Sources: the specifications of the formats; each mark is the one that they require.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file, and what to do to have its text indexed."""

    name: str
    remedy: str


_UNPACK = "unpack it and give what it holds"
_AS_TEXT = "save it as text or HTML"
_LEAVE_OUT = "leave it out"

UNKNOWN = Kind("binary", _LEAVE_OUT)

_MARKS = (
    (b"%PDF-", Kind("a PDF document", "extract its text, for example with pdftotext")),
    (b"{\\rtf", Kind("an RTF document", _AS_TEXT)),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind("an Office document", _AS_TEXT)),
    (b"SQLite format 3\0", Kind("an SQLite database", "export its rows as JSON Lines")),
    (b"\x89PNG\r\n\x1a\n", Kind("a picture", _LEAVE_OUT)),
    (b"\xff\xd8\xff", Kind("a picture", _LEAVE_OUT)),
    (b"GIF87a", Kind("a picture", _LEAVE_OUT)),
    (b"GIF89a", Kind("a picture", _LEAVE_OUT)),
    (b"II*\0", Kind("a picture", _LEAVE_OUT)),
    (b"MM\0*", Kind("a picture", _LEAVE_OUT)),
    (b"RIFF", Kind("a picture, sound or film", _LEAVE_OUT)),
    (b"ID3", Kind("a sound", _LEAVE_OUT)),
    (b"OggS\0", Kind("a sound or film", _LEAVE_OUT)),
    (b"fLaC\0", Kind("a sound", _LEAVE_OUT)),
    (b"\x1aE\xdf\xa3", Kind("a film", _LEAVE_OUT)),
    (b"\x7fELF", Kind("a program", _LEAVE_OUT)),
    (b"\xcf\xfa\xed\xfe", Kind("a program", _LEAVE_OUT)),
    (b"\xca\xfe\xba\xbe", Kind("a program", _LEAVE_OUT)),
    (b"MZ\x90\0", Kind("a program", _LEAVE_OUT)),
    (b"\x1f\x8b", Kind("gzip within gzip", _UNPACK)),
    (b"BZh", Kind("an archive", _UNPACK)),
    (b"\xfd7zXZ\0", Kind("an archive", _UNPACK)),
    (b"7z\xbc\xaf\x27\x1c", Kind("an archive", _UNPACK)),
    (b"\x28\xb5\x2f\xfd", Kind("an archive", _UNPACK)),
    (b"Rar!\x1a\x07", Kind("an archive", _UNPACK)),
)
_ZIP = b"PK\3\4"
_OFFICE = (b"[Content_Types].xml", b"word/", b"xl/", b"ppt/", b"mimetypeapplication/")


def kind_of(start: bytes) -> Kind | None:
    """The kind of binary file that starts so; None for what may be text."""
    for mark, kind in _MARKS:
        if start.startswith(mark) and _certain(mark, start):
            return kind
    if start.startswith(_ZIP):
        office = any(part in start for part in _OFFICE)
        return Kind("an Office document", _AS_TEXT) if office else Kind("an archive", _UNPACK)
    if start[257:262] == b"ustar":
        return Kind("an archive", _UNPACK)
    if start[4:8] == b"ftyp":
        return Kind("a picture, sound or film", _LEAVE_OUT)
    return None


def _certain(mark: bytes, start: bytes) -> bool:
    """Whether a mark that could open a text as well ("RIFF", "ID3") is followed by binary."""
    return not mark.isalnum() or b"\0" in start
