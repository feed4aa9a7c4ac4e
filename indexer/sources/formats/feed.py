"""Feeds: RSS 0.9x, 1.0 and 2.0 and Atom, each entry an article.

feedparser reads them, also those that are no valid XML. It is given text that is decoded already
and has no DOCTYPE: a feed that declares entities of its own is refused, since they can grow without
bounds or reach for other files. Sources: RSS 0.91 to 2.0 (Netscape, UserLand, RSS Advisory Board),
RSS 1.0 (RSS-DEV), RFC 4287 (Atom), Extensible Markup Language 1.0 (the prolog).
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from indexer.documents import Article
from indexer.errors import EmptySource, MalformedSource, SourceError
from indexer.sources import encoding, records, sidecar
from indexer.sources.fields import Fields, FlawError
from indexer.sources.formats import feed_entry
from indexer.sources.formats.feed_entry import Feed
from indexer.sources.locate import Located
from indexer.sources.run import Run, declares_entities, malformed

_PROLOG = re.compile(r"(?:\s++|<\?.*?\?>|<!--.*?-->)*+", re.S)
_DOCTYPE = re.compile(r"""<!DOCTYPE(?:[^\[>"']|"[^"]*"|'[^']*')*+(?P<end>[\[>]?)""", re.I)
_ROOT = re.compile(r"<(?P<name>(?:[\w.-]+:)?(?:rss|feed|rdf))(?=[\s>/])", re.I)
_ENTRY_END = re.compile(r"</(?:[\w.-]+:)?(?:item|entry)\s*>", re.I)
_CHARACTER = re.compile(r"&#(?:x([0-9a-f]+)|([0-9]+));?", re.I)
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LARGEST = 0x10FFFF

_SHARED = ("outlet", "language", "agency", "section")
"""What a sidecar may say of all entries alike."""


@dataclass(frozen=True, slots=True)
class _Markup:
    """A feed's text from its root element on, and whether its end was missing."""

    text: str
    cut: bool


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the entries of a file have in common."""

    file: Located
    run: Run
    told: Fields
    feed: Feed


def read(file: Located, run: Run) -> Iterator[tuple[Article, int | None]]:
    """The articles of a feed with the numbers of their entries; a bad one is rejected by itself."""
    said = sidecar.read(file, run.warn)
    told = Fields(**{name: getattr(said, name) for name in _SHARED})
    data = encoding.read_bytes(file.path, file.shown, run.on_bytes)
    markup = _markup(encoding.decode(data, file.shown, html=True, hint=file.charset), file.shown)
    parsed = _parsed(markup, file)
    try:
        feed = feed_entry.feed_of(parsed["feed"], parsed["version"], file.url, file.shown)
    except FlawError as flaw:
        raise malformed(flaw, file.shown) from flaw
    entries: Sequence[Mapping[str, Any]] = [dict(each) for each in parsed["entries"]]
    if not entries and not markup.cut:
        raise EmptySource(file.shown, "the feed holds no entries", "leave it out")
    shared = _shared(entries, feed)
    for number, entry in enumerate(entries, 1):
        article = _article(entry, number, shared, _Reading(file, run, told, feed))
        if article is not None:
            yield article, number
    if markup.cut:
        whole = "1 whole entry is" if len(entries) == 1 else f"{len(entries)} whole entries are"
        cut = FlawError(f"the feed is cut off: only its {whole} read", "fetch it anew")
        run.reject(malformed(cut, file.shown))


def _shared(entries: Sequence[Mapping[str, Any]], feed: Feed) -> frozenset[str | None]:
    """What tells no entry from the others: the address of several, or none."""
    named = {(feed_entry.address(each, feed), feed_entry.identity(each)) for each in entries}
    counted = Counter(address for address, _ in named)
    return frozenset({None, *(address for address, count in counted.items() if count > 1)})


def _article(
    entry: Mapping[str, Any], number: int, shared: frozenset[str | None], reading: _Reading
) -> Article | None:
    """The article of an entry, named by its address, else by the feed's own id for the entry."""
    file, run = reading.file, reading.run
    shown = f"{file.shown}:{number}"
    try:
        found = feed_entry.read(entry, reading.feed, reading.told, run.languages, shown)
        if not found.paragraphs:
            run.warn(f"{file.shown}: entries with neither title nor text are left out")
            return None
        return records.to_article(
            found,
            default_id=records.outlet_of(found.url) or file.name,
            source=f"{file.place}:{number}",
            languages=run.languages,
            hashed=True,
            identity=feed_entry.identity(entry) if found.url in shared else None,
        )
    except FlawError as flaw:
        run.reject(malformed(flaw, file.shown, number))
    except SourceError as error:
        run.reject(error)
    return None


def is_feed(start: bytes) -> bool:
    """Whether a document that starts so is a feed, by its first element."""
    text = start.decode("latin-1").removeprefix("\xef\xbb\xbf")
    try:
        return bool(_ROOT.match(text, _after_prolog(text, "")))
    except MalformedSource:
        # It is for the reader to refuse.
        return "<!doctype html" not in text.lower()


def _markup(text: str, shown: str) -> _Markup:
    """The text that is safe to parse: no prolog, no DOCTYPE, and an end where it was cut."""
    start = _after_prolog(text, shown)
    root = _ROOT.match(text, start)
    if not root:
        raise MalformedSource(
            shown, "it is neither RSS nor Atom", "give a feed, or save it as .html or .txt"
        )
    text = _NOT_XML.sub("", _CHARACTER.sub(_character, text[start:]))
    end = f"</{root['name']}"
    if end in text:
        return _Markup(text, cut=False)
    ends = [found.end() for found in _ENTRY_END.finditer(text)]
    whole = text[: ends[-1]] if ends else f"<{root['name']}>"
    channel = "</channel>" if root["name"].lower() == "rss" and ends else ""
    return _Markup(f"{whole}{channel}{end}>", cut=True)


def _after_prolog(text: str, shown: str) -> int:
    """Where the root element begins. Raises MalformedSource for declarations of entities."""
    start = _end(_PROLOG, text, 0)
    doctype = _DOCTYPE.match(text, start)
    if not doctype:
        return start
    if doctype["end"] != ">":
        raise declares_entities(shown)
    return _end(_PROLOG, text, doctype.end())


def _end(pattern: re.Pattern[str], text: str, start: int) -> int:
    found = pattern.match(text, start)
    return found.end() if found else start


def _character(reference: re.Match[str]) -> str:
    """A character reference as it was; nothing where no XML may hold the character."""
    digits = reference[1] or reference[2]
    code = int(digits, 16 if reference[1] else 10) if len(digits) < 10 else _LARGEST + 1
    return reference[0] if code <= _LARGEST and not _NOT_XML.match(chr(code)) else ""


def _parsed(markup: _Markup, file: Located) -> Mapping[str, Any]:
    # Importing takes 50 ms, which only feeds should cost.
    import feedparser

    headers = {"content-type": "application/xml; charset=utf-8"}
    if file.url:
        headers["content-location"] = file.url
    try:
        found: Mapping[str, Any] = feedparser.parse(
            # Text or bytes by themselves could be taken for the name of a file or an address.
            io.BytesIO(markup.text.encode("utf-8")),
            response_headers=headers,
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError) as error:
        # feedparser mends what it can, and is not proof against all that is broken.
        raise MalformedSource(
            file.shown, f"no feed parser reads it ({error})", "fetch it anew"
        ) from error
    return found
