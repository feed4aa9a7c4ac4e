"""A page's blocks of text in reading order, each with what its own markup says of it.

One pass over the tree, without recursion: a page may be nested as deep as the parser allows.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml.html import HtmlElement

from indexer.documents import LeftOut, Role
from indexer.sources.formats import surroundings
from indexer.sources.lines.draft import Reason

_NAMES = surroundings.NAMES
_SKIPPED = _NAMES["skipped elements"]
_INLINE = _NAMES["inline elements"]
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_FLOWING = frozenset({"p", "li", "figcaption", "h1", "blockquote", *_HEADINGS})
_SPACES = re.compile(r"[ \t\r\n\f]+")
_BREAK = "\x1e"
_LINK_SHARE = 0.5
_MOST_DROPPED = 0.4
_MOST_CAPTION_WORDS = 60


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text that the markup keeps together."""

    text: str
    role: Role | None
    language: str | None


@dataclass(frozen=True, slots=True)
class Parts:
    """A stretch of a page: its blocks, and each line left out with how many stand before it."""

    blocks: tuple[Block, ...]
    dropped: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class _Context:
    """What holds for everything inside an element."""

    role: Role | None = None
    language: str | None = None
    flowing: bool = False
    heading: bool = False


@dataclass(slots=True)
class _Walk:
    """The text gathered since the last edge of a block, and the blocks before it."""

    blocks: list[Block] = field(default_factory=list)
    dropped: list[LeftOut] = field(default_factory=list)
    pending: list[str] = field(default_factory=list)
    set_apart: list[str] = field(default_factory=list)

    def flush(self, context: _Context) -> None:
        gap = rf"{_BREAK}\s*{_BREAK}" if context.flowing else _BREAK
        for part in re.split(gap, "".join(self.pending)):
            text = _SPACES.sub(" ", part.replace(_BREAK, " ")).strip(" ")
            if not text.strip():
                continue
            # A heading inside a list of other articles names the list.
            if context.heading and context.role is Role.RELATED:
                self._drop(text, Reason.TEASER_HEADING)
            else:
                self.blocks.append(Block(text, context.role, context.language))
        for text in self.set_apart:
            self._drop(text, Reason.MARKUP)
        self.pending.clear()
        self.set_apart.clear()

    def _drop(self, text: str, reason: Reason) -> None:
        self.dropped.append(LeftOut(text, reason, len(self.blocks)))


def headed(parts: Parts, title: str) -> Parts:
    """The parts below a headline that stands elsewhere."""
    dropped = tuple(replace(each, after=each.after + 1) for each in parts.dropped)
    return Parts((Block(title, Role.HEADLINE, None), *parts.blocks), dropped)


def read(root: HtmlElement) -> Parts:
    """The text below ``root`` in reading order; what its markup marks as furniture is dropped."""
    walk = _Walk()
    texts = lengths(root)
    contexts: list[tuple[HtmlElement, _Context]] = []
    for event, element in _events(root, texts):
        outer = contexts[-1][1] if contexts else _Context()
        if event == "start":
            context = _inside(element, outer)
            if element.tag == "br":
                walk.pending.append(_BREAK)
            elif element.tag not in _INLINE:
                walk.flush(outer)
            contexts.append((element, context))
            walk.pending.append(element.text or "")
            continue
        if contexts and contexts[-1][0] is element:
            context = contexts.pop()[1]
            outer = contexts[-1][1] if contexts else _Context()
            if element.tag not in _INLINE and element.tag != "br":
                walk.flush(context)
        elif isinstance(element.tag, str):
            walk.set_apart.extend(surroundings.lines(element))
        if element is not root:
            walk.pending.append(element.tail or "")
    walk.flush(_Context())
    return Parts(tuple(walk.blocks), tuple(walk.dropped))


def related_outside(page: HtmlElement, root: HtmlElement) -> Iterator[HtmlElement]:
    """The lists of other articles that stand beside the article."""
    taken: set[HtmlElement] = set(root.iter())
    for element in page.iter("aside", "section", "div", "ul"):
        if element not in taken and _is_related(element):
            taken.update(element.iter())
            yield element


def plain_text(element: HtmlElement) -> str:
    """All the text of an element on one line."""
    return _SPACES.sub(" ", "".join(element.itertext())).strip()


