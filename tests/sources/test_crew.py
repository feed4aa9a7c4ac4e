"""Several processes read what one reads: the same articles, errors and warnings, in order."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from indexer.documents import Article, Source
from indexer.errors import (
    BinarySource,
    DuplicateArticle,
    EmptySource,
    MalformedSource,
    SourceError,
    UndecodableSource,
    UnreadableSource,
)
from indexer.sources import crew
from indexer.sources.reading import Reading
from indexer.sources.run import Run

SAMPLE = Path(__file__).parents[2] / "data" / "sample"


@dataclass
class Told:
    """All that one reading tells, but for the order of files and bytes."""

    items: list[Article | Source] = field(default_factory=list)
    rejects: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    size: int = 0


def read(*sources: Path) -> Told:
    told = Told()

    def add(count: int) -> None:
        told.size += count

    run = Run(
        ("en", "it"),
        lambda error: told.rejects.append(str(error)),
        told.warnings.append,
        told.files.append,
        on_bytes=add,
    )
    told.items += Reading(run, lambda _: None).items(sources)
    return told


@pytest.fixture
def helped(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Help is asked for at once, and for little; that it was given is seen to at the end."""
    taken: list[object] = []
    take = crew._Worker.take

    def noted(worker: crew._Worker) -> object:
        taken.append(worker)
        return take(worker)

    monkeypatch.setattr(crew._Worker, "take", noted)
    monkeypatch.setattr(crew, "ALONE", 1)
    monkeypatch.setattr(crew, "_GROUP_BYTES", 20_000)
    monkeypatch.setattr(crew, "_GROUP_FILES", 4)
    monkeypatch.setattr(crew.Crew, "_most", 2)
    yield
    assert len(set(taken)) == 2


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Sources of several kinds, some of them broken."""
    for at in range(9):
        text = f"Il ponte {at} riapre\n\nDopo {at + 2} giorni il ponte è aperto a tutti.\n"
        (tmp_path / f"{at}.txt").write_text(text, "utf-8")
    (tmp_path / "3.txt").write_text("", "utf-8")
    (tmp_path / "4.meta.json").write_text('{"outlet": "Il Molo", "what": 1}', "utf-8")
    (tmp_path / "5.meta.json").write_text("{", "utf-8")
    (tmp_path / "picture").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    records = [f'{{"id": "r{at}", "text": "Il porto {at}.", "x{at % 2}": 1}}' for at in range(60)]
    records[7], records[20], records[33] = "{broken", "", '{"id": "r1", "text": "Altro."}'
    (tmp_path / "lines.jsonl").write_text("\n".join(records), "utf-8")
    (tmp_path / "void.jsonl").write_text("\n\n", "utf-8")
    return tmp_path


@pytest.mark.usefixtures("helped")
def test_several_read_as_one_does(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    several = read(archive, SAMPLE)
    monkeypatch.undo()
    one = read(archive, SAMPLE)
    assert len(one.items) > 100
    assert len(one.rejects) == 5
    assert several.items == one.items
    assert several.rejects == one.rejects
    assert several.warnings == one.warnings
    assert several.files == one.files


@pytest.mark.usefixtures("helped")
def test_bytes_are_told_for_files_that_others_read(archive: Path) -> None:
    expected = sum(each.stat().st_size for each in archive.iterdir() if each.suffix != ".json")
    assert read(archive).size == pytest.approx(expected, rel=0.2)


@pytest.mark.usefixtures("helped")
@pytest.mark.parametrize("when", ["ask", "take"])
def test_a_process_that_ends_costs_nothing(
    archive: Path, when: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    method = getattr(crew._Worker, when)
    calls: Iterator[int] = iter(range(1000))

    def killing(worker: crew._Worker, *arguments: object) -> object:
        if next(calls) in {1, 4}:
            worker._process.kill()
            worker._process.wait()
        return method(worker, *arguments)

    monkeypatch.setattr(crew._Worker, when, killing)
    several = read(archive)
    monkeypatch.undo()
    one = read(archive)
    assert several.items == one.items
    assert several.rejects == one.rejects


@pytest.mark.timeout(60)
def test_answers_larger_than_a_pipe_hold_nobody_up(tmp_path: Path) -> None:
    text = "Il porto riapre. " * 20
    for number in range(40):
        records = "".join(f'{{"id": "{number}-{at}", "text": "{text}"}}\n' for at in range(700))
        (tmp_path / f"{number}.jsonl").write_text(records, "utf-8")
    assert len(read(tmp_path).items) == 40 * 701


def test_little_is_read_without_help(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "_Worker", lambda: pytest.fail("a process was started"))
    assert read(archive).items


@pytest.mark.parametrize(
    "error",
    [
        UnreadableSource("a.txt", "no permission", "ask"),
        EmptySource("a.txt", "empty", "remove it", 3),
        UndecodableSource("a.txt", "bytes", "convert it"),
        MalformedSource("a.jsonl", "broken", "mend it", 7),
        BinarySource("a.png", "a picture", "leave it out"),
        DuplicateArticle("a.txt", "x", "b.txt", 2),
    ],
)
def test_errors_cross_over_whole(error: SourceError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert str(again) == str(error)
    assert again.__dict__ == error.__dict__
