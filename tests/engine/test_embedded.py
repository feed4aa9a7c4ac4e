"""The folder behind the embedded engine: opened, shared, interrupted, damaged."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import whoosh.index

import analyzers
from analyzers import Token
from indexer import Article, Query, connect
from indexer.engine.embedded.inverted import Writer
from indexer.errors import (
    IndexDamaged,
    IndexLocked,
    IndexUnwritable,
    NotAnIndex,
    UnsupportedFormat,
)
from tests.conftest import ROOT
from tests.engine.articles import ARTICLES

STORE = "articles.sqlite3"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An index of the small set of articles, closed."""
    path = tmp_path / "index"
    with connect(str(path)) as engine:
        engine.index(ARTICLES)
    return path


def total(folder: Path, text: str = "guerra") -> int:
    with connect(str(folder), create=False) as engine:
        return engine.search(Query(text)).total


def run_python(code: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )


def test_an_index_is_found_again(folder: Path) -> None:
    assert total(folder) == 3


def test_the_folder_is_a_whoosh_index(folder: Path) -> None:
    index = whoosh.index.open_dir(str(folder))
    assert index.doc_count() == 17
    assert (b"guerr") in set(index.reader().lexicon("stem_it"))


def test_without_an_index_there_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(NotAnIndex, match=r"there is no index in .*: make one with passaggi index"):
        connect(str(tmp_path / "nowhere"), create=False)
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "diary.txt").write_text("mine")
    with pytest.raises(NotAnIndex, match="holds other things than an index"):
        connect(str(tmp_path))
    assert [each.name for each in tmp_path.iterdir()] == ["diary.txt"]


