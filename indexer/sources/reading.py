"""From what was asked for to articles, file by file, and what each file was when it was read."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from indexer.addresses import address_of
from indexer.documents import Article, Source
from indexer.errors import BinarySource, DuplicateArticle
from indexer.sources.crew import Crew
from indexer.sources.events import Began, Came, Event
from indexer.sources.formats import EXTENSIONS
from indexer.sources.locate import Address, Located, located, readable
from indexer.sources.run import Run

VERSION = 1
"""Raised whenever some file comes to be read otherwise, so that all are read again."""


class Reading:
    """One reading of some sources.

    ``known`` gives a source as it was when its articles were stored, ``stored_at`` where the
    article was read that is stored under an id; without them, nothing is known to be stored.
    """

    def __init__(
        self,
        run: Run,
        known: Callable[[str], Source | None] | None = None,
        stored_at: Callable[[str], str | None] = lambda _: None,
    ) -> None:
        self._run = run
        self._known = known
        self._stored_at = stored_at
        self._taken = _Taken()
        self._passed_over: list[Path] = []
        self._digests: dict[Located, str | None] = {}

    def items(self, sources: Iterable[str | Path]) -> Iterator[Article | Source]:
        """The articles of each source, then the source if nothing of it was rejected.

        A source that holds what it held when its articles were stored gives nothing.
        """
        with Crew(self._run.languages, self._run.on_bytes) as crew:
            for file, events in crew.read(self._changed(sources)):
                yield from self._given(file, events)
        if self._passed_over:
            _tell_passed_over(self._passed_over, self._run)

    def _changed(self, sources: Iterable[str | Path]) -> Iterator[Located]:
        """The files that are to be read, by the names that they were first read by."""
        run = self._run
        for file in _at_hand(
            located(sources, EXTENSIONS, run.reject, self._passed_over.append), run
        ):
            digest = self._digest(file)
            before = self._known(file.place) if self._known else None
            if before is not None and digest is not None and before.digest == digest:
                run.on_unchanged(file.path)
                continue
            named = replace(file, name=before.name) if before and before.name else file
            self._digests[named] = digest
            yield named

    def _given(self, file: Located, events: Iterable[Event]) -> Iterator[Article | Source]:
        run, rejected = self._run, self._run.rejected
        began: Began | None = None
        for event in events:
            if isinstance(event, Began):
                began = event
                run.on_file(file.path)
            elif isinstance(event, Came):
                yield from self._came(event, file)
            elif isinstance(event, str):
                run.warn(event)
            elif isinstance(event, BinarySource) and not file.given:
                self._passed_over.append(file.path)
            else:
                run.reject(event)
        # What changed meanwhile, or was not read whole, is to be read again.
        digest = self._digests.pop(file)
        if began and digest and run.rejected == rejected and self._digest(file) == digest:
            yield Source(file.place, digest, began.rolling, file.name)

    def _came(self, event: Came, file: Located) -> Iterator[Article]:
        article, line = event
        other = self._taken.by(article, file, line) or self._other_file(article, file)
        if other is None:
            self._run.on_article(article)
            yield article
        else:
            self._run.reject(DuplicateArticle(file.shown, article.id, other, line))

    def _digest(self, file: Located) -> str | None:
        return _digest(file, self._run) if self._known else None

    def _other_file(self, article: Article, file: Located) -> str | None:
        """The file that holds the id which this one is given by its place alone, if it is there."""
        if not article.id_derived or article.id != file.name:
            return None
        held = re.sub(r":\d+\Z", "", self._stored_at(article.id) or "")
        other = Path(held) if held else file.path
        return held if other.exists() and not other.samefile(file.path) else None


class _Taken:
    """Which ids are taken and where, in some dozens of bytes an id."""

    def __init__(self) -> None:
        self._files: list[str] = []
        self._places: dict[int, int] = {}
        self._texts: set[int] = set()

    def by(self, article: Article, file: Located, line: int | None) -> str | None:
        """Where the id of an article stood before as that of another one; it is taken from now on.

        The same article may come twice: by its address, by the dates of its texts or, where its id
        is a digest, by that.
        """
        if not self._files or self._files[-1] != file.shown:
            self._files.append(file.shown)
        # 64 bits of a keyed hash: a million ids collide once in 37 million runs.
        key = hash(article.id)
        texts = {hash((article.id, each)) for each in _texts_of_one(article, file)}
        place = self._places.setdefault(key, (len(self._files) - 1) << 40 | (line or 0))
        same = bool(texts & self._texts)
        self._texts |= texts
        other, number = self._files[place >> 40], place & ((1 << 40) - 1)
        if same or (other, number) == (file.shown, line or 0):
            return None
        return f"{other}:{number}" if number else other


def _texts_of_one(article: Article, file: Located) -> Iterator[str]:
    """What another text of the same article has as well."""
    if address := address_of(article.url):
        yield address
    if article.modified:
        yield "dated"
    if article.id_derived and article.id != file.name:
        yield "a digest"


def _at_hand(found: Iterable[Located | Address], run: Run) -> Iterator[Located]:
    """The files, those on the web fetched: each is there until the next one is asked for."""
    for each in found:
        if isinstance(each, Located):
            yield each
            continue
        # Importing takes a while, which only addresses should cost.
        from indexer.sources import fetch

        run.fetcher = run.fetcher or fetch.Fetcher()
        yield from fetch.fetched(each, run.fetcher, run.reject)


def _digest(file: Located, run: Run) -> str | None:
    """The digest of a file with its sidecar and of how it is read; None where none is to be had."""
    digest = hashlib.sha256(repr((VERSION, run.languages)).encode())
    try:
        for path in (file.path, file.sidecar):
            if path == file.path or path.is_file():
                with path.open("rb") as content:
                    digest.update(hashlib.file_digest(content, "sha256").digest())
    except OSError:
        return None
    return digest.hexdigest()


def _tell_passed_over(paths: list[Path], run: Run) -> None:
    known = ", ".join(EXTENSIONS)
    count = "1 file" if len(paths) == 1 else f"{len(paths)} files"
    first = readable(min(paths).name)
    run.warn(f"{count} passed over, {first} first: only {known} (and .gz) are read")
