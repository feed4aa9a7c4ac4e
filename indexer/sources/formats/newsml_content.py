"""The text of a NewsML-G2 item: NITF or XHTML inside it, or plain text; never fetched.

Where an item brings its text in several renditions the first that holds any is taken. Slug and
dateline are left out of the text: the one is for editors, the other for the head of a page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from indexer.markup import Element, plain_text
from indexer.sources.fields import Fields, FlawError
from indexer.sources.formats import fragment, nitf
from indexer.sources.formats.gathering import Gathering
from indexer.sources.formats.newsml_metadata import Stated
from indexer.sources.run import Run

_LEFT_OUT = {
    "slugline": "the agency's slug, for editors",
    "dateline": "place and date that open the text",
}


def is_text(item: Element) -> bool:
    """Whether an item brings text along rather than an address to fetch something from."""
    return next(_renditions(item), None) is not None


def read(item: Element, stated: Stated, shown: str, run: Run) -> Fields:
    """All that an item says: its metadata, then its text. Raises FlawError."""
    told = Fields()
    for rendition in _renditions(item):
        told = _rendition(rendition, stated.fields, shown, run)
        if told.paragraphs:
            break
    else:
        raise FlawError("its content holds no text", "leave the item out")
    about = stated.fields.over(replace(told, paragraphs=(), left_out=())).over(stated.fallback)
    return about.over(_framed(item, told, about.title, stated.standfirsts))


def _renditions(item: Element) -> Iterator[Element]:
    for content in item.findall("contentSet"):
        yield from (each for each in content if each.tag in {"inlineXML", "inlineData"})


def _rendition(element: Element, stated: Fields, shown: str, run: Run) -> Fields:
    if element.tag == "inlineData":
        kind = (element.get("contenttype") or "text/plain").lower()
        if element.get("encoding") or not kind.startswith("text/"):
            return Fields()
        return fragment.read("".join(element.itertext()), stated, run.languages, "inline text")
    inside = [each for each in element if isinstance(each.tag, str)]
    if inside and inside[0].tag == "nitf":
        return nitf.fields(inside[0], shown, run)
    pieces = [etree.tostring(each, method="html", encoding="unicode") for each in inside]
    return fragment.read_html("".join(pieces), stated, run.languages) if pieces else Fields()


def _framed(item: Element, told: Fields, title: str | None, standfirsts: tuple[str, ...]) -> Fields:
    """The lines of the text, below those of the metadata that a reader sees above it."""
    lines = Gathering()
    for name, reason in _LEFT_OUT.items():
        for element in item.findall(f"contentMeta/{name}"):
            lines.leave(plain_text(element), reason)
    lines.follow(told)
    lines.head(title, standfirsts, "NewsML-G2 headline")
    return lines.fields()
