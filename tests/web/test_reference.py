"""The page about the API: what its description says, to be read."""

from __future__ import annotations

import shlex

import pytest
from flask.testing import FlaskClient

from indexer.errors import IndexDamaged
from search_app.reference import problems
from search_app.views.reference import described
from tests.web.conftest import Open, parsed, texts
from tests.web.stub import StubEngine


def test_every_operation_and_parameter_is_told(page: Open) -> None:
    tree = page("/api")
    said = " ".join(tree.xpath("//main//code/text()"))
    for path, item in described()["paths"].items():
        assert path in said
        for each in item["get"].get("parameters", ()):
            assert each.get("name", "") in said
    assert "One of: exact, word, related." in " ".join(texts(tree, "dd"))
    assert "`" not in tree.xpath("//main")[0].text_content()


def test_the_examples_are_links_that_run(page: Open, sampled: FlaskClient) -> None:
    tree = page("/api")
    links = tree.xpath("//ul[@class='examples']//a/@href")
    assert len(links) >= len(described()["paths"])
    for link in links:
        assert sampled.get(link).status_code == 200, link
    typed = [shlex.split(each.text_content()) for each in tree.xpath("//pre")]
    assert [each[1] for each in typed] == [f"http://localhost{link}" for link in links]


def test_the_types_of_problems_lead_to_what_they_mean(
    client: FlaskClient, engine: StubEngine
) -> None:
    types = []
    for address, failure in (
        ("/api/search", None),
        ("/api/article/none", None),
        ("/readyz", IndexDamaged("/srv", "cut short", "rebuild it")),
    ):
        engine.failure = failure
        types.append(client.get(address).get_json(force=True)["type"])
    assert types == [f"/api#{each.kind}" for each in problems(described())]
    tree = parsed(client.get("/api"))
    for each in types:
        assert tree.xpath(f"//*[@id='{each.partition('#')[2]}']")


def test_addresses_stand_below_where_the_application_is_mounted(client: FlaskClient) -> None:
    mounted = {"base_url": "https://press.example/passaggi"}
    tree = parsed(client.get("/api", **mounted))
    assert "/passaggi/api/openapi.json" in tree.xpath("//main//a/@href")
    assert any(each.startswith("/passaggi/api/search?") for each in tree.xpath("//main//a/@href"))
    problem = client.get("/api/search", **mounted).get_json(force=True)
    assert problem["type"] == "/passaggi/api#bad-parameter"


def test_it_is_linked_from_every_page(page: Open) -> None:
    for address in ("/", "/search?q=harbour"):
        assert page(address).xpath("//footer//a/@href") == ["/api"]
    assert page("/?ui=it").xpath("//footer//a/@href") == ["/api?ui=it"]


@pytest.mark.parametrize("ui", ["en", "it"])
def test_its_headings_are_in_the_language_of_the_interface(page: Open, ui: str) -> None:
    tree = page(f"/api?ui={ui}")
    assert texts(tree, "h3")[0] == {"en": "Parameters", "it": "Parametri"}[ui]
    assert set(tree.xpath("//section/p[1]/@lang")) <= {"en"}


def test_every_id_on_it_is_there_once(page: Open) -> None:
    ids = page("/api").xpath("//@id")
    assert len(set(ids)) == len(ids)
