"""Which pages of a web archive are articles, and which only lead to articles.

A crawl of a news site is full of front pages, sections, tags and searches: lists of headlines, each
a link, with a sentence or two below. An article has running text that stands on its own: paragraphs
that are neither links nor the summary right below one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib import resources
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HtmlElement

from indexer.sources.formats import page_metadata
from indexer.sources.lines import lexicon

LEAST_PROSE = 400
"""How many characters of running text make a page an article where its metadata do not say so."""

LEAST_STATED = 80
"""How many are enough where the metadata do: a news flash has no more than a sentence."""

_LEAST_PARAGRAPH = 80
_LEAST_LINK = 12
_MOST_LINKED = 0.5
_INLINE = lexicon.sections(resources.files(__package__) / "data" / "page_classes.txt")[
    "inline elements"
]
_FURNITURE = frozenset(
    {"nav", "footer", "aside", "form", "script", "style", "noscript", "template", "head", "select"}
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_FRONTS = frozenset({"", "index.html", "index.htm", "index.php", "home", "default.aspx"})


def is_article(page: HtmlElement, url: str | None) -> bool:
    """Whether the page, found at ``url``, is an article rather than a list of articles."""
    address = urlsplit(url) if url else None
    if address and address.path.strip("/").lower() in _FRONTS and not address.query:
        return False
    least = LEAST_STATED if page_metadata.states_article(page) else LEAST_PROSE
    return _prose(page) >= least


@dataclass(slots=True)
class _Block:
    """How much text stands between two edges of blocks, and how much of that in links."""

    length: int = 0
    linked: int = 0


@dataclass(slots=True)
class _Reading:
    """What was read so far: the open block, and whether a headline that is a link stands above."""

    prose: int = 0
    block: _Block = field(default_factory=_Block)
    links: int = 0
    summary_due: bool = False

    def text(self, text: str | None) -> None:
        length = len(" ".join((text or "").split()))
        self.block.length += length
        self.block.linked += length if self.links else 0

    def edge(self, ended: str | None = None) -> None:
        """End the block; the first paragraph below a linked headline is its summary."""
        block, self.block = self.block, _Block()
        if block.linked > _MOST_LINKED * block.length:
            self.summary_due = self.summary_due or block.linked >= _LEAST_LINK
        elif block.length >= _LEAST_PARAGRAPH:
            self.prose += 0 if self.summary_due else block.length
            self.summary_due = False
        elif block.length and ended in _HEADINGS:
            self.summary_due = False


def _prose(page: HtmlElement) -> int:
    """How many characters of a page are running text that stands on its own."""
    reading = _Reading()
    walk = etree.iterwalk(page, events=("start", "end"))
    for event, element in walk:
        begins = event == "start"
        if element.tag not in _INLINE:
            reading.edge(None if begins else element.tag)
        reading.links += (element.tag == "a") * (1 if begins else -1)
        if not begins:
            reading.text(element.tail)
        elif element.tag in _FURNITURE:
            walk.skip_subtree()
        else:
            reading.text(element.text)
    reading.edge()
    return reading.prose
