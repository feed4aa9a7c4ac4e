"""The ``index`` command: read sources, index them, show progress, report."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click

from indexer.documents import Article
from indexer.engine.base import Engine
from indexer.errors import SourceError
from indexer.ingest import ingest
from indexer.reports import IndexReport
from indexer.sources import LANGUAGES, size, total_bytes
from indexer.sources.run import Run, ignore
from search_app.cli.progress import progress

_MOST_NAMED = 5


@dataclass(slots=True)
class Tally:
    """What became of the sources, in files and rejections, and of their articles."""

    files: int = 0
    unchanged: int = 0
    rejected: int = 0
    report: IndexReport = field(default_factory=IndexReport)


def index_sources(
    engine: Engine, sources: Sequence[str], complain: Callable[[str], None], *, prune: bool
) -> int:
    """Index everything that can be read from ``sources``; the exit status."""
    started = time.perf_counter()
    with progress(total_bytes(sources), complain) as shown:
        tally = take_in(
            engine,
            sources,
            complain,
            prune=prune,
            on_bytes=shown.read,
            on_article=shown.came,
        )
    _tell(tally, time.perf_counter() - started)
    return exit_status(sources, tally.files + tally.unchanged, tally.rejected, complain)


def take_in(
    engine: Engine,
    sources: Sequence[str],
    complain: Callable[[str], None],
    *,
    prune: bool = False,
    on_bytes: Callable[[int], None] = ignore,
    on_article: Callable[[Article], None] = ignore,
) -> Tally:
    """Bring the index to where ``sources`` are."""
    tally = Tally()

    def reject(error: SourceError) -> None:
        tally.rejected += 1
        complain(f"rejected {error}")

    def read(_: Path) -> None:
        tally.files += 1

    def unchanged(path: Path) -> None:
        tally.unchanged += 1
        on_bytes(size(path))

    run = Run(LANGUAGES, reject, complain, read, unchanged, on_bytes, on_article)
    tally.report = ingest(engine, sources, run, prune=prune)
    return tally


def exit_status(
    sources: Sequence[str], files: int, rejected: int, complain: Callable[[str], None]
) -> int:
    """What a reading of sources comes to: 0 if something was read and nothing rejected."""
    if not files and not rejected:
        formats = ".txt, .html, .jsonl, .csv, .xml, .rss or .warc"
        complain(f"no articles in {', '.join(sources)}: give {formats} files")
    return 0 if files and not rejected else 1


def _tell(tally: Tally, seconds: float) -> None:
    report = tally.report
    unchanged = f", {tally.unchanged:,} unchanged" if tally.unchanged else ""
    counts = {
        "new": report.added,
        "changed": report.replaced,
        "unchanged": report.unchanged,
        "older than what is stored, or a part of it": report.outdated,
        "removed": report.removed,
    }
    told = ", ".join(f"{count:,} {name}" for name, count in counts.items() if count)
    rejected = f"; {tally.rejected:,} rejected" if tally.rejected else ""
    click.echo(
        f"{tally.files:,} files read{unchanged}; articles: {told or 'none'}{rejected};"
        f" {seconds:.1f} s"
    )
    if report.passages:
        click.echo(f"{report.passages:,} passages: {_shares(report.roles)}")
        click.echo(f"languages: {_shares(report.languages)}")
    if report.vanished and not report.removed:
        click.echo(_vanished(report.vanished))


def _vanished(ids: Sequence[str]) -> str:
    named = ", ".join(ids[:_MOST_NAMED]) + (" …" if len(ids) > _MOST_NAMED else "")
    count = "1 article is" if len(ids) == 1 else f"{len(ids):,} articles are"
    return f"{count} in no source any more ({named}): --prune removes them"


def _shares(counts: Mapping[str, int]) -> str:
    """Counts by value, the largest first."""
    ordered = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    return ", ".join(f"{count:,} {value or 'unknown'}" for value, count in ordered)
