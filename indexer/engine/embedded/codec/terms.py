"""The terms of a segment and their postings: the ``.terms`` file.

For each field F, its terms sorted by their bytes and numbered from 0:

    F/terms      the terms                     F/counts  documents of each term
    F/postings   posting bytes (``packing``)   F/ends    where in them each term's postings end
    F/checks     CRC-32 of each term's postings, compared when they are first read
    F/K/terms    for each kind K of group that the field has: the names of its groups, sorted
    F/K/members  the terms of each group, group after group     F/K/ends  where each group's end

A group is a set of terms that can be looked up by one name: all words of one stem.
"""

from __future__ import annotations

import zlib
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analyzers.intrinsics import PADDING
from indexer.engine.embedded.codec.container import Array, Container, ContainerWriter, damaged
from indexer.engine.embedded.codec.documents import narrow
from indexer.engine.embedded.codec.packing import pack, read_terms
from indexer.engine.embedded.codec.strings import Strings, add_ends, add_strings, read_strings


@dataclass(frozen=True)
class Postings:
    """The postings of consecutive terms of a field, decoded.

    ``counts`` (int64) documents of each term; ``documents`` and ``frequencies`` (uint32) term
    after term, ascending in each; ``positions`` (uint32) occurrence after occurrence, empty where
    the field keeps none.
    """

    terms: Sequence[bytes]
    counts: Array
    documents: Array
    frequencies: Array
    positions: Array


@dataclass(frozen=True)
class Groups:
    """Sets of terms by name: group i is ``members[ends[i - 1]:ends[i]]``, term numbers."""

    names: Sequence[bytes]
    members: Array
    ends: Array


@dataclass(frozen=True)
class Field:
    """A field to be written: its postings, in parts of consecutive terms, and its groups.

    ``groups`` is asked when the parts are written, with all of the field's terms.
    """

    parts: Iterable[Postings]
    has_positions: bool
    groups: Callable[[Sequence[bytes]], Mapping[str, Groups]] = lambda _: {}


def write_terms(path: Path, fields: Mapping[str, Field]) -> None:
    """Write the file and sync it; a part of a field's postings is held at a time."""
    with ContainerWriter(path) as writer:
        positions = {name: each.has_positions for name, each in fields.items()}
        kinds = {name: _write_field(writer, name, each) for name, each in sorted(fields.items())}
        writer.meta = {"positions": positions, "groups": kinds}


def _write_field(writer: ContainerWriter, name: str, own: Field) -> list[str]:
    """Write a field; gives its kinds of groups."""
    terms: list[bytes] = []
    counts: list[Array] = []
    lengths: list[Array] = []
    checks: list[int] = []

    def packed() -> Iterator[Array]:
        for part in own.parts:
            data, ends = pack(part.counts, part.documents, part.frequencies, part.positions)
            content = data.data
            begin = 0
            for end in ends.tolist():
                checks.append(zlib.crc32(content[begin:end]))
                begin = end
            terms.extend(part.terms)
            counts.append(part.counts)
            lengths.append(np.diff(ends, prepend=0))
            yield data[: len(data) - PADDING]
        yield np.zeros(PADDING, np.uint8)

    writer.add_parts(f"{name}/postings", np.uint8, packed())
    ends = np.cumsum(np.concatenate([*lengths, np.empty(0, np.int64)]))
    add_strings(writer, f"{name}/terms", terms)
    writer.add(f"{name}/counts", narrow(np.concatenate([*counts, np.empty(0, np.int64)])))
    add_ends(writer, f"{name}/ends", ends)
    writer.add(f"{name}/checks", np.array(checks, np.uint32))
    kinds = own.groups(terms)
    for kind, groups in kinds.items():
        add_strings(writer, f"{name}/{kind}/terms", groups.names)
        writer.add(f"{name}/{kind}/members", narrow(groups.members))
        writer.add(f"{name}/{kind}/ends", narrow(groups.ends))
    return list(kinds)


_NO_NAMES = Strings(np.empty(0, np.uint8), np.empty(0, np.uint32))


_FEW = 16
"""Terms up to which a loop is faster than array operations."""


_REMEMBERED = 2048
"""Sets of words whose numbers are remembered: a search asks for them at each of its steps."""

_KNOWN = 16_384
"""Words whose numbers are remembered one by one: most words of most passages are a few thousand."""


