"""All that a search finds, as a file."""

from __future__ import annotations

import csv
import io
import json
from urllib.parse import unquote

import bibtexparser
import pytest
import rispy
from flask.testing import FlaskClient
from hypothesis import given

from indexer.engine.base import Results
from indexer.query.model import Query
from search_app.passing_on import export as exports
from search_app.passing_on import found
from search_app.passing_on.comma_separated import COLUMNS, harmless, rows
from tests.web.conftest import Open
from tests.web.passing_on.stored import hit, hostile
from tests.web.samples import HARBOUR, UNDATED, letters
from tests.web.stub import StubEngine


def table(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_table_holds_all_pages_in_their_order(client: FlaskClient) -> None:
    response = client.get("/export?q=letter&format=csv&size=3&page=4&sort=oldest")
    assert response.content_type == "text/csv; charset=utf-8"
    cells = table(response.data)
    hits = client.get("/api/search?q=letter&size=100&sort=oldest").get_json()["hits"]
    assert [each["id"] for each in cells] == [each["id"] for each in hits]
    assert response.headers["Passages-Found"] == response.headers["Passages-Given"] == "34"
    assert cells[0]["link"] == "http://localhost" + hits[0]["link"]
    assert cells[0]["text"] == hits[0]["text"]
    assert cells[0]["language"] == hits[0]["language"]


def test_rows_end_as_the_standard_says(client: FlaskClient) -> None:
    data = client.get("/export?q=clocks&format=csv&match=word").data
    assert data.count(b"\r\n") == data.count(b"\n") == 2
    (row,) = table(data)
    assert (row["published"], row["outlet"], row["url"]) == ("", "", "")
    assert row["text"] == UNDATED.paragraphs[0].text  # type: ignore[union-attr]


def test_a_line_of_json_is_a_hit_of_the_api(client: FlaskClient) -> None:
    response = client.get("/export?q=harbour&format=jsonl")
    assert response.mimetype == "application/jsonl"
    lines = [json.loads(line) for line in response.data.split(b"\n") if line]
    assert lines == client.get("/api/search?q=harbour&size=100").get_json()["hits"]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"),
        ('-1+HYPERLINK("http://a.example";"b")', '\'-1+HYPERLINK("http://a.example";"b")'),
        ("\t=1", "'\t=1"),
        ("＝1+1", "'＝1+1"),
        ("- No, he said.", "'- No, he said."),
        ("'=1", "''=1"),
        ("-5 gradi a Milano: neve, scuole chiuse", "-5 gradi a Milano: neve, scuole chiuse"),
        ("+39 02 555 0100", "+39 02 555 0100"),
        ("-0,3%", "-0,3%"),
        ("– No, he said.", "– No, he said."),
        ("'Tis = so", "'Tis = so"),
        ("a=b", "a=b"),
        ("", ""),
    ],
)
def test_a_formula_is_no_formula_and_honest_text_stays(text: str, cell: str) -> None:
    assert harmless(text) == cell


@given(hostile)
def test_a_table_gives_back_every_text(text: str) -> None:
    (row,) = table(b"".join(rows([hit(text, outlet=text, why=(text,))], "http://a.example")))
    assert set(row) == set(COLUMNS)
    cell = row["text"]
    assert not cell.startswith(("=", "@", "\t", "\r"))
    bare = cell[1:] if harmless(cell) != cell else cell
    assert len(bare) == len(text)
    assert all(a == b or b == "\ufffd" for a, b in zip(text, bare, strict=True))


def test_an_article_is_one_reference_with_its_passages_as_notes(client: FlaskClient) -> None:
    response = client.get("/export?q=dockers+islands&match=word&format=bibtex")
    assert response.mimetype == "application/x-bibtex"
    library = bibtexparser.parse_string(response.text)
    assert library.failed_blocks == []
    (entry,) = library.entries
    assert entry["author"] == "Marsh, Ada and Lund, Piet"
    assert entry["annote"].count("“") == 4
    response = client.get("/export?q=dockers+islands&match=word&format=ris")
    assert response.mimetype == "application/x-research-info-systems"
    (record,) = rispy.loads(response.text)
    assert record["title"] == HARBOUR.title
    assert len(record["notes"]) == 4


def test_references_come_in_the_order_of_their_best_passages(client: FlaskClient) -> None:
    hits = client.get("/api/search?q=harbour&size=100").get_json()["hits"]
    titles = list(dict.fromkeys(each["article_id"] for each in hits))
    for form in ("bibtex", "ris"):
        text = client.get(f"/export?q=harbour&format={form}").text
        keys = (
            [each.key for each in bibtexparser.parse_string(text).entries]
            if form == "bibtex"
            else [each["id"] for each in rispy.loads(text)]
        )
        assert len(set(keys)) == len(keys) == len(titles)


