"""An entry of a feed: what it states about its article, and its text by the rules for pages.

The outlet is what the entry names as its source, as aggregators do; else it is left to the host of
its address. A feed's title names the feed: one outlet has many ("World", "Sport"), which would be
as many outlets in a facet, so the title serves only where there is no address either.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from email.utils import parseaddr
from importlib import resources
from typing import Any
from urllib.parse import urljoin

from lxml.html import HtmlElement

from analyzers import primary_language
from indexer import dates
from indexer.documents import LeftOut
from indexer.errors import EmptySource
from indexer.links import is_web_address
from indexer.sources import records
from indexer.sources.fields import Fields, clean
from indexer.sources.formats import html, page
from indexer.sources.formats.page import Parts
from indexer.sources.lines import datelines, lexicon

_Node = Mapping[str, Any]
_WORDS = lexicon.sections(resources.files(__package__) / "data" / "feed_words.txt")
_MARKUP = frozenset({"text/html", "application/xhtml+xml"})
_TEXT = frozenset({"text/plain", *_MARKUP})
_LONGEST_VALUE = 1000
_LONGEST_NOTE = 500
_LAST_LINKS = 3
_NOTE = "the feed's note on the site that its entry comes from"
_EDGES = " .…»›→>[]()"


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed says of all its entries; ``base`` is what their addresses are relative to."""

    atom: bool
    base: str
    stated: Fields
    title: str | None


def feed_of(node: _Node, version: str, url: str | None, shown: str) -> Feed:
    """The feed of feedparser's ``feed`` and ``version``, fetched from ``url`` if it was.

    ``shown`` is how messages name it. Raises FlawError and SourceError.
    """
    own = [each.get("href") for each in _links(node) if each.get("rel") == "self"]
    known = [each for each in (url, *own, node.get("link")) if each and is_web_address(each)]
    atom = version.startswith("atom")
    origin = "Atom feed" if atom else "RSS channel"
    stated = Fields(
        language=_language(node.get("language")),
        # RFC 4287, section 4.2.1: the feed's authors are those of entries that name none.
        author=_authors(node, atom) if atom else (),
    )
    title = _line(_plain(node.get("title_detail"), shown))
    return Feed(atom, known[0] if known else "", stated.marked(origin), title)


def read(entry: _Node, feed: Feed, told: Fields, languages: Sequence[str], shown: str) -> Fields:
    """The fields of an entry, ``told`` before all; without paragraphs where it has no text at all.

    ``shown`` is how messages name the entry. Raises FlawError and SourceError.
    """
    stated = _stated(entry, feed, shown)
    found = told.over(stated)
    content = _content(entry)
    tree = _tree(content, shown)
    note = "" if tree is None else _without_furniture(tree)
    parts = Parts((), ()) if tree is None else page.read(tree)
    if stated.title:
        parts = page.headed(parts, stated.title)
    if not parts.blocks:
        return found
    whole = told.over(html.read_parts(parts, stated, languages, told))
    if note:
        left = LeftOut(clean(note, "content"), _NOTE, len(whole.paragraphs))
        whole = replace(whole, left_out=(*whole.left_out, left))
    return whole


def address(entry: _Node, feed: Feed) -> str | None:
    """The entry's address on the web: its original one where a distributor puts in its own."""
    linked = entry.get("link") or next(
        (each.get("href") for each in _links(entry) if each.get("rel") == "alternate"), None
    )
    # A guid is a link only by default, and often none.
    relative = bool(entry.get("links"))
    for value in (entry.get("feedburner_origlink"), linked):
        if isinstance(value, str) and (relative or is_web_address(value)):
            with contextlib.suppress(ValueError):
                whole = _line(urljoin(feed.base, value.strip()))
                if whole and is_web_address(whole):
                    return whole
    return None


def identity(entry: _Node) -> str | None:
    """The id that the feed itself gives the entry: its guid, or atom:id."""
    value = entry.get("id")
    return value if isinstance(value, str) and value.strip() else None


def _stated(entry: _Node, feed: Feed, shown: str) -> Fields:
    url = address(entry, feed)
    published, updated = _date(entry, "published", "created"), _date(entry, "updated")
    source = entry.get("source")
    named = _line(source.get("title")) if isinstance(source, Mapping) else None
    own = Fields(
        title=_line(_plain(entry.get("title_detail"), shown)),
        outlet=named,
        url=url,
        published=published or updated,
        modified=updated if published and updated != published else None,
        language=_entry_language(entry),
        section=_section(entry),
        author=_authors(entry, feed.atom),
        excerpt=not entry.get("content"),
        origins={} if published or not feed.atom else {"published": "Atom entry, updated"},
    ).marked("Atom entry" if feed.atom else "RSS item")
    stated = own.over(feed.stated)
    if not url and feed.title:
        origin = "Atom feed" if feed.atom else "RSS channel"
        stated = stated.over(Fields(outlet=feed.title).marked(origin))
    return stated


