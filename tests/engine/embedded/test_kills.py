"""Processes that are killed while they write, or while they build for one that writes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from indexer import Match, Query, connect
from indexer.engine.embedded import takeover
from indexer.engine.embedded.worker import Worker
from indexer.errors import IndexUnwritable
from tests.conftest import ROOT, THOROUGH
from tests.engine.articles import AGAIN, ARTICLES
from tests.engine.embedded.answers import opened, postings, rebuilt, total
from tests.engine.embedded.children import run_python
from tests.engine.embedded.full_disk import FULL

KILLS = os.environ.get("PASSAGGI_KILLS", "40" if THOROUGH else "20")


@pytest.mark.timeout(3600)
def test_killed_at_any_moment_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.engine.embedded.killing"]
    told = subprocess.run(
        [*command, str(tmp_path / "index"), "1", KILLS],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    assert told.stdout.startswith(f"{KILLS} kills")


@pytest.mark.parametrize(
    "moment",
    [
        "takeover.Takeover.finish",
        "takeover.build_segment",
        "inverted.Writer.commit",
        "inverted.write_contents",
        "contents.sync_folder",
    ],
)
def test_a_process_killed_between_store_and_index_is_made_good(folder: Path, moment: str) -> None:
    code = (
        "import os, signal, sys\n"
        "from importlib import import_module\n"
        "from indexer import connect, Article\n"
        "module, *path, last = sys.argv[2].split('.')\n"
        "owner = import_module('indexer.engine.embedded.' + module)\n"
        "for name in path: owner = getattr(owner, name)\n"
        "setattr(owner, last, lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL))\n"
        "with connect(sys.argv[1]) as engine:\n"
        "    engine.index([Article(id='molo-1', paragraphs=['Una novità.'], language='it')])\n"
    )
    with run_python(code, str(folder), moment) as killed:
        assert killed.wait(60) == -signal.SIGKILL
    with connect(str(folder)) as engine:
        assert engine.search(Query("novità", match=Match.WORD)).total == 1
        assert engine.search(Query("tariffe", match=Match.WORD)).total == 0
        assert engine.verify() == []


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every few passages built by a process besides this one."""
    monkeypatch.setattr(takeover, "SEGMENT", 4)
    monkeypatch.setattr("os.cpu_count", lambda: 2)


@pytest.mark.usefixtures("processes")
def test_processes_that_build_make_the_same_index(tmp_path: Path) -> None:
    with connect(str(tmp_path / "index")) as engine:
        engine.index(ARTICLES)
    with opened(tmp_path / "index") as engine, pytest.MonkeyPatch.context() as patch:
        patch.setattr(takeover, "SEGMENT", 50_000)
        with rebuilt(tmp_path / "index", tmp_path / "anew") as anew:
            assert postings(engine) == postings(anew)


@pytest.mark.usefixtures("processes")
@pytest.mark.parametrize("asked", [1, 2])
def test_a_building_process_that_is_killed_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, asked: int
) -> None:
    ask = Worker.ask
    seen = 0

    def ask_and_kill(worker: Worker, *task: Any) -> None:
        nonlocal seen
        seen += 1
        if asked == 1 and seen == 1:
            worker._process.kill()
            worker._process.wait()
        ask(worker, *task)
        if asked == seen == 2:
            worker._process.kill()

    monkeypatch.setattr(Worker, "ask", ask_and_kill)
    with connect(str(tmp_path / "index")) as engine:
        engine.index(ARTICLES)
        assert "the process has ended" in caplog.text
        assert engine.search(Query("guerra", match=Match.WORD)).total == 3
        assert engine.verify() == []


@pytest.mark.usefixtures("processes")
def test_what_a_building_process_could_not_do_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise FULL

    monkeypatch.setattr(Worker, "take", lambda _: (_ for _ in ()).throw(ChildProcessError("full")))
    monkeypatch.setattr(takeover, "build_segment", fail)
    with connect(str(folder)) as engine, pytest.raises(IndexUnwritable, match="No space left"):
        engine.index(AGAIN)
    monkeypatch.undo()
    assert total(folder) == 3
