"""Records of web archives: how their content is decoded, and what damage costs."""

from __future__ import annotations

import gzip
import zlib

import brotli
import pytest

from indexer.sources import encoding
from tests.sources.archives import PARAGRAPHS, Archive, story
from tests.sources.conftest import Read, Write


def chunked(data: bytes) -> bytes:
    parts = [data[start : start + 50] for start in range(0, len(data), 50)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def bare(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("coding", "encode"),
    [
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", bare),
        ("br", brotli.compress),
        ("gzip", bytes),
        ("br", bytes),
        ("identity", bytes),
    ],
)
@pytest.mark.parametrize("in_chunks", [False, True])
def test_content_is_decoded(
    read: Read, write: Write, coding: str, encode: object, in_chunks: bool
) -> None:
    content = encode(story().encode())  # type: ignore[operator]
    http = [("Content-Encoding", coding)]
    if in_chunks:
        content = chunked(content)
        http.append(("Transfer-Encoding", "chunked"))
    reading = read(write("crawl.warc", Archive().add("/a", content, http=tuple(http)).bytes()))
    assert reading.only().title == "Il porto riapre"
    assert not reading.warnings


@pytest.mark.parametrize(
    ("coding", "content", "cause"),
    [
        ("gzip", gzip.compress(b" " * 30_000_000, mtime=0), "larger than 10 MB"),
        ("deflate", zlib.compress(b" " * 30_000_000), "larger than 10 MB"),
        ("br", brotli.compress(b" " * 30_000_000, quality=1), "larger than 10 MB"),
        ("", b"<p>" + b" " * 30_000_000, "larger than 10 MB"),
        ("", b"<p>" + b" " * 15_000_000, "larger than 10 MB"),
        ("gzip", gzip.compress(story().encode(), mtime=0)[:-300], "cut"),
        ("br", brotli.compress(story().encode())[:-30], "cut"),
        ("gzip", b"\x1f\x8bnoise", "no gzip"),
        ("br", b"\xff\xff noise", "no br"),
        ("zstd", b"\x28\xb5\x2f\xfd", "'zstd'"),
    ],
)
def test_content_that_cannot_be_decoded_costs_its_record(
    read: Read, write: Write, coding: str, content: bytes, cause: str
) -> None:
    archive = Archive().add("/a", story("Prima"))
    archive.add("/b", content, http=(("Content-Encoding", coding),)).add("/c", story("Dopo"))
    path = write("crawl.warc", archive.bytes())
    reading = read(path)
    assert [article.title for article in reading.articles] == ["Prima", "Dopo"]
    (error,) = reading.rejects
    assert error.place == f"{path}:2"
    assert cause in error.cause


@pytest.mark.parametrize(
    ("codec", "mime"),
    [
        ("utf-8", "text/html; charset=iso-8859-1"),
        ("utf-8-sig", "text/html; charset=iso-8859-1"),
        ("utf-16", "text/html; charset=utf-8"),
        ("cp1252", "text/html;charset='ISO-8859-1'"),
        ("iso8859_15", 'text/html; charset="iso-8859-15"'),
        ("cp1252", "text/html; charset=utf-8"),
        ("cp1252", "text/html; charset=hex"),
        ("cp1252", "TEXT/HTML"),
    ],
)
def test_the_server_hints_at_the_encoding(read: Read, write: Write, codec: str, mime: str) -> None:
    page = story("Perché no").encode(codec)
    article = read(write("crawl.warc", Archive().add("/a", page, mime=mime).bytes())).only()
    assert article.title == "Perché no"
    assert article.lines()[1].text == PARAGRAPHS[0]


@pytest.mark.parametrize("zipped", [False, True])
@pytest.mark.parametrize("share", [0.5, 0.9, 0.99])
def test_what_stands_before_a_cut_is_read(
    read: Read, write: Write, zipped: bool, share: float
) -> None:
    archive = Archive(zipped=zipped).add("/a", story("Prima"))
    whole = len(archive.bytes())
    archive.add("/b", story("Dopo"))
    data = archive.bytes()
    path = write("crawl.warc", data[: whole + int((len(data) - whole) * share)])
    reading = read(path)
    assert [article.title for article in reading.articles] == ["Prima"]
    (error,) = reading.rejects
    assert error.place == f"{path}:2"
    assert "cut" in error.cause


@pytest.mark.parametrize(
    ("old", "new", "cause"),
    [
        (b"Content-Length: ", b"Content-Length: 1", "cut"),
        (b"Content-Length: ", b"Content-Length: -", "length is wrong"),
        (b"Content-Length: ", b"Content-Length: x", "length is wrong"),
        (b"Content-Length: ", b"X-Length: ", "how long"),
        (b"WARC-Date: ", b"X: " + b"x" * 300_000 + b"\r\nWARC-Date: ", "no end"),
        (b"WARC/1.0", b"WARC/7.0", "not those of WARC"),
    ],
)
def test_a_record_that_lies_about_itself(
    read: Read, write: Write, old: bytes, new: bytes, cause: str
) -> None:
    first, second, third = (
        Archive().add(f"/{title}", story(title)).bytes() for title in ("a", "b", "c")
    )
    path = write("crawl.warc", first + second.replace(old, new, 1) + third)
    reading = read(path)
    titles = [article.title for article in reading.articles]
    assert titles == (["a"] if cause == "cut" else ["a", "c"])
    (error,) = reading.rejects
    assert error.place == f"{path}:2"
    assert cause in error.cause


def test_a_wrong_digest_is_told(
    read: Read, write: Write, capfd: pytest.CaptureFixture[str]
) -> None:
    data = Archive().add("/a b", story("Prima")).add("/b", story("Seconda")).bytes()
    path = write("crawl.warc", data.replace(b"<h1>Seconda", b"<h1>Secondo"))
    reading = read(path)
    assert [article.title for article in reading.articles] == ["Prima", "Secondo"]
    assert reading.warnings == [f"{path}: 1 page is not what the digest says, record 2 first"]
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    "digest",
    ["sha1:!", "sha256:" + "0" * 64, "md5:", ":", "nonsense", "sha1", "crc9:abc", "sha-1:AAAA"],
)
def test_digests_of_any_form(read: Read, write: Write, digest: str) -> None:
    archive = Archive().add("/a", story(), warc={"WARC-Payload-Digest": digest})
    assert read(write("crawl.warc", archive.bytes())).only().title == "Il porto riapre"


def test_only_pages_are_limited_in_length(
    read: Read, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoding, "MAX_PAGE_BYTES", 5_000)
    archive = Archive(zipped=True)
    archive.add("/film", bytes(1_000_000), mime="video/mp4").add("/a", story())
    archive.add("/b", b"<p>" + bytes(500_000))
    reading = read(write("crawl.warc.gz", archive.bytes()))
    assert [article.title for article in reading.articles] == ["Il porto riapre"]
    assert [error.line for error in reading.rejects] == [3]
