"""The Whoosh schema: a stem field and an exact-form field for each way of analysing, and columns.

The class paths in this module are pickled into the index's table of contents: renaming one makes
existing indexes unreadable.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from typing import Any

from whoosh import columns, fields, formats

from analyzers import LANGUAGES
from analyzers.languages import UNKNOWN

STEM = "stem"
FORM = "form"


class PackedPositions(formats.Positions):
    """Positions of a term in a passage as unsigned 32-bit integers of the machine."""

    def encode(self, poslist: Any) -> bytes:
        return array("I", poslist).tobytes()

    def decode_positions(self, valuestring: bytes) -> list[int]:
        return array("I", valuestring).tolist()

    def decode_frequency(self, valuestring: bytes) -> int:
        return len(valuestring) // 4


class TermsField(fields.FieldType):
    """A field whose value is already analysed: a mapping of terms to ascending positions."""

    def __init__(self) -> None:
        super().__init__(format=PackedPositions(), analyzer=None, scorable=False)

    def index(
        self, value: Mapping[str, list[int]], **_: Any
    ) -> Iterator[tuple[bytes, int, float, bytes]]:
        for term, positions in value.items():
            yield term.encode(), len(positions), len(positions), self.format.encode(positions)


def field_name(kind: str, code: str) -> str:
    """The field of stems or forms for passages analysed by the language row of ``code``."""
    return f"{kind}_{code}"


def make_schema() -> fields.Schema:
    """Fields for every language row, and a column each for the store's rows and the lengths."""
    schema = fields.Schema()
    for code in (*LANGUAGES, UNKNOWN.code):
        schema.add(field_name(STEM, code), TermsField())
        schema.add(field_name(FORM, code), TermsField())
    schema.add("passage", fields.COLUMN(columns.NumericColumn("q")))
    schema.add("article", fields.COLUMN(columns.NumericColumn("q")))
    schema.add("stem_length", fields.COLUMN(columns.NumericColumn("I")))
    schema.add("form_length", fields.COLUMN(columns.NumericColumn("I")))
    return schema
