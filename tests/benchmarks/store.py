"""How fast the article store writes and reads.

    python -m tests.benchmarks.store [--passages N] [--folder DIR]

Articles of ten passages of some 350 characters go in by a thousand a batch; then what an index, a
page of hits and ``passaggi stats`` read is read, from a file that the machine has in memory.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from indexer import Article, Paragraph, Role
from indexer.store import Store

_BATCH = 1000
_PASSAGES = 10
_WORDS = "la guerra dei dazi è ferma da un mese città tregua mediatore prigionieri accordo".split()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, help="where to put the store; a temporary folder")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        path = Path(folder) / "articles.sqlite3"
        Store.create(path)
        store = Store.open(path)
        articles = options.passages // _PASSAGES
        _write(store, articles)
        _read(store)
        store.close()
        print(f"{path.stat().st_size / articles / _PASSAGES:,.0f} bytes a passage")


def _write(store: Store, articles: int) -> None:
    spent = 0.0
    for at in range(0, articles, _BATCH):
        batch = [_article(number) for number in range(at, min(at + _BATCH, articles))]
        started = time.perf_counter()
        with store.transaction():
            store.replace(batch)
        spent += time.perf_counter() - started
    print(f"new: {articles * _PASSAGES / spent:,.0f} passages/s")
    again = [_article(number) for number in random.Random(1).sample(range(articles), _BATCH)]
    with _timed("replacing a thousand articles at random"), store.transaction():
        store.replace(again)
    with _timed("dropping what they replaced"):
        store.purge(store.batch(), seconds=0)


def _read(store: Store) -> None:
    started = time.perf_counter()
    articles = store.changes_since(0).begun
    count = sum(len(part.rows) for part in store.entries(articles))
    print(f"entries: {count / (time.perf_counter() - started):,.0f} passages/s")
    with _timed("rows of all passages"):
        rows = store.passage_rows(articles).tolist()
    page = random.Random(2).sample(rows, min(500, len(rows)))
    with _timed("a page of 500"):
        assert len(store.shown(page)) == len(page)
    with _timed("totals"):
        store.totals()
    with _timed("check"):
        assert store.check() == []


@contextmanager
def _timed(what: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    print(f"{what}: {time.perf_counter() - started:.3f} s")


def _article(number: int) -> Article:
    chance = random.Random(number)
    day = f"20{chance.randrange(10, 26)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
    texts = (" ".join(chance.choices(_WORDS, k=58)) for _ in range(_PASSAGES - 1))
    return Article(
        id=f"{chance.randrange(10**9):x}-{number}",
        paragraphs=[Paragraph(text, Role.BODY) for text in texts],
        title=f"Notizia {number}",
        outlet=f"Il Giornale {chance.randrange(40)}",
        url=f"https://giornale.example/{day}/{number}",
        published=f"{day}T{chance.randrange(24):02}:{chance.randrange(60):02}:00+01:00",
        language="it",
        author=("Ada Neri",),
        section=chance.choice(["Mondo", "Cronaca", None]),
    )


if __name__ == "__main__":
    main()
