"""What a reader sees of a page round its article: menus, share bars, comments, the footer.

None of it is indexed. It is gathered for whoever asks why a line of a page is no passage, within
bounds, since a page may have more round its article than in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from importlib import resources

from lxml import etree
from lxml.html import HtmlElement

from indexer.documents import LeftOut
from indexer.sources.lines import lexicon
from indexer.sources.lines.draft import Reason

NAMES = lexicon.sections(resources.files(__package__) / "data" / "page_classes.txt")
"""Names of classes and of elements, by what they mean."""

MOST_LINES = 300
MOST_CHARACTERS = 20_000
_ROUND = frozenset({Reason.MARKUP, Reason.OUTSIDE})


def lines(element: HtmlElement) -> Iterator[str]:
    """The lines of text that a reader sees in an element."""
    return (each for each in walked(element, ()) if isinstance(each, str))


def walked(element: HtmlElement, apart: Collection[HtmlElement]) -> Iterator[str | HtmlElement]:
    """The lines seen in an element; of the elements of ``apart`` none, but they themselves."""
    pending: list[str] = []
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, each in walk:
        if each.tag not in NAMES["inline elements"]:
            yield from _line(pending)
        if event == "end":
            pending.append(each.tail or "" if each is not element else "")
        elif each in apart:
            yield each
            walk.skip_subtree()
        elif _is_unseen(each):
            walk.skip_subtree()
        else:
            # The links of a menu stand side by side with nothing but a margin between them.
            pending.append(f" {each.text or ''}" if each.tag == "a" else each.text or "")
    yield from _line(pending)


def _is_unseen(element: HtmlElement) -> bool:
    return element.tag in NAMES["unseen elements"] or is_hidden(element)


def is_hidden(element: HtmlElement) -> bool:
    """Whether an element's own attributes keep it from being seen."""
    style = (element.get("style") or "").replace(" ", "").lower()
    return element.get("hidden") is not None or "display:none" in style


def bounded(left_out: Sequence[LeftOut]) -> Iterator[LeftOut]:
    """The lines, of those round the article only so many; the last one counts the rest."""
    shown = characters = unlisted = 0
    for each in left_out:
        if each.reason not in _ROUND:
            yield each
            continue
        shown += 1
        characters += len(each.text)
        if shown <= MOST_LINES and characters <= MOST_CHARACTERS:
            yield each
        else:
            unlisted += 1
    if unlisted:
        yield LeftOut(f"… ({unlisted} lines)", Reason.UNLISTED, left_out[-1].after)


def _line(pending: list[str]) -> Iterator[str]:
    text = " ".join("".join(pending).split())
    pending.clear()
    if text:
        yield text
