"""Files of an index that are cut short, altered, missing, exchanged, or of a newer format."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from indexer import Match, Query, connect
from indexer.engine.base import Results
from indexer.engine.embedded import contents
from indexer.engine.embedded.inverted import Writer
from indexer.errors import IndexDamaged, IndexFault, NotAnIndex, UnsupportedFormat
from indexer.store import Store
from tests.conftest import ROOT, THOROUGH
from tests.engine.articles import AGAIN, ARTICLES
from tests.engine.embedded.answers import STORE, answers, opened, total

KINDS = ("*.toc", "*.documents", "*.terms")
FLIPS = int(os.environ.get("PASSAGGI_FLIPS", "300" if THOROUGH else "120"))


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """An index of two segments, one with a deleted article, and of two commits."""
    path = tmp_path / "index"
    with connect(str(path)) as engine:
        engine.index(ARTICLES[:4])
        engine.index(ARTICLES[3:])
    return path


def right_answers(index: Path) -> list[Results]:
    with opened(index) as engine:
        return answers(engine)


def check_told_and_mended(index: Path, right: list[Results]) -> None:
    """A fault is named, no wrong answer given, and ``optimize`` makes all good."""
    with opened(index) as engine:
        assert engine.verify() != []
        with suppress(IndexDamaged):
            assert answers(engine) == right
        engine.optimize()
        assert engine.verify() == []
        assert answers(engine) == right
    with opened(index) as engine:
        assert answers(engine) == right


@pytest.mark.parametrize("kind", KINDS[1:])
@pytest.mark.parametrize("kept", [0, 1, 83, 84, 200, 0.5, 0.9, -21, -20, -1])
def test_a_segment_cut_short(index: Path, kind: str, kept: float) -> None:
    right = right_answers(index)
    file = sorted(index.glob(kind))[0]
    size = file.stat().st_size
    os.truncate(file, int(size * kept) if 0 < kept < 1 else int(kept % size))
    check_told_and_mended(index, right)


@pytest.mark.parametrize("kind", KINDS[1:])
def test_a_segment_missing(index: Path, kind: str) -> None:
    right = right_answers(index)
    sorted(index.glob(kind))[0].unlink()
    check_told_and_mended(index, right)


@pytest.mark.parametrize("kind", KINDS[1:])
def test_a_segment_in_the_place_of_another(index: Path, kind: str) -> None:
    right = right_answers(index)
    first, second = sorted(index.glob(kind))
    first.rename(index / "held")
    second.rename(first)
    (index / "held").rename(second)
    check_told_and_mended(index, right)


@pytest.mark.parametrize("kept", [0, 1, 16, 100, -16, -1])
def test_the_last_commit_cut_short_gives_way_to_the_one_before(index: Path, kept: int) -> None:
    right = right_answers(index)
    newest = max(index.glob("*.toc"), key=lambda each: each.stat().st_mtime_ns)
    os.truncate(newest, kept % newest.stat().st_size)
    assert right_answers(index) == right
    assert not newest.exists() or len(list(index.glob("*.toc"))) == contents.KEPT
    with opened(index) as engine:
        assert engine.verify() == []


def test_the_last_commit_missing_is_made_again(index: Path) -> None:
    right = right_answers(index)
    max(index.glob("*.toc"), key=lambda each: each.stat().st_mtime_ns).unlink()
    assert right_answers(index) == right


def test_a_damaged_commit_of_the_same_batch_is_told(index: Path) -> None:
    with opened(index) as engine:
        engine.optimize()
        right = answers(engine)
    newest = index / f"_MAIN_{contents.generations(index)[0]}.toc"
    newest.write_bytes(b"")
    check_told_and_mended(index, right)


def test_commits_that_took_each_others_place_are_damaged(index: Path) -> None:
    right = right_answers(index)
    first, second = sorted(index.glob("*.toc"))
    content = first.read_bytes(), second.read_bytes()
    second.write_bytes(content[0])
    first.write_bytes(content[1])
    check_told_and_mended(index, right)


@pytest.mark.parametrize("content", [b"", b"\xa5" * 500])
def test_all_commits_damaged(index: Path, content: bytes) -> None:
    right = right_answers(index)
    for file in index.glob("*.toc"):
        file.write_bytes(content)
    with opened(index) as engine:
        with pytest.raises(IndexDamaged, match="run passaggi optimize"):
            engine.search(Query("guerra", match=Match.WORD))
        with pytest.raises(IndexDamaged):
            engine.index(ARTICLES)
        assert engine.article("molo-1").id == "molo-1"
        assert engine.stats().articles == len(ARTICLES)
    check_told_and_mended(index, right)


def test_a_lost_inverted_index_is_built_anew_from_the_store(index: Path) -> None:
    for each in index.iterdir():
        if not each.name.startswith(STORE):
            each.unlink()
    assert total(index) == 3


def test_files_that_vanish_under_an_open_index_are_told(index: Path) -> None:
    with opened(index) as engine:
        assert engine.search(Query("guerra", match=Match.WORD)).total == 3
        for each in index.iterdir():
            each.unlink()
        index.rmdir()
        for ask in (
            lambda: engine.search(Query("guerra", match=Match.WORD)),
            engine.stats,
            engine.optimize,
        ):
            with pytest.raises(IndexFault):
                ask()
        with pytest.raises(IndexFault):
            engine.index(ARTICLES)


def test_damage_is_not_taken_over_by_the_next_commit(index: Path) -> None:
    """Where a batch cannot be taken over, it is stored, and searched once the index is mended."""
    file = sorted(index.glob("*.documents"))[0]
    os.truncate(file, 100)
    with opened(index) as engine, pytest.raises(IndexDamaged):
        engine.index(AGAIN[:1])
    with opened(index) as engine, pytest.raises(IndexDamaged, match="run passaggi optimize"):
        engine.search(Query("guerra", match=Match.WORD))
    with opened(index) as engine:
        engine.optimize()
        assert engine.verify() == []
        assert engine.search(Query("guerra", match=Match.WORD)).total == 3


def test_an_index_that_is_built_anew_is_not_seen_half(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until it is whole, whoever reads is told of the damage, or answered from what was opened."""
    commit = Writer.commit
    seen: list[list[Results]] = []
    with opened(index) as before, opened(index) as engine:
        right = answers(before)
        sorted(index.glob("*.terms"))[0].unlink()

        def look_and_commit(writer: Writer, *arguments: Any) -> None:
            seen.append(answers(before))
            with opened(index) as fresh, pytest.raises(IndexDamaged):
                answers(fresh)
            commit(writer, *arguments)

        monkeypatch.setattr(Writer, "commit", look_and_commit)
        engine.optimize()
        assert seen == [right]
        assert answers(engine) == answers(before) == right


