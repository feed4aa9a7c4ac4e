"""The way in: folders, files, patterns; what is read, rejected, passed over, in which order."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

from indexer.errors import (
    DuplicateArticle,
    EmptySource,
    MalformedSource,
    UndecodableSource,
    UnreadableSource,
)
from indexer.sources import encoding, read_sources, total_bytes
from tests.sources.conftest import Read, Write

STORY = (
    "The port reopened\n\nCranes moved again on Friday morning, ten days after they had stopped.\n"
)
RECORD = '{"id": "r1", "text": "The cranes moved again on Friday."}\n'


def test_a_folder_gives_its_articles_in_order(tmp_path: Path, read: Read, write: Write) -> None:
    write("b.jsonl", RECORD)
    write("a.txt", STORY)
    write(
        "sub/c.txt", "Il porto riapre\n\nLe gru sono ripartite venerdì mattina, dopo dieci giorni."
    )
    write("d.html", f"<article><h1>Bridge</h1><p>{'The bridge is open again. ' * 10}</p></article>")
    reading = read(tmp_path)
    assert reading.ids == ["a", "r1", "d", "sub/c"]
    assert not reading.rejects
    assert [file.name for file in reading.files] == ["a.txt", "b.jsonl", "d.html", "c.txt"]
    assert total_bytes([tmp_path]) == sum(each.stat().st_size for each in reading.files)
    first, *_, last = reading.articles
    assert first.title == "The port reopened"
    assert (first.language, last.language) == ("en", "it")
    assert first.source == str(tmp_path / "a.txt")
    assert reading.articles[1].source == f"{tmp_path / 'b.jsonl'}:1"


def test_articles_come_one_by_one(tmp_path: Path, write: Write) -> None:
    for name in "abc":
        write(f"{name}.txt", STORY)
    opened: list[Path] = []
    articles = read_sources([tmp_path], on_reject=lambda _: None, on_file=opened.append)
    next(articles)
    assert [file.name for file in opened] == ["a.txt"]


def test_hidden_files_sidecars_and_other_formats_are_passed_over(
    tmp_path: Path, read: Read, write: Write
) -> None:
    write("a.txt", STORY)
    write(".b.txt", STORY)
    write(".git/c.txt", STORY)
    write("a.meta.json", "{}")
    write("picture.jpg", b"\xff\xd8\xff\x00")
    write("notes.pdf", b"%PDF")
    reading = read(tmp_path)
    assert reading.ids == ["a"]
    assert not reading.rejects
    (warning,) = reading.warnings
    assert "2 files" in warning
    assert "notes.pdf" in warning


def test_gzip_is_known_by_its_first_bytes(tmp_path: Path, read: Read, write: Write) -> None:
    write("a.txt.gz", gzip.compress(STORY.encode()))
    write("b.txt", gzip.compress(STORY.encode()))
    write("c.jsonl.gz", RECORD)
    assert read(tmp_path).ids == ["a", "b", "r1"]


@pytest.mark.parametrize(
    ("content", "title"),
    [
        (STORY, "The port reopened"),
        ('\ufeff{"id": "x", "title": "Told", "text": "The cranes moved."}', "Told"),
        (
            f"<!doctype html><article><h1>Bridge</h1><p>{'It is open. ' * 30}</p></article>",
            "Bridge",
        ),
    ],
)
def test_a_named_file_of_unknown_extension_is_looked_into(
    read: Read, write: Write, content: str, title: str
) -> None:
    assert read(write("story.export", content)).only().title == title


def test_patterns_are_expanded(tmp_path: Path, read: Read, write: Write) -> None:
    write("one/a.txt", STORY)
    write("two/b.txt", STORY)
    write("two/b.jsonl", RECORD)
    assert read(f"{tmp_path}/*/*.txt").ids == ["a", "b"]
    assert read(f"{tmp_path}/**/*.txt").ids == ["a", "b"]
    error = read(f"{tmp_path}/*.xml").reject()
    assert isinstance(error, UnreadableSource)
    assert "no file matches" in str(error)


def test_a_file_that_is_reached_twice_is_read_once(
    tmp_path: Path, read: Read, write: Write
) -> None:
    path = write("a.txt", STORY)
    (tmp_path / "again.txt").symlink_to(path)
    assert len(read(path, tmp_path, path).articles) == 1


def test_loops_fifos_and_dead_links_hold_nothing_up(
    tmp_path: Path, read: Read, write: Write
) -> None:
    write("sub/a.txt", STORY)
    (tmp_path / "sub" / "loop").symlink_to(tmp_path)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    (tmp_path / "dead.txt").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "dead.pdf").symlink_to(tmp_path / "nowhere")
    reading = read(tmp_path)
    assert reading.ids == ["sub/a"]
    assert [error.place for error in reading.rejects] == [
        str(tmp_path / "dead.txt"),
        str(tmp_path / "self.txt"),
    ]
    assert isinstance(read(tmp_path / "pipe.txt").reject(), UnreadableSource)
    assert isinstance(read(tmp_path / "self.txt").reject(), UnreadableSource)


@pytest.mark.parametrize(
    ("name", "content", "kind", "cause"),
    [
        ("empty.txt", b"", EmptySource, "empty"),
        ("blank.txt", b" \n\t\n", EmptySource, "empty"),
        ("blank.jsonl", b"\n\n", EmptySource, "empty"),
        ("blank.html", b"  ", EmptySource, "empty"),
        ("frame.txt", "Condividi\nPubblicità\n".encode(), EmptySource, "no line"),
        ("nul.txt", b"The text\x00 goes on.", MalformedSource, "NUL"),
        ("cut.txt.gz", gzip.compress(STORY.encode() * 50, mtime=0)[:-20], MalformedSource, "gzip"),
        ("cut.jsonl.gz", gzip.compress(RECORD.encode(), mtime=0)[:15], MalformedSource, "gzip"),
        ("lying.txt", b"\xff\xfeT\x00h\x00\x00\xd8", UndecodableSource, "byte order mark"),
        ("noise.txt", bytes(range(128, 256)) * 9, UndecodableSource, "UTF-8"),
        ("wide.jsonl", RECORD.encode("utf-16"), UndecodableSource, "UTF-16"),
        ("deep.html", b"<div>" * 10_000 + b"<p>x</p>", MalformedSource, "nested"),
    ],
)
def test_bad_files_are_rejected_one_by_one(
    tmp_path: Path, read: Read, write: Write, name: str, content: bytes, kind: type, cause: str
) -> None:
    write(name, content)
    write("good.txt", STORY)
    reading = read(tmp_path)
    assert reading.ids == ["good"]
    (error,) = reading.rejects
    assert type(error) is kind
    assert error.source == str(tmp_path / name)
    assert cause in error.cause
    assert error.remedy
    assert "\n" not in str(error)


def test_a_source_that_is_not_there(tmp_path: Path, read: Read) -> None:
    error = read(tmp_path / "nowhere.txt").reject()
    assert isinstance(error, UnreadableSource)
    assert str(error).startswith(str(tmp_path / "nowhere.txt"))
    assert isinstance(read("no\0where").reject(), UnreadableSource)


def test_a_folder_that_cannot_be_read(
    tmp_path: Path, read: Read, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("closed/a.txt", STORY)
    write("open/b.txt", STORY)
    scan = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    reading = read(tmp_path)
    assert reading.ids == ["open/b"]
    (error,) = reading.rejects
    assert "Permission denied" in str(error)
    assert "closed" in error.source


def test_a_file_that_is_too_large(
    read: Read, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoding, "MAX_BYTES", 1000)
    bomb = write("bomb.txt.gz", gzip.compress(b"word " * 100_000))
    assert "larger than" in read(bomb).reject().cause


def test_the_second_of_two_equal_ids_is_rejected(tmp_path: Path, read: Read, write: Write) -> None:
    write("a.jsonl", RECORD + "\n" + RECORD)
    write("b.jsonl", RECORD)
    write("r1.txt", STORY)
    reading = read(tmp_path)
    assert reading.ids == ["r1"]
    first = f"{tmp_path / 'a.jsonl'}:1"
    assert [(error.place, error.other) for error in reading.rejects] == [  # type: ignore[attr-defined]
        (f"{tmp_path / 'a.jsonl'}:3", first),
        (f"{tmp_path / 'b.jsonl'}:1", first),
        (str(tmp_path / "r1.txt"), first),
    ]
    assert all(isinstance(error, DuplicateArticle) for error in reading.rejects)


def test_names_that_are_no_unicode(tmp_path: Path, read: Read) -> None:
    name = os.fsencode(tmp_path) + b"/caff\xe8.txt"
    Path(os.fsdecode(name)).write_text(STORY)
    article = read(tmp_path).only()
    assert article.id == "caff�"
    assert article.source is not None
    article.source.encode("utf-8")


@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "mac_roman"]
)
def test_the_common_encodings_are_told(read: Read, write: Write, codec: str) -> None:
    line = "È così che l’accordo è stato raggiunto: «Perché no?», ha detto il presidente martedì."
    text = "\n".join(["Più città, già società", "", *[f"{line} {number}." for number in range(8)]])
    article = read(write("story.txt", text.encode(codec))).only()
    assert article.title == "Più città, già società"
    assert article.lines()[1].text == f"{line} 0."


def test_the_same_text_twice_is_one_article(tmp_path: Path, read: Read, write: Write) -> None:
    line = '{"text": "Il ponte riapre."}\n'
    write("a.jsonl", line * 3 + '{"text": "Il porto chiude."}\n' + line)
    reading = read(tmp_path)
    assert len(set(reading.ids)) == 2
    assert (reading.rejects, reading.warnings) == ([], [])


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ('"url": "https://x.example/a"', '"url": "http://www.x.example/a/?utm_source=b"'),
        ('"modified": "2025-11-12"', '"modified": "2025-11-13"'),
    ],
)
def test_texts_of_one_article_do_not_contend_for_its_id(
    first: str, second: str, read: Read, write: Write
) -> None:
    lines = [f'{{"id": "a", "text": "Uno.", {each}}}' for each in (first, second)]
    reading = read(write("a.jsonl", "\n".join(lines)))
    assert (reading.ids, reading.rejects) == (["a", "a"], [])
