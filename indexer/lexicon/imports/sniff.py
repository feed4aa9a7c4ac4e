"""Which format the lexicon of somebody else has: by its first bytes; names settle what they leave.

Sources: the marks of gzip (RFC 1952), of dictzip's table in it (dictzip(1)), of tar and xz.
"""

from __future__ import annotations

import re
from pathlib import Path

from indexer.errors import BinarySource, EmptySource, MalformedSource
from indexer.lexicon.imports.dictd_files import INDEX, TEXTS
from indexer.lexicon.imports.entries import shown
from indexer.sources import encoding
from indexer.sources.formats import binary

_START = 1 << 16
_ARCHIVES = (b"\xfd7zXZ\0", b"BZh")
_TMX = re.compile(r"<(?:!DOCTYPE\s+|[\w.-]+:)?tmx[\s>]", re.I)
_OMW = re.compile(r"#[^\t\n]*\t[a-zA-Z-]{2,10}(?:\t|\n)|\S+-[a-z]\t(?:[\w-]+:)?lemma\t")
_INDEX_LINE = re.compile(r"[^\t\n]*\t[A-Za-z0-9+/]{1,8}\t[A-Za-z0-9+/]{1,8}(?:\t.*)?$", re.M)
_INSTEAD = (
    "give a table parted by tabs, a dictionary of FreeDict, two files of the Open Multilingual"
    " Wordnet, or TMX"
)
_ABOUT = re.compile(r"^00-?database", re.M)


def format_of(path: Path) -> str:
    """The format of a file: a key of the table of formats.

    Raises SourceError for what cannot be opened and for what is none of them.
    """
    start = encoding.first_bytes(path, shown(path), _START)
    if not start.strip():
        raise EmptySource(shown(path), "the file is empty", "give a lexicon")
    if start[257:262] == b"ustar" or start.startswith(_ARCHIVES) or path.name.endswith(TEXTS):
        return "dictd"
    if kind := binary.kind_of(start):
        raise BinarySource(shown(path), f"it is {kind.name}", "give a lexicon in TSV, or unpack it")
    text = _text(start).lstrip("\ufeff \t\r\n")
    if text.startswith("<"):
        if not _TMX.search(text):
            raise MalformedSource(shown(path), "it is XML and not TMX", _INSTEAD)
        return "tmx"
    if _OMW.match(text):
        return "omw"
    if _INDEX_LINE.match(text) and (_ABOUT.search(text) or path.name.endswith(INDEX)):
        return _index(path)
    if "\t" in text:
        return "tsv"
    raise MalformedSource(shown(path), "it is no lexicon of a known format", _INSTEAD)


def _text(start: bytes) -> str:
    """The bytes as characters, good enough to see marks of ASCII in them."""
    wide = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    return start.decode("utf-16" if wide else "utf-8", "replace")


def _index(path: Path) -> str:
    if not path.name.endswith(INDEX):
        cause = "it is the index of a dictionary by another name"
        raise MalformedSource(shown(path), cause, "call it NAME.index, beside NAME.dict.dz")
    return "dictd"
