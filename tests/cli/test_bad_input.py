"""The command line on bad input: one line with cause and remedy, the right status, nothing lost."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

from tests.cli.conftest import Passaggi

CUT = gzip.compress(b"".join(b'{"text": "line %d"}\n' % n for n in range(500)))[:-20]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "empty.txt: "),
        ("blank.jsonl", b"\n \n", "blank.jsonl: "),
        ("binary.txt", b"\x7fELF\0\0\1\2", "binary.txt: "),
        ("broken.jsonl", b'{"id": "x", "text": "ok"}\n{"id": \n', "broken.jsonl:2: "),
        ("list.jsonl", b"[1, 2]\n", "list.jsonl:1: "),
        ("notext.jsonl", b'{"id": "x"}\n', "notext.jsonl:1: "),
        ("role.jsonl", b'{"paragraphs": [{"text": "x", "role": "hero"}]}\n', "role.jsonl:1: "),
        ("cut.jsonl.gz", CUT, "cut.jsonl.gz"),
        ("twice.jsonl", b'{"id": "x", "text": "a"}\n{"id": "x", "text": "b"}\n', "twice.jsonl:2: "),
    ],
)
def test_a_bad_source_is_named_and_the_rest_is_indexed(
    filled: Passaggi, tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / "good.jsonl").write_text('{"id": "good", "text": "Buonissimo.", "language": "it"}')
    done = filled("index", name, "good.jsonl")
    assert done.status == 1
    assert done.complaint().startswith(f"rejected {reason}")
    assert "1 rejected" in done.out
    assert filled("search", "buonissimo", "--json").json()["total"] == 1
    assert filled("search", "guerra", "--match", "word", "--json").json()["total"] == 2


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("report.pdf", b"%PDF-1.7", "report.pdf: it is a PDF document: extract its text"),
        ("sheet", b"PK\3\4[Content_Types].xml", "sheet: it is an Office document: save it as text"),
        (
            "map.xml",
            b"<?xml version='1.0'?><kml/>",
            "map.xml: it is XML whose root element is <kml>",
        ),
        ("bomb.gz", gzip.compress(bytes(10**8)), "bomb.gz: "),
        ("deep.html", b"<div>" * 10_000, "deep.html: its elements are nested"),
        ("crawl.warc", b"WARC/1.0\r\nContent-Length: 9\r\n\r\n", "crawl.warc:1: the file is cut"),
    ],
)
def test_what_is_no_article_is_named_for_what_it_is(
    filled: Passaggi, tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    test_a_bad_source_is_named_and_the_rest_is_indexed(filled, tmp_path, name, content, reason)


def test_a_date_that_is_none_is_told_and_the_article_indexed(
    passaggi: Passaggi, tmp_path: Path
) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Uno.", "published": "2025-02-31"}')
    done = passaggi("index", "a.jsonl")
    assert done.status == 0
    assert done.complaint().startswith("a.jsonl:1: \"published\" cannot be '2025-02-31'")


def test_names_that_are_no_utf8(passaggi: Passaggi, tmp_path: Path) -> None:
    for name in (b"caff\xe8.jpg", b"vuot\xe0.txt"):
        (tmp_path / os.fsdecode(name)).write_text("")
    done = passaggi("index", ".")
    assert done.status == 1
    assert "vuot\ufffd.txt: the file is empty" in done.err
    assert "rejected" not in done.err.replace("rejected vuot", "")
    assert "passed over, caff\ufffd.jpg first" in done.err
    missing = passaggi("index", os.fsdecode(b"nient\xe8"))
    assert missing.err.startswith("passaggi: rejected nient\ufffd: ")


def test_a_source_that_is_not_there(filled: Passaggi) -> None:
    done = filled("index", "nowhere.txt")
    assert done.status == 1
    assert done.err.startswith("passaggi: rejected nowhere.txt: ")


def test_a_folder_without_articles(passaggi: Passaggi, tmp_path: Path) -> None:
    (tmp_path / "void").mkdir()
    done = passaggi("index", "void")
    assert done.status == 1
    formats = ".txt, .html, .jsonl, .csv, .xml, .rss or .warc"
    assert done.complaint() == f"no articles in void: give {formats} files"


@pytest.mark.parametrize("command", [["search", "x"], ["stats"], ["verify"], ["optimize"],
                                     ["delete", "x"], ["serve"]])  # fmt: skip
def test_without_an_index(passaggi: Passaggi, command: list[str], tmp_path: Path) -> None:
    done = passaggi(*command)
    assert done.status == 1
    assert done.complaint().startswith("there is no index in passaggi-index: make one with")
    assert list(tmp_path.iterdir()) == []


def test_an_index_that_is_none(passaggi: Passaggi, tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.txt").write_text("Un testo.")
    done = passaggi("index", "notes", "--index", "notes")
    assert done.status == 1
    assert done.complaint().startswith("notes holds other things than an index: give a new")
    assert passaggi("stats", "--index", "ftp://x").status == 1


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("the", "nothing to search for in “the”"),
        ("il di la", "nothing to search for in “il”, “di”, “la”"),
        ("è", "nothing to search for in “è”"),
        ('""', "nothing to search for in the query"),
        ("«»", "nothing to search for in the query"),
        ("!?", "nothing to search for in “!?”"),
        ('"', "a quote was left open"),
    ],
)
def test_a_query_without_anything_to_search_is_explained(
    filled: Passaggi, query: str, reason: str
) -> None:
    done = filled("search", query, "--json")
    assert done.status == 1
    assert done.err.startswith(f"passaggi: {reason}")
    assert done.json()["total"] == 0


@pytest.mark.parametrize(
    "query", ["guerra " * 1500, "(((guerra", "guerra))", '"guerra', "guerra\x01"]
)
def test_an_unwieldy_query_is_read_as_well_as_can_be(filled: Passaggi, query: str) -> None:
    done = filled("search", query, "--match", "word", "--json")
    assert done.status == 0
    assert done.json()["total"] == 2
    assert len(done.err.splitlines()) <= 1


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("(guerra", ["read as “guerra”", "a bracket without its twin"]),
        ("guerra from:yesterday", ["read as “guerra”", "“from:yesterday” has no date in it"]),
        ("guerra autore:rossi", ["“autore” is no field"]),
        ("guerra outlet:herald", ["there is no passage with “outlet:herald”"]),
        ("guerra E tariffe", ["read as “guerra AND tariffe”"]),
        ("guerra language:it", []),
    ],
)
def test_what_is_not_read_as_written_is_told(filled: Passaggi, query: str, told: list[str]) -> None:
    done = filled("search", query, "--json")
    assert done.status == 0
    said = done.complaint().split("; ", 1) if told else done.err.splitlines()
    for sentence, begins in zip(said, told, strict=True):
        assert sentence.startswith(begins)


def test_a_query_in_bytes_that_are_no_utf8(filled: Passaggi) -> None:
    done = filled("search", b"guerra \xff\xfe", "--match", "word", "--json")
    assert done.json()["total"] == 2


@pytest.mark.parametrize("command", ["search", "run"])
@pytest.mark.parametrize("term", ["tregua", "it:", ":tregua", "italian:tregua", ""])
def test_a_related_term_without_its_language_is_refused(
    filled: Passaggi, tmp_path: Path, command: str, term: str
) -> None:
    (tmp_path / "q.tsv").write_text("q1\tceasefire\n")
    done = filled(command, "q.tsv", "--without", term)
    assert done.status == 2
    assert done.complaint() == (
        f"without cannot be {term!r}: give language:term, such as it:tregua"
    )


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ([], None),
        (["find"], "No such command 'find'"),
        (["search"], "Missing argument 'QUERY'"),
        (["index"], "Missing argument 'SOURCE...'"),
        (["search", " "], "QUERY cannot be ' ': give some words to search for"),
        (["run", "three.jsonl", "--tag", "a b"], "tag cannot be 'a b': give a name without blanks"),
        (["search", "x", "--limit", "many"], "Invalid value for '--limit'"),
        (["search", "x", "--limit", "-1"], "limit cannot be -1: give a number from 0 to 1000"),
        (["search", "x", "--match", "fuzzy"], "match cannot be 'fuzzy': give one of exact, word"),
        (["search", "x", "--sort", "best"], "sort cannot be 'best': give one of relevance"),
        (["search", "x", "--role", "hero"], "role cannot be 'hero': give one of headline"),
        (["search", "x", "--lang", "italiano"], "lang cannot be 'italiano': give a language code"),
        (["search", "x", "--from", "31/02/2025"], "from cannot be '31/02/2025': give a day"),
        (["search", "x", "--from", "2025-02-31"], "from cannot be '2025-02-31': give a day"),
        (["search", "x", "--from", "2025", "--to", "2024"], "to cannot be '2024-12-31': give a"),
        (["search", "x", "--month", "2025-13"], "month cannot be '2025-13': give a month"),
        (["serve", "--port", "99999"], "Invalid value for '--port'"),
        (["run", "absent.tsv"], "Invalid value for 'QUERIES'"),
    ],
)
def test_wrong_usage(filled: Passaggi, arguments: list[str], complaint: str | None) -> None:
    done = filled(*arguments)
    assert done.status == 2
    if complaint is not None:
        assert done.complaint().startswith(complaint)


@pytest.mark.parametrize("content", [b"only text\n", b"two words\ttext\n", b"q1\t\xff\n"])
def test_a_malformed_query_file(filled: Passaggi, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "q.tsv").write_bytes(content)
    done = filled("run", "q.tsv")
    assert done.status == 1
    assert done.complaint().startswith("q.tsv")


def test_deleting_what_is_not_there(filled: Passaggi) -> None:
    done = filled("delete", "it-2", "it-9")
    assert done.status == 1
    assert done.complaint() == "no article has the id 'it-9': copy the id from a search result"
    assert done.out == "Deleted 1 of 2 articles.\n"


def test_html_in_an_article_is_text(filled: Passaggi, tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text('{"id": "x", "text": "<b>grassetto</b> &amp; <script>"}')
    assert filled("index", "x.jsonl").status == 0
    (hit,) = filled("search", "grassetto", "--json").json()["hits"]
    assert hit["text"] == "<b>grassetto</b> &amp; <script>"


def test_two_runs_over_files_of_one_name_lose_nothing(filled: Passaggi, tmp_path: Path) -> None:
    for folder, text in (("a", "Il porto riapre domani."), ("b", "La diga tiene ancora.")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").write_text(f"{text} Lo dice il Comune in una nota.")
    assert filled("index", "a/x.txt").status == 0
    done = filled("index", "b/x.txt")
    assert done.status == 1
    place = tmp_path / "a" / "x.txt"
    assert done.complaint() == (
        f"rejected b/x.txt: the article id 'x' is already taken by {place}: "
        'give one of them another "id" (in the record or in its .meta.json)'
    )
    assert filled("search", "porto", "--json").json()["total"] == 1
    place.rename(tmp_path / "moved.txt")
    assert filled("index", "b/x.txt").status == 0
    assert filled("search", "porto", "--json").json()["total"] == 0


@pytest.mark.parametrize("host", ["300.1.1.1", b"h\xff", "a" * 300])
def test_a_host_that_is_none(filled: Passaggi, host: str | bytes) -> None:
    done = filled("serve", "--host", host)
    assert done.status == 1
    assert done.complaint().startswith("cannot listen on ")
