"""Opening a folder: found, made, refused, brought up to date."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
import whoosh.index

import analyzers
from indexer import connect
from indexer.engine.embedded.inverted import InvertedIndex
from indexer.engine.embedded.schema import Reached
from indexer.errors import IndexDamaged, NotAnIndex, UnsupportedFormat
from tests.engine.articles import ARTICLES
from tests.engine.embedded.answers import STORE, total
from tests.engine.embedded.children import run_python


def test_an_index_is_found_again(folder: Path) -> None:
    assert total(folder) == 3


def test_a_copied_index_is_an_index(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "copy")
    assert total(tmp_path / "copy") == 3


def test_the_folder_is_a_whoosh_index(folder: Path) -> None:
    index = whoosh.index.open_dir(str(folder))
    assert index.doc_count() == 17
    assert {b"guerra", b"citt\xc3\xa0"} <= set(index.reader().lexicon("words_it"))


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


def test_a_newer_format_of_the_store_is_refused(folder: Path) -> None:
    with sqlite3.connect(folder / STORE) as db:
        db.execute("UPDATE meta SET value = '99' WHERE key = 'format'")
    db.close()
    with pytest.raises(UnsupportedFormat, match="format 99"):
        connect(str(folder))


def test_an_index_that_was_not_made_to_the_end_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "MAIN_WRITELOCK").touch()
    (tmp_path / f"{STORE}.new").write_bytes(b"half")
    with connect(str(tmp_path)) as engine:
        engine.index(ARTICLES)
    assert total(tmp_path) == 3


def test_an_index_of_another_analysis_is_built_anew(folder: Path) -> None:
    code = (
        "import sys, analyzers\n"
        "analyzers.VERSION += 1\n"
        "from indexer import Query, connect\n"
        "with connect(sys.argv[1]) as engine:\n"
        "    print(engine.search(Query('guerra', match='word')).total)\n"
    )
    later, _ = run_python(code, str(folder)).communicate()
    assert later == "3\n"
    assert reached(folder).analysis == analyzers.VERSION + 1
    assert total(folder) == 3
    assert reached(folder).analysis == analyzers.VERSION


def reached(folder: Path) -> Reached:
    found = InvertedIndex(folder).reached()
    assert found is not None
    return found
