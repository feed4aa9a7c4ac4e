"""A process that builds segments: ``python -m indexer.engine.embedded.worker STORE FOLDER``.

Each line of standard input is a task in JSON, ``{"segment": id, "articles": [row, …]}``; each is
answered by a line with the number of documents, or with an error.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from indexer.engine.embedded.build import build_segment
from indexer.engine.embedded.codec import ArraySegment
from indexer.engine.embedded.contents import NAME
from indexer.processes import start
from indexer.store import Store

Task = tuple[ArraySegment, Sequence[int]]
"""A segment to be built, and the article rows that it is built of."""


class Worker:
    """A process that builds one segment after the other."""

    def __init__(self, store: Path, folder: Path) -> None:
        self._arguments = (__name__, str(store), str(folder))
        self._tasks: list[Task] = []
        self._process = start(*self._arguments)

    @property
    def waiting(self) -> int:
        """How many segments were asked for and not taken."""
        return len(self._tasks)

    def ask(self, segment: ArraySegment, articles: Sequence[int]) -> None:
        """Have a segment built of some article rows, which the store has committed."""
        assert self._process.stdin is not None
        task = {"segment": segment.segid, "articles": list(articles)}
        self._tasks.append((segment, articles))
        # That the process has ended is told when its work is taken.
        with suppress(BrokenPipeError):
            self._process.stdin.write(f"{json.dumps(task)}\n".encode())
            self._process.stdin.flush()

    def take(self) -> ArraySegment:
        """The segment that was asked for first, written. Raises ChildProcessError if it is not."""
        assert self._process.stdout is not None
        answer = self._process.stdout.readline()
        # Of a process that was killed the answer may be cut short.
        told: dict[str, Any] = {"error": "the process has ended"}
        if answer.endswith(b"\n"):
            told = json.loads(answer)
        if "error" in told:
            raise ChildProcessError(f"a segment could not be built ({told['error']})")
        segment, _ = self._tasks.pop(0)
        segment.set_doc_count(told["count"])
        return segment

    def restart(self) -> list[Task]:
        """End the process, begin another, and give what was asked for and not taken."""
        self.close()
        tasks, self._tasks = self._tasks, []
        self._process = start(*self._arguments)
        return tasks

    def close(self) -> None:
        """End the process, whatever it is at."""
        self._process.kill()
        self._process.communicate()


def _serve(store: Store, folder: Path) -> None:
    # Vocabularies are millions of objects that never die: looking through them costs a tenth.
    gc.disable()
    for line in sys.stdin:
        task = json.loads(line)
        segment = named_segment(task["segment"])
        try:
            build_segment(folder, segment, store.entries(task["articles"]))
            answer: dict[str, Any] = {"count": segment.doc_count_all()}
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        os.write(sys.stdout.fileno(), f"{json.dumps(answer)}\n".encode())


def named_segment(segment_id: str) -> ArraySegment:
    """A segment of a given id."""
    segment = ArraySegment(NAME)
    segment.segid = segment_id
    return segment


if __name__ == "__main__":
    # Whoever asked may have been killed.
    with suppress(BrokenPipeError):
        _serve(Store.open(Path(sys.argv[1])), Path(sys.argv[2]))
