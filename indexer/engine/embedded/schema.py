"""The Whoosh schema of an index: a field of words for each way of analysing, and columns.

A passage's words are indexed as written, in lower case (``Token.forms[0]``). What else they can be
found by, their stems and their folded forms, are groups of words (``codec.terms``), so that every
posting is kept once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from whoosh import columns, fields, formats

import analyzers
from analyzers import LANGUAGES
from analyzers.languages import UNKNOWN

STEM = "stem"
"""The group of the words of one stem."""

FOLDED = "folded"
"""The group of the words that fold to one form, and are not that form."""

WORDS = "words"
"""The name of a passage's length in words."""

STEMS = "stems"
"""The name of a passage's length in words that have a stem."""

FACETS = ("language", "outlet", "role", "section", "day")
"""Columns of few values; an empty one is unknown."""

ROW = "row"
"""The store's row of a passage."""

SECONDS = "seconds"
"""When on its day a passage was published, in seconds after midnight UTC; 0 where unknown."""

RANK = "rank"
"""The place of a passage's id in the order of the ids of its segment."""

HEADLINE = "headline"
"""How many documents a passage is behind its article's headline; 0 where it has none, or is one."""

_REACHED = "passaggi_reached"


@dataclass(frozen=True, slots=True)
class Reached:
    """How far an index has come: the batch of the store, and the analysis of its words."""

    batch: int = 0
    analysis: int = analyzers.VERSION


def words_field(code: str) -> str:
    """The field of the words of passages analysed by the language row of ``code``."""
    return f"words_{code}"


def make_schema(reached: Reached) -> Any:
    """The schema, which carries ``reached`` into the table of contents."""
    schema = fields.Schema()
    for code in (*LANGUAGES, UNKNOWN.code):
        words = fields.FieldType(formats.Positions(), analyzer=None, scorable=False)
        schema.add(words_field(code), words)
    for name in FACETS:
        schema.add(name, fields.COLUMN(columns.RefBytesColumn()))
    for name in (ROW, SECONDS, RANK, HEADLINE):
        schema.add(name, fields.COLUMN(columns.NumericColumn("q")))
    setattr(schema, _REACHED, (reached.batch, reached.analysis))
    return schema


def reached_by(schema: Any) -> Reached | None:
    """How far an index of this schema has come; None for a schema that is not ours."""
    held = getattr(schema, _REACHED, None)
    return None if held is None or HEADLINE not in schema else Reached(*held)
