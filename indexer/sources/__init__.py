"""Readers: one module a format, each turning a file into Articles.

:func:`read_sources` is the way in. It finds the files, asks the reader of each, and sees to it that
one bad file or record costs nothing but itself: it is rejected with its place, cause and remedy,
and the rest goes on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from indexer.documents import Article
from indexer.errors import BinarySource, DuplicateArticle, MalformedSource, SourceError
from indexer.sources.formats import EXTENSIONS, FORMATS, Reader, sniff
from indexer.sources.locate import Address, Located, located, readable
from indexer.sources.run import Run

__all__ = ["count_files", "read_sources"]


def _ignore(_: object) -> None:
    """Nobody asked to be told."""


def _nowhere(_: str) -> None:
    """Nothing is stored."""


def read_sources(
    sources: Iterable[str | Path],
    *,
    languages: Sequence[str] = ("en", "it"),
    on_reject: Callable[[SourceError], None],
    on_warning: Callable[[str], None] = _ignore,
    on_file: Callable[[Path], None] = _ignore,
    stored_at: Callable[[str], str | None] = _nowhere,
) -> Iterator[Article]:
    """The articles of files, folders, patterns and web addresses, one by one, in a fixed order.

    ``on_reject`` gets the error of each file or record that cannot be an article, ``on_warning``
    what was left out of those that can (each thing once), ``on_file`` each file before it is read.
    ``stored_at`` gives the source of the article that is stored under an id: while it is there, an
    article of another file, named by its place alone, does not take the id from it.
    """
    run = Run(tuple(languages), on_reject, on_warning)
    taken = _Taken()
    passed_over: list[Path] = []
    repeated: list[str] = []
    for file, article, line in _read_all(sources, run, on_file, passed_over.append):
        other = taken.by(article.id, file.shown, line)
        if other is not None and _named_by_content(article, file):
            repeated.append(other)
        elif other := other or _other_file(article, file, stored_at):
            on_reject(DuplicateArticle(file.shown, article.id, other, line))
        else:
            yield article
    if passed_over:
        _tell_passed_over(passed_over, run)
    if repeated:
        count = "1 article" if len(repeated) == 1 else f"{len(repeated)} articles"
        run.warn(f"{count} read before, {repeated[0]} first: what is the same is kept once")


def _at_hand(
    found: Iterable[Located | Address], reject: Callable[[SourceError], None]
) -> Iterator[Located]:
    """The files, those on the web fetched: each is there until the next one is asked for."""
    fetcher = None
    for each in found:
        if isinstance(each, Located):
            yield each
            continue
        # Importing takes a while, which only addresses should cost.
        from indexer.sources import fetch

        fetcher = fetcher or fetch.Fetcher()
        yield from fetch.fetched(each, fetcher, reject)


def _read_all(
    sources: Iterable[str | Path],
    run: Run,
    on_file: Callable[[Path], None],
    passed_over: Callable[[Path], None],
) -> Iterator[tuple[Located, Article, int | None]]:
    """Each article with its file and its line there; what cannot be read is told meanwhile."""
    for file in _at_hand(located(sources, EXTENSIONS, run.reject, passed_over), run.reject):
        try:
            read = _reader(file)
            on_file(file.path)
            for article, line in read(file, run):
                yield file, article, line
        except BinarySource as error:
            if file.given:
                run.reject(error)
            else:
                passed_over(file.path)
        except SourceError as error:
            run.reject(error)


def _named_by_content(article: Article, file: Located) -> bool:
    """Whether the id is a digest, so that a namesake is the same article again."""
    return article.id_derived and article.id != file.name


def _other_file(
    article: Article, file: Located, stored_at: Callable[[str], str | None]
) -> str | None:
    """The file that holds the id which this one is given by its place alone, if it is there."""
    if not article.id_derived or article.id != file.name:
        return None
    held = re.sub(r":\d+\Z", "", stored_at(article.id) or "")
    other = Path(held) if held else file.path
    return held if other.exists() and not other.samefile(file.path) else None


def count_files(sources: Iterable[str | Path]) -> int:
    """How many files :func:`read_sources` would look into."""
    return sum(1 for _ in located(sources, EXTENSIONS, _ignore, _ignore))


class _Taken:
    """Which ids are taken and where, in a few dozen bytes an id."""

    def __init__(self) -> None:
        self._files: list[str] = []
        self._places: dict[int, int] = {}

    def by(self, article_id: str, file: str, line: int | None) -> str | None:
        """Where the id stood before; None when it is new, and taken from now on."""
        if not self._files or self._files[-1] != file:
            self._files.append(file)
        # 64 bits of a keyed hash: a million ids collide once in 37 million runs.
        key = hash(article_id)
        place = self._places.get(key)
        if place is None:
            self._places[key] = (len(self._files) - 1) << 40 | (line or 0)
            return None
        other, number = self._files[place >> 40], place & ((1 << 40) - 1)
        return f"{other}:{number}" if number else other


def _reader(file: Located) -> Reader:
    name = sniff.format_of(file)
    if name not in FORMATS:
        raise MalformedSource(
            file.shown, f"it is of the format {name}", f"give {', '.join(EXTENSIONS)}"
        )
    return FORMATS[name].read


def _tell_passed_over(paths: Sequence[Path], run: Run) -> None:
    known = ", ".join(EXTENSIONS)
    count = "1 file" if len(paths) == 1 else f"{len(paths)} files"
    first = readable(paths[0].name)
    run.warn(f"{count} passed over, {first} first: only {known} (and .gz) are read")
