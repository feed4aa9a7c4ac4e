"""The ingredients of the ranking, each left out in turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from functools import partial
from typing import Any
from unittest.mock import patch

from indexer.engine.embedded import relevance, search, snapshot
from indexer.lexicon.lexicon import Lexicon
from indexer.query import expressions, related
from indexer.query.related import Relations, Via

Switch = Callable[[], AbstractContextManager[Any]]
"""Leaves an ingredient out of the engines opened and searched meanwhile."""


def _via(via: Via) -> Switch:
    return lambda: patch.object(search, "Relations", partial(Relations, left_out={via}))


def _promotion(**changed: Any) -> Switch:
    promotion = replace(snapshot.PROMOTION, **changed)
    return lambda: patch.object(snapshot, "PROMOTION", promotion)


def _scoring(**changed: Any) -> Switch:
    return lambda: patch.object(snapshot, "SCORING", replace(snapshot.SCORING, **changed))


@contextmanager
def _languages_by_their_scores() -> Iterator[None]:
    """The scores of all languages as they are."""
    with (
        patch.object(relevance, "_peak", lambda _: 1e6),
        patch.object(relevance, "HALF_AFTER", 1e12),
        patch.object(search, "OTHER_LANGUAGE", 1.0),
    ):
        yield


def _of_any_language() -> AbstractContextManager[Any]:
    """Queries that may be of any language, whatever their words."""

    def written_in(_: Any, lexicon: Lexicon) -> tuple[str, ...]:
        return lexicon.languages

    return patch.object(related, "written_in", written_in)


INGREDIENTS: dict[str, Switch] = {
    "nothing": nullcontext,
    "translations": _via(Via.TRANSLATION),
    "names": _via(Via.ALIAS),
    "cognates": _via(Via.COGNATE),
    "spellings": _via(Via.SPELLING),
    "irregular forms": _via(Via.WORD),
    "expressions": lambda: patch.object(expressions, "LONGEST", 1),
    "language of the query": _of_any_language,
    "proximity": _promotion(proximity=0.0),
    "titles": _promotion(title=0.0),
    "word families": _promotion(family=0.0),
    "roles": _promotion(roles={}),
    "exact form": _scoring(exact_weight=0.0),
    "shortest length": _scoring(shortest=0.0),
    "joining languages": _languages_by_their_scores,
}
"""By name; the first leaves nothing out."""
