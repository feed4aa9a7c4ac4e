"""How far an indexing has come: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

import click
from click._termui_impl import ProgressBar

from indexer.documents import Article

_SECONDS = 10.0
"""Between two lines where there is no terminal."""

_TEMPLATE = "%(label)s  [%(bar)s]  %(info)s"


class Progress(Protocol):
    """Is told of bytes as they are read, and of articles as they come."""

    def read(self, count: int) -> None:
        """So many bytes of the sources were read."""

    def came(self, article: Article) -> None:
        """An article came of them."""


@contextmanager
def progress(total: int, complain: Callable[[str], None]) -> Iterator[Progress]:
    """Show how much of ``total`` bytes was read, how quickly, and how long the rest will take."""
    if not sys.stderr.isatty():
        yield _Lines(total, complain)
        return
    counted = _Counted()
    shown: ProgressBar[int] = click.progressbar(
        length=total,
        label="Indexing",
        file=sys.stderr,
        bar_template=_TEMPLATE,
        item_show_func=lambda _: counted.told(),
    )
    with shown as bar:
        yield _Bar(bar, counted)


class _Counted:
    def __init__(self) -> None:
        self._began = time.monotonic()
        self.articles = 0

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._began

    def told(self) -> str:
        return (
            f"{self.articles:,} articles, {self.articles / max(self.seconds, 0.001):,.0f} a second"
        )


class _Bar:
    def __init__(self, bar: ProgressBar[int], counted: _Counted) -> None:
        self._bar = bar
        self._counted = counted

    def read(self, count: int) -> None:
        self._bar.update(count, 0)

    def came(self, _: Article) -> None:
        self._counted.articles += 1


class _Lines:
    def __init__(self, total: int, complain: Callable[[str], None]) -> None:
        self._total = total
        self._complain = complain
        self._counted = _Counted()
        self._read = 0
        self._told = self._counted.seconds

    def read(self, count: int) -> None:
        self._read += count

    def came(self, _: Article) -> None:
        self._counted.articles += 1
        seconds = self._counted.seconds
        if seconds - self._told >= _SECONDS:
            self._told = seconds
            share = min(self._read / self._total, 1.0) if self._total else 1.0
            left = seconds * (1 - share) / share if share else 0.0
            self._complain(f"{self._counted.told()}; {share:.0%} read, {_span(left)} left")


def _span(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
