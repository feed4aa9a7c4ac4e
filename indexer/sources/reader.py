"""A process that reads files for a crew: ``python -m indexer.sources.reader``.

Each pickle on standard input is asked for by a :class:`indexer.sources.crew.Crew`, and answered by
one.
"""

from __future__ import annotations

import gc
import pickle
import sys
from contextlib import suppress
from typing import BinaryIO

from indexer.sources.crew import answers


def serve(requests: BinaryIO, replies: BinaryIO) -> None:
    """Do what is asked for until nobody asks any more."""
    while True:
        try:
            languages, files = pickle.load(requests)
        except EOFError:
            return
        pickle.dump(answers(languages, files), replies, pickle.HIGHEST_PROTOCOL)
        replies.flush()


if __name__ == "__main__":
    # What libraries load is looked through once, not with every answer.
    gc.freeze()
    # Whoever asked may have been killed.
    with suppress(BrokenPipeError):
        serve(sys.stdin.buffer, sys.stdout.buffer)
