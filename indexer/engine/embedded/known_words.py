"""The words of a snapshot, for corrections and suggestions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from analyzers import Token
from analyzers.folding import fold
from indexer.engine.embedded import schema
from indexer.engine.embedded.beginnings import Beginnings
from indexer.engine.embedded.codec.terms import FieldTerms
from indexer.engine.embedded.execute.fuzzy import fuzzy_terms
from indexer.engine.embedded.execute.segments import OpenSegment
from indexer.engine.embedded.snapshot import Snapshot


class KnownWords:
    """See :class:`indexer.query.index_words.IndexWords`. Safe to share between threads."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self.codes: Sequence[str] = snapshot.codes
        self._held = {code: _fields(snapshot.segments, code) for code in self.codes}
        self._beginnings = {code: Beginnings(held) for code, held in self._held.items()}

    def stands(self, code: str, token: Token) -> bool:
        """Whether a word stands anywhere: as written, without accents, or by its stem."""
        form = token.forms[0].encode()
        stems = [stem.encode() for stem in token.stems]
        return any(
            segment.document_frequency(field, term, False)
            for segment, field in self._held[code]
            for term in [
                *_written(field, form),
                *(term for stem in stems for term in field.group(schema.STEM, stem)),
            ]
        )

    def spelt(self, code: str, folded: str) -> Mapping[str, int]:
        """The words of a folded form, each with its passages."""
        return self._counted(
            (segment, field, _written(field, folded.encode())) for segment, field in self._held[code]
        )

    def near(self, code: str, folded: str, edits: int, kept: int) -> Mapping[str, int]:
        """The words whose folded form is at most so many edits away, each with its passages."""
        return self._counted(
            (segment, field, _near(field, folded, edits, kept))
            for segment, field in self._held[code]
        )

    def side_by_side(self, code: str, folded: Sequence[str]) -> int:
        """How many passages have words of these folded forms, one after the other."""
        places = tuple(tuple(sorted(self.spelt(code, word))) for word in folded)
        return self._snapshot.together(code, places) if all(places) else 0

    def beginning(self, code: str, prefix: str, most: int) -> Sequence[tuple[str, int]]:
        """The ``most`` frequent words that begin with a folded prefix, those of a stem as one."""
        return self._beginnings[code].most_frequent(prefix, most)

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

    def _counted(
        self, found: Iterable[tuple[OpenSegment, FieldTerms, Iterable[int]]]
    ) -> Mapping[str, int]:
        passages: Counter[str] = Counter()
        for segment, field, terms in found:
            for term in terms:
                if count := segment.document_frequency(field, term, False):
                    passages[field.terms[term].decode()] += count
        return passages


def _fields(segments: Iterable[OpenSegment], code: str) -> list[tuple[OpenSegment, FieldTerms]]:
    held = ((segment, segment.field(schema.words_field(code))) for segment in segments)
    return [(segment, field) for segment, field in held if field is not None]


def _written(field: FieldTerms, form: bytes) -> list[int]:
    """The terms that are this form, or fold to it."""
    own = field.terms.find(form)
    return [*([own] if own >= 0 else []), *field.group(schema.FOLDED, form)]


def _near(field: FieldTerms, folded: str, edits: int, kept: int) -> set[int]:
    """The terms whose folded form is at most so many edits away."""
    written = fuzzy_terms(field.terms, folded, edits, kept, exchanges=True).tolist()
    near = {term for term in written if fold(word := field.terms[term].decode()) == word}
    names = field.groups(schema.FOLDED)[0]
    for group in fuzzy_terms(names, folded, edits, kept, exchanges=True).tolist():
        near.update(field.members(schema.FOLDED, group, group + 1))
    return near
