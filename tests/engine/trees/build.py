"""A case indexed twice, by the codec under test and by Whoosh's own, and trees compared on it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import pytest
from whoosh.fields import ID, STORED, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.query import Query
from whoosh.scoring import BM25F
from whoosh.searching import Searcher

from tests.engine.trees.leaves import K1, B, Scores
from tests.engine.trees.reference import Reference, ranked
from tests.engine.trees.subject import Subject

EXACT_LENGTH = 10  # Whoosh rounds a longer field's length

Document = Mapping[str, Any]


class Merge(StrEnum):
    """What a commit does with the segments before it."""

    NONE = "none"
    SMALL = "small"
    ALL = "all"


@dataclass(frozen=True)
class Commit:
    """Documents written, then keys deleted. A document whose `key` is held replaces that one."""

    documents: tuple[Document, ...] = ()
    deleted: tuple[str, ...] = ()
    merge: Merge = Merge.NONE


@dataclass(frozen=True)
class Case:
    """An index's fields and history. The fields `key` and `serial` are added to the others."""

    fields: Mapping[str, Any]
    commits: tuple[Commit, ...]
    schema: Schema = field(init=False)

    def __post_init__(self) -> None:
        made = Schema(key=ID(unique=True, stored=True), serial=STORED, **self.fields)
        object.__setattr__(self, "schema", made)


@contextmanager
def built(case: Case, codec: Callable[[], Any]) -> Iterator[Searcher]:
    """A searcher on the case, indexed by a codec in a folder of its own.

    Each document stores its place in the case as its `serial`, which outlives merges.
    """
    folder = tempfile.mkdtemp()
    try:
        index = FileIndex.create(FileStorage(folder), case.schema, "MAIN")
        serial = 0
        for commit in case.commits:
            writer = index.writer(codec=codec())
            for document in commit.documents:
                write = writer.update_document if "key" in document else writer.add_document
                write(serial=serial, **document)
                serial += 1
            for key in commit.deleted:
                writer.delete_by_term("key", key)
            writer.commit(merge=commit.merge is not Merge.NONE, optimize=commit.merge is Merge.ALL)
        with index.searcher(weighting=BM25F(B=B, K1=K1)) as searcher:
            yield searcher
    finally:
        shutil.rmtree(folder)


def compare(subject: Subject, case: Case, queries: Iterable[Query]) -> list[list[int]]:
    """Asserts that all agree on each tree; the serials that it matches, best first.

    The executor equals the reference on the same index in documents, order and scores, and on the
    twin in documents; in scores too where Whoosh keeps every length exactly.
    """
    answers: list[list[int]] = []
    with built(case, subject.codec) as ours, built(case, lambda: None) as twin:
        exact = _longest(ours) <= EXACT_LENGTH
        for query in queries:
            found, expected = subject.run(ours.reader(), query), Reference(ours).run(query)
            assert found == pytest.approx(expected, rel=1e-6, abs=1e-9), query
            assert ranked(found) == ranked(expected), query
            of_twin = _by_serial(twin, Reference(twin).run(query))
            of_ours = _by_serial(ours, found)
            assert of_ours.keys() == of_twin.keys(), query
            if exact:
                assert of_ours == pytest.approx(of_twin, rel=1e-6, abs=1e-9), query
            answers.append([_serial(ours, document) for document in ranked(found)])
    return answers


def _longest(searcher: Searcher) -> int:
    """The length of the longest field; 0 where none has a length."""
    names = [name for name, kind in searcher.schema.items() if kind.scorable]
    documents = range(searcher.doc_count_all())
    lengths = [searcher.doc_field_length(each, name) for each in documents for name in names]
    return max((length or 0 for length in lengths), default=0)


def _serial(searcher: Searcher, document: int) -> int:
    return int(searcher.stored_fields(document)["serial"])


def _by_serial(searcher: Searcher, scores: Scores) -> Scores:
    return {_serial(searcher, document): score for document, score in scores.items()}
