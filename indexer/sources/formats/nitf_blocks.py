"""The lines of a NITF body: which blocks are passages, in which role, and which are none.

A list gives a passage an item, a table a passage a row: both are read line by line and may be
looked for. Dateline, credits, notes to editors and what signs off are part of the delivery rather
than of the text, and are left out with that reason. Source: NITF 3.6, the body.
"""

from __future__ import annotations

from typing import NamedTuple

from indexer.documents import Role
from indexer.markup import LANGUAGE, Element, plain_text
from indexer.sources.formats.gathering import Gathering
from indexer.sources.lines import lexicon
from indexer.sources.lines.draft import Reason

_ROLES = {
    "hl1": Role.HEADLINE,
    "hl2": Role.STANDFIRST,
    "abstract": Role.STANDFIRST,
    "p": Role.BODY,
    "li": Role.BODY,
    "dt": Role.BODY,
    "dd": Role.BODY,
    "tr": Role.BODY,
    "fn": Role.BODY,
    "media-caption": Role.CAPTION,
    "caption": Role.CAPTION,
}
_LEFT_OUT = {
    "dateline": "place and date that open the text",
    "byline": "signs the article",
    "distributor": "the agency that distributes it",
    "rights": "who holds the rights",
    "note": "a note to editors",
    "media-producer": "who made the picture",
    "credit": "who said it or made it",
    "copyrite": "who holds the rights",
    "tagline": "signs off below the text",
    "bibliography": "sources below the text",
    "datasource": "where the figures are from",
}
_NO_TEXT = frozenset({"media-metadata", "media-reference", "media-object", "virtloc", "col"})
_LINES = (*_ROLES, *_LEFT_OUT)
_CELL_MARK = " | "


class _Place(NamedTuple):
    """What holds for everything inside an element."""

    head: bool = False
    role: Role = Role.BODY
    language: str | None = None


def lines(body: Element) -> Gathering:
    """The lines of a <body>; of a paragraph that stands twice the first. Raises FlawError."""
    for each in body.iter("br"):
        each.text = " "
    walk = _Walk()
    walk.inside(body, _Place())
    return walk.found


class _Walk:
    """The lines so far, and the paragraphs among them."""

    def __init__(self) -> None:
        self.found = Gathering()
        self._seen: set[str] = set()

    def inside(self, element: Element, place: _Place) -> None:
        """The lines of an element that holds others; the parser bounds how deep they nest."""
        loose = element.text or ""
        for child in element:
            loose += child.tail or ""
            if not isinstance(child.tag, str) or child.tag in _NO_TEXT:
                continue
            inner = _Place(
                place.head or child.tag == "body.head",
                _role(child, place),
                child.get(LANGUAGE) or place.language,
            )
            if _is_line(child):
                self._line(child, inner)
            else:
                self.inside(child, inner)
        self.found.keep(loose, place.role, _reason(element), place.language)

    def _line(self, element: Element, place: _Place) -> None:
        cells = map(plain_text, element) if element.tag == "tr" else ()
        text = _CELL_MARK.join(filter(None, cells)) or plain_text(element)
        if element.tag in _LEFT_OUT:
            self.found.leave(text, _LEFT_OUT[element.tag])
        elif element.tag == "p" and lexicon.plain(text) in self._seen:
            self.found.leave(text, Reason.COPY)
        else:
            self.found.keep(text, place.role, _reason(element), place.language)
            self._seen.add(lexicon.plain(text))


def _is_line(element: Element) -> bool:
    """Whether an element is one line: it holds no others, or they are the cells of its row."""
    if element.tag == "tr" or element.tag in _LEFT_OUT:
        return True
    return all(each is element for each in element.iter(*_LINES))


def _role(element: Element, place: _Place) -> Role:
    """The role that an element gives, or keeps from what it stands in."""
    if element.tag in {"hl1", "hl2"} and not place.head:
        return Role.SUBHEAD
    inherited = element.tag == "p" or element.tag not in _ROLES
    return place.role if inherited else _ROLES[element.tag]


def _reason(element: Element) -> str:
    return f"NITF {element.tag}"
