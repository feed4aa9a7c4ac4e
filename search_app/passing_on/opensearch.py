"""The page as a search engine of the browser: OpenSearch 1.1 and its suggestions.

Source: OpenSearch 1.1 Draft 6, and its Suggestions extension 1.1.
"""

from __future__ import annotations

from collections.abc import Sequence

from flask import url_for
from lxml import etree

from indexer.query.complete import Suggestion
from search_app import labels
from search_app.i18n import LANGUAGES, gettext, interface

TYPE = "application/opensearchdescription+xml"
SUGGESTIONS_TYPE = "application/x-suggestions+json"
_NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"
_ANY = "{searchTerms}"


def description(icon: str) -> bytes:
    """The description of this site as an XML document, its addresses absolute."""
    root = etree.Element(f"{{{_NAMESPACE}}}OpenSearchDescription", nsmap={None: _NAMESPACE})
    for name, text in (
        ("ShortName", "Passaggi"),
        ("Description", gettext("Passages of English and Italian news")),
        ("InputEncoding", "UTF-8"),
        ("OutputEncoding", "UTF-8"),
        *(("Language", code) for code in LANGUAGES),
    ):
        _add(root, name).text = text
    image = _add(root, "Image", type="image/svg+xml", width="32", height="32")
    image.text = icon
    _address(root, "results", "text/html", "pages.search")
    _address(root, "results", "application/atom+xml", "feeds.feed", form="atom")
    _address(root, "suggestions", SUGGESTIONS_TYPE, "feeds.suggestions")
    own = url_for("feeds.opensearch", ui=interface().asked, _external=True)
    _add(root, "Url", rel="self", type=TYPE, template=own)
    document: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return document


def suggestions(text: str, found: Sequence[Suggestion]) -> list[object]:
    """What a query may become: the text, then queries, what each is, and where it is answered."""
    return [
        text,
        [each.query for each in found],
        [_kind(each) for each in found],
        [
            url_for("pages.search", q=each.query, ui=interface().asked, _external=True)
            for each in found
        ],
    ]


def _kind(suggestion: Suggestion) -> str:
    if suggestion.kind == "outlet":
        return gettext("outlet")
    return labels.value("lang", suggestion.language) if suggestion.language else ""


def _address(root: etree._Element, rel: str, kind: str, endpoint: str, **place: str) -> None:
    # The template's place must keep its braces, which an address cannot hold.
    asked = url_for(endpoint, ui=interface().asked, _external=True, **place)
    template = f"{asked}{'&' if '?' in asked else '?'}q={_ANY}"
    _add(root, "Url", rel=rel, type=kind, template=template)


def _add(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{_NAMESPACE}}}{name}", attributes)
