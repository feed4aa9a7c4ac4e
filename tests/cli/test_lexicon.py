"""Bringing a lexicon by the command line."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest

from tests.cli.conftest import Passaggi

GOLDEN = Path(__file__).parents[1] / "lexicon" / "golden"


def test_a_lexicon_is_imported_listed_and_removed(filled: Passaggi, tmp_path: Path) -> None:
    done = filled("lexicon", "import", str(GOLDEN / "memory.tmx"))
    line = "memory: en-it, 2 concepts; licence: CC BY 4.0; source: https://memory.example/"
    assert (done.status, done.err) == (0, "")
    assert done.out == (
        f"{line}\npassed over: 1 segments of more than 6 words; 1 units that lack a language\n"
    )
    today = date.today().isoformat()
    assert filled("lexicon", "list").out == f"{line}; imported {today}\n"
    assert filled("lexicon", "list", "--json").json() == [
        {
            "name": "memory",
            "languages": ["en", "it"],
            "licence": "CC BY 4.0",
            "source": "https://memory.example/",
            "imported": today,
            "concepts": 2,
        }
    ]
    assert (tmp_path / "passaggi-index" / "lexica" / "memory.txt").is_file()
    assert "replaces another" in filled("lexicon", "import", str(GOLDEN / "memory.tmx")).out
    assert filled("lexicon", "remove", "memory").out == "Removed memory.\n"
    assert filled("lexicon", "list", "--json").json() == []


def test_what_is_brought_widens_a_search_until_it_is_removed(
    filled: Passaggi, tmp_path: Path
) -> None:
    (tmp_path / "words.tsv").write_text("en\tit\nzonkers\tcolloqui\n")

    def found() -> list[str]:
        return [hit["id"] for hit in filled("search", "zonkers", "--json").json()["hits"]]

    assert found() == []
    assert filled("lexicon", "import", "words.tsv", "--licence", "CC0").status == 0
    assert found() == ["it-1#p1"]
    assert filled("lexicon", "remove", "words").status == 0
    assert found() == []


def test_two_files_and_all_options(filled: Passaggi) -> None:
    wordnets = [str(GOLDEN / f"wn-data-{each}.tab") for each in ("ita", "eng")]
    options = ["--name", "wn", "--languages", "en-it", "--licence", "mine", "--source", "here"]
    done = filled("lexicon", "import", *wordnets, *options)
    assert done.out.startswith("wn: en-it, 2 concepts; licence: mine; source: here\n")
    assert done.status == 1
    assert done.complaint().startswith("rejected 1 line ")


def test_bad_lines_are_told_and_the_rest_imported(filled: Passaggi, tmp_path: Path) -> None:
    (tmp_path / "words.tsv").write_text("en\tit\nhouse\tcasa\nodd\nworse\n")
    done = filled("lexicon", "import", "words.tsv", "--licence", "CC0")
    assert done.status == 1
    assert done.complaint() == (
        "rejected 2 lines, the first words.tsv:3: it has 1 columns and not at least 2:"
        " correct it and import again for the rest"
    )
    assert "words: en-it, 1 concepts" in done.out


@pytest.mark.parametrize(
    ("arguments", "status", "complaint"),
    [
        (["import", "words.tsv"], 1, "words.tsv: it does not say under which licence it may be"),
        (["import", "absent.tsv"], 1, "absent.tsv: No such file or directory: check the path"),
        (["import", "."], 1, ".: Is a directory: check the path"),
        (["import"], 2, "Missing argument 'FILE...'"),
        (["import", "words.tsv", "--languages", "en"], 2, "languages cannot be 'en': give two"),
        (["import", "words.tsv", "--languages", "en-xx"], 2, "languages cannot be 'en-xx': give"),
        (["import", "words.tsv", "--name", "../up"], 2, "name cannot be '../up': give letters"),
        (["remove", "nothing"], 1, "no lexicon is called 'nothing': passaggi lexicon list shows"),
        (["remove"], 2, "Missing argument 'NAME'"),
        (["bring"], 2, "No such command 'bring'"),
    ],
)
def test_wrong_usage(
    filled: Passaggi, tmp_path: Path, arguments: list[str], status: int, complaint: str
) -> None:
    (tmp_path / "words.tsv").write_text("en\tit\nhouse\tcasa\n")
    done = filled("lexicon", *arguments)
    assert done.status == status
    assert done.complaint().startswith(complaint)


@pytest.mark.parametrize("command", [["import", "words.tsv"], ["list"], ["remove", "words"]])
def test_without_an_index(passaggi: Passaggi, tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "words.tsv").write_text("en\tit\nhouse\tcasa\n")
    done = passaggi("lexicon", *command)
    assert done.status == 1
    assert done.complaint().startswith("there is no index in passaggi-index: make one with")
    assert [path.name for path in tmp_path.iterdir()] == ["words.tsv"]
    done = passaggi("lexicon", *command, "--index", "opensearch+http://localhost:9200/news")
    assert done.status == 1
    assert done.complaint() == (
        "opensearch+http://localhost:9200/news is not a folder:"
        " give an index in a folder: what is brought is kept in it"
    )


def test_names_that_are_no_utf8(filled: Passaggi, tmp_path: Path) -> None:
    name = b"parit\xe0.tsv"
    (tmp_path / os.fsdecode(name)).write_text("en\tit\nhouse\tcasa\n")
    done = filled("lexicon", "import", name, "--licence", b"libert\xe0")
    assert done.status == 0
    assert json.loads(filled("lexicon", "list", "--json").out)[0]["licence"] == "libert?"
    assert filled("lexicon", "remove", b"parit\xe0").status == 1
