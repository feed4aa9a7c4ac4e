"""What RFC 4287 demands of a feed document, checked by the letter."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def faults(document: bytes) -> list[str]:
    """Each rule that the document breaks; none for a valid feed."""
    root = etree.fromstring(document)
    if root.tag != f"{ATOM}feed":
        return [f"the root is {root.tag}"]
    entries = root.findall(f"{ATOM}entry")
    ids = Counter(entry.findtext(f"{ATOM}id") for entry in entries)
    found = [f"id twice: {name}" for name, count in ids.items() if count > 1]
    for element in (root, *entries):
        found += _container(element)
    if root.find(f"{ATOM}link[@rel='self']") is None:
        found.append("no link to itself")
    has_author = root.find(f"{ATOM}author") is not None
    for entry in entries:
        if not has_author and entry.find(f"{ATOM}author") is None:
            found.append("an entry without author")
        content = entry.find(f"{ATOM}content")
        if content is None and entry.find(f"{ATOM}link[@rel='alternate']") is None:
            found.append("an entry with neither content nor link")
        if content is not None and (content.get("type") != "html" or len(content)):
            found.append("content that is no escaped html")
    return found


def _container(element: Any) -> Iterator[str]:
    for name in ("id", "title", "updated"):
        if len(element.findall(f"{ATOM}{name}")) != 1:
            yield f"not one {name} in {element.tag}"
    for name in ("published", "content", "subtitle", "icon", "generator"):
        if len(element.findall(f"{ATOM}{name}")) > 1:
            yield f"several {name} in {element.tag}"
    if not urlsplit(element.findtext(f"{ATOM}id", "")).scheme:
        yield "an id that is no IRI"
    for date in (*element.findall(f"{ATOM}updated"), *element.findall(f"{ATOM}published")):
        if not _DATE.fullmatch(date.text) or not dt.datetime.fromisoformat(date.text).tzinfo:
            yield f"no RFC 3339 date: {date.text}"
    yield from _constructs(element)


def _constructs(element: Any) -> Iterator[str]:
    authors = element.findall(f"{ATOM}author")
    if not all(author.findtext(f"{ATOM}name", "").strip() for author in authors):
        yield "an author without name"
    if not all(category.get("term") for category in element.findall(f"{ATOM}category")):
        yield "a category without term"
    links = element.findall(f"{ATOM}link")
    if not all(urlsplit(link.get("href", "")).netloc for link in links):
        yield "a link that is not absolute"
    places = Counter((link.get("rel"), link.get("type"), link.get("hreflang")) for link in links)
    if places[("alternate", "text/html", None)] > 1:
        yield "several alternates of one type"
