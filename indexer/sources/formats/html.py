"""HTML pages: structure and metadata from the page itself, then the same rules as for text.

The markup is asked first; what it leaves open (a byline in a plain <p>, an advert between two
paragraphs) is decided by the rules for lines. Parsing is libxml2's through lxml, which takes any
tag soup.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from lxml import etree
from lxml.html import HtmlElement, HTMLParser

from indexer.documents import Article, LeftOut, Paragraph, Role
from indexer.errors import EmptySource, MalformedSource
from indexer.sources import encoding, records, sidecar
from indexer.sources.fields import Fields, FlawError, clean
from indexer.sources.formats import main_content, page, page_metadata, surroundings
from indexer.sources.formats.gathering import code
from indexer.sources.formats.page import Block, Parts
from indexer.sources.lines import headmatter, lexicon, roles
from indexer.sources.lines.draft import Reason
from indexer.sources.lines.roles import Line
from indexer.sources.locate import Located
from indexer.sources.run import Run, malformed

_NOTHING = Fields()
_LEAST_TITLE_WORDS = 3
_LONGEST_PLACE = 40


def read(file: Located, run: Run) -> Iterator[tuple[Article, None]]:
    """The one article of a page in a file."""
    told = sidecar.read(file, run.warn)
    data = encoding.read_bytes(file.path, file.shown, run.on_bytes, page=True)
    text = encoding.decode(data, file.shown, html=True, hint=file.charset)
    article = read_page(
        text,
        told,
        run,
        shown=file.shown,
        default_id=file.name,
        source=file.place,
        otherwise=Fields(url=file.url).marked("the address it was fetched from"),
    )
    yield article, None


def read_page(
    text: str,
    told: Fields,
    run: Run,
    *,
    shown: str,
    default_id: str,
    source: str,
    otherwise: Fields = _NOTHING,
    hashed: bool = False,
) -> Article:
    """The article of a page, wherever the page came from; ``told`` wins over what it says.

    ``otherwise`` holds for what the page leaves open, ``shown`` is how messages name the place;
    ``hashed`` is that of :func:`records.to_article`. Raises SourceError.
    """
    tree = parse(text, shown)
    try:
        found = told.over(_fields(tree, text, run.languages, told)).over(otherwise)
        if not found.paragraphs:
            raise EmptySource(shown, "the page holds no text of an article", "leave it out")
        if not found.published and (stated := page_metadata.stated_date(tree)):
            run.warn(records.no_date("published", stated, shown))
        return records.to_article(
            found,
            default_id=default_id,
            source=source,
            languages=run.languages,
            hashed=hashed,
        )
    except FlawError as flaw:
        raise malformed(flaw, shown) from flaw


def parse(text: str, shown: str) -> HtmlElement:
    """The elements of a page. Raises EmptySource, or MalformedSource for what no parser reads."""
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        tree = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.ParserError as error:
        raise EmptySource(shown, "the page is empty", "leave it out") from error
    except etree.XMLSyntaxError as error:
        raise MalformedSource(
            shown, f"no HTML parser reads it ({error})", "save it again"
        ) from error
    if tree is None:
        raise EmptySource(shown, "the page is empty", "leave it out")
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise MalformedSource(
            shown, "its elements are nested thousands deep", "save the page again, or as text"
        )
    return tree


def _fields(tree: HtmlElement, text: str, languages: Sequence[str], told: Fields) -> Fields:
    root = main_content.find(tree, text)
    stated = page_metadata.read(tree, root)
    return read_parts(_parts(tree, root, stated.title), stated, languages, told)


def read_parts(parts: Parts, stated: Fields, languages: Sequence[str], told: Fields) -> Fields:
    """What is ``stated`` about an article, and its paragraphs, with what their lines add to it."""
    lines = roles.assign(
        [each.text for each in parts.blocks],
        [each.role for each in parts.blocks],
        languages=languages,
        outlet=told.outlet or stated.outlet,
    )
    read_off = headmatter.read(lines, languages, told.over(stated), _place)
    kept = [(each, parts.blocks[each.number - 1]) for each in lines if each.role is not None]
    paragraphs = tuple(
        Paragraph(
            clean(line.text, "page"), line.role or Role.BODY, code(block.language), line.reason
        )
        for line, block in kept
    )
    cleaned = (
        replace(each, text=clean(each.text, "page"))
        for each in roles.left_out(lines, parts.dropped)
    )
    left_out = [each for each in cleaned if each.text.strip()]
    # Of the headline it is the page that decides, of all else its metadata.
    headed = Fields(title=read_off.title).marked(read_off.origins.get("title", ""))
    return replace(
        headed.over(stated).over(read_off),
        paragraphs=paragraphs,
        left_out=tuple(surroundings.bounded(left_out)),
    )


def _place(line: Line) -> str:
    """Where a line of a page stands: its blocks have no numbers that anyone could look up."""
    if line.role is Role.HEADLINE:
        return "the page's headline"
    text = " ".join(line.text.split())
    return f'line "{text if len(text) <= _LONGEST_PLACE else text[: _LONGEST_PLACE - 1] + "…"}"'


def _parts(tree: HtmlElement, root: HtmlElement, title: str | None) -> Parts:
    """The article's blocks, its headline marked, then the lists of other articles beside it."""
    article = page.read(root)
    inside, heading = list(article.blocks), None
    wanted = lexicon.plain(title or page_metadata.document_title(tree))
    if not any(each.role is Role.HEADLINE for each in inside):
        inside, heading = _with_headline(tree, inside, wanted)
    related = list(page.related_outside(tree, root))
    apart = {root, *related, *([] if heading is None else [heading])}
    above, below = _outside(tree, root, apart)
    moved = 0 if heading is None else 1
    dropped = [
        *(LeftOut(text, Reason.OUTSIDE, 0) for text in above),
        *(replace(each, after=each.after + moved) for each in article.dropped),
        *(LeftOut(text, Reason.OUTSIDE, len(inside)) for text in below),
    ]
    blocks = _with_standfirst(inside)
    for each in map(page.read, related):
        dropped += [replace(one, after=one.after + len(blocks)) for one in each.dropped]
        blocks += [replace(one, role=Role.RELATED) for one in each.blocks]
    return Parts(tuple(blocks), tuple(dropped))


