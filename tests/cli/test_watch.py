"""Watching: the index follows its sources, and searches tell what is new."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from search_app.cli import watching
from tests.cli.conftest import Passaggi

STORY = "Il ponte riapre\n\nDopo dieci giorni il ponte è di nuovo aperto a tutti.\n"


@pytest.fixture
def between(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """Do something in place of waiting."""

    def instead(do: Callable[[], object]) -> None:
        monkeypatch.setattr(watching.time, "sleep", lambda _: do())

    return instead


def test_what_comes_is_indexed_and_told(
    passaggi: Passaggi, tmp_path: Path, between: Callable[[Callable[[], object]], None]
) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text(STORY, "utf-8")
    passaggi("index", "news")
    between(lambda: (folder / "b.txt").write_text(STORY.replace("ponte", "porto"), "utf-8"))
    done = passaggi("watch", "news", "--query", "aperto", "--query", "ponte", "--rounds", "2")
    assert (done.status, done.err) == (0, "")
    assert "articles: 1 new; 2 passages" in done.out
    assert "b#p2" in done.out
    assert "a#p" not in done.out
    assert "ponte:" not in done.out


def test_a_broken_file_is_told_once(
    passaggi: Passaggi, tmp_path: Path, between: Callable[[Callable[[], object]], None]
) -> None:
    (tmp_path / "a.jsonl").write_text("{broken\n", "utf-8")
    between(lambda: None)
    done = passaggi("watch", "a.jsonl", "--rounds", "3")
    assert done.status == 0
    assert "not valid JSON" in done.complaint()


def test_much_that_is_new_is_counted(
    passaggi: Passaggi, tmp_path: Path, between: Callable[[Callable[[], object]], None]
) -> None:
    between(lambda: None)
    records = "".join(f'{{"id": "a{at:02}", "text": "Il porto {at}."}}\n' for at in range(25))
    (tmp_path / "a.jsonl").write_text(records, "utf-8")
    done = passaggi("watch", "a.jsonl", "--query", "porto", "--rounds", "1")
    assert done.out.count("#p1") == 20
    assert "… and 5 more for porto" in done.out
