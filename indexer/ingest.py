"""Bringing an index to where its sources are: what has not changed costs a digest."""

from __future__ import annotations

import fnmatch
import glob
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from indexer.documents import Source
from indexer.engine.base import Engine
from indexer.errors import ArticleNotFound
from indexer.reports import IndexReport
from indexer.sources.locate import readable
from indexer.sources.reading import Reading
from indexer.sources.run import Run

_UNNAMEABLE = "\N{REPLACEMENT CHARACTER}"


def ingest(engine: Engine, sources: Sequence[str], run: Run, *, prune: bool = False) -> IndexReport:
    """Index what is new or changed in ``sources``, and report what they no longer give.

    Interrupted, it goes on where it stopped when it is called again: what was stored is known by
    its text, a source read to its end by its digest. With ``prune``, articles that no source gives
    any more are deleted.
    """
    # First, so that another source of a deleted article is read again in this very run.
    gone = [Source(place, None) for place in _gone(engine, sources)]
    report = engine.index(gone, prune=prune)
    reading = Reading(run, engine.source, partial(_stored_at, engine))
    return report + engine.index(reading.items(sources), prune=prune)


def _gone(engine: Engine, sources: Sequence[str]) -> Iterator[str]:
    """The places below ``sources`` that were read once and are no longer there."""
    roots = [Path(source).absolute() for source in sources if "://" not in source]
    for place in engine.places():
        # What has no name that could be written down cannot be looked for.
        absent = "://" not in place and _UNNAMEABLE not in place and not Path(place).exists()
        if absent and any(_holds(root, place) for root in roots):
            yield place


def _holds(root: Path, place: str) -> bool:
    """Whether a place is below a folder that is there, or meets a pattern."""
    if root.is_dir():
        return Path(place).is_relative_to(root)
    return glob.has_magic(str(root)) and fnmatch.fnmatchcase(place, readable(root))


def _stored_at(engine: Engine, article_id: str) -> str | None:
    try:
        return engine.article(article_id).source
    except ArticleNotFound:
        return None
