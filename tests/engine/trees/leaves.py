"""What Whoosh says of the leaves of a tree, and BM25 for the leaves that Whoosh does not have."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from whoosh.fields import NUMERIC
from whoosh.query import FuzzyTerm, MultiTerm, NumericRange, Query, Term
from whoosh.reading import IndexReader
from whoosh.searching import Searcher

B = 0.75
K1 = 1.2
FULL_PRECISION = b"\0"  # the first byte of a number's term; the others are of rounded numbers

Scores = dict[int, float]
Text = Any  # a word, a number, a date, or a term's bytes


@dataclass(frozen=True)
class Posting:
    """A term in a document, by its number in the whole index; no positions where none are kept."""

    document: int
    live: bool
    weight: float
    positions: frozenset[int]


class Leaves:
    """The leaves of trees on one index, asked of Whoosh segment by segment."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher

    def ask(self, query: Query) -> Scores:
        """The documents and scores of Whoosh's own matcher, read from first to last."""
        scores: Scores = {}
        for segment, base in self._searcher.leaf_searchers():
            matcher = query.matcher(segment, segment.context())
            while matcher.is_active():
                scores[base + matcher.id()] = matcher.score()
                matcher.next()
        return scores

    def term(self, field: str, text: Text) -> Scores:
        return self.ask(Term(field, text)) if self.holds(field) else {}

    def live(self) -> set[int]:
        reader = self._searcher.reader()
        return {each for each in range(reader.doc_count_all()) if not reader.is_deleted(each)}

    def having(self, column: str, values: Iterable[bytes]) -> set[int]:
        """The documents that stand and have some value in a column."""
        found = set()
        for segment, base in self._searcher.leaf_searchers():
            reader = segment.reader()
            if column in reader.schema and reader.doc_count_all():
                held = reader.column_reader(column, translate=False)
                numbers = range(reader.doc_count_all())
                found |= {base + each for each in numbers if held[each] in set(values)}
        return found & self.live()

    def holds(self, field: str) -> bool:
        """Whether the field has terms: it is in the schema and not one that is only stored."""
        schema = self._searcher.schema
        return field in schema and schema[field].format is not None

    def lexicon(self, field: str) -> set[bytes]:
        return {text for reader in self._readers() for text in reader.lexicon(field)}

    def expansion(self, query: MultiTerm | NumericRange) -> set[Text]:
        """The terms that a prefix, pattern or range stands for; Whoosh leaves out the empty one."""
        return {text for reader in self._readers() for text in _expand(query, reader) if text}

    def postings(self, field: str, text: Text) -> Iterator[Posting]:
        """A term's postings in every segment, those in deleted documents too."""
        kind = self._searcher.schema[field]
        try:
            held = kind.to_bytes(text)
        except ValueError:
            return
        for segment, base in self._searcher.leaf_searchers():
            reader = segment.reader()
            if (field, held) not in reader:
                continue
            matcher = reader._terms.matcher(field, held, kind.format)
            positional = kind.format.supports("positions")
            while matcher.is_active():
                number = matcher.id()
                positions = frozenset(matcher.value_as("positions")) if positional else frozenset()
                live = not reader.is_deleted(number)
                yield Posting(base + number, live, matcher.weight(), positions)
                matcher.next()

    def occurrences(self, field: str, texts: Iterable[Text]) -> dict[int, frozenset[int]]:
        """Where any of the texts stands in each live document."""
        places: dict[int, frozenset[int]] = {}
        for text in set(texts):
            for each in self.postings(field, text):
                if each.live:
                    places[each.document] = places.get(each.document, frozenset()) | each.positions
        return places

    def idf(self, field: str, texts: Iterable[Text]) -> float:
        """ln(N / (df + 1)) + 1, where N and df count deleted documents, as Whoosh's BM25F does."""
        held = {each.document for text in set(texts) for each in self.postings(field, text)}
        return math.log(self._searcher.doc_count_all() / (len(held) + 1)) + 1

    def bm25(self, field: str, idf: float, frequencies: Mapping[int, float]) -> Scores:
        """By the formula of `whoosh.scoring.bm25`; in a field without lengths, the frequency."""
        if not self._searcher.schema[field].scorable:
            return dict(frequencies)
        average = self._searcher.avg_field_length(field) or 1
        scores: Scores = {}
        for document, frequency in frequencies.items():
            length = self._searcher.doc_field_length(document, field, 1)
            norm = K1 * ((1 - B) + B * length / average)
            scores[document] = idf * frequency * (K1 + 1) / (frequency + norm)
        return scores

    def _readers(self) -> list[IndexReader]:
        return [segment.reader() for segment, _ in self._searcher.leaf_searchers()]


def _expand(query: MultiTerm | NumericRange, reader: IndexReader) -> Iterator[Text]:
    if isinstance(query, FuzzyTerm):
        # Whoosh fails where the prefix is longer than the text; here all of the text is the prefix
        prefix = min(query.prefixlength, len(query.text))
        yield from reader.terms_within(query.fieldname, query.text, query.maxdist, prefix=prefix)
    elif isinstance(query, NumericRange):
        yield from _numbers_within(query, reader)
    else:
        yield from query._btexts(reader)


def _numbers_within(query: NumericRange, reader: IndexReader) -> Iterator[bytes]:
    """The terms of full precision in the range: their bytes are in the order of their numbers."""
    kind = reader.schema[query.fieldname]
    first, last = (
        None if end is None else NUMERIC.to_bytes(kind, end) for end in (query.start, query.end)
    )
    for text in reader.lexicon(query.fieldname):
        early = first is not None and (text < first or (query.startexcl and text == first))
        late = last is not None and (text > last or (query.endexcl and text == last))
        if text[:1] == FULL_PRECISION and not early and not late:
            yield text
