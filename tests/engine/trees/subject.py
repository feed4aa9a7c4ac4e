"""What is under test: the codec of arrays and the executor of query trees."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from whoosh.query import Query
from whoosh.reading import IndexReader

from indexer.engine.embedded.codec import ArrayCodec
from indexer.engine.embedded.execute import Executor, WhooshScoring


@dataclass(frozen=True)
class Subject:
    """A codec to index by and a way of evaluating a tree on such an index."""

    name: str
    codec: Callable[[], Any]
    run: Callable[[IndexReader, Query], dict[int, float]]


def _execute(reader: IndexReader, query: Query) -> dict[int, float]:
    executor = Executor(reader, WhooshScoring())
    matches = executor.run(query)
    assert matches.documents.dtype == np.int64
    assert matches.scores.dtype == np.float64
    assert (np.diff(matches.documents) > 0).all()
    found = dict(zip(matches.documents.tolist(), matches.scores.tolist(), strict=True))
    assert _gathered(executor, query) == found
    return found


def _gathered(executor: Executor, query: Query) -> dict[int, float]:
    """The same, found for ranking, where the order does not matter."""
    gathered: dict[int, float] = {}
    for segment, part in zip(executor.segments, executor.gather(query), strict=True):
        own = zip(
            (part.documents.astype(np.int64) + segment.base).tolist(),
            part.scores.tolist(),
            strict=True,
        )
        assert not part.ascending or (np.diff(part.documents.astype(np.int64)) > 0).all()
        gathered.update(own)
    return gathered


ARRAYS = Subject("arrays", ArrayCodec, _execute)