def raise_container_format(file: Path) -> None:
    content = file.read_bytes()
    (length,) = struct.unpack("<Q", content[-20:-12])
    directory = json.loads(content[-20 - length : -20])
    directory["format"] = 99
    altered = json.dumps(directory).encode()
    trailer = struct.pack("<QI8s", len(altered), zlib.crc32(altered), b"PASSAGGI")
    file.write_bytes(content[: -20 - length] + altered + trailer)


def raise_contents_format(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-16] + contents._trailer(file.name, b"", 99))
    body = file.read_bytes()[:-16]
    file.write_bytes(body + contents._trailer(file.name, body, 99))


@pytest.mark.parametrize(
    ("kind", "alter"),
    [(KINDS[0], raise_contents_format), *((kind, raise_container_format) for kind in KINDS[1:])],
)
def test_a_newer_format_is_refused(index: Path, kind: str, alter: Callable[[Path], None]) -> None:
    alter(max(index.glob(kind), key=lambda each: each.stat().st_mtime_ns))
    before = {file.name: file.stat().st_mtime_ns for file in index.glob("*MAIN_*")}
    told = "is of format 99, this version reads 1: use the version"
    with pytest.raises(UnsupportedFormat, match=told), opened(index) as engine:
        engine.search(Query("guerra", match=Match.WORD))
    with pytest.raises(UnsupportedFormat), opened(index) as engine:
        engine.optimize()
    assert {file.name: file.stat().st_mtime_ns for file in index.glob("*MAIN_*")} == before


@pytest.mark.parametrize("kept", [0, 1, 100, 4096, 8192, 0.5, -1])
def test_a_store_cut_short(index: Path, kept: float) -> None:
    size = (index / STORE).stat().st_size
    os.truncate(index / STORE, int(size * kept) if 0 < kept < 1 else int(kept % size))
    with pytest.raises(IndexFault), opened(index) as engine:
        engine.optimize()


def test_a_store_missing(index: Path) -> None:
    (index / STORE).unlink()
    with pytest.raises(NotAnIndex):
        opened(index)
    with pytest.raises(NotAnIndex):
        connect(str(index))


def test_a_damaged_store_is_told_by_every_method(index: Path) -> None:
    content = (index / STORE).read_bytes()
    (index / STORE).write_bytes(content[:8192] + b"\xa5" * (len(content) - 8192))
    with pytest.raises(IndexDamaged), opened(index) as engine:
        engine.search(Query("guerra", match=Match.WORD))
    with pytest.raises(IndexDamaged), connect(str(index)) as engine:
        engine.index(ARTICLES)


def test_verify_sees_passages_that_only_one_side_has(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Store, "check", lambda _: [])
    with opened(index) as engine:
        with engine._store.transaction() as db:
            db.execute("UPDATE article SET ended = 1 WHERE id = 'molo-1'")
            db.execute("UPDATE passage SET text = 'altro' WHERE text LIKE 'La guerra è ferma%'")
        faults = engine.verify()
    assert any(fault.startswith("2 passages of the inverted index") for fault in faults)
    assert any(fault.startswith("1 passages are indexed by other words") for fault in faults)


@pytest.mark.timeout(3600)
def test_single_altered_bytes(index: Path) -> None:
    command = [sys.executable, "-m", "tests.engine.embedded.flipping", str(index), "1", str(FLIPS)]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout[-200:] + told.stderr
    assert "wrong" not in told.stdout, told.stdout
    assert len(told.stdout.splitlines()) == FLIPS
