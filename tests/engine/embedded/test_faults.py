"""Full disks, and folders that may only be read."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from indexer import Article, Match, Query, connect
from indexer.engine.embedded import contents
from indexer.engine.embedded.engine import EmbeddedEngine
from indexer.engine.embedded.inverted import Writer
from indexer.errors import IndexUnwritable
from tests.engine.articles import ARTICLES
from tests.engine.embedded.answers import answers, opened, total
from tests.engine.embedded.full_disk import FULL, Disk

NEWS = Article(id="n", paragraphs=("Una novità.",), language="it")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """Makes copies of an index of three articles."""
    made = tmp_path_factory.mktemp("small")
    with connect(str(made / "index")) as engine:
        engine.index(ARTICLES[:2])
        engine.index(ARTICLES[2:3])
    count = 0

    def copy() -> Path:
        nonlocal count
        count += 1
        return Path(shutil.copytree(made / "index", made / str(count)))

    return copy


@pytest.mark.parametrize("work", ["index", "delete", "optimize"])
@pytest.mark.parametrize(
    ("kind", "stride"), [("open", 1), ("write", 17), ("fsync", 1), ("rename", 1)]
)
def test_every_write_may_fail_once(
    small: Callable[[], Path], monkeypatch: pytest.MonkeyPatch, work: str, kind: str, stride: int
) -> None:
    """The error is told, the last commit stays, and the same work can then be done."""
    jobs: dict[str, Callable[[Any], object]] = {
        "index": lambda engine: engine.index([NEWS, ARTICLES[0]]),
        "delete": lambda engine: engine.delete([ARTICLES[0].id]),
        "optimize": lambda engine: engine.optimize(),
    }
    for fails in range(1, 1000, stride):
        folder = small()
        with opened(folder) as engine:
            before = answers(engine)
            with monkeypatch.context() as patch:
                disk = Disk(patch, kind, fails)
                if not is_unwritable(jobs[work], engine):
                    assert not disk.failed
                    return
                assert disk.failed
            _check_still_serving(folder, before, work)
            jobs[work](engine)
            assert engine.verify() == []
            with opened(folder) as again:
                assert answers(engine) == answers(again)
    raise AssertionError("there is no end of writes")


def is_unwritable(job: Callable[[Any], object], engine: EmbeddedEngine) -> bool:
    try:
        job(engine)
    except IndexUnwritable as error:
        told = str(error)
    else:
        return False
    return "No space left on device" in told and ": make room" in told


def _check_still_serving(folder: Path, before: Any, work: str) -> None:
    """Searched as before or, opened again, with all that was stored."""
    with opened(folder) as engine:
        assert engine.verify() == []
        if work == "optimize":
            assert answers(engine) == before
        held = {file.name.split(".")[0] for file in folder.glob("MAIN_*.*")}
        kept = contents.generations(folder)
        assert len(kept) <= contents.KEPT
        named = {
            segment.segment_id()
            for number in kept
            for segment in contents._read(folder, number).segments
        }
        assert held == named


def test_while_the_disk_is_full_the_last_commit_is_searched(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise FULL

    files = {each.name for each in folder.iterdir()}
    with connect(str(folder)) as engine:
        monkeypatch.setattr(Writer, "commit", fail)
        with pytest.raises(IndexUnwritable, match=r"No space left on device.*: make room or give"):
            engine.index([NEWS])
        assert engine.search(Query("guerra", match=Match.WORD)).total == 3
    assert total(folder) == 3
    assert "the index is behind the stored articles" in caplog.text
    assert {each.name for each in folder.iterdir()} == files
    monkeypatch.undo()
    assert total(folder, "novità") == 1


@pytest.mark.parametrize("table", ["article", "passage"])
def test_a_store_that_is_full_keeps_what_it_had(folder: Path, table: str) -> None:
    """By a limit on its pages that SQLite itself keeps."""
    big = Article(id="molo-1", paragraphs=("parola " * 2000,) * 200, language="it")
    if table == "article":
        big = Article(id="molo-1", title="t" * 2_000_000, paragraphs=("Parola.",), language="it")
    with opened(folder) as engine:
        before = answers(engine)
        db = engine._store.connection()
        (pages,) = db.execute("PRAGMA page_count").fetchone()
        db.execute(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(IndexUnwritable, match=r"cannot be written .*full.*: make room or give"):
            engine.index([big])
        assert answers(engine) == before
        assert engine.verify() == []
        db.execute("PRAGMA max_page_count = 1000000")
        engine.index([big])
        assert engine.search(Query("tariffe", match=Match.WORD)).total == 0
        assert engine.verify() == []


def test_what_a_source_raises_is_not_taken_for_a_fault_of_the_index(folder: Path) -> None:
    def source() -> Iterator[Article]:
        yield NEWS
        raise PermissionError(errno.EACCES, "the source may not be read")

    with connect(str(folder)) as engine:
        with pytest.raises(PermissionError, match="the source may not be read"):
            engine.index(source())
        assert engine.verify() == []


def test_an_index_that_may_only_be_read_is_searched(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    with connect(str(folder), create=False) as engine:
        assert engine.search(Query("guerra", match=Match.WORD)).total == 3
        assert engine.verify() == []
        with pytest.raises(IndexUnwritable, match=r"cannot be written .*: make room or give"):
            engine.delete(["molo-1"])
        assert engine.stats().articles == len(ARTICLES)


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES])
def test_a_lock_that_cannot_be_made_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    opening = os.open

    def refuse(path: Any, flags: int, *arguments: Any, **options: Any) -> int:
        if flags & (os.O_RDWR | os.O_WRONLY | os.O_CREAT):
            raise OSError(number, os.strerror(number), str(path))
        return opening(path, flags, *arguments, **options)

    with connect(str(folder)) as engine:
        monkeypatch.setattr(os, "open", refuse)
        with pytest.raises(IndexUnwritable, match=os.strerror(number)):
            engine.index([NEWS])
        assert engine.search(Query("guerra", match=Match.WORD)).total == 3


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(IndexUnwritable, match="make room or give permission"):
        connect(str(tmp_path / "file" / "index"))
