"""Several segments made into one: what is deleted is dropped, the rest keeps its order.

A part of the terms is held at a time, so that memory does not grow with the index.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.engine.embedded.codec.container import Array
from indexer.engine.embedded.codec.documents import (
    Documents,
    DocumentsFile,
    join_facets,
    write_documents,
)
from indexer.engine.embedded.codec.gathering import gather
from indexer.engine.embedded.codec.segment import ArraySegment
from indexer.engine.embedded.codec.terms import (
    Field,
    Groups,
    Postings,
    TermsFile,
    write_terms,
)

_PART = 2_000_000
"""Postings that are held at a time."""

Kept = NDArray[np.int64]


@dataclass(frozen=True)
class _Source:
    """An opened segment, the documents that are kept of it, and their new numbers (-1: none)."""

    documents: DocumentsFile
    terms: TermsFile
    kept: Kept
    numbers: Kept


def merge(
    folder: Path,
    segments: Sequence[ArraySegment],
    merged: ArraySegment,
    replaced: Mapping[str, Array] | None = None,
) -> None:
    """Write ``merged`` from ``segments``, in their order.

    ``replaced`` gives numeric columns, by new document, in place of those of the segments.
    Columns in Whoosh's own form and stored fields are not merged: Whoosh's writer does that.
    """
    sources = _open(folder, segments)
    count = sum(len(source.kept) for source in sources)
    merged.set_doc_count(count)
    documents, terms = merged.paths(folder)
    write_documents(documents, _merged_documents(sources, count, replaced or {}))
    names = sorted({name for source in sources for name in source.terms.field_names})
    write_terms(terms, {name: _MergedField(name, sources).field() for name in names})


def _open(folder: Path, segments: Sequence[ArraySegment]) -> list[_Source]:
    sources = []
    base = 0
    for segment in segments:
        documents, terms = segment.open(folder)
        # Nothing damaged may be copied under a new checksum.
        documents.container.check()
        terms.container.check()
        kept = np.setdiff1d(np.arange(documents.count), segment.deleted(), assume_unique=True)
        numbers = np.full(documents.count, -1, np.int64)
        numbers[kept] = base + np.arange(len(kept))
        base += len(kept)
        sources.append(_Source(documents, terms, kept, numbers))
    return sources


def _merged_documents(
    sources: Sequence[_Source], count: int, replaced: Mapping[str, Array]
) -> Documents:
    lengths = {}
    for name in sorted(_names(each.documents.length_names for each in sources)):
        parts = []
        for source in sources:
            codes, values = source.documents.length_codes(name)
            parts.append(values[codes[source.kept]])
        lengths[name] = np.concatenate(parts)
    numbers = dict(replaced)
    for name in _names(each.documents.number_names for each in sources) - set(replaced):
        parts = [each.documents.numbers_at(name, each.kept) for each in sources]
        numbers[name] = np.concatenate(parts)
    facets = {
        name: join_facets([(each.documents.facet(name), each.kept) for each in sources])
        for name in _names(each.documents.facet_names for each in sources)
    }
    return Documents(count, lengths, numbers, facets)


def _names(of_each: Iterable[Sequence[str]]) -> set[str]:
    return set(chain.from_iterable(of_each))


class _MergedField:
    """A field of several segments as one, its postings in parts.

    ``_places`` are, for each segment, the places of its terms among the merged ones.
    """

    def __init__(self, name: str, sources: Sequence[_Source]) -> None:
        held = [(each, each.terms.field(name)) for each in sources]
        self._sources = [(each, own) for each, own in held if own is not None]
        lists = [list(own.terms) for _, own in self._sources]
        self._terms, self._places = _merged_strings(lists)
        self._kept = np.zeros(len(self._terms), bool)

    def field(self) -> Field:
        """The field to be written."""
        positions = all(own.has_positions for _, own in self._sources)
        return Field(self._parts(positions), positions, lambda _: self._groups())

    def _parts(self, has_positions: bool) -> Iterator[Postings]:
        sizes = np.zeros(len(self._terms), np.int64)
        for (_, own), places in zip(self._sources, self._places, strict=True):
            sizes[places] += own.counts
        sums = np.cumsum(sizes)
        first = 0
        while first < len(sizes):
            limit = (sums[first - 1] if first else 0) + _PART
            last = max(first + 1, int(np.searchsorted(sums, limit, side="right")))
            yield self._part(first, last, has_positions)
            first = last

    def _part(self, first: int, last: int, has_positions: bool) -> Postings:
        """The postings of the merged terms from ``first`` up to ``last``."""
        terms, counts, parts = [], [], []
        for (source, own), places in zip(self._sources, self._places, strict=True):
            begin, end = (int(each) for each in np.searchsorted(places, [first, last]))
            postings = own.unchecked_postings(begin, end)
            terms.append(places[begin:end] - first)
            counts.append(postings.counts)
            kept = source.numbers[postings.documents]
            parts.append((kept, postings.frequencies, postings.positions))
        documents, frequencies, positions = (
            np.concatenate(each) for each in zip(*parts, strict=True)
        )
        merged = gather(
            last - first,
            np.concatenate(terms),
            np.concatenate(counts),
            documents,
            frequencies,
            positions if has_positions else None,
        )
        self._kept[first:last] = merged[0] > 0
        held = np.flatnonzero(merged[0])
        names = [self._terms[first + at] for at in held.tolist()]
        return Postings(names, merged[0][held], *merged[1:])

    def _groups(self) -> dict[str, Groups]:
        """The groups, of the terms that were kept."""
        kinds = sorted({kind for _, own in self._sources for kind in own.kinds})
        final = np.where(self._kept, np.cumsum(self._kept) - 1, -1)
        return {kind: self._group(kind, final) for kind in kinds}

    def _group(self, kind: str, final: Kept) -> Groups:
        held = [own.groups(kind) for _, own in self._sources]
        names, places = _merged_strings([list(own_names) for own_names, _, _ in held])
        most = len(final)
        pairs = []
        for (_, members, ends), own_places, own_names in zip(
            held, self._places, places, strict=True
        ):
            owners = np.repeat(own_names, np.ediff1d(ends.astype(np.int64), to_begin=ends[:1]))
            terms = final[own_places[members]]
            pairs.append((owners * most + terms)[terms >= 0])
        every = np.unique(np.concatenate(pairs))
        used, sizes = np.unique(every // most, return_counts=True)
        return Groups([names[at] for at in used.tolist()], every % most, np.cumsum(sizes))


def _merged_strings(lists: Sequence[list[bytes]]) -> tuple[list[bytes], list[Kept]]:
    """The distinct strings of several sorted lists, sorted, and where those of each stand."""
    merged = sorted(set(chain.from_iterable(lists)))
    place = {string: at for at, string in enumerate(merged)}
    places = [np.fromiter(map(place.__getitem__, own), np.int64, len(own)) for own in lists]
    return merged, places
