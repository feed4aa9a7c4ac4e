"""Indexes of words given as numbers, written by the codec's functions: many documents at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from whoosh import fields
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.columns import RefBytesColumn
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.query import Query

from indexer.engine.embedded.codec import ArraySegment
from indexer.engine.embedded.codec.documents import Documents, Facet, write_documents
from indexer.engine.embedded.codec.inversion import invert
from indexer.engine.embedded.codec.terms import Field, write_terms
from indexer.engine.embedded.execute import Executor, Scoring
from indexer.engine.embedded.execute.matches import Found
from indexer.engine.embedded.execute.ranking import Facets, Outcome, rank

NONE = -1
"""No word at a place."""


@dataclass(frozen=True)
class Written:
    """Documents to be indexed in the field ``body``.

    ``places``: a row a document, the numbers of its words in ``words``, ``NONE`` where there is
    none. ``facets``: the value of each document, a small number, by name of the column.
    """

    words: Sequence[str]
    places: NDArray[np.int64]
    facets: Mapping[str, NDArray[np.int64]]

    def __len__(self) -> int:
        return len(self.places)

    def of(self, documents: slice | NDArray[np.int64]) -> Written:
        """Some of the documents."""
        kept = {name: own[documents] for name, own in self.facets.items()}
        return Written(self.words, self.places[documents], kept)

    @property
    def lengths(self) -> NDArray[np.int64]:
        return np.asarray((self.places != NONE).sum(axis=1))

    def field(self) -> Field:
        """The postings."""
        offsets = np.concatenate([[0], np.cumsum(self.lengths)])
        words = self.places[self.places != NONE].astype(np.uint32)
        terms = [word.encode() for word in self.words]
        return Field([invert(terms, words, offsets)], has_positions=True)


def segment(written: Written, folder: Path) -> ArraySegment:
    """A segment of the documents, its files in the folder."""
    made = ArraySegment("MAIN")
    made.set_doc_count(len(written))
    documents, terms = made.paths(folder)
    facets = {name: _facet(own) for name, own in written.facets.items()}
    write_documents(documents, Documents(len(written), {"body": written.lengths}, facets=facets))
    write_terms(terms, {"body": written.field()})
    return made


def opened(folder: Path, segments: Sequence[ArraySegment], facets: Sequence[str]) -> Executor:
    """What evaluates trees on the segments."""
    schema = fields.Schema(body=fields.TEXT(SpaceSeparatedTokenizer()))
    for name in facets:
        schema.add(name, fields.COLUMN(RefBytesColumn()))
    return Executor(
        FileIndex._reader(FileStorage(str(folder)), schema, list(segments), 0), Scoring()
    )


def ranking(executor: Executor, tree: Query, facets: Sequence[str]) -> tuple[Found, Outcome]:
    """What a tree matches, and its total, counts and ten best."""
    gathered = executor.gather(tree)
    best = rank(Facets(executor.segments, None), gathered, {}, facets, 10)
    return executor.evaluate(tree), best


def _facet(codes: NDArray[np.int64]) -> Facet:
    values, places = np.unique(codes, return_inverse=True)
    return Facet([b"%d" % value for value in values], places)
