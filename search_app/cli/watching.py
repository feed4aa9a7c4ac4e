"""The ``watch`` command: keep an index current, and print what is new for saved searches."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import datetime

import click

from indexer.documents import Passage, StoredArticle
from indexer.engine.base import Engine
from indexer.errors import IndexLocked, SourceError
from indexer.ingest import ingest
from indexer.query.model import Query
from indexer.reports import IndexReport
from indexer.sources import LANGUAGES
from indexer.sources.run import Run

_MOST_SHOWN = 20
"""Passages of a search that are printed at a time."""


def watch_sources(
    engine: Engine,
    sources: Sequence[str],
    searches: Sequence[Query],
    complain: Callable[[str], None],
    *,
    every: float,
    rounds: int | None = None,
) -> int:
    """Bring the index to where ``sources`` are, over and over, ``every`` so many seconds.

    Ends when it is interrupted, or after ``rounds``.
    """
    told: set[str] = set()

    def reject(error: SourceError) -> None:
        # What stays broken is told once, not every minute.
        if str(error) not in told:
            told.add(str(error))
            complain(f"rejected {error}")

    run = Run(LANGUAGES, reject, complain)
    known = [engine.ids(query) for query in searches]
    done = 0
    while rounds is None or done < rounds:
        if done:
            time.sleep(every)
        done += 1
        try:
            report = ingest(engine, sources, run)
        except IndexLocked as error:
            complain(f"{error}; trying again in {every:g} s")
            continue
        if _is_news(report):
            click.echo(f"{datetime.now():%H:%M:%S}  {_told(report)}")
            found = [engine.ids(query) for query in searches]
            for query, before, after in zip(searches, known, found, strict=True):
                _show(engine, query, after - before)
            known = found
    return 0


def _is_news(report: IndexReport) -> bool:
    return bool(report.added or report.replaced or report.removed)


def _told(report: IndexReport) -> str:
    counts = {"new": report.added, "changed": report.replaced}
    told = ", ".join(f"{count:,} {name}" for name, count in counts.items() if count)
    return f"articles: {told}; {report.passages:,} passages"


def _show(engine: Engine, query: Query, ids: frozenset[str]) -> None:
    """Print the passages of some ids, in the order of their articles."""
    articles: dict[str, StoredArticle] = {}
    for name in sorted(ids)[:_MOST_SHOWN]:
        article_id, _, ordinal = name.rpartition("#p")
        article = articles.get(article_id) or articles.setdefault(
            article_id, engine.article(article_id)
        )
        _show_passage(query, article, article.passages[int(ordinal) - 1])
    if len(ids) > _MOST_SHOWN:
        click.echo(f"  … and {len(ids) - _MOST_SHOWN:,} more for {query.text}")


def _show_passage(query: Query, article: StoredArticle, passage: Passage) -> None:
    about = [article.outlet, article.published and article.published[:10], passage.language]
    click.echo(f"  {click.style(query.text, bold=True)}: {' · '.join(filter(None, about))}")
    click.echo(f"    {' '.join(passage.text.split())}")
    click.echo(f"    {passage.id}")
