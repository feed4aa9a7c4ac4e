"""Kills a writing process over and over: ``python -m tests.engine.embedded.killing FOLDER KILLS``.

This process imports everything and forks; each child opens the index, works through a list of
batches that depends on a seed alone, tells what was acknowledged, and is killed: at a random
moment, or by itself just before or after some step. Another child then opens the index and checks
it against the articles as they must be and against an index built anew from the same store.
``PASSAGGI_PROCESSES`` is the share of children that let processes besides them build segments.
"""

from __future__ import annotations

import importlib
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from indexer import Article, connect
from indexer.engine import Engine
from indexer.engine.embedded import contents, engine, merge_policy, takeover
from indexer.errors import ArticleNotFound
from tests.engine.embedded.answers import STORE, answers, opened, postings, rebuilt

Texts = dict[str, list[str]]
"""The passages of each article."""

Step = tuple[str, list[Article]]
"""``index`` some articles, ``delete`` them, or ``optimize``."""

IDS = [f"a{number}" for number in range(24)]
WORDS = ("guerra", "porto", "gatto", "città", "perché", "nuova", "parola", "tregua")
QUERIES = (*WORDS, "guerra AND porto", '"porto guerra"', "pa*", "guerra NOT tregua")
BATCH = 4

_UNCHECKED = 0.25
"""How often the next child is killed too, while it makes good what the last one left."""

POINTS = (
    ("indexer.engine.embedded.build", "write_terms"),
    ("indexer.engine.embedded.build", "write_documents"),
    ("indexer.engine.embedded.codec.container", "ContainerWriter.add"),
    ("indexer.engine.embedded.inverted", "merge"),
    ("indexer.engine.embedded.inverted", "write_contents"),
    ("indexer.engine.embedded.contents", "sync_folder"),
    ("indexer.engine.embedded.contents", "sweep"),
    ("indexer.engine.embedded.inverted", "Writer.delete"),
    ("indexer.engine.embedded.takeover", "Takeover.note"),
    ("indexer.engine.embedded.takeover", "Takeover.finish"),
    ("indexer.store", "Store.replace"),
    ("indexer.store", "Store.delete"),
    ("indexer.store", "Store.purge"),
    ("indexer.store", "Store.compact"),
    ("pathlib", "Path.rename"),
    ("pathlib", "Path.unlink"),
    ("os", "fsync"),
)
"""Steps of a commit: before and after each the process is killed."""


def step_of(seed: int, number: int) -> Step:
    """What is done in one round; ``index`` is a batch for each ``BATCH`` articles."""
    chance = random.Random(f"{seed} {number}")
    kind = chance.choices(("index", "delete", "optimize"), (12, 3, 1))[0]
    chosen = chance.sample(IDS, chance.randint(1, 9))
    return kind, [_article(each, number, chance) for each in chosen]


def _article(name: str, number: int, chance: random.Random) -> Article:
    words = " ".join(chance.choices(WORDS, k=chance.randint(1, 30)))
    texts = [f"Giro {number} di {name}, {at}: {words}" for at in range(chance.randint(1, 5))]
    return Article(id=name, paragraphs=tuple(texts), language=chance.choice(("it", "en")))


def states(texts: Texts, step: Step) -> Iterator[Texts]:
    """What the articles may be after a step, or in the middle of it: whole batches."""
    kind, articles = step
    texts = dict(texts)
    yield dict(texts)
    for at in range(0, len(articles), BATCH):
        part = articles if kind == "delete" else articles[at : at + BATCH]
        for article in part:
            if kind == "delete":
                texts.pop(article.id, None)
            elif kind == "index":
                texts[article.id] = [line.text for line in article.lines()]
        yield dict(texts)


def work(folder: Path, seed: int, first: int, told: int) -> None:
    """Work until killed; each round that is done is told."""
    with connect(str(folder)) as index:
        for number in range(first, first + 1000):
            kind, articles = step_of(seed, number)
            if kind == "index":
                index.index(articles)
            elif kind == "delete":
                index.delete([article.id for article in articles])
            else:
                index.optimize()
            os.write(told, b"%d\n" % number)


def check(folder: Path, possible: list[Texts]) -> Texts:
    """Check the index after a kill; gives the articles as they are."""
    with opened(folder) as index:
        assert index.verify() == []
        found = _texts(index)
        assert found in possible, (found, possible)
        elsewhere = Path(tempfile.mkdtemp(dir=folder.parent))
        with rebuilt(folder, elsewhere / "anew") as anew:
            assert answers(index, QUERIES) == answers(anew, QUERIES)
            assert postings(index) == postings(anew)
        shutil.rmtree(elsewhere)
        index.index([_article(IDS[0], 0, random.Random(0))])
        _check_swept(folder)
        return _texts(index)


