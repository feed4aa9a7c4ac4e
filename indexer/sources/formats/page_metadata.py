"""What a page's head says about its article, the most explicit statement first.

The page's own address and language, then JSON-LD (schema.org NewsArticle), then Open Graph and
named <meta>, then microdata, then the first <time datetime> of the article. A value that is no use
(a date that is none, an address that leads nowhere) is passed over for the next one. Sources:
schema.org, ogp.me, HTML Living Standard.
"""

from __future__ import annotations

import contextlib
import functools
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from lxml.html import HtmlElement

from analyzers import primary_language
from indexer import dates
from indexer.links import is_web_address
from indexer.sources import records
from indexer.sources.fields import Fields, FlawError, clean
from indexer.sources.formats.page import plain_text
from indexer.sources.lines import datelines

_Node = Mapping[str, Any]
_Statement = tuple[str, str, object]
"""A field, which part of the page speaks of it, and what that says, as yet unchecked."""

_LONGEST_VALUE = 1000
_LD_FIELDS = (
    ("title", "headline"),
    ("outlet", "publisher"),
    ("url", "url"),
    ("url", "mainEntityOfPage"),
    ("published", "datePublished"),
    ("modified", "dateModified"),
    ("language", "inLanguage"),
    ("section", "articleSection"),
    ("author", "author"),
)
_META_FIELDS = (
    ("title", "og:title"),
    ("title", "twitter:title"),
    ("outlet", "og:site_name"),
    ("url", "og:url"),
    ("language", "og:locale"),
    ("section", "article:section"),
    ("author", "author"),
    ("author", "article:author"),
    ("published", "article:published_time"),
    ("published", "dc.date.issued"),
    ("published", "dc.date"),
    ("published", "dcterms.date"),
    ("published", "date"),
    ("published", "pubdate"),
    ("published", "publishdate"),
    ("published", "publish-date"),
    ("published", "parsely-pub-date"),
    ("published", "sailthru.date"),
    ("modified", "article:modified_time"),
    ("modified", "og:updated_time"),
    ("modified", "dc.date.modified"),
    ("modified", "dcterms.modified"),
    ("modified", "last-modified"),
)


def read(page: HtmlElement, root: HtmlElement) -> Fields:
    """The fields that the page's metadata gives; nothing is taken from its running text."""
    kinds = (
        _document(page),
        _json_ld(page),
        _named_meta(page),
        _microdata(page, root),
        _times(root),
    )
    return functools.reduce(Fields.over, map(_usable, kinds))


def document_title(page: HtmlElement) -> str:
    """The text of <title>, which holds the headline and usually the outlet."""
    title = page.find(".//title")
    return plain_text(title) if title is not None else ""


def states_article(page: HtmlElement) -> bool:
    """Whether JSON-LD or Open Graph call the page an article."""
    return bool(_news_article(page)) or _meta(page).get("og:type", "").lower() == "article"


def stated_date(page: HtmlElement) -> str | None:
    """What the metadata give as the date of publication, be it a date or not."""
    stated = (*_json_ld(page), *_named_meta(page))
    return next(
        (_string(value) for name, _, value in stated if name == "published" and value), None
    )


def _usable(statements: Iterable[_Statement]) -> Fields:
    """The first statement of each field that is of use."""
    told: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for name, origin, stated in statements:
        if name not in told and (value := _READERS[name](stated)):
            told[name], origins[name] = value, origin
    return Fields(**told, origins=origins)


def _document(page: HtmlElement) -> Iterator[_Statement]:
    for link in page.iter("link"):
        if link.get("rel") == "canonical":
            yield "url", "<link rel=canonical>", link.get("href")
    root = page.getroottree().getroot()
    yield "language", "<html lang>", root.get("lang")
    yield "language", "<html lang>", root.get("{http://www.w3.org/XML/1998/namespace}lang")


def _json_ld(page: HtmlElement) -> Iterator[_Statement]:
    article = _news_article(page)
    return ((name, f"JSON-LD {key}", article.get(key)) for name, key in _LD_FIELDS)


def _named_meta(page: HtmlElement) -> Iterator[_Statement]:
    meta = _meta(page)
    for name, key in _META_FIELDS:
        graph = key.startswith(("og:", "article:"))
        yield name, f"Open Graph {key}" if graph else f"<meta name={key}>", meta.get(key)


