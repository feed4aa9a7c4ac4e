"""What a page's head says about its article, the most explicit statement first.

JSON-LD (schema.org NewsArticle), then Open Graph and named <meta>, then microdata, then the first
<time datetime> of the article. A value that is no use (a date that is none, an address that leads
nowhere) is passed over for the next one. Sources: schema.org, ogp.me, HTML Living Standard.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping
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
_LONGEST_VALUE = 1000
_META_DATES = (
    "article:published_time",
    "dc.date.issued",
    "dc.date",
    "dcterms.date",
    "date",
    "pubdate",
    "publishdate",
    "publish-date",
    "parsely-pub-date",
    "sailthru.date",
)


def read(page: HtmlElement, root: HtmlElement) -> Fields:
    """The fields that the page's metadata gives; nothing is taken from its running text."""
    article = _news_article(page)
    meta = _meta(page)
    return Fields(
        title=_first(article.get("headline"), meta.get("og:title"), meta.get("twitter:title")),
        outlet=_first(_name(article.get("publisher")), meta.get("og:site_name")),
        url=_address(page, article, meta),
        published=_published(page, root, article, meta),
        language=_language(page, article, meta),
        section=_first(article.get("articleSection"), meta.get("article:section")),
        author=_authors(article, meta, root),
    )


def document_title(page: HtmlElement) -> str:
    """The text of <title>, which holds the headline and usually the outlet."""
    title = page.find(".//title")
    return plain_text(title) if title is not None else ""


def states_article(page: HtmlElement) -> bool:
    """Whether JSON-LD or Open Graph call the page an article."""
    return bool(_news_article(page)) or _meta(page).get("og:type", "").lower() == "article"


def stated_date(page: HtmlElement) -> str | None:
    """What the metadata give as the date of publication, be it a date or not."""
    article, meta = _news_article(page), _meta(page)
    return _first(article.get("datePublished"), *(meta.get(name) for name in _META_DATES))


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


def _meta(page: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in page.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        if name and (content := (element.get("content") or "").strip()):
            found.setdefault(name.lower(), content)
    return found


def _first(*values: object) -> str | None:
    """The first usable string; of a list, its first item."""
    for value in values:
        single = value[0] if isinstance(value, list) and value else value
        if isinstance(single, str) and len(single) <= _LONGEST_VALUE:
            with contextlib.suppress(FlawError):
                text = " ".join(clean(single, "metadata").split())
                if text:
                    return text
    return None


def _name(value: object) -> str | None:
    """The name of a person or organisation, given as text, as an object or as a list of them."""
    single = value[0] if isinstance(value, list) and value else value
    return _first(single.get("name") if isinstance(single, Mapping) else single)


def _address(page: HtmlElement, article: _Node, meta: Mapping[str, str]) -> str | None:
    canonical = [link.get("href") for link in page.iter("link") if link.get("rel") == "canonical"]
    main = article.get("mainEntityOfPage")
    main = main.get("@id") if isinstance(main, Mapping) else main
    for value in (*canonical, meta.get("og:url"), article.get("url"), main):
        address = _first(value)
        if address and is_web_address(address):
            return address
    return None


def _published(
    page: HtmlElement, root: HtmlElement, article: _Node, meta: Mapping[str, str]
) -> str | None:
    marked = page.xpath("//time[@itemprop='datePublished' or @pubdate]/@datetime")
    timed = [element.get("datetime") for element in root.iter("time")]
    stated = [article.get("datePublished"), *(meta.get(name) for name in _META_DATES)]
    for value in (*stated, meta.get("datepublished"), *marked, *timed[:1]):
        text = _first(value)
        date = text and (datelines.instant_of(text) or datelines.published_on(text))
        if date and dates.is_published(date):
            return date
    return None


def _language(page: HtmlElement, article: _Node, meta: Mapping[str, str]) -> str | None:
    root = page.getroottree().getroot()
    stated = (root.get("lang"), root.get("{http://www.w3.org/XML/1998/namespace}lang"))
    for value in (*stated, article.get("inLanguage"), meta.get("og:locale")):
        code = _first(value)
        if code and records.is_language(code):
            return primary_language(code)
    return None


def _authors(article: _Node, meta: Mapping[str, str], root: HtmlElement) -> tuple[str, ...]:
    value = article.get("author")
    named = [_name(each) for each in (value if isinstance(value, list) else [value])]
    marked = root.xpath(".//*[@itemprop='author' or @rel='author']")
    for names in (
        named,
        [_first(meta.get("author"))],
        [_first(meta.get("article:author"))],
        [_first(plain_text(element)) for element in marked],
    ):
        kept = tuple(dict.fromkeys(each for each in names if each and "://" not in each))
        if kept:
            return kept
    return ()
