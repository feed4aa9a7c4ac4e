"""What Whoosh reads of a segment: the ordinary way in, and what our executor falls back to."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whoosh import columns
from whoosh.codec import base
from whoosh.filedb.structfile import BufferFile
from whoosh.reading import TermInfo, TermNotFound

from indexer.engine.embedded.codec.documents import DocumentsFile
from indexer.engine.embedded.codec.matching import ArrayMatcher
from indexer.engine.embedded.codec.terms import FieldTerms, TermsFile

if TYPE_CHECKING:
    from indexer.engine.embedded.codec.segment import ArraySegment


def folder_of(storage: Any) -> Path:
    """The folder of a file storage, the only one in which arrays can be mapped."""
    return Path(storage.folder)


class DocumentsReader(base.PerDocumentReader):
    """Lengths, columns and stored fields of a segment."""

    def __init__(self, storage: Any, segment: ArraySegment) -> None:
        self._segment = segment
        self.file = DocumentsFile(segment.paths(folder_of(storage))[0])

    def doc_count(self) -> int:
        count: int = self._segment.doc_count()
        return count

    def doc_count_all(self) -> int:
        return self._segment.doc_count_all()

    def has_deletions(self) -> bool:
        deletions: bool = self._segment.has_deletions()
        return deletions

    def is_deleted(self, docnum: int) -> bool:
        return self._segment.is_deleted(docnum)

    def deleted_docs(self) -> Iterator[int]:
        return self._segment.deleted_docs()

    def supports_columns(self) -> bool:
        return True

    def has_column(self, fieldname: str) -> bool:
        file = self.file
        held = fieldname in file.number_names or fieldname in file.facet_names
        return held or f"column/{fieldname}" in file.container

    def column_reader(self, fieldname: str, column: Any) -> Any:
        if fieldname in self.file.number_names:
            return NumbersColumnReader(self.file.numbers(fieldname).tolist(), column)
        if fieldname in self.file.facet_names:
            facet = self.file.facet(fieldname)
            return ValuesColumnReader([facet.values[code] for code in facet.codes])
        content = self.file.container[f"column/{fieldname}"]
        return column.reader(BufferFile(content.data), 0, len(content), self.file.count)

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        codes, values = self.file.length_codes(fieldname)
        return int(values[codes[docnum]]) or default

    def field_length(self, fieldname: str) -> int:
        return self.file.totals.get(fieldname, 0)

    def min_field_length(self, fieldname: str) -> int:
        return int(self.file.length_codes(fieldname)[1].min(initial=2**32 - 1))

    def max_field_length(self, fieldname: str) -> int:
        return int(self.file.length_codes(fieldname)[1].max(initial=0))

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        stored = self.file.stored[docnum] if self.file.stored is not None else b""
        fields: dict[str, Any] = pickle.loads(stored) if stored else {}
        return fields


class ValuesColumnReader(columns.ColumnReader):
    """A column read into a list."""

    def __init__(self, values: list[Any]) -> None:
        self._values = values

    def __len__(self) -> int:
        return len(self._values)

    def __getitem__(self, docnum: int) -> Any:
        return self._values[docnum]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._values)

    def load(self) -> list[Any]:
        return self._values


class NumbersColumnReader(ValuesColumnReader):
    """A numeric column, which Whoosh may sort the other way round."""

    def __init__(self, values: list[Any], column: Any) -> None:
        super().__init__(values)
        self._reverse = False
        self._default = column.default_value()

    def sort_key(self, docnum: int) -> Any:
        return 0 - self[docnum] if self._reverse else self[docnum]

    def set_reverse(self) -> None:
        self._reverse = True


class TermsReader(base.TermsReader):
    """The terms of a segment, field by field."""

    def __init__(self, storage: Any, segment: ArraySegment) -> None:
        # Both files are opened now: a commit may delete them as soon as they are not needed.
        documents, terms = segment.open(folder_of(storage))
        self.file: TermsFile = terms
        self._documents = documents

    def field(self, fieldname: str) -> FieldTerms | None:
        """A field's terms."""
        return self.file.field(fieldname)

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        own = self.field(term[0])
        return own is not None and own.terms.find(term[1]) >= 0

    def indexed_field_names(self) -> list[str]:
        return self.file.field_names

    def cursor(self, fieldname: str, fieldobj: Any) -> FieldCursor:
        return FieldCursor(self, fieldname, fieldobj)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        return ((own.name, own.terms[at]) for own, at in self._from("", b""))

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        return ((own.name, own.terms[at]) for own, at in self._from(fieldname, prefix))

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return self.items_from("", b"")

    def items_from(
        self, fieldname: str, prefix: bytes
    ) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        for own, at in self._from(fieldname, prefix):
            yield (own.name, own.terms[at]), self._info(own, at)

    def _from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[FieldTerms, int]]:
        for name in self.file.field_names:
            own = self.field(name)
            if name >= fieldname and own is not None:
                first = own.terms.first_from(prefix) if name == fieldname else 0
                yield from ((own, at) for at in range(first, len(own)))

    def _found(self, fieldname: str, text: bytes) -> tuple[FieldTerms, int]:
        own = self.field(fieldname)
        at = -1 if own is None else own.terms.find(text)
        if own is None or at < 0:
            raise TermNotFound(f"No term {fieldname}:{text!r}")
        return own, at

    def _info(self, own: FieldTerms, at: int) -> TermInfo:
        postings = own.postings(at, at + 1)
        codes, values = self._documents.length_codes(own.name)
        lengths = values[codes[postings.documents]]
        return TermInfo(
            float(postings.frequencies.sum()),
            len(postings.documents),
            int(lengths.min()),
            int(lengths.max()),
            float(postings.frequencies.max()),
            int(postings.documents[0]),
            int(postings.documents[-1]),
        )

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        return self._info(*self._found(fieldname, text))

    def frequency(self, fieldname: str, text: bytes) -> float:
        try:
            return float(self.term_info(fieldname, text).weight())
        except TermNotFound:
            return 0

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        own = self.field(fieldname)
        at = -1 if own is None else own.terms.find(text)
        return 0 if own is None or at < 0 else int(own.counts[at])

    def matcher(
        self, fieldname: str, text: bytes, format_: Any, scorer: Any = None
    ) -> ArrayMatcher:
        own, at = self._found(fieldname, text)
        lengths = self._documents.length_codes(fieldname)
        return ArrayMatcher(own.postings(at, at + 1), format_, (fieldname, text), scorer, lengths)


class FieldCursor(base.FieldCursor):
    """A place among the terms of a field."""

    def __init__(self, reader: TermsReader, fieldname: str, fieldobj: Any) -> None:
        self._reader = reader
        self._field = reader.field(fieldname)
        self._fieldname = fieldname
        self._fieldobj = fieldobj
        self._at = 0

    def is_valid(self) -> bool:
        """Whether there is a term here."""
        return self._field is not None and self._at < len(self._field)

    def text(self) -> str | None:
        """The term here."""
        if self._field is None or not self.is_valid():
            return None
        text: str = self._fieldobj.from_bytes(self._field.terms[self._at])
        return text

    def first(self) -> str | None:
        self._at = 0
        return self.text()

    def next(self) -> str | None:
        self._at += 1
        return self.text()

    def find(self, string: str | bytes) -> str | None:
        wanted = string if isinstance(string, bytes) else self._fieldobj.to_bytes(string)
        self._at = self._field.terms.first_from(wanted) if self._field is not None else 0
        return self.text()

    def term_info(self) -> TermInfo:
        """What is known of the term here."""
        assert self._field is not None
        return self._reader.term_info(self._fieldname, self._field.terms[self._at])
