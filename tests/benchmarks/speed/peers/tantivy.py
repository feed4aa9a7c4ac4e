"""tantivy by tantivy-py: top ten with count, then one aggregation for the three facets.

Its Python binding cannot collect both in one pass.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.benchmarks.speed.peers.base import FACETS, TOP, Answer, Layout, Peer, Query

if TYPE_CHECKING:
    import tantivy

    from tests.benchmarks.speed.corpus import Corpus

_HEAP = 1_000_000_000
_COUNTS = {name: {"terms": {"field": name, "size": 100}} for name in FACETS}


class Tantivy(Peer):
    name = "tantivy"
    scored_alike = True
    segmented = True
    shared_by_threads = True

    @classmethod
    def missing(cls) -> str | None:
        return None if importlib.util.find_spec("tantivy") else "tantivy is not installed"

    def version(self) -> str:
        return metadata.version("tantivy")

    def build(self, corpus: Corpus, folder: Path, layout: Layout) -> None:
        import tantivy

        index = _create(folder, "whitespace")
        writer = index.writer(heap_size=_HEAP, num_threads=1)
        for first, last in corpus.bounds(layout.segments):
            _add(writer, corpus.stem_texts(first, last), corpus.columns(first, last))
            writer.commit()
        for article in layout.deleted(corpus):
            # Deleting by term takes the number for a signed one and silently finds nothing.
            query = tantivy.Query.term_query(index.schema, "article", article)
            writer.delete_documents_by_query(query)
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        assert index.searcher().num_segments == layout.segments

    def index_raw(self, corpus: Corpus, folder: Path, processes: int) -> None:
        writer = _create(folder, "default").writer(heap_size=_HEAP, num_threads=processes)
        _add(writer, corpus.texts(), corpus.columns())
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: Path) -> None:
        import tantivy

        index = tantivy.Index.open(str(folder))
        self._schema, self._searcher = index.schema, index.searcher()
        self._make, self._occur = tantivy.Query, tantivy.Occur

    def close(self) -> None:
        del self._searcher

    def find(self, query: Query) -> tuple[tantivy.SearchResult, dict[str, Any]]:
        made = self._query(query)
        return self._searcher.search(made, TOP, count=True), self._searcher.aggregate(made, _COUNTS)

    def read(self, found: tuple[tantivy.SearchResult, dict[str, Any]]) -> Answer:
        result, counts = found
        places = [place for _, place in result.hits]
        numbers = self._searcher.fast_field_values("passage", places) if places else []
        return Answer(
            total=result.count,  # type: ignore[attr-defined]
            top=[
                (float(score), int(number or 0))
                for (score, _), number in zip(result.hits, numbers, strict=True)
            ],
            facets={
                name: {int(each["key"]): int(each["doc_count"]) for each in counts[name]["buckets"]}
                for name in FACETS
            },
        )

    def _query(self, query: Query) -> tantivy.Query:
        made = self._unfiltered(query)
        if query.language is None:
            return made
        language = self._make.term_query(self._schema, "language", query.language)
        unscored = self._make.const_score_query(language, 0.0)
        return self._make.boolean_query([(self._occur.Must, made), (self._occur.Must, unscored)])

    def _unfiltered(self, query: Query) -> tantivy.Query:
        terms, schema = query.terms, self._schema
        if query.operator == "phrase":
            return self._make.phrase_query(schema, "body", list(terms))
        if query.operator == "prefix":
            return self._make.regex_query(schema, "body", terms[0] + ".*")
        if query.operator == "fuzzy":
            return self._make.fuzzy_term_query(
                schema, "body", terms[0], distance=1, transposition_cost_one=False
            )
        words = [self._make.term_query(schema, "body", term) for term in terms]
        if len(words) == 1:
            return words[0]
        occur = self._occur.Should if query.operator == "or" else self._occur.Must
        return self._make.boolean_query([(occur, word) for word in words])


def _create(folder: Path, tokenizer: str) -> tantivy.Index:
    import tantivy

    schema = tantivy.SchemaBuilder()
    schema.add_text_field("body", tokenizer_name=tokenizer, index_option="position")
    schema.add_unsigned_field("passage", fast=True)
    schema.add_unsigned_field("article", indexed=True)
    schema.add_unsigned_field("language", indexed=True, fast=True)
    schema.add_unsigned_field("outlet", fast=True)
    schema.add_unsigned_field("month", fast=True)
    return tantivy.Index(schema.build(), path=str(folder))


def _add(
    writer: tantivy.IndexWriter, texts: Iterable[str], columns: Iterable[tuple[int, ...]]
) -> None:
    import tantivy

    for text, (passage, article, language, outlet, month) in zip(texts, columns, strict=True):
        document = tantivy.Document()
        document.add_text("body", text)
        document.add_unsigned("passage", passage)
        document.add_unsigned("article", article)
        document.add_unsigned("language", language)
        document.add_unsigned("outlet", outlet)
        document.add_unsigned("month", month)
        writer.add_document(document)
