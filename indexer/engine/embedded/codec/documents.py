"""What a segment keeps of each document besides its terms: the ``.documents`` file.

length/F, lengths/F     code by document, and the lengths that the codes stand for
number/C                a numeric column; meta tells its kind (signed, unsigned, float), base
                        and step: base + step * document + stored; no array where all are 0
facet/0, facet/1        code by document of a combination of values of the columns of a group
values/C, combination/C the distinct values of a column, and which of them a combination has
column/C                any other column, in Whoosh's own form
stored                  stored fields, pickled
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.engine.embedded.codec.container import Array, Container, ContainerWriter
from indexer.engine.embedded.codec.strings import Strings, add_strings, read_strings

FIRST_GROUP = 8192
"""Combinations of facet values up to which columns share a group: their counts stay in cache."""

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Facet:
    """A column of few distinct values: ``values[codes[document]]``."""

    values: Sequence[bytes]
    codes: Array


@dataclass(frozen=True)
class Documents:
    """The documents of a segment to be written. Arrays are by document."""

    count: int
    lengths: Mapping[str, Array] = field(default_factory=dict)
    numbers: Mapping[str, Array] = field(default_factory=dict)
    facets: Mapping[str, Facet] = field(default_factory=dict)
    columns: Mapping[str, bytes] = field(default_factory=dict)
    stored: Sequence[bytes] | Strings = ()


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """Columns that are counted together.

    ``codes`` by document; ``combinations`` by column: for each code the place among ``values``.
    """

    codes: Array
    combinations: dict[str, Array]


def narrow(numbers: Array) -> Array:
    """Numbers that are not negative, in the smallest unsigned type that holds them."""
    most = int(numbers.max()) if len(numbers) else 0
    return numbers.astype(np.min_scalar_type(most), copy=False)


def write_documents(path: Path, documents: Documents) -> None:
    """Write the file and sync it."""
    with ContainerWriter(path) as writer:
        meta: dict[str, Any] = {"count": documents.count, "numbers": {}, "totals": {}}
        writer.meta = meta
        for name, lengths in documents.lengths.items():
            values, codes = np.unique(lengths, return_inverse=True)
            writer.add(f"length/{name}", narrow(codes))
            writer.add(f"lengths/{name}", values.astype(np.uint32))
            meta["totals"][name] = int(lengths.sum(dtype=np.int64))
        for name, numbers in documents.numbers.items():
            meta["numbers"][name] = _write_numbers(writer, name, numbers)
        meta["groups"] = _write_facets(writer, documents.facets)
        for name, content in documents.columns.items():
            writer.add(f"column/{name}", np.frombuffer(content, np.uint8))
        if len(documents.stored):
            add_strings(writer, "stored", documents.stored)


def _write_numbers(writer: ContainerWriter, name: str, numbers: Array) -> list[Any]:
    """Write a numeric column as narrowly as it goes; gives its kind, base and step."""
    if numbers.dtype.kind == "f":
        writer.add(f"number/{name}", numbers)
        return ["f", 0, 0]
    kind = "u" if numbers.dtype.kind == "u" else "i"
    base, step, offsets = min(
        (_offsets(numbers, step) for step in _steps(numbers)), key=lambda each: each[2].itemsize
    )
    if np.any(offsets):
        writer.add(f"number/{name}", offsets)
    return [kind, base, step]


def _steps(numbers: Array) -> list[int]:
    """By how much a column may rise from document to document, more or less."""
    if len(numbers) < 2:
        return [0]
    return [0, 1, round((int(numbers[-1]) - int(numbers[0])) / (len(numbers) - 1))]


def _offsets(numbers: Array, step: int) -> tuple[int, int, Array]:
    """A column as base + step * document + offset: base, step and offsets.

    Unsigned arithmetic wraps, so that the sum is right whatever the type and the distance.
    """
    documents = np.arange(len(numbers), dtype=np.uint64)
    rest = numbers.astype(np.uint64) - documents * np.uint64(step % 2**64)
    base = int(rest.view(np.int64).min(initial=2**63 - 1)) if len(rest) else 0
    return base, step, narrow(rest - np.uint64(base % 2**64))


def _write_facets(writer: ContainerWriter, facets: Mapping[str, Facet]) -> list[list[str]]:
    groups: list[list[str]] = [[], []]
    combined: list[Any] = [None, None]
    for name in sorted(facets, key=lambda each: len(facets[each].values)):
        codes = facets[name].codes
        add_strings(writer, f"values/{name}", facets[name].values)
        group = 1 if groups[1] else 0
        grown = _combine(combined[group], codes, len(facets[name].values))
        if group == 0 and groups[0] and len(grown[0]) > FIRST_GROUP:
            group = 1
            grown = _combine(None, codes, len(facets[name].values))
        groups[group].append(name)
        combined[group] = grown
    for group, names in enumerate(groups):
        if names:
            distinct, codes = combined[group]
            writer.add(
                f"facet/{group}", codes.astype(np.uint16 if len(distinct) <= 2**16 else np.uint32)
            )
            for place, name in enumerate(names):
                writer.add(f"combination/{name}", narrow(distinct[:, place]))
    return [names for names in groups if names]


def _combine(combined: Any, codes: Array, values: int) -> tuple[Array, Array]:
    """The distinct combinations of a group and one more column (rows), and each document's."""
    if combined is None:
        combined = (np.empty((1, 0), np.int64), np.zeros(len(codes), np.int64))
    distinct, held = combined
    keys = held.astype(np.int64) * values + codes
    present = np.flatnonzero(np.bincount(keys, minlength=1)) if len(keys) else keys
    places = np.zeros(int(present[-1]) + 1 if len(present) else 0, np.int64)
    places[present] = np.arange(len(present))
    rows = np.column_stack([distinct[present // values], present % values])
    return rows, places[keys]


class DocumentsFile:
    """An opened ``.documents`` file. Raises IndexDamaged."""

    def __init__(self, path: Path) -> None:
        self.container = Container(path)
        self.count = int(self.container.meta["count"])
        self.totals: dict[str, int] = self.container.meta["totals"]

    def length_codes(self, name: str) -> tuple[Array, Array]:
        """The length code of each document, and the length that each code stands for.

        Without lengths every document has code 0, length 0.
        """
        if f"length/{name}" not in self.container:
            return np.zeros(self.count, np.uint8), np.zeros(1, np.uint32)
        return self.container[f"length/{name}"], self.container[f"lengths/{name}"]

    def numbers(self, name: str) -> Array:
        """A numeric column by document."""
        return self.numbers_at(name, np.arange(self.count))

    def numbers_at(self, name: str, documents: Array) -> Array:
        """A numeric column at some documents."""
        kind, base, step = self.container.meta["numbers"][name]
        if kind == "f":
            return self.container[f"number/{name}"][documents]
        numbers = documents.astype(np.uint64) * np.uint64(step % 2**64)
        numbers += np.uint64(base % 2**64)
        if f"number/{name}" in self.container:
            numbers += self.container[f"number/{name}"][documents]
        return numbers.view(np.uint64 if kind == "u" else np.int64)

    def is_ascending(self, name: str) -> bool:
        """Whether a numeric column rises from document to document by a constant step."""
        return (
            f"number/{name}" not in self.container and self.container.meta["numbers"][name][2] > 0
        )

    @cached_property
    def groups(self) -> list[FacetGroup]:
        """The groups of facet columns, two at the most."""
        return [
            FacetGroup(
                self.container[f"facet/{at}"],
                {name: self.container[f"combination/{name}"] for name in names},
            )
            for at, names in enumerate(self.container.meta["groups"])
        ]

    def facet_values(self, name: str) -> Strings:
        """The distinct values of a facet column."""
        return read_strings(self.container, f"values/{name}")

    def facet(self, name: str) -> Facet:
        """A facet column by document."""
        for group in self.groups:
            if name in group.combinations:
                codes = group.combinations[name][group.codes]
                return Facet(list(self.facet_values(name)), codes)
        raise KeyError(name)

    @property
    def facet_names(self) -> list[str]:
        """The facet columns."""
        return [name for names in self.container.meta["groups"] for name in names]

    @property
    def number_names(self) -> list[str]:
        """The numeric columns."""
        return list(self.container.meta["numbers"])

    @property
    def length_names(self) -> list[str]:
        """What lengths are kept of."""
        return list(self.totals)

    @cached_property
    def stored(self) -> Strings | None:
        """The stored fields of each document, pickled."""
        return read_strings(self.container, "stored") if "stored/bytes" in self.container else None


def join_facets(parts: Sequence[tuple[Facet, Array | slice]]) -> Facet:
    """One facet of the kept documents of several, whose values may differ."""
    values = sorted({value for facet, _ in parts for value in facet.values})
    place = {value: at for at, value in enumerate(values)}
    codes = [
        np.array([place[value] for value in facet.values], np.int64)[facet.codes[kept]]
        for facet, kept in parts
    ]
    return Facet(values, np.concatenate(codes) if codes else np.empty(0, np.int64))