def _texts(index: Engine) -> Texts:
    texts: Texts = {}
    for name in IDS:
        with suppress(ArticleNotFound):
            texts[name] = [passage.text for passage in index.article(name).passages]
    return texts


def _check_swept(folder: Path) -> None:
    """Nothing is left but the store, the lock and what two commits need."""
    kept = contents.generations(folder)
    assert len(kept) <= contents.KEPT
    needed = {"MAIN_WRITELOCK"} | {f"_MAIN_{number}.toc" for number in kept}
    for number in kept:
        for segment in contents._read(folder, number).segments:
            needed |= {path.name for path in segment.paths(folder)}
    held = {path.name for path in folder.iterdir() if not path.name.startswith(STORE)}
    assert held == needed, held ^ needed


def tune(processes: bool) -> None:
    """Make segments, tiers and batches so small that much happens in every round."""
    engine.BATCH = BATCH
    merge_policy.SMALLEST, merge_policy.FANOUT = 4, 3
    takeover.SEGMENT, takeover._UNCOMMITTED = 8, 3
    os.cpu_count = lambda: 3 if processes else 1


def arm(module: str, name: str, after: bool, times: int) -> None:
    """Let this process be killed before or after a function is called so many times."""
    owner: Any = importlib.import_module(module)
    *path, last = name.split(".")
    for each in path:
        owner = getattr(owner, each)
    original: Callable[..., Any] = getattr(owner, last)
    left = times

    def armed(*arguments: Any, **options: Any) -> Any:
        nonlocal left
        left -= 1
        if left == 0 and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        given = original(*arguments, **options)
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return given

    setattr(owner, last, armed)


def forked(run: Callable[[int], None]) -> tuple[int, int]:
    """A child that runs a function with the end of a pipe: its id, and the other end."""
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    status = 1
    try:
        os.close(reading)
        run(writing)
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


def finished(child: int, reading: int) -> tuple[int, str]:
    """Wait for a child; gives its status and what it told."""
    with os.fdopen(reading) as pipe:
        told = pipe.read()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), told


def kill_once(folder: Path, seed: int, first: int, chance: random.Random) -> int:
    """Let a child work until it is killed; gives the last round that it told."""
    pointed = chance.random() < 0.7
    point = (*chance.choice(POINTS), chance.random() < 0.5, chance.randint(1, 4))
    processes = chance.random() < float(os.environ.get("PASSAGGI_PROCESSES", "0"))

    def run(told: int) -> None:
        tune(processes)
        if pointed:
            arm(*point)
        work(folder, seed, first, told)

    child, reading = forked(run)
    if pointed:
        # A step that is not reached in this time is followed by a kill at any moment.
        signal.signal(signal.SIGALRM, lambda *_: os.kill(child, signal.SIGKILL))
        signal.setitimer(signal.ITIMER_REAL, 10 if processes else 1)
    else:
        time.sleep(chance.uniform(0, 3 if processes else 0.4))
        os.kill(child, signal.SIGKILL)
    status, told = finished(child, reading)
    signal.setitimer(signal.ITIMER_REAL, 0)
    assert status == -signal.SIGKILL, f"the writer ended with {status}; {point}"
    return max((int(line) for line in told.split()), default=first - 1)


def _warm(folder: Path) -> None:
    """Have all that is compiled loaded, so that no child waits for it."""
    with connect(str(folder)) as index:
        index.index(_article(name, 0, random.Random(0)) for name in IDS)
        assert isinstance(index, engine.EmbeddedEngine)
        assert index.verify() == []
        answers(index, QUERIES)
    shutil.rmtree(folder)


def kill(folder: Path, seed: int, kills: int) -> None:
    """Kill, check, and go on from there."""
    chance = random.Random(seed)
    tune(processes=False)
    with connect(str(folder)):
        pass
    _warm(folder.parent / "warm")
    possible: list[Texts] = [{}]
    first = 0
    for _ in range(kills):
        done = kill_once(folder, seed, first, chance)
        for number in range(first, done + 1):
            possible = [list(states(texts, step_of(seed, number)))[-1] for texts in possible]
        possible = [state for texts in possible for state in states(texts, step_of(seed, done + 1))]
        first = done + 2
        if chance.random() < _UNCHECKED:
            continue

        def run(told: int, possible: list[Texts] = possible) -> None:
            os.write(told, json.dumps(check(folder, possible)).encode())

        status, told = finished(*forked(run))
        assert status == 0, f"wrong after round {done}"
        possible = [json.loads(told)]
    print(f"{kills} kills, {contents.generations(folder)[0]} commits")


if __name__ == "__main__":
    kill(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
