"""Files read by several processes, given back in the order in which they were asked for.

Reading a page is parsing and weighing words, work for every core. What little there is to read is
read here, and so are large files of records: to hand their articles over would cost more than to
read them. A process that ends early costs nothing: what it was asked for is read here.
"""

from __future__ import annotations

import logging
import os
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from queue import Queue
from threading import Thread
from typing import Self

from indexer.processes import start
from indexer.sources.events import Event, events
from indexer.sources.locate import Located

_log = logging.getLogger(__name__)

ALONE = 1_000_000
"""Bytes that are read here before others are asked for help."""

_GROUP_BYTES = 1_000_000
_GROUP_FILES = 32
_LARGE = 10_000_000
_AHEAD = 2
"""Groups of files that a process is given before it has read one."""

_MOST_WORKERS = 8


class Crew:
    """The processes that read; they are started when there is much to read."""

    def __init__(self, languages: Sequence[str], on_bytes: Callable[[int], None]) -> None:
        self._languages = languages
        self._on_bytes = on_bytes
        self._workers: list[_Worker] = []
        self._seen = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.close()

    def read(self, files: Iterable[Located]) -> Iterator[tuple[Located, Iterator[Event]]]:
        """Each file with what reading it comes to, to be used up before the next is asked for."""
        waiting: deque[tuple[list[Located], _Worker]] = deque()
        for group in _groups(files):
            size = sum(file.size for file in group)
            self._seen += size
            help_wanted = self._seen > ALONE and not group[0].url
            if help_wanted and size <= _LARGE:
                if len(waiting) >= _AHEAD * self._most:
                    yield from self._taken(*waiting.popleft())
                waiting.append((group, self._ask(group)))
                continue
            while waiting:
                yield from self._taken(*waiting.popleft())
            for file in group:
                yield file, self._here(file)
        while waiting:
            yield from self._taken(*waiting.popleft())

    @property
    def _most(self) -> int:
        return min(os.cpu_count() or 1, _MOST_WORKERS)

    def _here(self, file: Located) -> Iterator[Event]:
        return events(file, self._languages, self._on_bytes)

    def _ask(self, files: Sequence[Located]) -> _Worker:
        idle = [worker for worker in self._workers if not worker.waiting]
        if not idle and len(self._workers) < self._most:
            self._workers.append(_Worker())
            idle = self._workers[-1:]
        worker = idle[0] if idle else min(self._workers, key=lambda each: each.waiting)
        worker.ask(self._languages, files)
        return worker

    def _taken(
        self, files: Sequence[Located], worker: _Worker
    ) -> Iterator[tuple[Located, Iterator[Event]]]:
        try:
            for file, own in zip(files, worker.take(), strict=True):
                self._on_bytes(file.size)
                yield file, iter(own)
        except ChildProcessError as error:
            _log.warning("%s: its files are read without help", error)
            yield from ((file, self._here(file)) for file in files)


class _Worker:
    """A process that reads what it is asked for: ``python -m indexer.sources.reader``."""

    def __init__(self) -> None:
        self.waiting = 0
        self._answers: Queue[list[list[Event]] | None] = Queue()
        self._process = start("indexer.sources.reader")
        # Answers are taken out of the pipe at once: a process that waits for room in it would not
        # see what else it is asked for, and who asks would wait for that.
        self._receiver = Thread(target=self._receive, daemon=True)
        self._receiver.start()

    def ask(self, languages: Sequence[str], files: Sequence[Located]) -> None:
        """Have files read."""
        assert self._process.stdin is not None
        self.waiting += 1
        # That the process has ended is told when its answer is taken.
        with suppress(BrokenPipeError):
            pickle.dump((languages, files), self._process.stdin, pickle.HIGHEST_PROTOCOL)
            self._process.stdin.flush()

    def take(self) -> list[list[Event]]:
        """The events of each of the files that were asked for first. Raises ChildProcessError."""
        self.waiting -= 1
        answer = self._answers.get()
        if answer is None:
            self._answers.put(None)
            raise ChildProcessError("a process that reads has ended")
        return answer

    def close(self) -> None:
        """End the process, whatever it is at."""
        self._process.kill()
        self._receiver.join()
        self._process.communicate()

    def _receive(self) -> None:
        assert self._process.stdout is not None
        with suppress(EOFError, pickle.UnpicklingError, OSError, ValueError):
            while True:
                self._answers.put(pickle.load(self._process.stdout))
        self._answers.put(None)


def answers(languages: Sequence[str], files: Sequence[Located]) -> list[list[Event]]:
    """What reading each of some files comes to."""
    return [list(events(file, languages)) for file in files]


def _groups(files: Iterable[Located]) -> Iterator[list[Located]]:
    """The files, as many together as are worth asking for; large ones by themselves."""
    group: list[Located] = []
    size = 0
    for file in files:
        own = file.size
        if group and (own > _GROUP_BYTES or file.url):
            yield group
            group, size = [], 0
        group.append(file)
        size += own
        if size > _GROUP_BYTES or len(group) >= _GROUP_FILES or file.url:
            yield group
            group, size = [], 0
    if group:
        yield group