def lengths(root: HtmlElement, tags: frozenset[str] | None = None) -> dict[HtmlElement, int]:
    """How much text stands in each element; with ``tags``, how much of it inside such elements."""
    own: dict[HtmlElement, int] = {}
    counted: dict[HtmlElement, int] = {}
    for element in reversed(list(root.iter())):
        text = len((element.text or "").strip()) if isinstance(element.tag, str) else 0
        own[element] = text + sum(own[each] + len((each.tail or "").strip()) for each in element)
        inside = tags is None or element.tag in tags
        counted[element] = own[element] if inside else sum(counted[each] for each in element)
    return counted


def _events(root: HtmlElement, texts: dict[HtmlElement, int]) -> Iterator[tuple[str, HtmlElement]]:
    """Starts and ends of elements in order; of what is left out, only the end (for its tail)."""
    stack: list[Iterator[HtmlElement]] = []
    open_elements: list[HtmlElement] = []
    yield "start", root
    stack.append(iter(root))
    open_elements.append(root)
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
            yield "end", open_elements.pop()
        elif not isinstance(child.tag, str) or _left_out(child, texts, texts[root]):
            yield "end", child
        else:
            yield "start", child
            stack.append(iter(child))
            open_elements.append(child)


def _left_out(element: HtmlElement, texts: dict[HtmlElement, int], whole: int) -> bool:
    if element.tag in _SKIPPED or surroundings.is_hidden(element):
        return True
    if element.get("aria-hidden") == "true":
        return True
    named = element.tag == "footer" or _named(element, "dropped")
    # A wrapper with an unlucky name ("has-comments") holds the article all the same.
    return named and texts[element] <= _MOST_DROPPED * whole


def _inside(element: HtmlElement, outer: _Context) -> _Context:
    language = element.get("lang") or element.get("{http://www.w3.org/XML/1998/namespace}lang")
    if element.tag in _INLINE:
        # One foreign word in a paragraph does not make the paragraph foreign.
        language = None
    flowing = outer.flowing if element.tag in _INLINE else element.tag in _FLOWING
    return _Context(
        role=outer.role if outer.role is Role.RELATED else _role(element) or outer.role,
        language=language or outer.language,
        flowing=flowing or (element.tag == "br" and outer.flowing),
        heading=element.tag in _HEADINGS or (element.tag in _INLINE and outer.heading),
    )


def _role(element: HtmlElement) -> Role | None:
    if element.tag in {"a", "time", "br", "header"}:
        return None
    if element.tag == "h1" or element.get("itemprop") == "headline":
        return Role.HEADLINE
    if element.tag == "figcaption" or _named(element, "caption"):
        return Role.CAPTION
    if _named(element, "standfirst") or element.get("itemprop") == "alternativeHeadline":
        return Role.STANDFIRST
    if _is_related(element):
        return Role.RELATED
    if _holds_picture(element):
        return Role.CAPTION
    return Role.SUBHEAD if element.tag in _HEADINGS else None


def _holds_picture(element: HtmlElement) -> bool:
    """Whether an element is a picture and a little text: an older page's way of captions."""
    if element.tag not in {"div", "figure", "td", "dl"} or next(element.iter("img"), None) is None:
        return False
    if next(element.iter("p", "ul", "table", "h1", *_HEADINGS), None) is not None:
        return False
    return len(plain_text(element).split()) <= _MOST_CAPTION_WORDS


def _is_related(element: HtmlElement) -> bool:
    """Whether an element is a list of other articles: named so, and mostly links."""
    if element.tag in _INLINE or not (element.tag == "aside" or _named(element, "related")):
        return False
    linked = sum(len(plain_text(link)) for link in element.iter("a"))
    labels = sum(len(plain_text(each)) for each in element.iter(*_HEADINGS, "strong", "b"))
    return linked > 0 and linked >= _LINK_SHARE * (len(plain_text(element)) - labels)


def _named(element: HtmlElement, section: str) -> bool:
    """Whether a class or the id of an element is among the names of a list."""
    names = [*(element.get("class") or "").split(), element.get("id") or ""]
    return any(_name_in(name, section) for name in names if name)


@functools.lru_cache(maxsize=20_000)
def _name_in(name: str, section: str) -> bool:
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    words = " ".join(re.findall(r"[a-z]+", parted.lower()))
    return bool(_names(section).search(words))


@functools.cache
def _names(section: str) -> re.Pattern[str]:
    words = "|".join(sorted(_NAMES[section], key=len, reverse=True))
    # Roles hang on the whole name: "lead" is a standfirst, "lead-image" is none.
    whole = section not in {"dropped", "related"}
    return re.compile(rf"^(?:\w+ )?(?:{words})$" if whole else rf"\b(?:{words})\b")
