"""The codec that Whoosh asks for readers and writers, and the segment that its contents name.

The class paths in this module are pickled into the index's table of contents: renaming one makes
existing indexes unreadable.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.codec import base

from indexer.engine.embedded.codec.documents import DocumentsFile
from indexer.engine.embedded.codec.reading import DocumentsReader, TermsReader
from indexer.engine.embedded.codec.terms import TermsFile
from indexer.engine.embedded.codec.writing import DocumentsWriter, PostingsWriter

DOCUMENTS = ".documents"
TERMS = ".terms"


class ArrayCodec(base.Codec):
    """Segments as two files of arrays; see ARCHITECTURE.md for their layout."""

    length_stats = False

    def per_document_writer(self, storage: Any, segment: ArraySegment) -> DocumentsWriter:
        """Whoosh's way to write documents, one after the other."""
        return DocumentsWriter(storage, segment)

    def field_writer(self, storage: Any, segment: ArraySegment) -> PostingsWriter:
        """Whoosh's way to write postings, one after the other."""
        return PostingsWriter(storage, segment)

    def terms_reader(self, storage: Any, segment: ArraySegment) -> TermsReader:
        """The segment's terms."""
        return TermsReader(storage, segment)

    def per_document_reader(self, storage: Any, segment: ArraySegment) -> DocumentsReader:
        """The segment's documents."""
        return DocumentsReader(storage, segment)

    def new_segment(self, storage: Any, indexname: str) -> ArraySegment:  # noqa: ARG002
        """A segment to be written."""
        return ArraySegment(indexname)


class ArraySegment(base.Segment):
    """A segment as the table of contents knows it: its size, and which documents are deleted."""

    def __init__(self, indexname: str) -> None:
        super().__init__(indexname)
        self._count = 0
        self._deleted: NDArray[np.uint32] = np.empty(0, np.uint32)

    def codec(self) -> ArrayCodec:
        """The codec that reads this segment."""
        return ArrayCodec()

    def should_assemble(self) -> bool:
        """Never: a compound file could not be mapped into memory."""
        return False

    def set_doc_count(self, count: int) -> None:
        """Set the number of documents, deleted ones included."""
        self._count = count

    def doc_count_all(self) -> int:
        """The number of documents, deleted ones included."""
        return self._count

    def deleted_count(self) -> int:
        """How many documents are deleted."""
        return len(self._deleted)

    def deleted_docs(self) -> Iterator[int]:
        """The deleted documents, ascending."""
        return iter(self._deleted.tolist())

    def is_deleted(self, document: int) -> bool:
        """Whether a document is deleted."""
        at = int(np.searchsorted(self._deleted, document))
        return at < len(self._deleted) and int(self._deleted[at]) == document

    def delete_document(self, document: int, delete: bool = True) -> None:
        """Delete a document or, with ``delete`` false, take it back."""
        if delete:
            self.delete_documents(np.array([document]))
        else:
            self._deleted = self._deleted[self._deleted != document]

    def delete_documents(self, documents: NDArray[Any]) -> None:
        """Delete many documents."""
        self._deleted = np.union1d(self._deleted, documents).astype(np.uint32)

    def deleted(self) -> NDArray[np.uint32]:
        """The deleted documents, ascending, as an array."""
        return self._deleted

    def live(self) -> NDArray[np.uint64]:
        """One bit by document, set while it stands; empty where none is deleted."""
        if not len(self._deleted):
            return np.empty(0, np.uint64)
        words = (self._count + 63) // 64
        standing = np.zeros(words * 64, bool)
        standing[: self._count] = True
        standing[self._deleted] = False
        return np.packbits(standing, bitorder="little").view(np.uint64)

    def paths(self, folder: Path) -> tuple[Path, Path]:
        """The files of the documents and of the terms."""
        return folder / self.make_filename(DOCUMENTS), folder / self.make_filename(TERMS)

    def open(self, folder: Path) -> tuple[DocumentsFile, TermsFile]:
        """Open both files. Raises IndexDamaged, or FileNotFoundError after a later commit."""
        documents, terms = self.paths(folder)
        return DocumentsFile(documents), TermsFile(terms)
