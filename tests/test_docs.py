"""The documents are true: commands run, queries find, snippets say what they do, links lead on."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer import Query, Role, connect
from indexer.engine import Engine
from indexer.query import fields, lexer, scanner, spelling
from search_app.cli import run_command
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text("utf-8")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "data" / "README.md"])


LANGUAGE = (ROOT / "docs" / "query-language.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def commands() -> list[list[str]]:
    return [shlex.split(typed)[1:] for typed, _ in sessions()]


def sessions() -> list[tuple[str, str]]:
    """Each command as typed, and what the README shows of its output."""
    parts = [part for block in blocks("console") for part in re.split(r"^\$ ", block, flags=re.M)]
    return [(typed, shown) for typed, _, shown in (part.partition("\n") for part in parts if part)]


@pytest.fixture
def sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as the README supposes it: articles, pages, a wire, a glossary, and an index."""
    (tmp_path / "articles").symlink_to(ROOT / "data" / "sample" / "text")
    (tmp_path / "more").symlink_to(ROOT / "data" / "sample" / "html")
    (tmp_path / "wire.jsonl.gz").symlink_to(ROOT / "data" / "sample" / "agenzia-it.jsonl.gz")
    (tmp_path / "wire-en.jsonl").symlink_to(ROOT / "data" / "sample" / "wire-en.jsonl")
    (tmp_path / "glossary.tsv").write_text("en\tit\ntruce; cease-fire\ttregua\n")
    monkeypatch.chdir(tmp_path)
    assert run_command(["index", "wire-en.jsonl"]) == 0
    return tmp_path


@pytest.mark.usefixtures("sample")
def test_the_commands_run_and_the_searches_find(capsys: pytest.CaptureFixture[str]) -> None:
    ran = []
    for command in commands():
        if "--explain" in command:
            continue
        if command[0] == "serve":
            continue
        if command[0] == "watch":
            command = [each for each in command if "://" not in each] + ["--rounds", "1"]
        assert run_command(command) == 0, command
        out = capsys.readouterr().out
        if command[0] == "search":
            total = re.search(r'"total": (\d+)|^(\d+) passages', out, re.MULTILINE)
            assert total, out
            assert int(total[1] or total[2]) > 0, command
        ran.append(command[0])
    assert ran == ["index", "watch", "search", "search", "lexicon"]


@pytest.mark.usefixtures("sample")
def test_what_a_command_is_shown_to_print_it_prints(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    shown = [(shlex.split(typed)[1:], output) for typed, output in sessions() if output]
    assert shown
    for command, output in shown:
        assert run_command(command) == 0, command
        printed = capsys.readouterr().out
        for part in filter(None, re.split(r"^ *…\n", output, flags=re.MULTILINE)):
            assert part in printed, part
            printed = printed.partition(part)[2]


def test_every_command_is_named_in_the_readme() -> None:
    from search_app.cli.commands import passaggi

    for name in passaggi.commands:
        assert re.search(rf"`?(passaggi )?{name}\b", README), name


def test_the_python_snippet_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (snippet,) = blocks("python")
    monkeypatch.chdir(tmp_path)
    exec(compile(snippet, "README.md", "exec"), {})
    assert capsys.readouterr().out == "1 a1#p1 ((14, 25),)\n"


def test_the_record_is_one_that_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (record,) = blocks("json")
    monkeypatch.chdir(tmp_path)
    Path("a.jsonl").write_text(
        json.dumps(json.loads(record.replace("https://…", "https://x.example")))
    )
    assert run_command(["index", "a.jsonl"]) == 0


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_inside_the_project_lead_somewhere(document: Path) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text("utf-8"))
    for target in targets:
        assert (document.parent / target).exists(), target


def test_the_files_and_folders_that_architecture_names_exist() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    sections = re.findall(r"^### .*?`([\w/.]+)`$", text, re.MULTILINE)
    assert len(sections) >= 8
    for each in sections:
        assert (ROOT / each).exists(), each
    names = {name for name in re.findall(r"`(\w+\.(?:py|sql|json|md))`", text) if "_*" not in name}
    present = {path.name for path in ROOT.rglob("*") if ".venv" not in path.parts}
    assert names <= present


def test_the_readme_is_short() -> None:
    assert len(README.splitlines()) < 200


def rows(heading: str) -> list[list[list[str]]]:
    """The rows of a table in the description of the query language: what each cell has in code."""
    table = LANGUAGE.partition(f"| {heading} ")[2].partition("\n\n")[0].splitlines()[2:]
    return [[re.findall(r"`([^`]+)`", cell) for cell in row.split("|")[1:-1]] for row in table]


@pytest.fixture(scope="module")
def answering(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    location = str(tmp_path_factory.mktemp("language") / "index")
    assert run_command(["index", str(ROOT / "data" / "sample"), "--index", location]) == 0
    with connect(location) as engine:
        yield engine


def test_the_queries_of_the_table_find_and_are_read_as_written(answering: Engine) -> None:
    queries = [query for cells in rows("you type") for query in cells[0]]
    assert len(queries) > 15
    for query in queries:
        results = answering.search(Query(query))
        assert results.total, query
        assert results.notes == (), query


def test_other_queries_that_are_described_are_read(answering: Engine) -> None:
    text = LANGUAGE.partition("## Limits")[0]
    typed = [each for each in re.findall(r"`([^`\n]+)`", text) if re.search(r"\w[ :~*]+\S", each)]
    assert len(typed) > 25
    for query in typed:
        told = {note.code for note in answering.search(Query(query)).notes}
        assert told <= {"read-as", "only-exclusions", "no-such-passage"}, query


def test_the_fields_that_are_named_are_those_that_are_read() -> None:
    named = {name: first[0] for first, names, _ in rows("field") for name in first + names}
    apart = {"since": "from", "dal": "from", "da": "from", "until": "to", "al": "to", "a": "to"}
    assert named | {"to": "to"} | apart == fields.NAMES
    roles = {value for first, _, values in rows("field") if first == ["role"] for value in values}
    assert roles > set(Role)


def test_the_limits_are_those_that_are_kept() -> None:
    told = LANGUAGE.partition("## Limits")[2]
    numbers = [int(each.replace(",", "")) for each in re.findall(r"\d[\d,]*\d", told)]
    assert numbers == [
        scanner.MAX_WORDS,
        lexer.MAX_PATTERNS,
        spelling.MAX_EXPANSION,
        lexer.MAX_NEAR,
        lexer.MAX_SLOP,
        lexer.MAX_DEPTH,
    ]
