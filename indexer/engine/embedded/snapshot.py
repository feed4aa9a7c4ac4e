"""A snapshot: one commit, opened, with the statistics of each language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyzers import analysis_code
from indexer.engine.embedded import schema
from indexer.engine.embedded.contents import Contents
from indexer.engine.embedded.execute import Executor, Scoring, nodes
from indexer.engine.embedded.execute.matches import Gathered, Matches
from indexer.engine.embedded.execute.promotion import Promotion, Word, Words, promoted
from indexer.engine.embedded.execute.ranking import Facets
from indexer.engine.embedded.execute.scoring import Collection
from indexer.engine.embedded.plans import Translator
from indexer.query.clauses import clauses, family
from indexer.query.plan import Lookup, Plan, Run, lookups
from indexer.query.tree import Condition

SCORING = Scoring(k1=1.2, b=0.75, exact_weight=1.0, shortest=0.3)
PROMOTION = Promotion(
    proximity=0.3,
    title=1.5,
    family=0.3,
    roles={b"headline": 0.05, b"standfirst": 0.03, b"body": 0.02, b"subhead": 0.02},
)
"""Tuned on the DEV halves of the evaluation sets; see docs/quality.md."""

Scores = NDArray[np.float64]

_REMEMBERED = 4096
"""Words and phrases of which is remembered whether they stand anywhere."""


class Snapshot:
    """An opened commit. Immutable; safe to share between threads."""

    def __init__(self, reader: Any, contents: Contents) -> None:
        self.generation, self.newest = contents.generation, contents.newest
        self._collections: dict[tuple[str, str], Collection] = {}
        self.promotion = PROMOTION
        scoring = replace(SCORING, collection=self._collection)
        self._executor = Executor(reader, scoring)
        self.segments = self._executor.segments
        self.facets = Facets(self.segments, schema.RANK)
        self._count_languages()
        self._translators = {code: Translator(self.segments, code) for code in self.codes}
        self.finds = lru_cache(_REMEMBERED)(self._finds)

    @property
    def codes(self) -> list[str]:
        """The language rows that passages which stand were analysed by."""
        return sorted({code for code, held in self._passages.items() if held})

    def passages(self, code: str) -> int:
        """How many passages stand that were analysed by a language row."""
        return self._passages.get(code, 0)

    def find(self, code: str, plan: Plan) -> Sequence[Gathered]:
        """What a plan matches among the passages of its language, segment by segment."""
        return self._executor.gather(self._translators[code].tree(plan))

    def promoted(self, code: str, plan: Plan, leading: Sequence[Matches]) -> list[Scores]:
        """What the second stage adds to the scores of the best of each segment."""
        translator = self._translators[code]
        every = [Word(translator.texts(each), family(each)) for each in clauses(plan)]
        words = Words.of(self._executor, translator.field, schema.STEMS, every)
        return [
            promoted(
                self._executor,
                self.promotion,
                words,
                at,
                table,
                own,
                table.segment.documents.numbers_at(schema.HEADLINE, own.documents),
            )
            for at, (table, own) in enumerate(zip(self.facets.tables, leading, strict=True))
        ]

    def is_met(self, condition: Condition) -> bool:
        """Whether any passage meets a condition."""
        translator = next(iter(self._translators.values()), None)
        if translator is None:
            return False
        found = self._executor.evaluate(translator.having(condition))
        return any(len(part.documents) for part in found)

    def cut(self, code: str, plan: Plan) -> list[str]:
        """The patterns of a plan of which only some words are looked up, as typed."""
        every = [
            word
            for wanted in lookups(plan, excluded=True)
            for word in (wanted.words if isinstance(wanted, Run) else (wanted,))
        ]
        return [word.typed for word in every if self._translators[code].is_cut(word)]

    def of_stem(self, code: str, stem: str) -> Sequence[str]:
        """As a Vocabulary has it."""
        translator = self._translators.get(code)
        return translator.of_stem(stem) if translator else ()

    def near(self, code: str, form: str, edits: int) -> Sequence[str]:
        """As a Vocabulary has it."""
        translator = self._translators.get(code)
        return translator.near(form, edits) if translator else ()

    def holds(self, code: str, form: str) -> bool:
        """As a Vocabulary has it."""
        translator = self._translators.get(code)
        if translator is None:
            return False
        return self._executor.holds(translator.field, translator.written_as(form))

    def _finds(self, code: str, wanted: Lookup | Run) -> bool:
        """Whether a word or a phrase stands in any passage of a language."""
        translator = self._translators[code]
        if isinstance(wanted, Lookup):
            return self._executor.holds(translator.field, translator.words(wanted))
        found = self._executor.evaluate(translator.tree(wanted))
        return any(len(part.documents) for part in found)

    def together(self, code: str, places: tuple[tuple[str, ...], ...]) -> int:
        """How many passages of a language have words side by side, any of those for a place."""
        run = nodes.Sequence(schema.words_field(code), places, length=schema.WORDS)
        return sum(len(part.documents) for part in self._executor.evaluate(run))

    def _collection(self, fieldname: str, length: str) -> Collection:
        return self._collections.get((fieldname, length), Collection(0, 1.0))

    def _count_languages(self) -> None:
        passages: defaultdict[str, int] = defaultdict(int)
        totals: defaultdict[tuple[str, str], float] = defaultdict(float)
        for segment in self.segments:
            standing = segment.all_live
            facet = segment.documents.facet("language")
            codes = [analysis_code(value.decode() or None) for value in facet.values]
            own = facet.codes[standing]
            for code, held in zip(codes, np.bincount(own, minlength=len(codes)), strict=True):
                passages[code] += int(held)
            for name in (schema.WORDS, schema.STEMS):
                held_codes, values = segment.documents.length_codes(name)
                lengths = values[held_codes[standing]]
                for code, total in zip(codes, np.bincount(own, lengths, len(codes)), strict=True):
                    totals[code, name] += float(total)
        self._passages = passages
        for (code, name), total in totals.items():
            average = total / passages[code] if passages[code] else 1.0
            key = (schema.words_field(code), name)
            self._collections[key] = Collection(passages[code], max(average, 1.0))
