"""How fast suggestions come while a query is typed, and corrections where a word stands nowhere.

    python -m tests.benchmarks.suggestions [--passages N] [--prefixes N] [--work DIR]

The generated corpus of the speed benchmark goes into an index, which stays in the work folder. Then
an engine is asked for the beginnings, of two letters and more, of words drawn by their frequency;
none is asked for twice, so that nothing is answered from what was remembered.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np

from indexer import Article, Query, connect
from indexer.engine import Engine
from tests.benchmarks.speed.corpus import Corpus
from tests.benchmarks.speed.generate import corpus
from tests.benchmarks.speed.processes import ROOT
from tests.benchmarks.speed.words import LANGUAGES, drawn, vocabulary

_SEED = 2027
_LETTERS = (2, 3, 4, 5, 7)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--passages", type=int, default=1_000_000)
    parser.add_argument("--prefixes", type=int, default=400)
    parser.add_argument("--work", type=Path, default=ROOT / ".bench")
    options = parser.parse_args()
    with connect(_index(options.passages, options.work)) as engine:
        started = time.perf_counter()
        engine.suggest("wa")
        print(f"first: {(time.perf_counter() - started) * 1000:.1f} ms")
        words = _words(options.prefixes)
        for letters in _LETTERS:
            asked = sorted({word[:letters] for word in words if len(word) >= letters})
            _tell(f"{letters} letters", _times(engine.suggest, asked))
        misspelt = [_misspelt(word) for word in words if len(word) > 5][: options.prefixes // 4]
        _tell("a search, corrected", _times(_search(engine), misspelt))


def _index(passages: int, work: Path) -> str:
    """The index of the corpus, made unless it is there already."""
    folder = work / f"suggestions-{passages}"
    if not folder.exists():
        unfinished = folder.with_suffix(".unfinished")
        with connect(str(unfinished)) as engine:
            engine.index(_articles(corpus(passages, _SEED, work)))
        unfinished.rename(folder)
    return str(folder)


def _articles(own: Corpus) -> Iterator[Article]:
    texts = own.texts()
    sizes = np.bincount(own.article)
    firsts = np.cumsum(sizes) - sizes
    for number, (first, size) in enumerate(zip(firsts.tolist(), sizes.tolist(), strict=True)):
        yield Article(
            id=f"a{number}",
            paragraphs=tuple(islice(texts, size)),
            outlet=f"Outlet {own.outlet[first]}",
            language=LANGUAGES[own.language[first]],
        )


def _words(count: int) -> list[str]:
    """So many words of each language, by their frequency."""
    rng = np.random.default_rng(_SEED)
    found: list[str] = []
    for each in map(vocabulary, LANGUAGES):
        found += (each.words[at] for at in drawn(each.cumulative, rng, count))
    return list(dict.fromkeys(found))


def _misspelt(word: str) -> str:
    """A word with a letter doubled and two that have changed places."""
    at = random.Random(word).randrange(1, len(word) - 2)
    return word[:at] + word[at + 1] + word[at] + word[at + 2] + word[at + 2 :]


def _search(engine: Engine) -> Callable[[str], object]:
    return lambda text: engine.search(Query(text))


def _times(ask: Callable[[str], object], asked: Sequence[str]) -> list[float]:
    times = []
    for text in asked:
        started = time.perf_counter()
        ask(text)
        times.append((time.perf_counter() - started) * 1000)
    return times


def _tell(what: str, times: Sequence[float]) -> None:
    median, tail = np.percentile(times, [50, 95])
    print(f"{what}: p50 {median:.2f} ms, p95 {tail:.2f} ms, {len(times)} asked")


if __name__ == "__main__":
    main()
