"""Whether the inverted index says of the stored articles what they say themselves."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from analyzers import get_analyzer
from indexer.engine.embedded.schema import FORM
from indexer.engine.embedded.snapshot import Snapshot, documents_of
from indexer.store import Store


def compare(snapshot: Snapshot, store: Store) -> Iterator[str]:
    """One sentence for each kind of difference; nothing when the two agree.

    The passages are analysed again, and every term of each is looked up.
    """
    indexed = snapshot.rows[snapshot.live]
    stored = np.array(store.live_passages(), np.int64)
    missing = np.setdiff1d(stored, indexed)
    surplus = np.setdiff1d(indexed, stored)
    if len(missing):
        yield f"{len(missing)} stored passages are not in the inverted index"
    if len(surplus):
        yield f"{len(surplus)} passages of the inverted index are no longer stored"
    if len(indexed) != len(np.unique(indexed)):
        yield "the inverted index holds passages twice"
    altered = _altered(snapshot, store)
    if altered:
        yield f"{altered} passages are indexed by other words than they hold"


def _altered(snapshot: Snapshot, store: Store) -> int:
    """How many live passages have other exact forms in the index than in their text."""
    stored = set(store.live_passages())
    documents = {
        int(row): at
        for at, row in enumerate(snapshot.rows)
        if snapshot.live[at] and int(row) in stored
    }
    expected: dict[tuple[str, str], list[int]] = {}
    for row, _, language, text in store.passages(store.live_articles()):
        if row in documents:
            analyzer = get_analyzer(language)
            for form in {form for token in analyzer.analyze(text) for form in token.forms}:
                expected.setdefault((analyzer.language.code, form), []).append(documents[row])
    wrong: set[int] = set()
    for (code, form), held in expected.items():
        found, _ = documents_of(snapshot.occurrences(FORM, code, [form]))
        wrong.update(np.setxor1d(found, sorted(held)).tolist())
    return len(wrong.intersection(documents.values()))
