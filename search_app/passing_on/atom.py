"""A feed as Atom (RFC 4287)."""

from __future__ import annotations

import datetime as dt

from lxml import etree

from search_app.i18n import interface, ngettext
from search_app.passing_on.characters import carried
from search_app.passing_on.entries import Entry
from search_app.passing_on.feed import Feed

TYPE = "application/atom+xml"
_ATOM = "http://www.w3.org/2005/Atom"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def atom(feed: Feed, icon: str) -> bytes:
    """The feed as an XML document in UTF-8.

    An entry needs the moment of its last change (RFC 4287, 4.1.2), and that of an undated article
    is not known. The epoch or today would be a date that nobody stated, and readers sort by it: the
    passage would be shown as fifty years old, or as today's news every day. So what has no date is
    left out and the subtitle counts it; JSON Feed, where dates may be missing, has it.
    """
    dated = [(entry, entry.updated) for entry in feed.entries if entry.updated]
    root = etree.Element(f"{{{_ATOM}}}feed", {_LANG: feed.language}, nsmap={None: _ATOM})
    _add(root, "id", feed.id)
    _add(root, "title", feed.title)
    _add(root, "subtitle", _subtitle(feed, len(feed.entries) - len(dated)))
    latest = max((updated for _, updated in dated), default=dt.datetime.now(dt.UTC))
    _add(root, "updated", _timestamp(latest))
    _add(_add(root, "author"), "name", "Passaggi")
    _add(root, "generator", "Passaggi")
    _add(root, "icon", icon)
    _link(root, "self", feed.address, TYPE)
    _link(root, "alternate", feed.page, "text/html")
    if feed.next:
        _link(root, "next", feed.next, TYPE)
    for entry, updated in dated:
        _entry(root, entry, updated)
    document: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return document


def _entry(root: etree._Element, entry: Entry, updated: dt.datetime) -> None:
    element = _add(root, "entry")
    if entry.language:
        element.set(_LANG, entry.language)
    _add(element, "id", entry.id)
    title = _add(element, "title", entry.title)
    if entry.title_language:
        title.set(_LANG, entry.title_language)
    _add(element, "updated", _timestamp(updated))
    if entry.published:
        _add(element, "published", _timestamp(entry.published))
    for name in entry.authors:
        _add(_add(element, "author"), "name", name)
    _link(element, "alternate", entry.link, "text/html")
    if entry.source:
        _link(element, "via", entry.source, "text/html")
    for term, label in _categories(entry):
        _add(element, "category").attrib.update({"term": term, "label": label})
    _add(element, "content", str(entry.html)).set("type", "html")
    _add(_add(element, "source"), "title", entry.outlet)


def _categories(entry: Entry) -> list[tuple[str, str]]:
    told = [(entry.outlet, entry.outlet)]
    if entry.section:
        told.append((entry.section, entry.section))
    if entry.language:
        told.append((entry.language, interface().language(entry.language)))
    return told


def _subtitle(feed: Feed, undated: int) -> str:
    if not undated:
        return feed.told
    told = ngettext(
        "%(num)s without a date stands in the JSON Feed only",
        "%(num)s without a date stand in the JSON Feed only",
        undated,
    )
    return f"{feed.told}; {told}"


def _add(parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
    element = etree.SubElement(parent, f"{{{_ATOM}}}{name}")
    element.text = None if text is None else carried(text)
    return element


def _link(parent: etree._Element, rel: str, href: str, kind: str) -> None:
    _add(parent, "link").attrib.update({"rel": rel, "type": kind, "href": carried(href)})


def _timestamp(moment: dt.datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
