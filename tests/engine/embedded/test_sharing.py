"""One index used by several threads and processes at once."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from indexer import Article, Match, Query, connect
from indexer.errors import IndexLocked
from tests.engine.embedded.answers import total
from tests.engine.embedded.children import run_python

NEWS = Article(id="n", paragraphs=("Una novità.",), language="it")
INDEX_NEWS = (
    "import sys; from indexer import connect, Article\n"
    "with connect(sys.argv[1]) as engine:\n"
    "    engine.index([Article(id='n', paragraphs=['Una novità.'], language='it')])\n"
)


def test_a_commit_of_another_process_is_seen_without_reopening(folder: Path) -> None:
    with connect(str(folder)) as engine:
        assert engine.search(Query("novità", match=Match.WORD)).total == 0
        with run_python(INDEX_NEWS, str(folder)) as other:
            assert other.wait(60) == 0
        assert engine.search(Query("novità", match=Match.WORD)).total == 1


def test_a_second_writer_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from indexer.engine.embedded.inverted import InvertedIndex\n"
        "with InvertedIndex(Path(sys.argv[1])).locked():\n"
        "    print('locked', flush=True); sys.stdin.read()\n"
    )
    monkeypatch.setattr("indexer.engine.embedded.inverted._LOCK_TIMEOUT", 0.2)
    with run_python(code, str(folder)) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "locked\n"
        with connect(str(folder)) as engine:
            with pytest.raises(IndexLocked, match="another process is writing"):
                engine.index([NEWS])
            assert engine.search(Query("guerra", match=Match.WORD)).total == 3
        writer.communicate("")
    with connect(str(folder)) as engine:
        engine.index([NEWS])
        assert engine.search(Query("novità", match=Match.WORD)).total == 1


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


def test_threads_search_while_another_writes(folder: Path) -> None:
    """Each answer is that of a whole commit: every article that was told is found, once."""
    with connect(str(folder)) as engine:
        told = 0
        wrong: list[tuple[int, int]] = []
        ended = threading.Event()

        def ask() -> None:
            while not ended.is_set():
                least = told
                found = engine.search(Query("giro", limit=100)).hits
                if len({hit.id for hit in found}) != len(found) or len(found) < least:
                    wrong.append((least, len(found)))

        readers = [threading.Thread(target=ask) for _ in range(3)]
        for reader in readers:
            reader.start()
        for told in range(12):
            engine.index([Article(id=f"r{told}", paragraphs=(f"Giro {told}.",), language="it")])
        ended.set()
        for reader in readers:
            reader.join()
    assert wrong == []


def test_two_processes_make_one_index(tmp_path: Path) -> None:
    code = (
        "import sys; from indexer import connect, Article\n"
        "sys.stdin.readline()\n"
        "with connect(sys.argv[1]) as engine:\n"
        "    engine.index([Article(id=sys.argv[2], paragraphs=['Parola.'], language='it')])\n"
    )
    both = [run_python(code, str(tmp_path / "index"), name) for name in ("a", "b")]
    for process in both:
        process.communicate("\n")
    assert [process.returncode for process in both] == [0, 0]
    assert total(tmp_path / "index", "parola") == 2
