"""Web archives: which of their pages are articles, and what those are called."""

from __future__ import annotations

import pytest

from indexer.errors import EmptySource
from tests.sources.archives import LD, PARAGRAPHS, SITE, Archive, front, story
from tests.sources.conftest import Read, Write


@pytest.mark.parametrize("zipped", [False, True])
@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz", "crawl", "crawl.txt"])
def test_the_articles_of_a_crawl(read: Read, write: Write, zipped: bool, name: str) -> None:
    archive = Archive(zipped=zipped)
    archive.add("/", front())
    archive.add("/porto", story())
    archive.add("/porto", b"GET / HTTP/1.1\r\n\r\n", kind="request")
    archive.add("/weg", story("Altrove"), status="301 Moved")
    archive.add("/bild.jpg", b"\xff\xd8\xff\0", mime="image/jpeg")
    archive.add("/ponte", story("Il ponte"), kind="resource", mime="application/xhtml+xml")
    archive.add("/cronaca", front())
    path = write(name, archive.bytes())
    reading = read(path)
    assert [article.title for article in reading.articles] == ["Il porto riapre", "Il ponte"]
    assert [article.source for article in reading.articles] == [f"{path}:2", f"{path}:6"]
    assert [article.url for article in reading.articles] == [f"{SITE}/porto", f"{SITE}/ponte"]
    assert {article.published for article in reading.articles} == {None}
    assert reading.articles[0].outlet == "ilmolo.example"
    assert reading.warnings == [f"{path}: 2 pages without an article left out, {SITE}/ first"]
    assert not reading.rejects


def test_an_article_is_named_by_its_canonical_address(read: Read, write: Write) -> None:
    canonical = f'<link rel="canonical" href="{SITE}/vero">'
    archive = Archive().add("/a?utm=1", story(head=canonical)).add("/b", story(head=canonical))
    reading = read(write("crawl.warc", archive.bytes()))
    assert [each.url for each in reading.articles] == [f"{SITE}/vero"] * 2
    assert reading.ids[0].startswith("crawl-")
    record = f'{{"url": "{SITE}/vero", "text": "Altro."}}'
    assert read(write("crawl.jsonl", record)).ids * 2 == reading.ids


@pytest.mark.parametrize(
    ("page", "path", "kept"),
    [
        (story(), "/2025/11/porto", True),
        (story(), "/", False),
        (story(), "/index.html", False),
        (story(), "/?p=12", True),
        (story(count=2), "/breve", False),
        (story(count=1, head=LD), "/flash", True),
        (story(count=1, head='<meta property="og:type" content="article">'), "/flash", True),
        (story(count=0, head=LD), "/vuoto", False),
        (front(), "/tag/porto", False),
        (front().replace("h3", "div"), "/cerca?q=porto", False),
        (front().replace("<head>", "<head>" + LD), "/tag/porto", False),
        (story() + front(), "/con-altri-titoli", True),
        (front().replace("<h1>", "<nav>" + "".join(PARAGRAPHS) * 3 + "</nav><h1>"), "/s", False),
    ],
)
def test_which_pages_are_articles(
    read: Read, write: Write, page: str, path: str, kept: bool
) -> None:
    reading = read(write("crawl.warc", Archive().add(path, page).bytes()))
    assert len(reading.articles) == kept
    assert len(reading.warnings) == (not kept)
    assert not reading.rejects


def test_an_archive_without_pages(read: Read, write: Write) -> None:
    archive = Archive().add("/robots.txt", b"User-agent: *", mime="text/plain")
    path = write("crawl.warc", archive.bytes())
    assert isinstance(read(path).reject(), EmptySource)