def _outside(
    tree: HtmlElement, root: HtmlElement, apart: Collection[HtmlElement]
) -> tuple[list[str], list[str]]:
    """The lines that stand above the article's element on the page, and those below it."""
    above: list[str] = []
    below: list[str] = []
    found = above
    for each in surroundings.walked(tree.getroottree().getroot(), apart):
        if each is root:
            found = below
        elif isinstance(each, str):
            found.append(each)
    return above, below


def _with_headline(
    tree: HtmlElement, blocks: list[Block], title: str
) -> tuple[list[Block], HtmlElement | None]:
    """The blocks with a headline: the one that the title repeats, else an <h1> outside them.

    With them comes that <h1>, if it was taken.
    """
    for number, block in enumerate(blocks):
        text = lexicon.plain(block.text)
        if block.role is None and text in title and len(text.split()) >= _LEAST_TITLE_WORDS:
            marked = replace(block, role=Role.HEADLINE)
            return [*blocks[:number], marked, *blocks[number + 1 :]], None
    headings = [(each, text) for each in tree.iter("h1") if (text := page.plain_text(each))]
    alike = [pair for pair in headings if lexicon.plain(pair[1]) == title]
    if alike or len(headings) == 1:
        heading, text = (alike or headings)[0]
        return [Block(text, Role.HEADLINE, None), *blocks], heading
    return blocks, None


def _with_standfirst(blocks: list[Block]) -> list[Block]:
    """A heading right below the headline, before any text, is the standfirst."""
    for number, (above, block) in enumerate(itertools.pairwise(blocks), 1):
        if block.role is Role.SUBHEAD and above.role is Role.HEADLINE:
            blocks[number] = replace(block, role=Role.STANDFIRST)
            break
    return blocks
