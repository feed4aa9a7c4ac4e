"""Web archives (WARC): the articles among the pages that a crawl has kept.

A page is read as one in a file is. The address it was fetched from is its address where it names
none itself; the date of the fetch is no date of publication. What the server said of its encoding
yields to what the bytes prove.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from indexer.documents import Article
from indexer.errors import EmptySource, SourceError
from indexer.links import is_web_address
from indexer.sources import encoding
from indexer.sources.fields import Fields, FlawError
from indexer.sources.formats import html, news_page, warc_records
from indexer.sources.formats.warc_records import Page
from indexer.sources.locate import Located
from indexer.sources.run import Run, malformed


@dataclass(slots=True)
class _Tally:
    """What is told once at the end of an archive, not of each page: how often, and where first."""

    records: int = 0
    left_out: int = 0
    altered: int = 0
    first_left_out: str = ""
    first_altered: int = 0


def read(file: Located, run: Run) -> Iterator[tuple[Article, int]]:
    """The articles of an archive with the numbers of their records.

    A bad record is rejected by itself. Where the file is cut, what stands before is read.
    """
    tally = _Tally()

    def reject(flaw: FlawError, number: int) -> None:
        tally.records = number
        run.reject(malformed(flaw, file.shown, number))

    with encoding.opened(file.path, file.shown, run.on_bytes) as stream:
        for page in warc_records.pages(stream, reject):
            tally.records = page.number
            article = _article(page, file, run, tally)
            if article is not None:
                yield article, page.number
    _tell(tally, file, run)


def _article(page: Page, file: Located, run: Run, tally: _Tally) -> Article | None:
    """The article of a page; None where it has none, or was rejected."""
    shown = f"{file.shown}:{page.number}"
    if not page.intact:
        tally.altered += 1
        tally.first_altered = tally.first_altered or page.number
    address = page.url if is_web_address(page.url) else None
    try:
        text = encoding.decode(page.content, shown, html=True, hint=page.charset)
        if news_page.is_article(html.parse(text, shown), address):
            return html.read_page(
                text,
                Fields(),
                run,
                shown=shown,
                default_id=file.name,
                source=f"{file.place}:{page.number}",
                otherwise=Fields(url=address).marked("WARC-Target-URI"),
                hashed=True,
            )
    except EmptySource:
        pass
    except SourceError as error:
        run.reject(error)
        return None
    tally.left_out += 1
    tally.first_left_out = tally.first_left_out or page.url
    return None


def _tell(tally: _Tally, file: Located, run: Run) -> None:
    if not tally.records:
        raise EmptySource(file.shown, "it holds no page", "give an archive that holds pages")
    if tally.left_out:
        count = "1 page" if tally.left_out == 1 else f"{tally.left_out} pages"
        first = tally.first_left_out
        run.warn(f"{file.shown}: {count} without an article left out, {first} first")
    if tally.altered:
        count = "1 page is" if tally.altered == 1 else f"{tally.altered} pages are"
        first_record = f"record {tally.first_altered} first"
        run.warn(f"{file.shown}: {count} not what the digest says, {first_record}")
