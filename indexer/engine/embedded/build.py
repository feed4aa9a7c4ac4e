"""A segment from passages of the store: analysed, inverted, written.

Passages come some thousands at a time and each part is analysed at once: what is worked on stays
in the processor's caches, and no more of the texts than a part is held.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analyzers import analysis_code
from analyzers.bulk import Words
from indexer import dates
from indexer.documents import Role
from indexer.engine.embedded import schema
from indexer.engine.embedded.codec import ArraySegment
from indexer.engine.embedded.codec.container import Array
from indexer.engine.embedded.codec.documents import Documents, Facet, join_facets, write_documents
from indexer.engine.embedded.codec.inversion import invert
from indexer.engine.embedded.codec.terms import Field, Postings, write_terms
from indexer.engine.embedded.vocabulary import vocabulary_of
from indexer.store import Entries
from indexer.store.ids import order_of_ids

_ALL = slice(None)


def build_segment(folder: Path, segment: ArraySegment, parts: Iterable[Entries]) -> None:
    """Write a segment's files from passages, which become documents in the order given."""
    passages = _Passages()
    for entries in parts:
        passages.add(entries)
    segment.set_doc_count(passages.count)
    documents, terms = segment.paths(folder)
    lengths = {
        schema.WORDS: np.zeros(passages.count, np.int64),
        schema.STEMS: np.zeros(passages.count, np.int64),
    }
    fields = {
        schema.words_field(code): texts.field(lengths) for code, texts in passages.texts.items()
    }
    write_terms(terms, fields)
    write_documents(documents, passages.documents(lengths))


class _Passages:
    """The passages of a segment: analysed texts by language, and columns."""

    def __init__(self) -> None:
        self.count = 0
        self.texts: dict[str, _Texts] = {}
        self._article_ids: list[str] = []
        self._columns: list[tuple[Array, ...]] = [(np.empty(0, np.int64),) * 5]
        self._facets: dict[str, list[Facet]] = {name: [] for name in schema.FACETS}

    def add(self, entries: Entries) -> None:
        """Analyse some passages and keep what a segment holds of them."""
        for code, own in by_language(entries).items():
            texts = self.texts.setdefault(code, _Texts(code))
            texts.add(np.array(own) + self.count, [entries.texts[at] for at in own])
        for name, facets in self._facets.items():
            facets.append(facet(name, entries))
        seconds = np.array([_second(each) if each else 0 for each in entries.published], np.float64)
        owners = entries.owners + len(self._article_ids)
        behind = behind_headline(entries)
        self._columns.append(
            (entries.rows, owners, entries.ordinals, seconds[entries.owners], behind)
        )
        self._article_ids += entries.article_ids
        self.count += len(entries.rows)

    def documents(self, lengths: Mapping[str, NDArray[np.int64]]) -> Documents:
        """The documents to be written, whose lengths are given."""
        columns = map(np.concatenate, zip(*self._columns, strict=True))
        rows, owners, ordinals, seconds, behind = columns
        numbers = {
            schema.ROW: rows,
            schema.SECONDS: _whole(seconds),
            schema.RANK: order_of_ids(self._article_ids, owners, ordinals),
            schema.HEADLINE: behind,
        }
        facets = {
            name: join_facets([(part, _ALL) for part in parts])
            for name, parts in self._facets.items()
        }
        return Documents(self.count, lengths, numbers, facets)


class _Texts:
    """The words of a segment's texts of one language, part after part."""

    def __init__(self, code: str) -> None:
        self._vocabulary = vocabulary_of(code)
        self._documents: list[NDArray[np.int64]] = []
        self._parts: list[Words] = []

    def add(self, documents: NDArray[np.int64], texts: Sequence[str]) -> None:
        """Analyse the texts of some documents."""
        self._documents.append(documents)
        self._parts.append(self._vocabulary.bulk.analyze(texts))

    def field(self, lengths: Mapping[str, NDArray[np.int64]]) -> Field:
        """The field of the language; writes the documents' lengths."""
        vocabulary = self._vocabulary
        vocabulary.learn()
        occurs = np.zeros(len(vocabulary.has_stem), bool)
        for own, words in zip(self._documents, self._parts, strict=True):
            occurs[words.numbers] = True
            stemmed = np.cumsum(vocabulary.has_stem[words.numbers], dtype=np.int64)
            ends = np.concatenate([np.zeros(1, np.int64), stemmed])[words.offsets]
            lengths[schema.WORDS][own] = np.diff(words.offsets)
            lengths[schema.STEMS][own] = np.diff(ends)
        used = vocabulary.order[occurs[vocabulary.order]]
        groups = vocabulary.groups(used)
        return Field(self._postings(used, lengths[schema.WORDS]), True, lambda _: groups)

    def _postings(self, used: NDArray[np.int64], lengths: NDArray[np.int64]) -> Iterator[Postings]:
        """The postings of the words ``used``, made when they are written."""
        documents = np.concatenate(self._documents)
        numbers = np.concatenate([words.numbers for words in self._parts])
        offsets = np.zeros(len(documents) + 1, np.int64)
        np.cumsum(lengths[documents], out=offsets[1:])
        self._parts.clear()
        yield invert(self._vocabulary.terms(used), numbers, offsets, documents, used)


def by_language(entries: Entries) -> dict[str, list[int]]:
    """The places of the passages that are analysed alike, ascending."""
    codes: defaultdict[str, list[int]] = defaultdict(list)
    for at, language in enumerate(entries.languages):
        codes[_code(language)].append(at)
    return codes


_code = cache(analysis_code)


def facet(name: str, entries: Entries) -> Facet:
    """A facet column of some passages; what is unknown is empty."""
    if name in _OF_PASSAGES:
        return _coded(_OF_PASSAGES[name](entries))
    of_articles = _coded(_OF_ARTICLES[name](entries))
    return Facet(of_articles.values, of_articles.codes[entries.owners])


def behind_headline(entries: Entries) -> NDArray[np.int64]:
    """How many passages each is behind the first headline of its article; 0 for a headline."""
    places = np.arange(len(entries.rows))
    is_headline = np.array([role == Role.HEADLINE for role in entries.roles], bool)
    of_article = np.full(len(entries.article_ids), -1)
    heads = np.flatnonzero(is_headline)[::-1]
    of_article[entries.owners[heads]] = heads
    head = of_article[entries.owners]
    return np.where((head < 0) | is_headline, 0, places - head)


def _coded(values: Sequence[str | None]) -> Facet:
    distinct = sorted({value or "" for value in values})
    place: dict[str | None, int] = {value: at for at, value in enumerate(distinct)}
    place[None] = 0
    codes = np.fromiter(map(place.__getitem__, values), np.int64, len(values))
    return Facet([value.encode() for value in distinct], codes)


_OF_PASSAGES: Mapping[str, Callable[[Entries], Sequence[str | None]]] = {
    "language": lambda entries: entries.languages,
    "role": lambda entries: entries.roles,
}
_OF_ARTICLES: Mapping[str, Callable[[Entries], Sequence[str | None]]] = {
    "outlet": lambda entries: entries.outlets,
    "section": lambda entries: entries.sections,
    "day": lambda entries: [each and dates.day(each) for each in entries.published],
}


def _whole(seconds: NDArray[np.float64]) -> NDArray[np.int64] | NDArray[np.float64]:
    """Seconds as integers where all are whole."""
    whole = seconds.astype(np.int64)
    return whole if np.array_equal(whole, seconds) else seconds


@cache
def _second(published: str) -> float:
    """Seconds after midnight UTC of the day as published."""
    return dates.instant(published) - dates.instant(dates.day(published))
