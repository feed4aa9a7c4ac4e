"""What is under test: the codec of arrays and the executor of query trees."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from whoosh.query import Query
from whoosh.reading import IndexReader

from indexer.engine.embedded.codec import ArrayCodec
from indexer.engine.embedded.execute import Executor, WhooshScoring
from indexer.engine.embedded.execute.ranking import Facets, rank
from tests.engine.trees.reference import ranked

_LIMIT = 10


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
    assert _ranks(executor, query, found)
    return found


def _ranks(executor: Executor, query: Query, found: dict[int, float]) -> bool:
    """Whether counting and ranking while documents are read finds as many, and the same best."""
    outcome = rank(Facets(executor.segments, None), executor.gather(query), {}, (), _LIMIT)
    best = {each.segment.base + each.document: each.score for each in outcome.best}
    expected = ranked(found)[:_LIMIT]
    assert [best[document] for document in expected] == pytest.approx(
        [found[document] for document in expected], rel=1e-12
    )
    return outcome.total == outcome.matched == len(found)


ARRAYS = Subject("arrays", ArrayCodec, _execute)
