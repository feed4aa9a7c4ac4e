"""A segment from passages of the store: analysed, inverted, written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analyzers import analysis_code
from indexer import dates
from indexer.engine.embedded import schema
from indexer.engine.embedded.codec import ArraySegment
from indexer.engine.embedded.codec.documents import Documents, Facet, write_documents
from indexer.engine.embedded.codec.inversion import invert
from indexer.engine.embedded.codec.terms import Field, write_terms
from indexer.engine.embedded.vocabulary import vocabulary_of
from indexer.store import Entry
from indexer.store.ids import order_of_ids


def build_segment(folder: Path, segment: ArraySegment, entries: Sequence[Entry]) -> None:
    """Write a segment's files from passages, which become documents in the order given."""
    segment.set_doc_count(len(entries))
    documents, terms = segment.paths(folder)
    lengths = {
        schema.WORDS: np.zeros(len(entries), np.int64),
        schema.STEMS: np.zeros(len(entries), np.int64),
    }
    fields = {
        schema.words_field(code): _field(code, entries, own, lengths)
        for code, own in _by_language(entries).items()
    }
    write_terms(terms, fields)
    numbers = {
        schema.ROW: np.array([entry.row for entry in entries], np.int64),
        schema.SECONDS: _seconds([entry.published for entry in entries]),
        schema.RANK: _ranks(entries),
    }
    facets = {name: facet(facet_values(name, entries)) for name in schema.FACETS}
    write_documents(documents, Documents(len(entries), lengths, numbers, facets))


def _ranks(entries: Sequence[Entry]) -> NDArray[np.int64]:
    """The place of each passage in the order of passage ids."""
    articles: dict[str, int] = {}
    owners = [articles.setdefault(entry.article_id, len(articles)) for entry in entries]
    ordinals = np.array([entry.ordinal for entry in entries], np.int64)
    return order_of_ids(list(articles), np.array(owners, np.int64), ordinals)


def facet_values(name: str, entries: Sequence[Entry]) -> list[str | None]:
    """The values of a facet column."""
    value = _FACETS[name]
    return [value(entry) for entry in entries]


def facet(values: Sequence[str | None]) -> Facet:
    """A facet column; what is unknown is empty."""
    distinct = sorted({value or "" for value in values})
    place = {value: at for at, value in enumerate(distinct)}
    codes = np.array([place[value or ""] for value in values], np.int64)
    return Facet([value.encode() for value in distinct], codes)


@cache
def _day(published: str) -> str:
    return dates.day(published)


_FACETS: Mapping[str, Callable[[Entry], str | None]] = {
    "language": lambda entry: entry.language,
    "outlet": lambda entry: entry.outlet,
    "role": lambda entry: entry.role,
    "section": lambda entry: entry.section,
    "day": lambda entry: entry.published and _day(entry.published),
}


def _seconds(published: Sequence[str | None]) -> NDArray[np.int64] | NDArray[np.float64]:
    """Seconds after midnight UTC of the day as published, whole where all are."""
    seconds = np.array([_second(each) if each else 0 for each in published], np.float64)
    whole = seconds.astype(np.int64)
    return whole if np.array_equal(whole, seconds) else seconds


@cache
def _second(published: str) -> float:
    return dates.instant(published) - dates.instant(dates.day(published))


def _by_language(entries: Sequence[Entry]) -> dict[str, list[int]]:
    codes: defaultdict[str, list[int]] = defaultdict(list)
    for document, entry in enumerate(entries):
        codes[_code(entry.language)].append(document)
    return codes


_code = cache(analysis_code)


def _field(
    code: str, entries: Sequence[Entry], own: list[int], lengths: dict[str, NDArray[np.int64]]
) -> Field:
    """The field of one language, of whose passages ``own`` are the documents."""
    vocabulary = vocabulary_of(code)
    analysed = vocabulary.bulk.analyze([entries[document].text for document in own])
    vocabulary.learn()
    stemmed = np.cumsum(vocabulary.has_stem[analysed.numbers], dtype=np.int64)
    stemmed = np.concatenate([np.zeros(1, np.int64), stemmed])
    lengths[schema.WORDS][own] = np.diff(analysed.offsets)
    lengths[schema.STEMS][own] = np.diff(stemmed[analysed.offsets])
    used = np.flatnonzero(np.bincount(analysed.numbers))
    terms = [vocabulary.bulk.words[number].encode() for number in used.tolist()]
    order = np.array(sorted(range(len(terms)), key=terms.__getitem__), np.int64)
    ranks = np.zeros(int(used[-1]) + 1 if len(used) else 0, np.uint32)
    ranks[used[order]] = np.arange(len(used), dtype=np.uint32)
    postings = invert(
        [terms[at] for at in order.tolist()],
        ranks[analysed.numbers],
        analysed.offsets,
        np.array(own),
    )
    groups = vocabulary.groups(used[order])
    return Field([postings], True, lambda _: groups)
