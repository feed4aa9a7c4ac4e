"""HTML pages: structure and metadata from the page itself, then the same rules as for text.

The markup is asked first; what it leaves open (a byline in a plain <p>, an advert between two
paragraphs) is decided by the rules for lines. Parsing is libxml2's through lxml, which takes any
tag soup; trafilatura finds the main content where a page has no structure of its own.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml import etree
from lxml.html import HtmlElement, HTMLParser

from analyzers import primary_language
from indexer.documents import Article, Paragraph, Role
from indexer.errors import EmptySource, MalformedSource
from indexer.sources import encoding, records, sidecar
from indexer.sources.fields import Fields, FlawError, clean
from indexer.sources.formats import page, page_metadata
from indexer.sources.formats.page import Block
from indexer.sources.lines import headmatter, lexicon, roles
from indexer.sources.locate import Located
from indexer.sources.run import Run, malformed

_ARTICLE = (
    "//*[@itemprop='articleBody']/ancestor-or-self::article",
    "//article",
    "//main | //*[@role='main']",
    "//*[@itemprop='articleBody']",
)
_NOTHING = Fields()
_LEAST_TEXT = 200
_MOST_AROUND = 1.6
_LEAST_TITLE_WORDS = 3


def read(file: Located, run: Run) -> Iterator[tuple[Article, None]]:
    """The one article of a page in a file."""
    told = sidecar.read(file, run.warn)
    data = encoding.read_bytes(file.path, file.shown, page=True)
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
    root = _root(tree, text)
    stated = page_metadata.read(tree, root)
    return read_blocks(_blocks(tree, root, stated.title), stated, languages, told)


def read_blocks(
    blocks: Sequence[Block], stated: Fields, languages: Sequence[str], told: Fields
) -> Fields:
    """What is ``stated`` about an article, and its paragraphs, with what their lines add to it."""
    lines = roles.assign(
        [each.text for each in blocks],
        [each.role for each in blocks],
        languages=languages,
        outlet=told.outlet or stated.outlet,
    )
    read_off = headmatter.read(lines, languages, told.over(stated))
    kept = [(each, blocks[each.number - 1]) for each in lines if each.role is not None]
    paragraphs = tuple(
        Paragraph(clean(line.text, "page"), line.role or Role.BODY, _code(block.language))
        for line, block in kept
    )
    return replace(
        stated.over(read_off), paragraphs=paragraphs, title=read_off.title or stated.title
    )


def _blocks(tree: HtmlElement, root: HtmlElement, title: str | None) -> list[Block]:
    """The article's blocks, its headline marked, then the lists of other articles beside it."""
    inside = page.blocks(root)
    wanted = lexicon.plain(title or page_metadata.document_title(tree))
    if not any(each.role is Role.HEADLINE for each in inside):
        inside = _with_headline(tree, inside, wanted)
    beside = [
        replace(each, role=Role.RELATED)
        for element in page.related_outside(tree, root)
        for each in page.blocks(element)
    ]
    return [*_with_standfirst(inside), *beside]


def _with_headline(tree: HtmlElement, blocks: list[Block], title: str) -> list[Block]:
    """The blocks with a headline: the one that the title repeats, else an <h1> outside them."""
    for number, block in enumerate(blocks):
        text = lexicon.plain(block.text)
        if block.role is None and text in title and len(text.split()) >= _LEAST_TITLE_WORDS:
            marked = replace(block, role=Role.HEADLINE)
            return [*blocks[:number], marked, *blocks[number + 1 :]]
    headings = [text for each in tree.iter("h1") if (text := page.plain_text(each))]
    if len(headings) == 1 or any(lexicon.plain(text) == title for text in headings):
        best = next((text for text in headings if lexicon.plain(text) == title), headings[0])
        return [Block(best, Role.HEADLINE, None), *blocks]
    return blocks


def _with_standfirst(blocks: list[Block]) -> list[Block]:
    """A heading right below the headline, before any text, is the standfirst."""
    for number, (above, block) in enumerate(itertools.pairwise(blocks), 1):
        if block.role is Role.SUBHEAD and above.role is Role.HEADLINE:
            blocks[number] = replace(block, role=Role.STANDFIRST)
            break
    return blocks


def _root(tree: HtmlElement, text: str) -> HtmlElement:
    """The element that holds the article: the fullest that the page names, else trafilatura's."""
    prose = page.lengths(tree, frozenset({"p"}))
    for path in _ARTICLE:
        found = max(tree.xpath(path), key=lambda each: prose[each], default=None)
        if found is not None and prose[found] >= _LEAST_TEXT:
            return _with_heading(found)
    body = tree.find(".//body")
    return _with_heading(_main_content(tree if body is None else body, text))


def _with_heading(root: HtmlElement) -> HtmlElement:
    """``root``, or what is around it where only that has the <h1> and is not much more."""
    if next(root.iter("h1"), None) is not None:
        return root
    texts = page.lengths(root.getroottree().getroot())
    for around in root.iterancestors():
        if texts[around] > _MOST_AROUND * texts[root]:
            break
        if next(around.iter("h1"), None) is not None:
            return around
    return root


def _main_content(body: HtmlElement, text: str) -> HtmlElement:
    """The innermost element around all that trafilatura takes for the main content."""
    # Importing takes half a second, which only pages without structure should cost.
    import trafilatura

    extracted = trafilatura.extract(text, include_comments=False, include_tables=False) or ""
    wanted = {line.strip(" -") for line in extracted.splitlines() if len(line) > 40}
    holding = [each for each in body.iter() if _own_text(each) in wanted]
    if not holding:
        return body
    common = [holding[0], *holding[0].iterancestors()]
    for element in holding[1:]:
        around = {element, *element.iterancestors()}
        common = [each for each in common if each in around]
    return next((each for each in common if each.tag not in {"p", "li", "span"}), body)


def _own_text(element: HtmlElement) -> str:
    if not isinstance(element.tag, str) or element.tag in {"script", "style", "body", "html"}:
        return ""
    return page.plain_text(element) if len(element) < 20 else ""


def _code(language: str | None) -> str | None:
    return primary_language(language) if language and records.is_language(language) else None
