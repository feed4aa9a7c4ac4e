"""The site as a browser's search engine."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from lxml import etree, html

from search_app.params import MAX_TEXT

NAMESPACE = {"o": "http://a9.com/-/spec/opensearch/1.1/"}


@pytest.mark.parametrize("page", ["/", "/search?q=letter", "/cite/untitled", "/nowhere"])
def test_every_page_names_it(client: FlaskClient, page: str) -> None:
    tree = html.document_fromstring(client.get(page).text)
    (link,) = tree.xpath("//link[@rel='search']")
    assert link.get("type") == "application/opensearchdescription+xml"
    assert client.get(link.get("href")).mimetype == link.get("type")


def test_the_description_has_what_its_version_demands(client: FlaskClient) -> None:
    response = client.get("/opensearch.xml?ui=it", headers={"Host": "news.example"})
    root = etree.fromstring(response.data)
    assert root.tag == "{http://a9.com/-/spec/opensearch/1.1/}OpenSearchDescription"
    name = root.findtext("o:ShortName", None, NAMESPACE)
    assert name
    assert len(name) <= 16
    assert root.findtext("o:Description", None, NAMESPACE) == (
        "Passaggi di notizie in inglese e in italiano"
    )
    assert root.findtext("o:InputEncoding", None, NAMESPACE) == "UTF-8"
    assert [each.text for each in root.findall("o:Language", NAMESPACE)] == ["en", "it"]
    urls = {
        each.get("type"): (each.get("rel"), each.get("template"))
        for each in root.findall("o:Url", NAMESPACE)
    }
    site = "http://news.example"
    assert urls == {
        "text/html": ("results", f"{site}/search?ui=it&q={{searchTerms}}"),
        "application/atom+xml": ("results", f"{site}/feed.atom?ui=it&q={{searchTerms}}"),
        "application/x-suggestions+json": (
            "suggestions", f"{site}/opensearch/suggestions?ui=it&q={{searchTerms}}",
        ),
        "application/opensearchdescription+xml": ("self", f"{site}/opensearch.xml?ui=it"),
    }  # fmt: skip
    for kind in ("text/html", "application/atom+xml", "application/x-suggestions+json"):
        address = urls[kind][1].replace("{searchTerms}", "citt%C3%A0+AND+harb")
        assert client.get(address).status_code == 200
    image = root.findtext("o:Image", "", NAMESPACE)
    assert client.get(image).mimetype == "image/svg+xml"


def test_suggestions_are_an_array(client: FlaskClient) -> None:
    response = client.get("/opensearch/suggestions?q=ferry+dock")
    assert response.mimetype == "application/x-suggestions+json"
    typed, queries, kinds, addresses = response.get_json(force=True)
    assert typed == "ferry dock"
    assert "ferry dockers" in queries
    assert len(queries) == len(kinds) == len(addresses)
    at = queries.index("ferry dockers")
    assert (kinds[at], addresses[at]) == ("English", "http://localhost/search?q=ferry+dockers")


def test_an_outlet_is_told_to_be_one(client: FlaskClient) -> None:
    told = client.get("/opensearch/suggestions?q=gazz&ui=it").get_json(force=True)
    assert "testata" in told[2]


def test_before_anything_is_typed_nothing_is_suggested(client: FlaskClient) -> None:
    assert client.get("/opensearch/suggestions?q=").get_json(force=True) == ["", [], [], []]


def test_what_is_too_long_is_refused(client: FlaskClient) -> None:
    response = client.get("/opensearch/suggestions?q=" + "d" * (MAX_TEXT + 1))
    assert response.status_code == 400
    assert response.get_json(force=True)["parameter"] == "q"
