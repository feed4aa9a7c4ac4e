"""Whoosh with its own codec and matchers, as its documentation shows it."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.benchmarks.speed.peers.base import FACETS, K1, TOP, Answer, B, Layout, Peer, Query

if TYPE_CHECKING:
    from tests.benchmarks.speed.corpus import Corpus

_LIMIT_MB = 512


class Whoosh(Peer):
    name = "whoosh"

    @classmethod
    def missing(cls) -> str | None:
        return None if importlib.util.find_spec("whoosh") else "Whoosh is not installed"

    def version(self) -> str:
        return metadata.version("whoosh3")

    def build(self, corpus: Corpus, folder: Path, layout: Layout) -> None:
        from whoosh.analysis import SpaceSeparatedTokenizer

        assert layout.segments == 1
        _add(folder, SpaceSeparatedTokenizer(), corpus.stem_texts(), corpus)

    def index_raw(self, corpus: Corpus, folder: Path, processes: int) -> None:  # noqa: ARG002
        from whoosh.analysis import StandardAnalyzer

        _add(folder, StandardAnalyzer(), corpus.texts(), corpus)

    def open(self, folder: Path) -> None:
        from whoosh import index, query, scoring, sorting

        self._make = query
        self._searcher = index.open_dir(folder).searcher(weighting=scoring.BM25F(B=B, K1=K1))
        self._facets = {name: sorting.FieldFacet(name, maptype=sorting.Count) for name in FACETS}

    def close(self) -> None:
        self._searcher.close()

    def find(self, query: Query) -> Any:
        result = self._searcher.search(self._query(query), limit=TOP, groupedby=self._facets)
        return result, len(result), [result.groups(name) for name in FACETS]

    def read(self, found: Any) -> Answer:
        result, total, groups = found
        listed = min(TOP, result.scored_length())
        return Answer(
            total=total,
            top=[(result.score(at), result[at]["passage"]) for at in range(listed)],
            facets={name: dict(group) for name, group in zip(FACETS, groups, strict=True)},
        )

    def _query(self, query: Query) -> Any:
        terms = list(query.terms)
        if query.operator == "phrase":
            return self._make.Phrase("body", terms)
        if query.operator == "prefix":
            return self._make.Prefix("body", terms[0])
        if query.operator == "fuzzy":
            return self._make.FuzzyTerm("body", terms[0], maxdist=1, prefixlength=0)
        words = [self._make.Term("body", term) for term in terms]
        if len(words) == 1:
            return words[0]
        return self._make.Or(words) if query.operator == "or" else self._make.And(words)


def _add(folder: Path, analyzer: Any, texts: Iterable[str], corpus: Corpus) -> None:
    from whoosh import fields, index

    def number() -> Any:
        return fields.NUMERIC(int, bits=32, signed=False, sortable=True)

    schema = fields.Schema(
        passage=fields.STORED,
        body=fields.TEXT(analyzer=analyzer, phrase=True),
        language=number(),
        outlet=number(),
        month=number(),
    )
    writer = index.create_in(folder, schema).writer(limitmb=_LIMIT_MB)
    for text, (passage, _, language, outlet, month) in zip(texts, corpus.columns(), strict=True):
        writer.add_document(
            passage=passage, body=text, language=language, outlet=outlet, month=month
        )
    writer.commit()
