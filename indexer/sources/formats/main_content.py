"""Which element of a page holds its article.

The page is asked first (``articleBody``, ``<article>``, ``<main>``); trafilatura finds the main
content where it does not say.
"""

from __future__ import annotations

from lxml.html import HtmlElement

from indexer.sources.formats import page

_ARTICLE = (
    "//*[@itemprop='articleBody']/ancestor-or-self::article",
    "//article",
    "//main | //*[@role='main']",
    "//*[@itemprop='articleBody']",
)
_LEAST_TEXT = 200
_MOST_AROUND = 1.6


def find(tree: HtmlElement, text: str) -> HtmlElement:
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
