"""Marks: which words of a passage a query was matched by, as spans of its text.

A phrase marks its occurrences, not its words wherever they stand; what a query excludes marks
nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analyzers import Token, get_analyzer
from indexer.documents import StoredArticle
from indexer.query.model import Match
from indexer.query.plan import Field, Lookup, Plan, Run, lookups, read_all

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Marks:
    """The spans to mark, ascending and apart, and why each word that is not as typed is one."""

    spans: tuple[Span, ...]
    why: tuple[str, ...]


def mark(text: str, language: str | None, plan: Plan) -> Marks:
    """The marks of a plan in a text of ``language``."""
    passage = _TokenIndex(get_analyzer(language).analyze(text))
    spans: list[Span] = []
    why: dict[str, None] = {}
    for wanted in lookups(plan):
        words = wanted.words if isinstance(wanted, Run) else (wanted,)
        for first in passage.occurrences(words):
            run = passage.tokens[first : first + len(words)]
            spans.append((run[0].start, run[-1].end))
            for word, token in zip(words, run, strict=True):
                if reason := _reason(word, token, text):
                    why[reason] = None
    return Marks(_merged(spans), tuple(why))


def article_marks(article: StoredArticle, text: str, match: Match) -> dict[int, tuple[Span, ...]]:
    """The spans of a query in the passages of an article, by ordinal; none without a span.

    ``text`` is the query as typed.
    """
    reading = read_all(text, match, {passage.language for passage in article.passages})
    marked: dict[int, tuple[Span, ...]] = {}
    for passage in article.passages:
        plan = reading.plan_for(passage.language)
        if plan and (spans := mark(passage.text, passage.language, plan).spans):
            marked[passage.ordinal] = spans
    return marked


class _TokenIndex:
    """The tokens of a passage, and where each of its terms stands among them."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self._stems: dict[str, list[int]] = {}
        self._forms: dict[str, list[int]] = {}
        for at, token in enumerate(tokens):
            for term in token.stems:
                self._stems.setdefault(term, []).append(at)
            for term in token.forms:
                self._forms.setdefault(term, []).append(at)

    def occurrences(self, words: Sequence[Lookup]) -> list[int]:
        """The indexes of the tokens at which ``words`` stand one after the other, ascending."""
        starts = set(self._places(words[0]))
        for distance, word in enumerate(words[1:], start=1):
            starts &= {at - distance for at in self._places(word)}
        return sorted(starts)

    def _places(self, word: Lookup) -> Iterable[int]:
        held = self._stems if word.field is Field.STEM else self._forms
        terms: Iterable[str] = word.terms
        if word.field is Field.PREFIX:
            terms = [form for form in held if form.startswith(word.terms)]
        return [at for term in terms for at in held.get(term, ())]


def _reason(word: Lookup, token: Token, text: str) -> str | None:
    if word.field is not Field.STEM or word.form in token.forms:
        return None
    return f"word: {word.typed} → {text[token.start : token.end]}"


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
