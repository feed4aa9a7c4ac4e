"""Whatever stands among the articles costs one clear line, and everything else is read."""

from __future__ import annotations

import gzip
import json
import os
import socket
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.documents import Article
from indexer.errors import (
    EmptySource,
    MalformedSource,
    SourceError,
    UndecodableSource,
    UnreadableSource,
)
from indexer.sources import encoding, read_sources
from indexer.sources.formats import EXTENSIONS
from indexer.sources.locate import located
from tests.sources.conftest import Read, Write

STORY = "The port reopened\n\nCranes moved again on Friday morning, after ten days of standstill.\n"
LINES = "".join(f'{{"id": "r{n}", "text": "Line {n} of {n * 7919}."}}\n' for n in range(5000))
ZIPPED = gzip.compress(LINES.encode(), mtime=0)
PARAGRAPH = f"<p>{'Le gru sono ripartite venerdì. ' * 10}</p>"
BOMB = gzip.compress(b'{"text": "' + bytes(60_000_000), 9, mtime=0)


def altered(data: bytes, place: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]


CASES: list[tuple[str, bytes, type[SourceError], str]] = [
    (
        "cut.txt.gz",
        gzip.compress(STORY.encode() * 50, mtime=0)[:-20],
        MalformedSource,
        "gzip stream is cut",
    ),
    ("sum.txt.gz", altered(gzip.compress(STORY.encode(), mtime=0), -8), MalformedSource, "damaged"),
    ("head.gz", b"\x1f\x8b\x08", MalformedSource, "gzip stream is cut"),
    ("bomb.jsonl.gz", BOMB, MalformedSource, "unpacks to more than 200 times"),
    ("bomb.txt.gz", gzip.compress(bytes(60_000_000), mtime=0), MalformedSource, "than"),
    ("deep.html", b"<div>" * 10_000 + b"<p>x</p>", MalformedSource, "nested"),
    ("deep.jsonl", b"[" * 100_000, MalformedSource, "JSON"),
    ("deep.txt", b"<?xml version='1.0'?>" + b"<a>" * 10_000, MalformedSource, "<a>"),
    ("large.html", b"<p>" + b"x " * 5_000_001, MalformedSource, "larger than 10 MB"),
    ("line.txt", b"word " * 9_999_999, MalformedSource, "line 1 is longer than 1,000,000"),
    ("line.html", b"<p>" + b"word " * 300_000, MalformedSource, "longer than 1,000,000"),
    ("line.jsonl", b'{"text": "%s"}' % (b"word " * 9_999_990), MalformedSource, "longer than"),
    ("long.jsonl", b'{"text": "%s"}' % (b"word " * 10_000_001), MalformedSource, "longer than"),
    ("nul.txt", b"The text\0 goes on.", MalformedSource, "NUL"),
    ("nul.html", b"<p>The text\0 goes on.</p>", MalformedSource, "NUL"),
    ("nul.jsonl", b'{"text": "a \\u0000 b"}', MalformedSource, "NUL"),
    ("lying.txt", b"\xff\xfeT\x00h\x00\x00\xd8", UndecodableSource, "byte order mark"),
    ("noise.txt", bytes(range(128, 256)) * 9, UndecodableSource, "UTF-8"),
    ("latin.jsonl", '{"text": "Città"}'.encode("cp1252"), UndecodableSource, "UTF-8"),
    ("empty.warc", b"WARC/1.0\r\n\r\n", MalformedSource, "how long"),
    ("none.warc", b"WARC/1.0\r\nContent-Length: 0\r\n\r\n\r\n\r\n", EmptySource, "no page"),
]


@pytest.mark.parametrize(("name", "content", "kind", "cause"), CASES, ids=[c[0] for c in CASES])
def test_bad_content_is_told_in_one_line(
    tmp_path: Path, read: Read, write: Write, name: str, content: bytes, kind: type, cause: str
) -> None:
    write("a.txt", STORY)
    write(name, content)
    write("z.jsonl", '{"id": "z", "text": "Uno."}')
    reading = read(tmp_path)
    assert reading.ids == ["a", "z"]
    (error,) = reading.rejects
    assert type(error) is kind
    assert str(error).startswith(str(tmp_path / name))
    assert cause in error.cause
    assert error.remedy
    assert "\n" not in str(error)


