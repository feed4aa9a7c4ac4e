"""What a file is, told by its first bytes; its name only settles what they leave open.

Exports are named as it pleases whoever exports: pages saved as ``.txt``, JSON Lines as ``.json``,
feeds without any extension. So the bytes are asked first: the marks of binary files, of WARC, the
root element of XML (behind declaration, comments, doctype; in any namespace and encoding), the
shape of JSON and of a table's header. Sources: XML 1.0 (prolog, appendix F: encodings), HTML Living
Standard, ISO 28500 (WARC), IPTC NewsML-G2 and NITF, RSS 2.0 and 1.0, RFC 4287 (Atom).
"""

from __future__ import annotations

import contextlib
import json
import re

from indexer.errors import BinarySource, MalformedSource
from indexer.sources import encoding
from indexer.sources.formats import binary
from indexer.sources.formats.table_row import Columns
from indexer.sources.locate import Located
from indexer.sources.run import declares_entities

_START = 1 << 16

_NAMED = {
    ".html": "html", ".htm": "html", ".xhtml": "html", ".jsonl": "jsonl", ".ndjson": "jsonl",
    ".json": "json", ".csv": "csv", ".tsv": "csv",
}  # fmt: skip
"""What a name settles, where the bytes would allow of several formats."""

_ROOTS = {
    "rss": "feed", "feed": "feed", "rdf": "feed",
    "newsmessage": "newsml", "newsitem": "newsml", "packageitem": "newsml", "conceptitem": "newsml",
    "nitf": "nitf", "html": "html",
}  # fmt: skip
_HTML = frozenset(
    "html head body title meta link base style script noscript article main section header footer"
    " nav aside div p span a b i em strong u font center h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table"
    " thead tbody tr td th img figure figcaption blockquote pre br hr form input iframe time"
    " small".split()
)

_WARC = re.compile(rb"\s*WARC/\d")
_PROLOG = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE(?:[^\[>]|\[.*?\]\s*(?=>))*>", re.S | re.I)
_SUBSET = re.compile(r"<!DOCTYPE[^\[>]*\[", re.I)
_ELEMENT = re.compile(r"<(?:[\w.-]+:)?([a-z_][\w.-]*)(?=[\s/>])([^>]*)", re.I)
_MARKUP = re.compile(
    r"</(?:p|div|h[1-6]|a|article|section|span|li|td|html|body)\s*>|<br\s*/?>", re.I
)
_PAGE = re.compile(r"<!doctype html|<html[\s>]|<body[\s>]", re.I)
_RECORD = re.compile(r"\{\s*[\"}]")
_VALUE = re.compile(r"[{\[]\s*(?:[\"{\[}\]\d-]|null|true|false|\Z)")
_LIST = re.compile(r"\[\s*[{\]]")
_LEAST_MARKUP = 3


def format_of(file: Located) -> str:
    """The format of a file: a key of the table of readers.

    Raises BinarySource for what holds no text, MalformedSource for XML that is none of ours, and
    what :func:`encoding.opened` raises.
    """
    start = encoding.first_bytes(file.path, file.shown, _START)
    kind = binary.kind_of(start)
    if kind is None and not file.extension and not file.given and _is_nothing(start):
        kind = binary.UNKNOWN
    if kind is not None:
        raise BinarySource(file.shown, f"it is {kind.name}", kind.remedy)
    if _WARC.match(start):
        return "warc"
    text = _text(start).lstrip("\ufeff \t\r\n\f")
    named = _NAMED.get(file.extension)
    return _markup(text, named, file.shown) or _data(text, named) or _prose(text, named)


def _is_nothing(start: bytes) -> bool:
    """Whether a file that neither its name nor anybody calls an article cannot be one."""
    return not start.strip() or (b"\0" in start and not _is_wide(start))


def _is_wide(start: bytes) -> bool:
    """Whether a file is in UTF-16: it says so, or has Latin letters in it."""
    marked = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    return marked or (len(start) > 3 and (start[:4:2] == b"\0\0") != (start[1:4:2] == b"\0\0"))


def _text(start: bytes) -> str:
    """The bytes as characters, good enough to see marks of ASCII in them."""
    if not _is_wide(start):
        return start.decode("latin-1").removeprefix("\xef\xbb\xbf")
    big = start.startswith(b"\xfe\xff") or start[::2].count(0) > start[1::2].count(0)
    return start.decode("utf-16-be" if big else "utf-16-le", "replace")


def _markup(text: str, named: str | None, shown: str) -> str | None:
    """What an element that opens the file says it is; None where none does."""
    if not text.startswith("<"):
        return None
    declared = text.startswith("<?xml")
    place = 0
    while (found := _PROLOG.match(text, place)) and found.end() > place:
        place = found.end()
    root = _ELEMENT.match(text, place)
    if root is None and _SUBSET.match(text, place):
        raise declares_entities(shown)
    if root is None:
        return "html" if place or named == "html" or text.startswith("<!") else None
    name = root[1]
    form = _ROOTS.get(name.lower())
    if form is None and name.lower() in _HTML and not declared:
        form = "html"
    is_xml = declared or "xmlns" in root[2] or f"</{name}>" in text
    if form or named == "html" or not is_xml:
        return form or named
    raise MalformedSource(
        shown,
        f"it is XML whose root element is <{name[:40]}>",
        "convert it to JSON Lines, HTML or text",
    )


def _data(text: str, named: str | None) -> str | None:
    """Which form of JSON or table a file is; None where it is neither."""
    if _LIST.match(text):
        return "json"
    if _RECORD.match(text) or (_VALUE.match(text) and named in {"json", "jsonl"}):
        return _json(text, named)
    if named == "jsonl" and ("\n{" in text or _is_json(text.partition("\n")[0])):
        return "jsonl"
    return "csv" if named == "csv" or _is_header(text.partition("\n")[0]) else None


def _json(text: str, named: str | None) -> str:
    """``jsonl`` where a line is a record, ``json`` where a record or list has several lines."""
    first, end, _ = text.partition("\n")
    if _is_json(first) or "\n{" in text:
        return "jsonl"
    return "json" if end or named != "jsonl" else "jsonl"


def _is_json(line: str) -> bool:
    with contextlib.suppress(ValueError, RecursionError):
        json.loads(line)
        return True
    return False


def _is_header(line: str) -> bool:
    """Whether a line names the columns of a table, one of them that of the text."""
    for mark in ",;\t":
        cells = [cell.strip(" \"'\r") for cell in line.split(mark)]
        columns = Columns.of(cells)
        if len(cells) > 1 and columns.known * 2 >= len(cells) and columns.has("text"):
            return True
    return False


def _prose(text: str, named: str | None) -> str:
    """``html`` for tags in disorder, else ``text``; nothing at all is what its name says."""
    if not text:
        return named or "text"
    tags = len(_MARKUP.findall(text))
    if tags >= _LEAST_MARKUP or _PAGE.search(text) or (named == "html" and "<" in text):
        return "html"
    return "text" if named in {None, "html"} or " " in text else str(named)
