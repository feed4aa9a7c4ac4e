"""A corpus on disk: raw texts with their columns, and the stems that all engines index."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

FIRST_DAY = np.datetime64("2020-01-01")
DAYS = 1827
"""Five years: days 0 to 1826, months 0 to 59."""

OUTLETS_A_LANGUAGE = 30
_AT_ONCE = 20_000


@dataclass(frozen=True)
class Corpus:
    """``passages`` passages in a folder that :func:`generate.corpus` made; read when asked for.

    Passages are numbered from 0 and lie in the order of their articles. Columns are arrays of one
    number a passage: ``language`` (0 English, 1 Italian), ``outlet`` (0 to 59), ``day`` since
    ``FIRST_DAY``, ``month`` since its month, ``article`` (numbered from 0 without gaps).
    """

    folder: Path
    passages: int
    seed: int

    @cached_property
    def terms(self) -> list[str]:
        """The stems that occur, sorted; a token is the number of one."""
        return (self.folder / "terms.txt").read_text("utf-8").split("\n")

    @cached_property
    def tokens(self) -> NDArray[np.uint32]:
        """The stem stream: term numbers of one passage after the other, without stop words."""
        return self._array("tokens")

    @cached_property
    def offsets(self) -> NDArray[np.int64]:
        """Where a passage's tokens begin; ``passages + 1`` numbers."""
        return self._array("offsets")

    @cached_property
    def language(self) -> NDArray[np.uint8]:
        return self._array("language")

    @cached_property
    def outlet(self) -> NDArray[np.uint8]:
        return self._array("outlet")

    @cached_property
    def day(self) -> NDArray[np.uint16]:
        return self._array("day")

    @cached_property
    def month(self) -> NDArray[np.uint8]:
        return self._array("month")

    @cached_property
    def article(self) -> NDArray[np.uint32]:
        return self._array("article")

    @property
    def articles(self) -> int:
        return int(self.article[-1]) + 1

    def texts(self) -> Iterator[str]:
        """The raw texts in order."""
        with (self.folder / "texts.txt").open(encoding="utf-8") as lines:
            for line in lines:
                yield line[:-1]

    def stem_texts(self, first: int = 0, last: int | None = None) -> Iterator[str]:
        """The stems of passages ``first`` up to ``last``, parted by spaces."""
        last = self.passages if last is None else last
        names = np.array(self.terms, dtype=object)
        for start in range(first, last, _AT_ONCE):
            offsets = self.offsets[start : min(start + _AT_ONCE, last) + 1].tolist()
            words = iter(names[self.tokens[offsets[0] : offsets[-1]]].tolist())
            for begin, end in pairwise(offsets):
                yield " ".join(islice(words, end - begin))

    def columns(self, first: int = 0, last: int | None = None) -> Iterator[tuple[int, ...]]:
        """Passage, article, language, outlet and month of passages ``first`` up to ``last``."""
        last = self.passages if last is None else last
        kept = (self.article, self.language, self.outlet, self.month)
        columns = [column[first:last].tolist() for column in kept]
        return zip(range(first, last), *columns, strict=True)

    def bounds(self, parts: int) -> list[tuple[int, int]]:
        """``parts`` runs of passages of about equal length that part no article."""
        wanted = [self.passages * part // parts for part in range(1, parts)]
        cuts = [int(np.searchsorted(self.article, self.article[each])) for each in wanted]
        return list(zip([0, *cuts], [*cuts, self.passages], strict=True))

    def _array(self, name: str) -> NDArray[Any]:
        return np.asarray(np.load(self.folder / f"{name}.npy", mmap_mode="r"))
