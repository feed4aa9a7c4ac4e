"""The command line on good input."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.conftest import Passaggi
from tests.conftest import ROOT


def test_index_reports_what_it_did(passaggi: Passaggi, tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "uno.txt").write_text("Un titolo\n\nUna frase lunga abbastanza.\n")
    (tmp_path / "two.jsonl").write_text('{"id": "a", "text": "One."}\n{"id": "b", "text": "Two."}')
    done = passaggi("index", "articles", "two.jsonl")
    assert (done.status, done.err) == (0, "")
    assert re.fullmatch(
        r"2 files read; articles: 3 new; [\d.]+ s\n"
        r"4 passages: 3 body, 1 headline\nlanguages: 2 en, 2 it\n",
        done.out,
    )
    again = passaggi("index", "articles", "*.jsonl")
    assert "0 files read, 2 unchanged; articles: none" in again.out


def test_search_prints_passages_for_people(filled: Passaggi) -> None:
    done = filled("search", "prigioniero", "--match", "word")
    assert done.status == 0
    assert "Ripresi i colloqui" in done.out
    assert "Il Molo · 2025-03-03 · it · body" in done.out
    assert "L’accordo prevede lo scambio di mille prigionieri di guerra." in done.out
    assert "1 passages, 1–1 shown" in done.out
    assert "\n  by word (prigioniero → prigionieri)\n" in done.out


def test_search_says_what_else_was_looked_up_and_why_a_passage_matched(filled: Passaggi) -> None:
    done = filled("search", "prisoners")
    assert done.out.startswith("Also looked up: prigioniero (it, translation)\n\n")
    assert "\n  by translation (prisoners → prigionieri)\n" in done.out
    assert "2 passages" in done.out
    without = filled("search", "prisoners", "--without", "it:prigioniero")
    assert "1 passages" in without.out
    assert "Also looked up" not in without.out
    assert "by translation" not in without.out


@pytest.mark.parametrize("columns", ["60", "90"])
def test_what_else_was_looked_up_fits_one_line(filled: Passaggi, columns: str) -> None:
    done = filled("search", "war prisoners talks a thousand guerra Geneva", COLUMNS=columns)
    first, blank, *_ = done.out.splitlines()
    assert len(first) <= int(columns)
    assert re.search(r"\), … \d+ more$", first)
    assert blank == ""
    reasons = [line for line in done.out.splitlines() if line.startswith("  by ")]
    assert reasons
    assert max(map(len, reasons)) <= int(columns)


def test_terms_taken_out_are_not_in_the_json_either(filled: Passaggi) -> None:
    def terms(*options: str) -> set[str]:
        query = filled("search", "war prisoners", "--json", *options).json()["query"]
        return {f"{each['language']}:{each['term']}" for each in query["interpretation"]}

    assert terms() - terms("--without", "it:guerra", "--without", "it:prigioniero") == {
        "it:guerra",
        "it:prigioniero",
    }


def test_search_prints_where_else_a_passage_stands(passaggi: Passaggi, tmp_path: Path) -> None:
    text = "Le navi dirette alle isole restano in porto da lunedì: i piloti rifiutano di salire."
    articles = [{"id": name, "language": "it", "text": text} for name in "abc"]
    lines = "\n".join(map(json.dumps, articles))
    (tmp_path / "copies.jsonl").write_text(lines, "utf-8")
    passaggi("index", "copies.jsonl")
    done = passaggi("search", "piloti", "--limit", "1")
    assert "  a#p1\n  also: b#p1, c#p1\n" in done.out


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("guerra testata:molo", ["it-1#p2"]),
        ("lang:en from:2025-04", ["en-1#p1", "en-1#p2"]),
        ("titolo:colloqui", ["it-1#p1"]),
        ('"prisoners thousand"~0', ["en-1#p1"]),
        ("prigoinieri~", ["it-1#p2"]),
        ("*riff?", []),
        ("*riffe", ["it-2#p1"]),
    ],
)
def test_a_search_takes_fields_near_words_and_other_spellings(
    filled: Passaggi, query: str, expected: list[str]
) -> None:
    assert [hit["id"] for hit in filled("search", query, "--json").json()["hits"]] == expected


def test_search_prints_json(filled: Passaggi) -> None:
    result = filled("search", "guerra", "--match", "word", "--json").json()
    assert result["total"] == 2
    assert [hit["id"] for hit in result["hits"]] == ["it-2#p1", "it-1#p2"]
    assert result["hits"][1]["link"] == "/article/it-1#p2"
    start, end = result["hits"][1]["highlights"][0]
    assert result["hits"][1]["text"][start:end] == "guerra"
    assert result["facets"]["month"] == [
        {"value": "2025-03", "count": 1},
        {"value": None, "count": 1},
    ]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--lang", "it"], ["it-2#p1", "it-1#p2"]),
        (["--lang", "en", "--lang", "it"], ["en-1#p1", "it-2#p1", "it-1#p2"]),
        (["--outlet", "Meridian Wire"], ["en-1#p1"]),
        (["--outlet", ""], ["it-2#p1"]),
        (["--outlet", "null", "--outlet", "Il Molo"], ["it-2#p1", "it-1#p2"]),
        (["--from", "2025-04"], ["en-1#p1"]),
        (["--to", "2025-03-03"], ["it-1#p2"]),
        (["--month", "2025-03"], ["it-1#p2"]),
        (["--role", "headline"], []),
        (["--match", "exact"], ["en-1#p1", "it-2#p1", "it-1#p2"]),
        (["--sort", "newest"], ["en-1#p1", "it-1#p2", "it-2#p1"]),
        (["--sort", "oldest", "--limit", "2"], ["it-1#p2", "en-1#p1"]),
        (["--offset", "2"], ["it-1#p2"]),
    ],
)
def test_search_options(filled: Passaggi, options: list[str], expected: list[str]) -> None:
    result = filled("search", "guerra war", *options, "--json").json()
    assert [hit["id"] for hit in result["hits"]] == expected


def test_teasers_on_request(filled: Passaggi) -> None:
    assert filled("search", "tariffe caso", "--role", "related", "--json").json()["total"] == 1


def test_run_prints_a_trec_run(filled: Passaggi, tmp_path: Path) -> None:
    (tmp_path / "q.tsv").write_text("q1\tguerra\nq2\tthe\n\nq3\tGeneva talks\n")
    done = filled("run", "q.tsv", "--tag", "test", "--limit", "5", "--match", "word")
    assert done.status == 0
    rows = [line.split() for line in done.out.splitlines()]
    assert [(row[0], row[1], row[2], row[3], row[5]) for row in rows] == [
        ("q1", "Q0", "it-2#p1", "1", "test"),
        ("q1", "Q0", "it-1#p2", "2", "test"),
        ("q3", "Q0", "en-1#p2", "1", "test"),
    ]
    assert float(rows[0][4]) >= float(rows[1][4]) > 0


def test_run_takes_terms_out(filled: Passaggi, tmp_path: Path) -> None:
    (tmp_path / "q.tsv").write_text("q1\tprisoners\n")
    found = filled("run", "q.tsv").out
    assert {line.split()[2] for line in found.splitlines()} == {"en-1#p1", "it-1#p2"}
    found = filled("run", "q.tsv", "--without", "it:prigioniero").out
    assert [line.split()[2] for line in found.splitlines()] == ["en-1#p1"]


def test_stats(filled: Passaggi) -> None:
    counted = filled("stats", "--json").json()
    assert (counted["articles"], counted["passages"]) == (3, 6)
    assert {"value": "it", "count": 4} in counted["languages"]
    assert "3 articles, 6 passages" in filled("stats").out


def test_delete_verify_optimize(filled: Passaggi) -> None:
    assert filled("delete", "it-2").out == "Deleted 1 of 1 articles.\n"
    assert filled("search", "guerra", "--match", "word", "--json").json()["total"] == 1
    assert filled("verify").out == "The index and the stored articles agree.\n"
    assert filled("optimize", "--json").json()["bytes_after"] > 0
    assert filled("verify", "--json").json() == {"faults": []}
    assert filled("stats", "--json").json()["articles"] == 2


def test_the_index_can_be_named_in_the_environment(filled: Passaggi, tmp_path: Path) -> None:
    (tmp_path / "passaggi-index").rename(tmp_path / "elsewhere")
    assert filled("stats", PASSAGGI_INDEX="elsewhere").status == 0
    assert filled("stats", "--index", "elsewhere").status == 0


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["search", "--help"], ["index", "-h"]])
def test_help(passaggi: Passaggi, arguments: list[str]) -> None:
    done = passaggi(*arguments)
    assert done.status == 0
    assert done.out.startswith("Usage: passaggi")


def test_help_loads_neither_the_index_nor_the_web() -> None:
    code = (
        "import sys; from search_app.cli import run_command; run_command(['--help'])\n"
        "heavy = {'numpy', 'whoosh', 'flask', 'babel', 'trafilatura', 'Stemmer'}\n"
        "print('loaded:', *sorted(heavy & sys.modules.keys()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.endswith("loaded:\n")


@pytest.mark.usefixtures("filled")
def test_a_reader_that_closes_the_pipe_early_is_no_error(tmp_path: Path) -> None:
    lines = "".join(f"q{n}\tguerra\n" for n in range(3000))
    (tmp_path / "many.tsv").write_text(lines)
    command = f"{sys.executable} -m search_app.cli run many.tsv | head -n 1"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, shell=True, cwd=tmp_path, env=environment, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    assert done.stderr == ""
    assert done.stdout.startswith("q0 Q0 ")


@contextmanager
def served(folder: Path, *options: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """``passaggi serve`` as a process on the index in ``folder``: its address, and itself."""
    server = subprocess.Popen(
        [sys.executable, "-u", "-m", "search_app.cli", "serve", "--port", "0", *options],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout is not None
        line = server.stdout.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+", line)
        assert address, line
        yield address.group(), server
    finally:
        server.kill()
        server.communicate()


def total(address: str, text: str) -> int:
    with urllib.request.urlopen(f"{address}/api/search?q={text}&match=word", timeout=20) as answer:
        return int(json.load(answer)["total"])


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("stopping", [signal.SIGINT, signal.SIGTERM])
def test_serve_answers_and_stops(tmp_path: Path, stopping: signal.Signals) -> None:
    with served(tmp_path) as (address, server):
        assert total(address, "prigionieri") == 1
        server.send_signal(stopping)
        assert server.wait(20) == 0
        with pytest.raises(urllib.error.URLError):
            total(address, "prigionieri")


def test_a_port_in_use_is_told(filled: Passaggi, tmp_path: Path) -> None:
    with served(tmp_path) as (address, _):
        busy = filled("serve", "--port", address.rpartition(":")[2])
    assert busy.status == 1
    assert "cannot listen on 127.0.0.1 port" in busy.complaint()
    assert busy.complaint().endswith("give another one with --port")


def test_commits_are_served_without_a_restart(filled: Passaggi, tmp_path: Path) -> None:
    with served(tmp_path) as (address, _):
        assert total(address, "novita") == 0
        (tmp_path / "new.jsonl").write_text('{"id": "n", "language": "it", "text": "Una novità."}')
        assert filled("index", "new.jsonl").status == 0
        assert total(address, "novita") == 1
