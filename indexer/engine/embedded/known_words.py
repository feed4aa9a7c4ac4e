"""The words of a snapshot, for corrections and suggestions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

from analyzers import Token
from indexer.engine.embedded import schema
from indexer.engine.embedded.beginnings import most_frequent
from indexer.engine.embedded.execute.segments import OpenSegment
from indexer.engine.embedded.field_words import FieldWords
from indexer.engine.embedded.snapshot import Snapshot


class KnownWords:
    """See :class:`indexer.query.index_words.IndexWords`. Safe to share between threads."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self.codes: Sequence[str] = snapshot.codes
        self._parts = {code: _parts(snapshot.segments, code) for code in self.codes}

    def stands(self, code: str, token: Token) -> bool:
        """Whether a word stands anywhere: as written, without accents, or by its stem."""
        return any(any(map(part.passages, part.forms(token))) for part in self._parts[code])

    def in_any_form(self, code: str, token: Token) -> int:
        """How many passages have a word in any of its forms, those of each form added up."""
        parts = self._parts.get(code, ())
        return sum(sum(map(part.passages, set(part.forms(token)))) for part in parts)

    def passages(self, code: str) -> int:
        """How many passages there are."""
        return self._snapshot.passages(code)

    def spelt(self, code: str, folded: str) -> Mapping[str, int]:
        """The words of a folded form, each with its passages."""
        return self._counted(code, lambda part: part.written(folded.encode()))

    def near(self, code: str, folded: str, edits: int, kept: int) -> Mapping[str, int]:
        """The words whose folded form is at most so many edits away, each with its passages."""
        return self._counted(code, lambda part: part.near(folded, edits, kept))

    def side_by_side(self, code: str, folded: Sequence[str]) -> int:
        """How many passages have words of these folded forms, one after the other."""
        places = tuple(tuple(sorted(self.spelt(code, word))) for word in folded)
        return self._snapshot.together(code, places) if places and all(places) else 0

    def beginning(self, code: str, prefix: str, most: int) -> Sequence[tuple[str, int]]:
        """The ``most`` frequent words that begin with a folded prefix, those of a stem as one."""
        return most_frequent(self._parts[code], prefix.encode(), most)

    def outlets(self) -> Mapping[str, int]:
        """The outlets, each with its passages."""
        passages: Counter[str] = Counter()
        for segment in self._snapshot.segments:
            facet = segment.documents.facet("outlet")
            counts = np.bincount(facet.codes[segment.all_live], minlength=len(facet.values))
            for value, count in zip(facet.values, counts.tolist(), strict=True):
                if value and count:
                    passages[value.decode()] += count
        return passages

    def _counted(self, code: str, find: Callable[[FieldWords], Iterable[int]]) -> Mapping[str, int]:
        passages: Counter[str] = Counter()
        for part in self._parts[code]:
            for term in find(part):
                if count := part.passages(term):
                    passages[part.terms[term].decode()] += count
        return passages


def _parts(segments: Iterable[OpenSegment], code: str) -> list[FieldWords]:
    held = ((segment, segment.field(schema.words_field(code))) for segment in segments)
    return [FieldWords(segment, field) for segment, field in held if field is not None]
