"""XML from elsewhere, read so that no file can harm whoever reads it.

Entities that a file declares are refused (they may stand for gigabytes, or for a file of this
machine), nothing is fetched, and elements nested by the hundred end the reading. What stands whole
before a break is handed out before the break is told. Sources: XML 1.0, fifth edition; the HTML
Living Standard for the names of characters.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from html.entities import html5
from typing import Any

from lxml import etree

from indexer.errors import MalformedSource

Element = Any
"""An element of lxml, which has no types; its names are local, without a namespace."""

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

_PIECE = 1 << 16
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_CUT = re.compile(r"&[A-Za-z0-9]{0,32}\Z")
_OF_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})
_SPACES = re.compile(r"\s+")


def elements(
    pieces: Iterable[str], shown: str, roots: Collection[str], names: Collection[str]
) -> Iterator[Element]:
    """The elements of these names in a document with one of these roots, each once it is whole.

    The document comes in pieces of any length. An element is emptied after its turn. Raises
    MalformedSource, after the elements that stand before the fault, for what is no XML, or none
    that is safe to read.
    """
    parser = etree.XMLPullParser(
        events=("start", "end"),
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    reading = _Reading(parser, shown, roots, names)
    try:
        for piece in _known(pieces):
            for start in range(0, len(piece), _PIECE):
                parser.feed(piece[start : start + _PIECE].encode("utf-8", "replace"))
                yield from reading.whole()
        parser.close()
    except etree.XMLSyntaxError as error:
        yield from reading.whole()
        raise _fault(error, shown) from error
    yield from reading.whole()


def plain_text(element: Element) -> str:
    """All the text of an element on one line."""
    return _SPACES.sub(" ", "".join(element.itertext())).strip()


def local_name(element: Element) -> str:
    """The name of an element without its namespace, which need not be one that lxml would take."""
    return str(element.tag).rpartition("}")[2]


class _Reading:
    """What of a document has been read so far."""

    def __init__(
        self, parser: Any, shown: str, roots: Collection[str], names: Collection[str]
    ) -> None:
        self._parser = parser
        self._shown = shown
        self._roots = roots
        self._names = names
        self._started = False

    def whole(self) -> Iterator[Element]:
        """The elements that have become whole."""
        for event, element in self._parser.read_events():
            if event == "start":
                if not self._started:
                    self._check(element)
            else:
                name = element.tag = local_name(element)
                if name in self._names:
                    yield element
                    element.clear(keep_tail=True)
                    self._forget_before(element)

    def _forget_before(self, element: Element) -> None:
        """Let go of the emptied element before this one; the parser still needs this one."""
        before = element.getprevious()
        if before is not None and before.tag in self._names:
            element.getparent().remove(before)

    def _check(self, root: Element) -> None:
        self._started = True
        declared = root.getroottree().docinfo.internalDTD
        if declared is not None and next(declared.iterentities(), None) is not None:
            raise MalformedSource(
                self._shown,
                "it declares entities of its own, which are not read",
                "remove the declarations, or ask for the file without them",
            )
        if local_name(root) not in self._roots:
            raise MalformedSource(
                self._shown,
                f"its root is <{local_name(root)[:40]}> and not {_either(self._roots)}",
                "leave it out, or give a file of that format",
            )


def _known(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces with the characters that HTML has names for, parted where no name is cut."""
    held = ""
    for piece in pieces:
        text = held + piece
        cut = _CUT.search(text, max(0, len(text) - 34))
        held = text[cut.start() :] if cut else ""
        yield _NAMED.sub(_character, text[: len(text) - len(held)])
    yield held


def _either(names: Collection[str]) -> str:
    return " or ".join(f"<{name}>" for name in sorted(names))


def _character(found: re.Match[str]) -> str:
    """The character that HTML knows by this name; XML itself knows five names only."""
    return found[0] if found[1] in _OF_XML else html5.get(f"{found[1]};", found[0])


def _fault(error: etree.XMLSyntaxError, shown: str) -> MalformedSource:
    said = (error.msg or "there is no element").split(", line ")[0].rstrip(". ")
    cause, remedy = f"it is not well-formed XML ({said})", "correct it, or fetch it again"
    if "depth" in said.lower():
        cause = "its elements are nested hundreds deep"
    elif "amplification" in said:
        cause = "its entities stand for more text than such a file has"
        remedy = "ask for the file without them"
    elif "Premature end" in said or "EndTag" in said:
        cause, remedy = f"it is cut or an element is not closed ({said})", "fetch it again"
    return MalformedSource(shown, cause, remedy, error.lineno or None)
