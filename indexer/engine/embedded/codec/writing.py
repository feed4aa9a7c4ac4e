"""Whoosh's own way of writing a segment, document by document: for any schema, at no great speed.

Kept of a posting are its document, frequency and positions. A field that keeps characters or
weights of its own cannot be written.
"""

from __future__ import annotations

import pickle
from array import array
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh import columns, formats
from whoosh.codec import base
from whoosh.filedb.structfile import StructFile

from indexer.engine.embedded.codec.container import Array
from indexer.engine.embedded.codec.documents import Documents, Facet, write_documents
from indexer.engine.embedded.codec.reading import folder_of
from indexer.engine.embedded.codec.terms import Field, Postings, write_terms

if TYPE_CHECKING:
    from indexer.engine.embedded.codec.segment import ArraySegment

Values = dict[int, Any]
"""A column's value by document, where it has one."""


class DocumentsWriter(base.PerDocumentWriter):
    """Collects what is kept of each document."""

    def __init__(self, storage: Any, segment: ArraySegment) -> None:
        self._path: Path = segment.paths(folder_of(storage))[0]
        self._stored: list[dict[str, Any]] = []
        self._lengths: dict[str, dict[int, int]] = {}
        self._columns: dict[str, tuple[Any, Values]] = {}
        self.is_closed = False

    def start_doc(self, docnum: int) -> None:
        assert docnum == len(self._stored)
        self._stored.append({})

    def add_field(self, fieldname: str, fieldobj: Any, value: Any, length: int) -> None:
        if value is not None:
            self._stored[-1][fieldname] = value
        if fieldobj.scorable and fieldobj.indexed:
            self._lengths.setdefault(fieldname, {})[len(self._stored) - 1] = length

    def add_column_value(self, fieldname: str, columnobj: Any, value: Any) -> None:
        _, values = self._columns.setdefault(fieldname, (columnobj, {}))
        values[len(self._stored) - 1] = value

    def add_vector_items(self, fieldname: str, fieldobj: Any, items: Any) -> None:
        raise NotImplementedError("term vectors are not kept")

    def cancel_doc(self) -> None:
        """Forget the document that was started."""
        self._stored.pop()
        for values in (*self._lengths.values(), *(each for _, each in self._columns.values())):
            values.pop(len(self._stored), None)

    def close(self) -> None:
        self.is_closed = True
        count = len(self._stored)
        columns_ = self._columns.items()
        numeric = {
            name: _numbers(column, values, count)
            for name, (column, values) in columns_
            if isinstance(column, columns.NumericColumn)
        }
        facets = {
            name: _facet(column, values, count)
            for name, (column, values) in columns_
            if isinstance(column, columns.RefBytesColumn)
        }
        others = {
            name: _content(column, values, count)
            for name, (column, values) in columns_
            if name not in numeric and name not in facets
        }
        lengths = {name: _filled(values, count, 0) for name, values in self._lengths.items()}
        stored = [pickle.dumps(each, 4) if each else b"" for each in self._stored]
        write_documents(
            self._path,
            Documents(count, lengths, numeric, facets, others, stored if any(stored) else ()),
        )


def _filled(values: Values, count: int, default: int) -> Array:
    numbers = np.full(count, default, np.int64)
    numbers[list(values)] = list(values.values())
    return numbers


def _numbers(column: Any, values: Values, count: int) -> Array:
    numbers = np.full(count, column.default_value(), np.dtype(column._typecode))
    numbers[list(values)] = list(values.values())
    return numbers


def _facet(column: Any, values: Values, count: int) -> Facet:
    own = [values.get(document, column.default_value()) for document in range(count)]
    distinct = sorted(set(own))
    place = {value: at for at, value in enumerate(distinct)}
    return Facet(distinct, np.array([place[value] for value in own], np.int64))


def _content(column: Any, values: Values, count: int) -> bytes:
    content = BytesIO()
    writer = column.writer(StructFile(content))
    for document, value in values.items():
        writer.add(document, value)
    writer.finish(count)
    return content.getvalue()


class PostingsWriter(base.FieldWriter):
    """Collects the postings, which come sorted by field, term and document."""

    def __init__(self, storage: Any, segment: ArraySegment) -> None:
        self._path: Path = segment.paths(folder_of(storage))[1]
        self._fields: dict[str, _FieldInTheMaking] = {}
        self._current: _FieldInTheMaking
        self.is_closed = False

    def start_field(self, fieldname: str, fieldobj: Any) -> None:
        self._current = self._fields[fieldname] = _FieldInTheMaking(fieldname, fieldobj.format)

    def start_term(self, text: bytes) -> None:
        self._current.terms.append(text)
        self._current.counts.append(0)

    def add(self, docnum: int, weight: float, vbytes: bytes, length: int) -> None:  # noqa: ARG002
        self._current.add(docnum, weight, vbytes)

    def finish_term(self) -> None:
        pass

    def close(self) -> None:
        self.is_closed = True
        write_terms(self._path, {name: own.field() for name, own in self._fields.items()})


class _FieldInTheMaking:
    def __init__(self, name: str, format_: Any) -> None:
        if isinstance(format_, (formats.Characters, formats.PositionBoosts)):
            raise NotImplementedError(f"{name}: only frequencies and positions are kept of a term")
        self._name = name
        self._format = format_
        self.has_positions = bool(format_.supports("positions"))
        self.terms: list[bytes] = []
        self.counts: list[int] = []
        self._documents = array("I")
        self._frequencies = array("I")
        self._positions = array("I")

    def add(self, document: int, weight: float, value: bytes) -> None:
        positions: Sequence[int] = ()
        frequency = 1
        if self.has_positions:
            positions = self._format.decode_positions(value)
            frequency = len(positions)
        elif self._format.supports("frequency"):
            frequency = self._format.decode_frequency(value)
        if weight != frequency:
            raise NotImplementedError(f"{self._name}: weights of a posting are not kept")
        self.counts[-1] += 1
        self._documents.append(document)
        self._frequencies.append(frequency)
        self._positions.extend(positions)

    def field(self) -> Field:
        """The field to be written."""
        counts = np.array(self.counts, np.int64)
        arrays = (self._documents, self._frequencies, self._positions)
        return Field(
            [Postings(self.terms, counts, *(np.array(each, np.uint32) for each in arrays))],
            self.has_positions,
        )
