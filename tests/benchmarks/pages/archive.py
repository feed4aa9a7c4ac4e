"""Articles made of a generated corpus, with all that a page shows of them, and their index."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import numpy as np

from indexer import Article, Paragraph, connect
from indexer.documents import Role
from tests.benchmarks.speed.corpus import FIRST_DAY, Corpus
from tests.benchmarks.speed.generate import corpus
from tests.benchmarks.speed.words import LANGUAGES

SECTIONS = ("politics", "economy", "world", "culture", "sport", None)

_HEADLINE = 9
"""Words of a headline."""

_COPYING = 8
"""One article in so many prints a passage of an earlier one, without each tenth of its words."""

_BACK = 40
"""How many articles ago that was."""


def index(passages: int, seed: int, work: Path) -> str:
    """The index of the archive, made unless it is in the work folder already."""
    folder = work / f"pages-{passages}-{seed}"
    if not folder.exists():
        unfinished = folder.with_suffix(".unfinished")
        with connect(str(unfinished)) as engine:
            engine.index(articles(corpus(passages, seed, work)))
        unfinished.rename(folder)
    return str(folder)


def articles(source: Corpus) -> Iterator[Article]:
    """The articles of a corpus; of each the first passage is cut to a headline."""
    texts = source.texts()
    sizes = np.bincount(source.article)
    firsts = np.cumsum(sizes) - sizes
    earlier: list[list[str]] = [[], []]
    for number, (first, size) in enumerate(zip(firsts.tolist(), sizes.tolist(), strict=True)):
        own = list(islice(texts, size))
        bodies = earlier[int(source.language[first])]
        if number % _COPYING == 0 and len(bodies) >= _BACK:
            own[-1] = _abridged(bodies[-_BACK])
        bodies.append(own[-1])
        del bodies[:-_BACK]
        yield _article(source, number, first, own)


def outlet(number: int) -> str:
    """The name of an outlet of the corpus."""
    return f"Outlet {number}"


def _article(source: Corpus, number: int, first: int, texts: list[str]) -> Article:
    headline = " ".join(texts[0].split()[:_HEADLINE]).strip(".,")
    lines = [Paragraph(headline, Role.HEADLINE), *map(Paragraph, texts[1:])]
    named = int(source.outlet[first])
    return Article(
        id=f"a{number}",
        paragraphs=lines,
        outlet=outlet(named),
        url=f"https://outlet{named}.example/news/{number}",
        published=str(FIRST_DAY + int(source.day[first])),
        language=LANGUAGES[source.language[first]],
        section=SECTIONS[number % len(SECTIONS)],
        author=("A. Writer",),
    )


def _abridged(text: str) -> str:
    return " ".join(word for place, word in enumerate(text.split(), 1) if place % 10)