class FieldTerms:
    """The terms of a field in an opened file. Safe to share between threads."""

    def __init__(self, container: Container, name: str, has_positions: bool) -> None:
        self.name = name
        self.has_positions = has_positions
        self._container = container
        self.terms = read_strings(container, f"{name}/terms")
        self.counts: NDArray[np.unsignedinteger] = container[f"{name}/counts"]
        self.data: NDArray[np.uint8] = container.unchecked(f"{name}/postings")
        self._ends = container[f"{name}/ends"]
        self._checks = container[f"{name}/checks"]
        self._checked = np.zeros(len(self.terms), bool)
        self._numbers = lru_cache(_REMEMBERED)(self._find_numbers)
        self._places: dict[bytes, int] = {}
        self._groups: dict[str, tuple[Strings, Array, Array]] = {}

    def __len__(self) -> int:
        return len(self.terms)

    def begin(self, term: int) -> int:
        """Where in ``data`` a term's postings begin. Raises IndexDamaged if they have changed."""
        begin = int(self._ends[term - 1]) if term else 0
        if not self._checked[term]:
            end = int(self._ends[term])
            if zlib.crc32(self.data.data[begin:end]) != self._checks[term]:
                problem = f"the postings of {self.terms[term]!r} do not match their checksum"
                raise damaged(self._container.path, problem)
            self._checked[term] = True
        return begin

    def numbers(self, texts: Sequence[str]) -> list[int]:
        """The numbers of those of some words that the field has, each once, ascending."""
        return list(self._numbers(tuple(texts)))

    def _find_numbers(self, texts: tuple[str, ...]) -> tuple[int, ...]:
        wanted = [text.encode() for text in dict.fromkeys(texts)]
        if len(wanted) < _FEW:
            return tuple(sorted(term for term in map(self.terms.find, wanted) if term >= 0))
        found: list[int] = np.sort(self.terms.find_all(wanted)).tolist()
        return tuple(found[bisect_left(found, 0) :])

    def places(self, words: Sequence[bytes]) -> NDArray[np.int64]:
        """The number of each of some words, -1 where the field has it not (int64)."""
        known = self._places
        missing = [word for word in words if word not in known]
        if missing:
            if len(known) + len(missing) > _KNOWN:
                self._places = known = {}
                missing = list(words)
            known.update(zip(missing, self.terms.find_all(missing).tolist(), strict=True))
        return np.fromiter(map(known.__getitem__, words), np.int64, len(words))

    def begins(self, terms: Sequence[int] | range | Array) -> Array:
        """Where in ``data`` the postings of some terms begin (int64)."""
        if len(terms) < _FEW:
            return np.fromiter(map(self.begin, terms), np.int64, len(terms))
        numbers = np.asarray(terms, np.int64)
        for term in numbers[~self._checked[numbers]].tolist():
            self.begin(term)
        begins = self._ends[numbers - 1].astype(np.int64)
        begins[numbers == 0] = 0
        return begins

    def postings(self, first: int, last: int) -> Postings:
        """The postings of the terms from ``first`` up to, but not including, ``last``."""
        counts = self.counts[first:last].astype(np.int64)
        begins = self.begins(range(first, last))
        arrays = read_terms(self.data, begins, counts, self.has_positions)
        return Postings(self.terms[first:last], counts, *arrays)

    def unchecked_postings(self, first: int, last: int) -> Postings:
        """The same without their terms, when the whole file was compared with its checksums."""
        counts = self.counts[first:last].astype(np.int64)
        begins = np.zeros(last - first, np.int64)
        begins[1:] = self._ends[first : max(first, last - 1)]
        begins[:1] = self._ends[first - 1] if first else 0
        return Postings((), counts, *read_terms(self.data, begins, counts, self.has_positions))

    @property
    def kinds(self) -> list[str]:
        """The kinds of groups that the field has."""
        kinds: list[str] = self._container.meta["groups"][self.name]
        return kinds

    def groups(self, kind: str) -> tuple[Strings, Array, Array]:
        """All groups of a kind: their names, their members, where the members of each end."""
        held = self._groups.get(kind)
        if held is None:
            self._groups[kind] = held = self._open_groups(kind)
        return held

    def _open_groups(self, kind: str) -> tuple[Strings, Array, Array]:
        if kind not in self.kinds:
            return _NO_NAMES, _NO_NAMES.ends, _NO_NAMES.ends
        stem = f"{self.name}/{kind}"
        names = read_strings(self._container, f"{stem}/terms")
        return names, self._container[f"{stem}/members"], self._container[f"{stem}/ends"]

    def group(self, kind: str, name: bytes) -> list[int]:
        """The terms of a group, ascending; none where there is no such group."""
        at = self.groups(kind)[0].find(name)
        return [] if at < 0 else self.members(kind, at, at + 1)

    def members(self, kind: str, first: int, last: int) -> list[int]:
        """The terms of the groups from ``first`` up to ``last``, group after group."""
        _, members, ends = self.groups(kind)
        found: list[int] = members[
            int(ends[first - 1]) if first else 0 : int(ends[last - 1])
        ].tolist()
        return found

    def members_of(self, kind: str, groups: NDArray[np.int64]) -> NDArray[np.int64]:
        """The terms of some groups, each once, ascending."""
        _, members, ends = self.groups(kind)
        if not len(groups):
            return np.empty(0, np.int64)
        stops = ends[groups].astype(np.int64)
        begins = np.where(groups > 0, ends[groups - 1].astype(np.int64), 0)
        sizes = stops - begins
        steps = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        return np.unique(members[np.repeat(begins, sizes) + steps].astype(np.int64))


class TermsFile:
    """An opened ``.terms`` file. Raises IndexDamaged."""

    def __init__(self, path: Path) -> None:
        self.container = Container(path)
        self._fields = {
            name: FieldTerms(self.container, name, has_positions)
            for name, has_positions in self.container.meta["positions"].items()
        }

    @property
    def field_names(self) -> list[str]:
        """The fields that have terms, sorted."""
        return sorted(self._fields)

    def field(self, name: str) -> FieldTerms | None:
        """A field's terms; None where no document has any."""
        return self._fields.get(name)
