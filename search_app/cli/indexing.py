"""The ``index`` command: read sources, index them, show progress, report."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import click

from indexer.engine.base import Engine
from indexer.errors import ArticleNotFound, SourceError
from indexer.reports import IndexReport
from indexer.sources import count_files, read_sources


@dataclass(slots=True)
class _Tally:
    files: int = 0
    rejected: int = 0
    report: IndexReport = field(default_factory=IndexReport)


def index_sources(engine: Engine, sources: Sequence[str], complain: Callable[[str], None]) -> int:
    """Index everything that can be read from ``sources``; the exit status."""
    started = time.perf_counter()
    tally = _Tally()

    def reject(error: SourceError) -> None:
        tally.rejected += 1
        complain(f"rejected {error}")

    with _progress(sources) as bar:

        def seen(_: Path) -> None:
            tally.files += 1
            if bar is not None:
                bar.update(1)

        articles = read_sources(
            sources,
            on_reject=reject,
            on_warning=complain,
            on_file=seen,
            stored_at=partial(_source, engine),
        )
        tally.report = engine.index(articles)
    _tell(tally, time.perf_counter() - started)
    return exit_status(sources, tally.files, tally.rejected, complain)


def exit_status(
    sources: Sequence[str], files: int, rejected: int, complain: Callable[[str], None]
) -> int:
    """What a reading of sources comes to: 0 if something was read and nothing rejected."""
    if not files and not rejected:
        formats = ".txt, .html, .jsonl, .csv, .xml, .rss or .warc"
        complain(f"no articles in {', '.join(sources)}: give {formats} files")
    return 0 if files and not rejected else 1


def _source(engine: Engine, article_id: str) -> str | None:
    """Where a stored article was read; None when there is none."""
    try:
        return engine.article(article_id).source
    except ArticleNotFound:
        return None


def _progress(sources: Sequence[str]) -> AbstractContextManager[Any]:
    """A progress bar over the files, on a terminal; nothing elsewhere."""
    if not sys.stderr.isatty():
        return nullcontext()
    return click.progressbar(length=count_files(sources), label="Indexing", file=sys.stderr)


def _tell(tally: _Tally, seconds: float) -> None:
    report = tally.report
    counts = {
        "new": report.added,
        "changed": report.replaced,
        "unchanged": report.unchanged,
        "older than what is stored": report.outdated,
        "rejected": tally.rejected,
    }
    told = ", ".join(f"{count:,} {name}" for name, count in counts.items() if count)
    click.echo(f"{tally.files:,} files read: articles {told or 'none'}; {seconds:.1f} s")
    if report.passages:
        click.echo(f"{report.passages:,} passages: {_shares(report.roles)}")
        click.echo(f"languages: {_shares(report.languages)}")


def _shares(counts: Mapping[str, int]) -> str:
    """Counts by value, the largest first."""
    ordered = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    return ", ".join(f"{count:,} {value or 'unknown'}" for value, count in ordered)
