"""An index is brought to where its sources are, however often and wherever it was interrupted."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from indexer import Query
from indexer.errors import DuplicateArticle, SourceError
from indexer.ingest import ingest
from indexer.reports import IndexReport
from indexer.sources.run import Run
from tests.engine.memory import MemoryEngine

STORY = "Il ponte riapre\n\nDopo dieci giorni il ponte è di nuovo aperto a tutti.\n"


@dataclass
class Archive:
    """A folder of sources, and the index that follows it."""

    folder: Path
    engine: MemoryEngine = field(default_factory=MemoryEngine)
    read: list[str] = field(default_factory=list)
    rejects: list[SourceError] = field(default_factory=list)

    def write(self, name: str, text: str = STORY) -> Path:
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    def run(self, *sources: str, prune: bool = False) -> IndexReport:
        self.read.clear()
        self.rejects.clear()
        run = Run(
            ("en", "it"), self.rejects.append, on_file=lambda path: self.read.append(path.name)
        )
        return ingest(self.engine, sources or (str(self.folder),), run, prune=prune)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path)


def records(*texts: str) -> str:
    return "".join(f'{{"id": "{name}", "text": "{text}"}}\n' for name, text in enumerate(texts))


def test_what_has_not_changed_is_not_read_again(archive: Archive) -> None:
    archive.write("a.txt")
    archive.write("b.jsonl", records("Uno.", "Due."))
    assert archive.run().added == 3
    assert archive.run() == IndexReport()
    assert archive.read == []
    archive.write("a.txt", STORY.replace("dieci", "nove"))
    os.utime(archive.folder / "b.jsonl")
    assert archive.run().replaced == 1
    assert archive.read == ["a.txt"]


def test_of_a_changed_file_only_what_changed_is_stored(archive: Archive) -> None:
    archive.write("b.jsonl", records("Uno.", "Due.", "Tre."))
    archive.run()
    archive.write("b.jsonl", records("Uno.", "Due, corretto.", "Tre."))
    report = archive.run()
    assert (report.replaced, report.unchanged, report.passages) == (1, 2, 1)


def test_a_sidecar_is_part_of_its_source(archive: Archive) -> None:
    archive.write("a.txt")
    archive.run()
    archive.write("a.meta.json", '{"outlet": "Il Molo"}')
    assert archive.run().replaced == 1
    assert archive.engine.article("a").outlet == "Il Molo"


def test_what_is_no_longer_there_is_told_and_removed_when_asked(archive: Archive) -> None:
    archive.write("b.jsonl", records("Uno.", "Due."))
    gone = archive.write("a.txt")
    archive.run()
    gone.unlink()
    archive.write("b.jsonl", records("Uno."))
    assert set(archive.run().vanished) == {"a", "1"}
    assert archive.engine.stats().articles == 3
    archive.write("b.jsonl", records("Uno.", "Altro."))
    assert archive.run(prune=True).vanished == ("a",)
    assert archive.engine.stats().articles == 2
    assert archive.run(prune=True) == IndexReport()


def test_what_was_not_asked_for_is_left_alone(archive: Archive) -> None:
    gone = archive.write("a/a.txt")
    archive.write("b/b.txt")
    archive.run()
    gone.unlink()
    assert archive.run(str(archive.folder / "b"), prune=True) == IndexReport()
    archive.write("b/b.txt", STORY.replace("dieci", "nove"))
    assert archive.run(str(archive.folder / "b"), prune=True).replaced == 1
    assert archive.engine.article("b/b")
    assert archive.run(str(archive.folder / "*" / "*.txt")).vanished == ("a/a",)
    assert archive.run(str(archive.folder / "absent"), prune=True) == IndexReport()
    assert archive.engine.stats().articles == 2


def test_a_source_with_a_rejected_record_is_read_again_and_loses_nothing(archive: Archive) -> None:
    archive.write("b.jsonl", records("Uno.", "Due."))
    archive.run()
    archive.write("b.jsonl", records("Uno.") + "{broken\n")
    for _ in range(2):
        assert archive.run(prune=True).vanished == ()
        assert len(archive.rejects) == 1
    assert archive.engine.stats().articles == 2


def test_a_source_that_is_as_it_was_before_a_broken_change_is_read_again(archive: Archive) -> None:
    archive.write("b.jsonl", records("Uno.", "Due."))
    archive.run()
    archive.write("b.jsonl", records("Uno, corretto.") + "{broken\n")
    archive.run()
    archive.write("b.jsonl", records("Uno.", "Due."))
    assert archive.run().replaced == 1
    assert archive.engine.article("0").passages[0].text == "Uno."


def test_what_changes_while_it_is_read_is_read_again(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = archive.write("b.jsonl", records("Uno.", "Due."))
    index = MemoryEngine.index

    def growing(engine: MemoryEngine, items: object, **options: object) -> IndexReport:
        def grown() -> object:
            for number, item in enumerate(items):  # type: ignore[arg-type, var-annotated]
                if number == 1:
                    path.write_text(records("Uno.", "Due.", "Tre."), "utf-8")
                yield item

        return index(engine, grown(), **options)  # type: ignore[arg-type]

    monkeypatch.setattr(MemoryEngine, "index", growing)
    archive.run()
    monkeypatch.undo()
    archive.run()
    assert archive.read == ["b.jsonl"]
    assert archive.engine.stats().articles == 3


def test_an_interrupted_run_goes_on(archive: Archive) -> None:
    for number in range(4):
        archive.write(f"{number}.txt", STORY.replace("dieci", str(number)))

    def stop(path: Path) -> None:
        if path.name == "2.txt":
            raise KeyboardInterrupt

    class Batches(MemoryEngine):
        """Takes each item by itself, so that what came before an interruption is stored."""

        def index(self, items: object, *, prune: bool = False) -> IndexReport:
            parts = (super(Batches, self).index([each], prune=prune) for each in items)  # type: ignore[attr-defined]
            return sum(parts, IndexReport())

    archive.engine = Batches()
    with pytest.raises(KeyboardInterrupt):
        ingest(archive.engine, [str(archive.folder)], Run(("en", "it"), print, on_file=stop))
    assert archive.engine.stats().articles == 2
    archive.run()
    assert archive.read == ["2.txt", "3.txt"]


def test_a_file_does_not_take_the_id_of_another_that_is_still_there(archive: Archive) -> None:
    old, new = archive.write("a/x.txt"), archive.write("b/x.txt", STORY.replace("dieci", "nove"))
    archive.run(str(old))
    archive.run(str(new))
    (error,) = archive.rejects
    assert isinstance(error, DuplicateArticle)
    assert (error.place, error.other) == (str(new), str(old))
    archive.write("b/x.meta.json", '{"id": "other"}')
    assert archive.run(str(new)).added == 1
    (archive.folder / "b/x.meta.json").unlink()
    old.unlink()
    assert archive.run(str(new)).replaced == 1


def test_two_pages_of_one_address_are_one_article(archive: Archive) -> None:
    page = (
        '<html lang="it"><link rel="canonical" href="https://molo.example/ponte{}">'
        "<article><h1>Il ponte riapre</h1><p>{}</p></article></html>"
    )
    text = "Dopo dieci giorni il ponte è di nuovo aperto a tutti, dice il comune. " * 4
    archive.write("ponte.html", page.format("", text))
    archive.write("z-ponte.html", page.format("/amp", text + "Anche ai pedoni."))
    archive.run()
    assert archive.engine.stats().articles == 1
    assert archive.engine.search(Query("pedoni")).hits[0].article_id == "ponte"


@pytest.mark.parametrize("name", ["b.jsonl", "b.jsonl.gz"])
def test_bytes_are_told_as_they_are_read(tmp_path: Path, name: str) -> None:
    import gzip

    content = records(*map(str, range(20_000))).encode()
    path = tmp_path / name
    path.write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    told: list[int] = []
    shares: list[float] = []
    run = Run(("en",), print, on_bytes=told.append)
    run.on_article = lambda _: shares.append(sum(told) / path.stat().st_size)
    ingest(MemoryEngine(), [str(path)], run)
    assert sum(told) >= path.stat().st_size
    assert shares == sorted(shares)
    assert shares[0] < 0.9 or name.endswith(".gz")