def _meta(page: HtmlElement) -> dict[str, str]:
    """The first content of each named <meta>."""
    meta: dict[str, str] = {}
    for element in page.iter("meta"):
        name = element.get("property") or element.get("name")
        if name and (content := (element.get("content") or "").strip()):
            meta.setdefault(name.lower(), content)
    return meta


def _microdata(page: HtmlElement, root: HtmlElement) -> Iterator[_Statement]:
    """Dates anywhere on the page, authors in the article: those beside it sign other articles."""
    for name, key in (("published", "datePublished"), ("modified", "dateModified")):
        for element in page.xpath(f"//*[@itemprop='{key}']"):
            value = element.get("datetime") or element.get("content")
            yield name, f"microdata {key}", value
    for element in page.xpath("//time[@pubdate]"):
        yield "published", "<time pubdate>", element.get("datetime")
    marked = root.xpath(".//*[@itemprop='author']")
    yield "author", "microdata author", [_marked_name(element) for element in marked]
    yield "author", "<meta itemprop=author>", page.xpath("//meta[@itemprop='author']/@content")
    signed = root.xpath(".//*[@rel='author']")
    yield "author", "<a rel=author>", [plain_text(element) for element in signed]


def _times(root: HtmlElement) -> Iterator[_Statement]:
    updated = [each for each in root.iter("time") if _is_update(each)]
    timed = [each for each in root.iter("time") if not _is_update(each)]
    for name, elements in (("published", timed), ("modified", updated)):
        for element in elements[:1]:
            yield name, "<time datetime>", element.get("datetime")


def _is_update(time: HtmlElement) -> bool:
    words = (time.get("class") or "").split()
    return time.get("itemprop") == "dateModified" or (
        "updated" in words and "published" not in words
    )


def _marked_name(element: HtmlElement) -> str:
    """The name in an element that is marked as author: where it says so, that part alone."""
    named = element.xpath(".//*[@itemprop='name']")
    part = named[0] if named else element
    return part.get("content") or plain_text(part)


def _news_article(page: HtmlElement) -> _Node:
    """The page's JSON-LD object whose type is some kind of article, empty if there is none."""
    for script in page.iter("script"):
        if (script.get("type") or "").split(";")[0].strip().lower() != "application/ld+json":
            continue
        with contextlib.suppress(ValueError, RecursionError):
            for node in _nodes(json.loads(script.text or "", strict=False)):
                if any(kind.endswith(("Article", "BlogPosting")) for kind in _kinds(node)):
                    return node
    return {}


def _nodes(document: object) -> Iterator[_Node]:
    """The objects of a JSON-LD document: itself, the items of a list or of its @graph."""
    items = document if isinstance(document, list) else [document]
    for item in items:
        if isinstance(item, Mapping):
            yield item
            graph = item.get("@graph")
            if isinstance(graph, list):
                yield from (node for node in graph if isinstance(node, Mapping))


def _kinds(node: _Node) -> list[str]:
    kind = node.get("@type")
    return [each for each in (kind if isinstance(kind, list) else [kind]) if isinstance(each, str)]


def _string(value: object) -> str | None:
    """The usable string that a value is; of a list, its first item."""
    single = value[0] if isinstance(value, list) and value else value
    if isinstance(single, str) and len(single) <= _LONGEST_VALUE:
        with contextlib.suppress(FlawError):
            return " ".join(clean(single, "metadata").split()) or None
    return None


def _name(value: object) -> str | None:
    """The name of a person or organisation, given as text, as an object or as a list of them."""
    single = value[0] if isinstance(value, list) and value else value
    return _string(single.get("name") if isinstance(single, Mapping) else single)


def _names(value: object) -> tuple[str, ...]:
    """The names of authors; an address of a profile is none."""
    named = map(_name, value if isinstance(value, list) else [value])
    return tuple(dict.fromkeys(each for each in named if each and "://" not in each))


def _address(value: object) -> str | None:
    address = _string(value.get("@id") if isinstance(value, Mapping) else value)
    return address if address and is_web_address(address) else None


def _date(value: object) -> str | None:
    text = _string(value)
    date = text and (datelines.instant_of(text) or datelines.published_on(text))
    return date if date and dates.is_published(date) else None


def _code(value: object) -> str | None:
    code = _string(value)
    return primary_language(code) if code and records.is_language(code) else None


_READERS: Mapping[str, Callable[[object], str | tuple[str, ...] | None]] = {
    "title": _string,
    "outlet": _name,
    "url": _address,
    "published": _date,
    "modified": _date,
    "language": _code,
    "section": _string,
    "author": _names,
}