@pytest.mark.parametrize("place", [len(ZIPPED) // 2, len(ZIPPED) - 20, len(ZIPPED) - 4])
def test_what_was_whole_before_a_cut_is_read(read: Read, write: Write, place: int) -> None:
    reading = read(write("cut.jsonl.gz", ZIPPED[:place]))
    assert len(reading.ids) > 5000 * (place / len(ZIPPED)) * 0.7
    assert reading.ids == [f"r{number}" for number in range(len(reading.ids))]
    (error,) = reading.rejects
    assert "cut" in error.cause


def test_a_bomb_of_zeros_within_text(read: Read, write: Write) -> None:
    packer = zlib.compressobj(9, wbits=31)
    data = packer.compress(LINES.encode() + b'{"text": "') + packer.compress(bytes(10**8))
    reading = read(write("bomb.jsonl.gz", data + packer.flush()))
    assert len(reading.ids) == 5000
    assert reading.rejects


@pytest.mark.parametrize(
    ("name", "content", "count"),
    [
        ("breaks.html", f"<h1>Il porto</h1>{PARAGRAPH}" + "<br>" * 50_000, 2),
        ("gaps.html", f"<h1>Il porto</h1>{PARAGRAPH}<p>" + "a<br> <br>" * 20_000, 3),
        ("words.html", f"<h1>Il porto</h1>{PARAGRAPH}" + "testo<br>" * 20_000, 3),
        ("teasers.txt", "Leggi anche\nUn titolo\n\n" * 5_000 + STORY, None),
        ("head.txt", "Riga breve\n" * 10_000 + "12 novembre 2025\n", None),
        ("initials.txt", "a." * 400_000, None),
        ("dashes.txt", "The port reopened\n" + "-" * 900_000 + "x", None),
        ("blanks.txt", "The port" + " " * 900_000 + "reopened |", None),
    ],
)
def test_odd_shapes_take_no_longer_than_their_size(
    read: Read, write: Write, name: str, content: str, count: int | None
) -> None:
    article = read(write(name, content)).only()
    assert count is None or len(article.lines()) == count


@pytest.mark.parametrize(
    "text",
    [
        "عاد الميناء إلى العمل صباح الجمعة.",
        "נמל חיפה נפתח \u200fשוב\u200e היום.",
        "e\u0301 a\u0300 o\u0308",
        "👩‍👩‍👧 ha detto",
    ],
)
def test_any_script_is_kept_as_it_is(read: Read, write: Write, text: str) -> None:
    for name, content in (
        ("a.txt", f"Titolo\n\n{text}\n\n{STORY}"),
        ("a.jsonl", json.dumps({"text": text})),
        ("a.html", f"<article><h1>Titolo</h1><p>{text}</p>{PARAGRAPH}</article>"),
    ):
        lines = [line.text for line in read(write(name, content)).only().lines()]
        assert text in lines


@pytest.mark.parametrize("date", ["2025-02-31", "0000-01-01", "2025-13-01T08:30:00Z"])
def test_a_day_that_no_calendar_has(read: Read, write: Write, date: str) -> None:
    reading = read(write("a.jsonl", json.dumps({"text": "Uno.", "published": date})))
    assert reading.only().published is None
    assert f"a.jsonl:1: \"published\" cannot be '{date}'" in reading.warnings[0]
    page = f'<meta property="article:published_time" content="{date}">{PARAGRAPH}'
    reading = read(write("a.html", page))
    assert reading.only().published is None
    assert f"a.html: \"published\" cannot be '{date}'" in reading.warnings[0]
    text = read(write("a.txt", f"Titolo\n{date}\n\n{STORY}")).only()
    assert text.published is None


def test_what_is_no_file_holds_nothing_up(tmp_path: Path, read: Read, write: Write) -> None:
    write("a.txt", STORY)
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket.txt"))
        reading = read(tmp_path)
        assert reading.ids == ["a"]
        assert [error.place for error in reading.rejects] == [str(tmp_path / "self")]
        for name in ("pipe.txt", "socket.txt", "self"):
            assert isinstance(read(tmp_path / name).reject(), UnreadableSource)
    assert "neither a file nor a folder" in read("/dev/zero").reject().cause


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read(tmp_path: Path, read: Read, write: Write) -> None:
    write("a.txt", STORY)
    write("closed/b.txt", STORY)
    write("secret.txt", STORY).chmod(0)
    (tmp_path / "closed").chmod(0)
    reading = read(tmp_path)
    (tmp_path / "closed").chmod(0o700)
    assert reading.ids == ["a"]
    assert len(reading.rejects) == 2


def test_names_that_are_no_utf8(tmp_path: Path, read: Read, write: Write) -> None:
    write("a.txt", STORY)
    for name, content in ((b"caff\xe8.txt", STORY), (b"caff\xe8.jpg", ""), (b"vuot\xe0.html", "")):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text(content)
    reading = read(tmp_path)
    assert reading.ids == ["a", "caff�"]
    (error,) = reading.rejects
    (warning,) = reading.warnings
    assert str(error).startswith(f"{tmp_path}/vuot�.html: ")
    assert "caff�.jpg first" in warning


def _truncated(path: Path) -> None:
    os.truncate(path, 100)


def _grown(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b'{"id": "late", "text": "Tardi."}\n')


@pytest.mark.parametrize("change", [_truncated, _grown])
@pytest.mark.parametrize("name", ["wire.jsonl", "wire.jsonl.gz"])
def test_a_file_that_changes_while_it_is_read(
    write: Write, name: str, change: Callable[[Path], None]
) -> None:
    data = LINES.encode()
    path = write(name, gzip.compress(data, 0) if name.endswith("gz") else data)
    rejects: list[SourceError] = []
    articles = read_sources([path], on_reject=rejects.append)
    ids = [next(articles).id]
    change(path)
    ids += [article.id for article in articles]
    assert "r0" in ids
    assert rejects
    assert all(error.source == str(path) for error in rejects)


def test_a_file_that_goes_while_others_are_read(write: Write, tmp_path: Path) -> None:
    write("a.txt", STORY)
    gone, last = write("b.txt", STORY), write("c.txt", STORY)
    rejects: list[SourceError] = []
    articles = read_sources([tmp_path], on_reject=rejects.append)
    ids = [next(articles).id]
    gone.unlink()
    ids += [article.id for article in articles]
    assert ids == ["a", "c"]
    (error,) = rejects
    assert isinstance(error, UnreadableSource)
    assert error.source == str(gone)
    files = located([last], EXTENSIONS, rejects.append, rejects.append)
    (file,) = files
    last.unlink()
    with pytest.raises(UnreadableSource), encoding.opened(file.path, file.shown):
        pass


@pytest.mark.parametrize(
    ("content", "title"),
    [
        (f'<meta charset="utf-16"><h1>Perché</h1>{PARAGRAPH}'.encode("cp1252"), "Perché"),
        (f'<meta charset="hex"><h1>Perché</h1>{PARAGRAPH}'.encode("cp1252"), "Perché"),
        (f'<meta charset="idna"><h1>Perché</h1>{PARAGRAPH}'.encode("cp1252"), "Perché"),
        (f'<meta charset="nonsense"><h1>Perché</h1>{PARAGRAPH}'.encode("cp1252"), "Perché"),
        (f'<meta charset="latin1"><h1>Perché</h1>{PARAGRAPH}'.encode(), "Perché"),
        (f'<meta charset="utf-8"><h1>Perché</h1>{PARAGRAPH}'.encode("utf-16"), "Perché"),
    ],
)
def test_pages_that_lie_about_their_encoding(
    read: Read, write: Write, content: bytes, title: str
) -> None:
    article: Article = read(write("a.html", content)).only()
    assert article.title == title
    assert "venerdì" in article.lines()[1].text


def test_a_gzip_header_of_every_kind(read: Read, write: Write) -> None:
    extra = struct.pack("<BBBBIBB", 0x1F, 0x8B, 8, 8, 0, 0, 3) + b"a name\0"
    body = gzip.compress(STORY.encode(), mtime=0)[10:]
    assert read(write("a.txt", extra + body)).ids == ["a"]
    assert read(write("b.txt.gz", extra + body + bytes(512))).ids == ["b"]