def _content(entry: _Node) -> str:
    """The longest text of the entry as markup, else its summary."""
    listed = [each for each in entry.get("content") or [] if isinstance(each, Mapping)]
    whole = [_as_markup(each) for each in listed if each.get("type") in _TEXT]
    summary = entry.get("summary_detail") or {"value": entry.get("summary"), "type": "text/html"}
    return max(whole, key=len, default="") or _as_markup(summary)


def _tree(markup: str, shown: str) -> HtmlElement | None:
    """The tree of a piece of markup; None where nothing is in it."""
    with contextlib.suppress(EmptySource):
        return html.parse(markup, shown) if markup.strip() else None
    return None


def _as_markup(detail: _Node) -> str:
    value = detail.get("value") or ""
    if detail.get("type") in _MARKUP:
        return str(value)
    escaped = value.replace("&", "&amp;").replace("<", "&lt;")
    return "".join(f"<p>{line}</p>" for line in escaped.splitlines() if line.strip())


def _without_furniture(tree: HtmlElement) -> str:
    """Take links to the rest of the text out of ``tree``, and the note on its site; the note."""
    for link in list(tree.iter("a")):
        if _leads_on(lexicon.plain(page.plain_text(link)), link.get("class") or ""):
            link.drop_tree()
    for link in list(tree.iter("a"))[-_LAST_LINKS:]:
        around = link.getparent()
        if around is not None and (note := _note(around, link)):
            around.drop_tree() if around.tag != "body" else link.drop_tree()
            return note
    return ""


def _leads_on(text: str, classes: str) -> bool:
    if "more-link" in classes.split() or text.strip(_EDGES) in _WORDS["more"]:
        return True
    return any(text.startswith(f"{opener} ") for opener in _WORDS["more openers"])


def _note(around: HtmlElement, link: HtmlElement) -> str:
    """The text of ``around`` if it says on which site the entry was published first."""
    text = page.plain_text(around)
    if len(text) > _LONGEST_NOTE or not text.rstrip(".").endswith(page.plain_text(link)):
        return ""
    plain = lexicon.plain(text)
    opened = any(plain.startswith(f"{opener} ") for opener in _WORDS["note openers"])
    return text if opened and any(f" {each} " in plain for each in _WORDS["note middles"]) else ""


def _date(entry: _Node, *names: str) -> str | None:
    for name in names:
        text = _line(entry.get(name))
        found = text and (datelines.instant_of(text) or datelines.published_on(text))
        if found and dates.is_published(found):
            return found
    return None


def _section(entry: _Node) -> str | None:
    for tag in entry.get("tags") or []:
        name = _line(tag.get("label") or tag.get("term"))
        if name and "://" not in name:
            return name
    return None


def _authors(node: _Node, atom: bool) -> tuple[str, ...]:
    listed, single = node.get("authors") or [], _line(node.get("author")) or ""
    if not atom and len(listed) == 1 and "@" in single:
        # RSS 2.0 asks for a mail address here, with the name in brackets after it.
        names = [_line(parseaddr(single)[0])]
    else:
        names = [_line(each.get("name")) for each in listed]
    named = [each for each in names if each and "://" not in each and "@" not in each]
    return tuple(dict.fromkeys(named))


def _entry_language(entry: _Node) -> str | None:
    """As the entry states it, else as the markup of its text or title declares it."""
    inside = (entry.get("summary_detail"), entry.get("title_detail"))
    details = [*(entry.get("content") or []), *inside]
    declared = [each.get("language") for each in details if isinstance(each, Mapping)]
    return next(filter(None, map(_language, [entry.get("language"), *declared])), None)


def _language(value: object) -> str | None:
    code = _line(value)
    return primary_language(code) if code and records.is_language(code) else None


def _plain(detail: object, shown: str) -> str | None:
    if not isinstance(detail, Mapping) or not (value := str(detail.get("value") or "")).strip():
        return None
    if detail.get("type") not in _MARKUP:
        return value
    tree = _tree(value, shown)
    return None if tree is None else page.plain_text(tree)


def _line(value: object) -> str | None:
    """A usable string on one line."""
    if not isinstance(value, str) or len(value) > _LONGEST_VALUE:
        return None
    return " ".join(clean(value, "metadata").split()) or None


def _links(node: _Node) -> Iterator[_Node]:
    return (each for each in node.get("links") or [] if isinstance(each, Mapping))
