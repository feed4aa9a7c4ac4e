"""Marks: which words of a passage a query was matched by, as spans of its text.

A phrase marks its occurrences, not its words wherever they stand, and one whose words may be apart
marks the words; what a query excludes marks nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from analyzers import Token, analysis_code, get_analyzer
from analyzers.folding import fold
from indexer.documents import StoredArticle
from indexer.query.plan import Field, Lookup, Plan, Run, Sought, soughts
from indexer.query.reading import Reading
from indexer.query.spelling import fits, is_near

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Marks:
    """The spans to mark, ascending and apart, and why each word that is not as typed is one."""

    spans: tuple[Span, ...]
    why: tuple[str, ...]


class Marker:
    """Marks what a plan matched in texts."""

    def __init__(self, plan: Plan) -> None:
        self._soughts = tuple(dict.fromkeys(soughts(plan)))

    def mark(self, text: str, tokens: Sequence[Token]) -> Marks:
        """The marks in a text, of which ``tokens`` are those of its language."""
        passage = _TokenIndex(tokens)
        spans: list[Span] = []
        why: dict[str, None] = {}
        relations: dict[tuple[str, str], Sought] = {}
        for sought in self._soughts:
            for run in passage.runs(sought.wanted):
                tokens = [passage.tokens[at] for at, _ in run]
                span = tokens[0].start, tokens[-1].end
                spans.append(span)
                if sought.is_related:
                    relations.setdefault((sought.typed, text[slice(*span)]), sought)
                    continue
                for token, (_, word) in zip(tokens, run, strict=True):
                    if reason := _reason(word, token, text):
                        why[reason] = None
        why |= {
            _relation(sought, found): None
            for (typed, found), sought in relations.items()
            if fold(typed) != fold(found)
        }
        return Marks(_merged(spans), tuple(why))


def mark(text: str, language: str | None, plan: Plan) -> Marks:
    """The marks of a plan in one text of ``language``."""
    return Marker(plan).mark(text, get_analyzer(language).analyze(text))


def article_marks(article: StoredArticle, reading: Reading) -> dict[int, tuple[Span, ...]]:
    """The spans of a query in the passages of an article, by ordinal; none without a span."""
    marked: dict[int, tuple[Span, ...]] = {}
    markers = {code: Marker(plan) for code, plan in reading.plans.items()}
    for passage in article.passages:
        marker = markers.get(analysis_code(passage.language))
        if marker is None:
            continue
        tokens = get_analyzer(passage.language).analyze(passage.text)
        if spans := marker.mark(passage.text, tokens).spans:
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

    def runs(self, wanted: Lookup | Run) -> Iterator[list[tuple[int, Lookup]]]:
        """Where a word or a run stands: the indexes of its tokens, and the word that each is."""
        words = wanted.words if isinstance(wanted, Run) else (wanted,)
        if isinstance(wanted, Run) and wanted.slop is not None:
            yield from ([each] for each in self.near(words, wanted.slop))
        else:
            for first in self.occurrences(words):
                yield list(enumerate(words, start=first))

    def occurrences(self, words: Sequence[Lookup]) -> list[int]:
        """The indexes of the tokens at which ``words`` stand one after the other, ascending."""
        starts = set(self._places(words[0]))
        for distance, word in enumerate(words[1:], start=1):
            starts &= {at - distance for at in self._places(word)}
        return sorted(starts)

    def near(self, words: Sequence[Lookup], slop: int) -> list[tuple[int, Lookup]]:
        """The indexes of ``words`` in the windows that hold them all and no smaller such window."""
        places = [set(self._places(word)) for word in words]
        every = sorted(set().union(*places))
        found: dict[int, Lookup] = {}
        last = 0
        for first in range(len(every)):
            while last < len(every) and not _each_has_one(places, every[first:last]):
                last += 1
            window = every[first:last]
            if not _each_has_one(places, window):
                break
            others = window[-1] - window[0] + 1 - len(words)
            if others <= slop and not _each_has_one(places, window[1:]):
                for at in window:
                    found[at] = next(w for w, own in zip(words, places, strict=True) if at in own)
        return sorted(found.items())

    def _places(self, word: Lookup) -> Iterable[int]:
        held = self._stems if word.field is Field.STEM else self._forms
        terms: Iterable[str] = word.terms
        if word.field is Field.PATTERN:
            terms = [form for form in held if fits(word.terms[0], form)]
        elif word.field is Field.FUZZY:
            near = {form for form in held if is_near(word.terms[0], form, word.edits)}
            return [at for at, token in enumerate(self.tokens) if token.forms[-1] in near]
        return [at for term in terms for at in held.get(term, ())]


def _each_has_one(places: Sequence[set[int]], window: Sequence[int]) -> bool:
    """Whether each of several words has a place of its own in a window (H. Kuhn, 1955)."""
    owner: dict[int, int] = {}

    def finds(word: int, tried: set[int]) -> bool:
        for at in window:
            if at in places[word] and at not in tried:
                tried.add(at)
                if at not in owner or finds(owner[at], tried):
                    owner[at] = word
                    return True
        return False

    return len(window) >= len(places) and all(finds(word, set()) for word in range(len(places)))


def _relation(sought: Sought, found: str) -> str:
    told = f"{sought.via}: {sought.typed} → {found}"
    return told if sought.origin is None else f"{told} ({sought.origin})"


def _reason(word: Lookup, token: Token, text: str) -> str | None:
    surface = text[token.start : token.end]
    if word.field is Field.FUZZY and word.form != token.forms[-1]:
        return f"spelling: {word.typed} → {surface}"
    if word.field is not Field.STEM or word.form in token.forms:
        return None
    return f"word: {word.typed} → {surface}"


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
