"""``passaggi index --explain``: how a source is read, and nothing is indexed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from indexer import connect
from tests.cli.conftest import Passaggi
from tests.conftest import ROOT

TEXT = """PORTO
Il porto riapre dopo dieci giorni
Di Carla Benussi
12 novembre 2025

Le gru del terminal hanno ripreso a muoversi alle dieci di venerdì mattina.
Condividi questo articolo
In base all'accordo i lavoratori conosceranno i turni con un giorno di anticipo.
"""

EXPLAINED = """porto.txt
  id         porto                              the file's name
  title      Il porto riapre dopo dieci giorni  line 2
  published  2025-11-12                         line 4
  language   it                                 told from the text
  author     Carla Benussi                      line 3
  section    PORTO                              line 1
        left out      PORTO                            the section's label above the headline
  #p1   headline   it Il porto riapre dopo dieci gio…  the first line, short and without a full stop
        left out      Di Carla Benussi                 signs the article
        left out      12 novembre 2025                 a date, or the label of one, and nothing else
  #p2   body       it Le gru del terminal hanno ripr…  text of the article
        left out      Condividi questo articolo        furniture: menu, button, advert, share bar
  #p3   body       it In base all'accordo i lavorato…  text of the article

"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "porto.txt"
    path.write_text(TEXT, "utf-8")
    return path


@pytest.mark.usefixtures("article")
def test_every_line_with_its_role_and_reason(passaggi: Passaggi, tmp_path: Path) -> None:
    done = passaggi("index", "--explain", "porto.txt", COLUMNS="100")
    assert (done.status, done.err) == (0, "")
    assert done.out == EXPLAINED
    assert [path.name for path in tmp_path.iterdir()] == ["porto.txt"]


@pytest.mark.usefixtures("article")
@pytest.mark.parametrize("columns", ["60", "80", "200"])
def test_no_line_is_wider_than_the_terminal(passaggi: Passaggi, columns: str) -> None:
    done = passaggi("index", "--explain", "porto.txt", COLUMNS=columns)
    lines = [line for line in done.out.splitlines() if line.startswith("  #p")]
    assert len(lines) == 3
    assert all(len(line) <= int(columns) for line in lines)
    assert ("un giorno di anticipo." in done.out) == (columns == "200")


@pytest.mark.usefixtures("article")
def test_as_json(passaggi: Passaggi) -> None:
    told = passaggi("index", "--explain", "--json", "porto.txt").json()
    assert told["source"].endswith("/porto.txt")
    assert told["metadata"]["published"] == {"value": "2025-11-12", "from": "line 4"}
    assert told["lines"][5] == {
        "passage": None,
        "role": "left out",
        "language": None,
        "reason": "furniture: menu, button, advert, share bar",
        "text": "Condividi questo articolo",
    }
    assert [line["passage"] for line in told["lines"] if line["passage"]] == [1, 2, 3]


def test_every_format_and_every_passage_by_its_number(passaggi: Passaggi, tmp_path: Path) -> None:
    sample = ROOT / "data" / "sample"
    done = passaggi("index", "--explain", "--json", str(sample))
    told = {
        each["metadata"]["id"]["value"]: each for each in map(json.loads, done.out.splitlines())
    }
    assert passaggi("index", str(sample)).status == 0
    with connect(str(tmp_path / "passaggi-index")) as engine:
        assert len(told) == engine.stats().articles
        for article_id, each in told.items():
            kept = {line["passage"]: line for line in each["lines"] if line["passage"]}
            passages = engine.article(article_id).passages
            assert [passage.ordinal for passage in passages] == sorted(kept)
            for passage in passages:
                line = kept[passage.ordinal]
                assert (line["text"], line["role"]) == (passage.text, passage.role)
                assert line["language"] == passage.language


def test_a_title_that_no_line_repeats_is_the_first_passage(
    passaggi: Passaggi, tmp_path: Path
) -> None:
    (tmp_path / "a.jsonl").write_text('{"title": "Il porto", "text": "Riapre.", "language": "it"}')
    lines = passaggi("index", "--explain", "a.jsonl").out.splitlines()
    assert lines[0] == "a.jsonl:1"
    assert [line.split(None, 4)[1:] for line in lines if "#p" in line] == [
        ["headline", "it", "Il", "porto  the title, which no line repeats"],
        ["body", "it", "Riapre.", "as the record says"],
    ]


@pytest.mark.usefixtures("article")
def test_what_cannot_be_read_is_told_and_the_rest_explained(
    passaggi: Passaggi, tmp_path: Path
) -> None:
    (tmp_path / "empty.txt").write_text("")
    done = passaggi("index", "--explain", "empty.txt", "porto.txt")
    assert done.status == 1
    assert "rejected empty.txt" in done.complaint()
    assert done.out.startswith("porto.txt\n")
    (tmp_path / "none").mkdir()
    assert "no articles in none" in passaggi("index", "--explain", "none").complaint()


def test_json_is_for_explaining(passaggi: Passaggi) -> None:
    done = passaggi("index", "--json", "porto.txt")
    assert done.status == 2
    assert "--json goes with --explain" in done.complaint()
