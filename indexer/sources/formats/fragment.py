"""A text inside a record of another format: plain, or a piece of HTML as content systems keep it.

Plain text is parted by its blank lines, or by its lines where there are none. HTML is parted by its
own markup and then goes through the same rules as a page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from lxml import etree
from lxml.html import HTMLParser

from indexer.documents import Role
from indexer.sources.fields import Fields, FlawError
from indexer.sources.formats import html as pages
from indexer.sources.formats import page
from indexer.sources.formats.gathering import Gathering
from indexer.sources.formats.page import Parts

_BLANK_LINE = re.compile(r"(?:\r\n?|\n|\u2029)[^\S\n\r]*(?:\r\n?|\n|\u2029)\s*")
_TAG = re.compile(
    r"</?(?:p|br|div|span|a|b|i|em|strong|u|h[1-6]|ul|ol|li|blockquote|figure|figcaption|img"
    r"|section|article|table|tr|td|body|html)(?:\s[^<>]*)?/?>",
    re.I,
)
_PARTING_TAG = re.compile(r"<(?:p|br|div|body|html)\b", re.I)
_CHARACTER = re.compile(r"&(?:[a-z]{2,8}|#\d{2,6}|#x[0-9a-f]{2,6});", re.I)


def read(text: str, told: Fields, languages: Sequence[str], reason: str) -> Fields:
    """What a text says: its lines, and of HTML what they say of the article besides.

    ``told`` is what the record says elsewhere, ``reason`` why plain text is body. Raises FlawError
    for text that no index can hold.
    """
    if _TAG.search(text):
        return read_html(_parted(text), told, languages)
    return read_plain(unescape(text) if _CHARACTER.search(text) else text, reason)


def read_plain(text: str, reason: str) -> Fields:
    """Body paragraphs, parted by blank lines or else by lines."""
    lines = Gathering()
    for part in _BLANK_LINE.split(text.strip()) if _gaps(text) else text.splitlines():
        lines.keep(part, Role.BODY, reason)
    return lines.fields()


def read_html(text: str, told: Fields, languages: Sequence[str]) -> Fields:
    """The lines of a piece of HTML and what they say of the article. Raises FlawError."""
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return Fields()
    if tree is None:
        return Fields()
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise FlawError("its elements are nested hundreds deep", "give the text without markup")
    body = tree.find(".//body")
    return _by_rules(page.read(tree if body is None else body), told, languages)


def _by_rules(parts: Parts, told: Fields, languages: Sequence[str]) -> Fields:
    title = None if any(each.role is Role.HEADLINE for each in parts.blocks) else told.title
    if title:
        # A headline that is known keeps the rules from taking the first line for one.
        parts = page.headed(parts, title)
    found = pages.read_parts(parts, Fields(), languages, told)
    if title and len(found.paragraphs) == 1:
        return Fields(left_out=found.left_out)
    return found.marked("text")


def _parted(text: str) -> str:
    """HTML that keeps its paragraphs apart by line breaks alone, with the tags it implies."""
    if _PARTING_TAG.search(text):
        return text
    return "<p>" + (_BLANK_LINE.sub("<p>", text) if _gaps(text) else "<p>".join(text.splitlines()))


def _gaps(text: str) -> bool:
    return bool(_BLANK_LINE.search(text.strip()))