def test_a_file_is_no_index(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(NotAnIndex):
        connect(str(tmp_path / "file"))


@pytest.mark.parametrize(
    "content", [b"", b"no database at all", b"SQLite format 3\0" + b"\xff" * 5000]
)
def test_a_store_that_is_none_is_told(folder: Path, content: bytes) -> None:
    for each in folder.glob(STORE + "*"):
        each.unlink()
    (folder / STORE).write_bytes(content)
    with pytest.raises((NotAnIndex, IndexDamaged)):
        connect(str(folder), create=False)
    assert (folder / STORE).read_bytes() == content


def test_a_newer_format_is_refused(folder: Path) -> None:
    with sqlite3.connect(folder / STORE) as db:
        db.execute("UPDATE meta SET value = '99'")
    db.close()
    with pytest.raises(UnsupportedFormat, match="format 99"):
        connect(str(folder))


def test_a_lost_inverted_index_is_built_anew_from_the_store(folder: Path) -> None:
    for each in folder.iterdir():
        if not each.name.startswith(STORE):
            each.unlink()
    assert total(folder) == 3


def test_an_index_of_another_analysis_is_built_anew(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def by_letters(text: str) -> list[Token]:
        return [Token(0, 0, len(text), ("whole",), ("whole",))]

    assert total(folder, "whole") == 0
    with monkeypatch.context() as patch:
        patch.setattr("analyzers.VERSION", analyzers.VERSION + 1)
        patch.setattr("analyzers.Analyzer.analyze", lambda _, text: by_letters(text))
        assert total(folder, "whole") == 15
    assert total(folder, "whole") == 0
    assert total(folder) == 3


def test_a_damaged_inverted_index_is_found_and_mended(folder: Path) -> None:
    (segment,) = folder.glob("*.seg")
    segment.write_bytes(segment.read_bytes()[: segment.stat().st_size // 2])
    with connect(str(folder), create=False) as engine:
        assert engine.verify() != []
        with pytest.raises(IndexDamaged, match="run passaggi optimize"):
            engine.search(Query("guerra"))
        engine.optimize()
        assert engine.verify() == []
        assert engine.search(Query("guerra")).total == 3
    assert total(folder) == 3


def test_verify_sees_passages_that_only_one_side_has(folder: Path) -> None:
    with sqlite3.connect(folder / STORE) as db:
        db.execute("UPDATE article SET ended = 1 WHERE id = 'molo-1'")
        db.execute("UPDATE passage SET text = 'altro' WHERE text LIKE 'La guerra è ferma%'")
    db.close()
    with connect(str(folder), create=False) as engine:
        faults = engine.verify()
    assert any(fault.startswith("2 passages of the inverted index") for fault in faults)
    assert any(fault.startswith("1 passages are indexed by other words") for fault in faults)


def test_a_commit_of_another_process_is_seen_without_reopening(folder: Path) -> None:
    with connect(str(folder)) as engine:
        assert engine.search(Query("novità")).total == 0
        code = (
            "import sys; from indexer import connect, Article\n"
            "with connect(sys.argv[1]) as engine:\n"
            "    engine.index([Article(id='n', paragraphs=['Una novità.'], language='it')])\n"
        )
        assert run_python(code, str(folder)).wait(60) == 0
        assert engine.search(Query("novità")).total == 1


def test_a_second_writer_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from indexer.engine.embedded.inverted import InvertedIndex\n"
        "with InvertedIndex(Path(sys.argv[1])).writing():\n"
        "    print('locked', flush=True); sys.stdin.read()\n"
    )
    monkeypatch.setattr("indexer.engine.embedded.inverted._LOCK_TIMEOUT", 0.2)
    with subprocess.Popen(
        [sys.executable, "-c", code, str(folder)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
    ) as writer:  # fmt: skip
        assert writer.stdout is not None
        assert writer.stdout.readline() == "locked\n"
        with connect(str(folder)) as engine:
            with pytest.raises(IndexLocked, match="another process is writing"):
                engine.index([Article(id="n", paragraphs=["Una novità."], language="it")])
            assert engine.search(Query("guerra")).total == 3
        writer.communicate("")
    with connect(str(folder)) as engine:
        engine.index([Article(id="n", paragraphs=["Una novità."], language="it")])
        assert engine.search(Query("novità")).total == 1


def test_a_failed_analysis_leaves_store_and_index_as_they_were(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with connect(str(folder)) as engine:
        with monkeypatch.context() as patch:
            patch.setattr(Writer, "add", fail)
            with pytest.raises(OSError, match="No space"):
                engine.index([Article(id="molo-1", paragraphs=["Altro."], language="it")])
        assert engine.search(Query("tariffe")).total == 1
        assert len(engine.article("molo-1").passages) == 2
        assert engine.verify() == []


@pytest.mark.parametrize("moment", ["commit", "indexed"])
def test_a_process_killed_between_store_and_index_is_made_good(folder: Path, moment: str) -> None:
    """``commit``: the store has the batch, the index has not; ``indexed``: both, unconfirmed."""
    code = (
        "import os, signal, sys\n"
        "from indexer import connect, Article\n"
        "from indexer.engine.embedded.inverted import Writer\n"
        "from indexer.store import Store\n"
        "owner = Writer if sys.argv[2] == 'commit' else Store\n"
        "setattr(owner, sys.argv[2], lambda *_: os.kill(os.getpid(), signal.SIGKILL))\n"
        "with connect(sys.argv[1]) as engine:\n"
        "    engine.index([Article(id='molo-1', paragraphs=['Una novità.'], language='it')])\n"
    )
    assert run_python(code, str(folder), moment).wait(60) == -signal.SIGKILL
    with connect(str(folder)) as engine:
        assert engine.search(Query("novità")).total == 1
        assert engine.search(Query("tariffe")).total == 0
        assert engine.verify() == []


def test_killed_at_any_moment_no_acknowledged_batch_is_lost(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    with connect(str(folder)):
        pass
    code = (
        "import sys; from indexer import connect, Article\n"
        "with connect(sys.argv[1]) as engine:\n"
        "    for n in range(int(sys.argv[2]), 10**9):\n"
        "        engine.index([Article(id=f'a{n}', paragraphs=['Parola.'] * 3, language='it'),\n"
        "                      Article(id='counter', paragraphs=[f'Giro {n}.'], language='it')])\n"
        "        print(n, flush=True)\n"
    )
    acknowledged = -1
    for attempt in range(4):
        process = run_python(code, str(folder), str(acknowledged + 1))
        assert process.stdout is not None
        for line in process.stdout:
            acknowledged = int(line)
            if acknowledged % 7 == attempt:
                break
        process.kill()
        told, _ = process.communicate()
        acknowledged = max([acknowledged, *map(int, told.split())])
        with connect(str(folder)) as engine:
            assert engine.verify() == []
            total = engine.search(Query("parola")).total
            assert total in {3 * (acknowledged + 1), 3 * (acknowledged + 2)}
            acknowledged = total // 3 - 1
            assert engine.search(Query(f"giro AND {acknowledged}")).total == 1


def test_threads_share_an_engine(folder: Path) -> None:
    with connect(str(folder)) as engine:
        expected = {text: engine.search(Query(text)).hits for text in ("guerra", "war", "g*")}
        wrong: list[str] = []

        def ask() -> None:
            for _ in range(15):
                wrong.extend(
                    text
                    for text, hits in expected.items()
                    if engine.search(Query(text)).hits != hits
                )

        threads = [threading.Thread(target=ask) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert wrong == []


def test_a_copied_index_is_an_index(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "copy")
    assert total(tmp_path / "copy") == 3


@pytest.mark.parametrize("place", ["store", "contents", "segment"])
def test_damage_anywhere_is_told_by_every_method(folder: Path, place: str) -> None:
    pattern = {"store": STORE, "contents": "*.toc", "segment": "*.seg"}[place]
    (damaged,) = folder.glob(pattern)
    content = damaged.read_bytes()
    kept = 4096 if place == "store" else 100
    damaged.write_bytes(content[:kept] + b"\xa5" * (len(content) - kept))
    with pytest.raises(IndexDamaged), connect(str(folder), create=False) as engine:
        engine.search(Query("guerra"))
    with pytest.raises(IndexDamaged), connect(str(folder)) as engine:
        engine.index(ARTICLES)
    if place != "store":
        with connect(str(folder), create=False) as engine:
            engine.optimize()
        assert total(folder) == 3


@pytest.mark.parametrize(
    "error",
    [OSError(28, "No space left on device"), sqlite3.OperationalError("database or disk is full")],
)
def test_a_full_disk_is_told_and_the_last_commit_still_searched(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    error: Exception,
) -> None:
    def fail(*_: object, **__: object) -> None:
        if isinstance(error, sqlite3.Error):
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    files = {each.name for each in folder.iterdir()}
    monkeypatch.setattr(Writer, "commit", fail)
    with connect(str(folder)) as engine, pytest.raises((OSError, IndexUnwritable)):
        engine.index([Article(id="n", paragraphs=["Una novità."], language="it")])
    assert total(folder) == 3
    assert "the index is behind the stored articles" in caplog.text
    assert {each.name for each in folder.iterdir()} == files
    monkeypatch.undo()
    assert total(folder, "novità") == 1


def test_an_index_that_may_only_be_read_is_searched(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    with connect(str(folder), create=False) as engine:
        assert engine.search(Query("guerra")).total == 3
        assert engine.verify() == []
        with pytest.raises(IndexUnwritable, match=r"cannot be written .*: make room or give"):
            engine.delete(["molo-1"])
        assert engine.stats().articles == len(ARTICLES)


def test_two_processes_make_one_index(tmp_path: Path) -> None:
    code = (
        "import sys; from indexer import connect, Article\n"
        "sys.stdin.readline()\n"
        "with connect(sys.argv[1]) as engine:\n"
        "    engine.index([Article(id=sys.argv[2], paragraphs=['Parola.'], language='it')])\n"
    )
    for attempt in range(3):
        folder = tmp_path / str(attempt)
        both = [
            subprocess.Popen([sys.executable, "-c", code, str(folder), name],
                             stdin=subprocess.PIPE, cwd=ROOT, text=True)
            for name in ("a", "b")
        ]  # fmt: skip
        for process in both:
            assert process.stdin is not None
            process.stdin.close()
        assert [process.wait(60) for process in both] == [0, 0]
        assert total(folder, "parola") == 2


def test_an_index_that_was_not_made_to_the_end_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "MAIN_WRITELOCK").touch()
    (tmp_path / f"{STORE}.new").write_bytes(b"half")
    with connect(str(tmp_path)) as engine:
        engine.index(ARTICLES)
    assert total(tmp_path) == 3