def test_an_article_that_was_removed_meanwhile_is_passed_over(
    client: FlaskClient, engine: StubEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    search = engine.search

    def and_remove(query: Query) -> Results:
        results = search(query)
        engine.delete([HARBOUR.id])
        return results

    monkeypatch.setattr(engine, "search", and_remove)
    keys = client.get("/export?q=dockers+letter&match=word&format=ris").text.count("TY  - ")
    assert keys == 34


@pytest.fixture
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(found, "PAGE", 7)


@pytest.mark.usefixtures("small_pages")
def test_pages_follow_each_other(client: FlaskClient, engine: StubEngine) -> None:
    cells = table(client.get("/export?q=letter&format=csv").data)
    assert len({each["id"] for each in cells}) == len(cells) == 34
    assert [query.offset for query in engine.asked] == [0, 7, 14, 21, 28]


@pytest.mark.usefixtures("small_pages")
@pytest.mark.parametrize("form", exports.FORMS)
@pytest.mark.parametrize("most", [20, 10_000])
def test_the_head_alone_fetches_nothing(
    client: FlaskClient, engine: StubEngine, monkeypatch: pytest.MonkeyPatch, form: str, most: int
) -> None:
    monkeypatch.setattr(found, "MOST", most)
    address = f"/export?q=letter&format={form}&lang=en&ui=it"
    whole = client.get(address)
    assert whole.data
    monkeypatch.setattr(engine, "count", StubEngine(letters()).count)
    engine.asked.clear()
    head = client.head(address)
    assert engine.asked == []
    assert (head.status_code, head.data) == (200, b"")
    assert dict(head.headers) == dict(whole.headers)
    assert "Content-Length" not in head.headers


@pytest.mark.parametrize("query", ["", "q=a", "format=csv", "q=a&format=csv&sort=best"])
def test_the_head_of_what_is_not_accepted(client: FlaskClient, query: str) -> None:
    assert client.head(f"/export?{query}").status_code == 400


@pytest.mark.usefixtures("small_pages")
@pytest.mark.parametrize("most", [1, 7, 20, 21, 33])
def test_what_is_left_out_is_told(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(found, "MOST", most)
    response = client.get("/export?q=letter&format=csv")
    assert len(table(response.data)) == most
    assert response.headers["Passages-Found"] == "34"
    assert response.headers["Passages-Given"] == str(most)
    assert f"letter-{most}-of-34.csv" in response.headers["Content-Disposition"]


@pytest.mark.usefixtures("small_pages")
def test_a_passage_that_moves_between_pages_is_given_once(
    client: FlaskClient, engine: StubEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    search = engine.search

    def and_index(query: Query) -> Results:
        results = search(query)
        engine.index(letters(36)[34 + (query.offset > 0) :][:1])
        return results

    monkeypatch.setattr(engine, "search", and_index)
    cells = table(client.get("/export?q=letter&format=csv&sort=newest").data)
    assert len({each["id"] for each in cells}) == len(cells)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("letter", "passaggi-letter.csv"),
        ("città «porto»", "passaggi-città-porto.csv"),
        ('../../etc/passwd"; a=b\r\nX: y', "passaggi-etc-passwd-a-b-X-y.csv"),
        ("港", "passaggi-港.csv"),
        ("***", "passaggi.csv"),
        ("a" * 500, f"passaggi-{'a' * 60}.csv"),
    ],
)
def test_a_file_is_named_by_its_query(client: FlaskClient, query: str, name: str) -> None:
    response = client.get("/export", query_string={"q": query, "format": "csv"})
    told = response.headers["Content-Disposition"]
    assert told.startswith("attachment; ")
    named = unquote(told.partition("filename*=UTF-8''")[2]) or told.partition("filename=")[2]
    assert named.strip('"') == name
    assert told.isascii()


@pytest.mark.parametrize(
    ("address", "name"),
    [("q=a", "format"), ("q=a&format=pdf", "format"), ("format=csv", "q"),
     ("q=a&format=ris&size=x", "size"), ("q=a&format=bibtex&role=x", "role")],
)  # fmt: skip
def test_what_is_not_accepted_is_named(client: FlaskClient, address: str, name: str) -> None:
    response = client.get(f"/export?{address}")
    assert response.status_code == 400
    assert response.mimetype == "application/problem+json"
    assert response.get_json(force=True)["parameter"] == name


def test_the_page_offers_all_of_it(page: Open, client: FlaskClient) -> None:
    tree = page("/search?q=letter&lang=en&page=2&sort=oldest")
    (offered,) = tree.xpath("//details[@class='pass-on']")
    addresses = offered.xpath(".//a/@href")
    assert addresses == [
        *(f"/feed.{form}?q=letter&lang=en&sort=oldest" for form in ("atom", "json")),
        *(
            f"/export?format={form}&q=letter&lang=en&sort=oldest"
            for form in ("csv", "jsonl", "bibtex", "ris")
        ),
    ]
    assert all(client.get(address).status_code == 200 for address in addresses)
    assert "10,000 passages" in offered.text_content()


def test_a_long_query_is_passed_on_by_the_form(page: Open) -> None:
    tree = page("/search?q=" + "harbour+" * 150)
    buttons = tree.xpath("//details[@class='pass-on']//button[@form='search']")
    assert [(each.get("formaction"), each.get("value")) for each in buttons] == [
        ("/feed.atom", None), ("/feed.json", None), ("/export", "csv"), ("/export", "jsonl"),
        ("/export", "bibtex"), ("/export", "ris"),
    ]  # fmt: skip
    assert tree.xpath("//link[@rel='alternate']") == []


@pytest.mark.parametrize(
    ("address", "similar"),
    [
        ("/export?q=letter&format=csv", True),
        ("/export?q=letter&format=jsonl", True),
        ("/export?q=letter&format=bibtex", False),
        ("/export?q=letter&format=ris", False),
        ("/feed.atom?q=letter", False),
    ],
)
def test_near_duplicates_are_found_only_where_they_are_written(
    client: FlaskClient, engine: StubEngine, address: str, similar: bool
) -> None:
    client.get(address)
    assert {query.similar for query in engine.asked} == {similar}
