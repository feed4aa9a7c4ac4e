"""Alters single bytes of an index: ``python -m tests.engine.embedded.flipping INDEX SEED COUNT``.

In a process of its own, because what is looked for includes that it crashes. Each case is printed
before it is tried, and "wrong" after it if it was answered neither rightly nor with an IndexFault,
or if ``verify`` found nothing.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
from pathlib import Path

from indexer.engine.base import Results
from indexer.engine.embedded.contents import read_contents
from indexer.errors import IndexFault
from tests.engine.embedded.answers import STORE, answers, opened


def flip(index: Path, seed: int, count: int) -> None:
    """Try ``count`` random cases, each on a copy of the index."""
    chance = random.Random(seed)
    with opened(index) as engine:
        right = answers(engine)
    used = {each.segment_id() for each in read_contents(index).segments}
    files = sorted(file for file in index.iterdir() if file.stat().st_size)
    for _ in range(count):
        file = chance.choice(files)
        place = chance.randrange(file.stat().st_size)
        print(file.name, place, bit := 1 << chance.randrange(8), flush=True)
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "copy"
            shutil.copytree(index, copy)
            content = bytearray(file.read_bytes())
            content[place] ^= bit
            (copy / file.name).write_bytes(content)
            must_be_found = file.stem in used
            if file.name == STORE:
                _try_store(copy, right)
            elif fault := _fault(copy, right, must_be_found):
                print("wrong:", fault, flush=True)


def _fault(index: Path, right: list[Results], must_be_found: bool) -> str:
    try:
        with opened(index) as engine:
            if must_be_found and not engine.verify():
                return "verify finds nothing"
            if answers(engine) != right:
                return "other answers"
    except IndexFault:
        pass
    return ""


def _try_store(index: Path, right: list[Results]) -> None:
    """What is altered in a stored text is found by ``verify``, not by a search."""
    try:
        with opened(index) as engine:
            if not engine.verify() and answers(engine) != right:
                print("wrong: verify finds nothing")
            answers(engine)
            engine.stats()
    except IndexFault:
        pass


if __name__ == "__main__":
    flip(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
