"""A plain engine: everything in lists, every passage looked at for every query.

It is slow and obvious on purpose. The behaviour suite runs on it as on every other engine, and it
is the oracle for their totals, counts, order and scores. It shares with them how a query is read
and nothing of how it is answered.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from fractions import Fraction
from functools import lru_cache
from types import TracebackType
from typing import Self

from analyzers import Token, analysis_code, get_analyzer
from indexer import dates
from indexer.documents import SEARCHED_ROLES, Article, Passage, Role, Source, StoredArticle
from indexer.engine.base import FacetCount, Hit, Interpretation, Results, Stats
from indexer.engine.embedded.relevance import OTHER_LANGUAGE
from indexer.engine.embedded.snapshot import SCORING
from indexer.errors import ArticleNotFound
from indexer.lexicon.of_index import own_lexicon
from indexer.links import passage_link, source_link
from indexer.query import spelling
from indexer.query.clauses import Clause
from indexer.query.complete import Completer, Suggestion
from indexer.query.correct import Corrector
from indexer.query.index_words import Frequencies, frequencies
from indexer.query.marks import mark
from indexer.query.model import MAX_LIMIT, Match, Query, Sort
from indexer.query.plan import (
    Boolean,
    Field,
    Lookup,
    Plan,
    Run,
    Widened,
    lookups,
    soughts,
)
from indexer.query.reading import Reading, read_all
from indexer.query.related import Relations, Via
from indexer.query.tree import Condition
from indexer.reports import IndexReport
from indexer.similar import FEWEST, MOST, SHARE
from tests.engine.kept import Kept
from tests.engine.plain_words import PlainWords
from tests.engine.second_stage import shares
from tests.engine.vocabulary import Words


@dataclass(frozen=True)
class Entry:
    """A passage with its article and its tokens."""

    passage: Passage
    article: StoredArticle
    tokens: list[Token]

    @property
    def code(self) -> str:
        """By which row of languages it is analysed."""
        return analysis_code(self.passage.language)

    def value(self, facet: str) -> str | None:
        published = self.article.published
        return {
            "language": self.passage.language,
            "outlet": self.article.outlet,
            "day": published and dates.day(published),
            "month": published and dates.month(published),
            "role": str(self.passage.role),
            "section": self.article.section,
        }[facet]


class MemoryEngine:
    """See :class:`indexer.engine.base.Engine`."""

    def __init__(self) -> None:
        self._kept = Kept()
        self._changes = 0

    def index(self, items: Iterable[Article | Source], *, prune: bool = False) -> IndexReport:
        self._changes += 1
        return self._kept.take(items, prune)

    def source(self, place: str) -> Source | None:
        return self._kept.sources.get(place)

    def places(self) -> list[str]:
        return sorted(self._kept.sources)

    def search(self, query: Query) -> Results:
        entries = self._entries()
        results = self._found(query, entries)
        every = replace(_unfiltered(query), limit=0)
        suggestion = Corrector(_words(entries), own_lexicon()).correct(
            query.text,
            self._found(every, entries).total,
            lambda text: self._found(replace(query, text=text), entries).total > 0,
        )
        return replace(results, suggestion=suggestion)

    def suggest(self, text: str, limit: int = 8) -> tuple[Suggestion, ...]:
        completer = Completer(_words(self._entries()), own_lexicon())
        return completer.complete(text, limit)

    def _found(self, query: Query, entries: list[Entry]) -> Results:
        reading = self._read(query, entries)
        named = reading.roles
        scored: list[tuple[Entry, float]] = []
        cut: list[str] = []
        for code, plan in reading.plans.items():
            scorer = Scorer([each for each in entries if each.code == code])
            cut += scorer.cut(plan)
            share = 1.0 if reading.language in (None, code) else OTHER_LANGUAGE
            by_date = query.sort is not Sort.RELEVANCE
            scored += shares(scorer.scored(plan), plan, scorer, share, by_date=by_date)
        passing = [(entry, score) for entry, score in scored if _passes(entry, query, named)]
        passing.sort(key=_order(query.sort))
        page = passing[query.offset : query.offset + query.limit]
        return Results(
            query=query,
            interpretation=_interpretation(reading.plans, entries, query.match),
            total=len(passing),
            hits=tuple(
                replace(
                    _hit(*each, reading.plan_for(each[0].passage.language)),
                    similar=_similar(each[0], entries) if query.similar else (),
                )
                for each in page
            ),
            facets={
                name: _counts(name, [entry for entry, _ in scored], query, named)
                for name in ("language", "outlet", "month", "role", "section")
            },
            notes=reading.notes_on(
                len(scored),
                lambda unmet: not any(unmet.meets(each.value(unmet.field)) for each in entries),
                cut,
            ),
            teasers=sum(
                entry.passage.role is Role.RELATED
                and _passes(entry, query, named, leave_out="role")
                for entry, _ in scored
            ),
            days=_ascending(
                Counter(
                    entry.value("day")
                    for entry, _ in scored
                    if _passes(entry, query, named, leave_out="month")
                )
            ),
        )

    def days(self, query: Query) -> tuple[FacetCount, ...]:
        return tuple(self._found(query, self._entries()).days)

    def read(self, query: Query) -> Reading:
        return self._read(query, self._entries())

    def _entries(self) -> list[Entry]:
        return [
            Entry(passage, article, get_analyzer(passage.language).analyze(passage.text))
            for article in self._kept.articles.values()
            for passage in article.passages
        ]

    def _read(self, query: Query, entries: list[Entry]) -> Reading:
        words = Words((each.code, token) for each in entries for token in each.tokens)
        relations = Relations(own_lexicon(), words)
        codes = {each.code for each in entries}
        return read_all(query.text, query.match, codes, relations, query.without)

    def count(self, query: Query) -> int:
        return self.search(query).total

    def ids(self, query: Query) -> frozenset[str]:
        every = replace(query, offset=0, limit=MAX_LIMIT)
        return frozenset(hit.id for hit in self.search(every).hits)

    def frequencies(self, words: Iterable[str], language: str | None) -> Frequencies:
        return frequencies(_words(self._entries()), words, language)

    def similar(self, article_id: str, ordinal: int) -> tuple[str, ...]:
        self.article(article_id)
        entries = self._entries()
        own = [each for each in entries if each.passage.id == f"{article_id}#p{ordinal}"]
        return _similar(own[0], entries) if own else ()

    def article(self, article_id: str) -> StoredArticle:
        try:
            return self._kept.articles[article_id]
        except KeyError:
            raise ArticleNotFound(article_id) from None

    def delete(self, article_ids: Iterable[str]) -> int:
        self._changes += 1
        return self._kept.delete(article_ids)

    def stats(self) -> Stats:
        kept = list(self._kept.articles.values())
        pairs = [(article, passage) for article in kept for passage in article.passages]
        days = sorted((a.published for a in kept if a.published), key=dates.instant)
        return Stats(
            location="memory",
            articles=len(kept),
            passages=len(pairs),
            languages=dict(Counter(passage.language for _, passage in pairs)),
            outlets=dict(Counter(article.outlet for article, _ in pairs)),
            roles=dict(Counter(str(passage.role) for _, passage in pairs)),
            earliest=days[0] if days else None,
            latest=days[-1] if days else None,
        )

    def state(self) -> str:
        return str(self._changes)

    def verify(self) -> list[str]:
        return []

    def optimize(self) -> None:
        pass

    def close(self) -> None:
        pass

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        pass


def _words(entries: list[Entry]) -> PlainWords:
    return PlainWords(
        [
            (analysis_code(each.passage.language), each.article.outlet, each.tokens)
            for each in entries
        ]
    )


def _unfiltered(query: Query) -> Query:
    return Query(query.text, match=query.match, roles=tuple(Role))


class Scorer:
    """BM25F over the passages of one way of analysing, straight from its formula."""

    def __init__(self, entries: list[Entry]) -> None:
        self._entries = entries
        self._matching: dict[Plan, int] = {}
        self._expanded: dict[Lookup, tuple[set[str], bool]] = {}
        self._average = {
            kind: max(sum(map(kind, entries)) / max(len(entries), 1), 1.0)
            for kind in (_stem_length, _form_length)
        }

    def scored(self, plan: Plan) -> list[tuple[Entry, float]]:
        """The entries that a plan matches, with their scores."""
        found = [(entry, self.score(plan, entry)) for entry in self._entries]
        return [(entry, round(score, 6)) for entry, score in found if score is not None]

    def score(self, plan: Plan, entry: Entry) -> float | None:
        """The score of an entry, None where the plan does not match it."""
        if isinstance(plan, Boolean):
            return self._boolean(plan, entry)
        if isinstance(plan, Condition):
            return 0.0 if plan.meets(entry.value(plan.field)) else None
        weight = self._frequency(plan, entry)
        if weight == 0:
            return None
        words = plan.words if isinstance(plan, Run) else (plan,)
        return sum(map(self._idf, words)) * weight * (SCORING.k1 + 1) / (weight + SCORING.k1)

    def _idf(self, word: Lookup | Widened) -> float:
        if word not in self._matching:
            self._matching[word] = sum(self._frequency(word, each) > 0 for each in self._entries)
        return self._idf_of(self._matching[word])

    def _idf_of(self, matching: int) -> float:
        return math.log1p((len(self._entries) - matching + 0.5) / (matching + 0.5))

    def places(self, word: Clause, entry: Entry) -> list[int]:
        """Where a word of the query stands in an entry."""
        return [
            at
            for at, token in enumerate(entry.tokens)
            if any(self._is(lookup, token) for lookup in word)
        ]

    def weight(self, word: Clause) -> float:
        """What a word weighs by how many entries have each of the words it may be written as."""
        matching = sum(
            len({entry.tokens[at].forms[0] for at in self.places(word, entry)})
            for entry in self._entries
        )
        matching = min(matching, len(self._entries))
        return self._idf_of(matching) * (SCORING.k1 + 1) if matching else 0.0

    def norm(self, entry: Entry) -> float:
        """The norm of an entry's length in words that have a stem."""
        return SCORING.k1 * self._norm(_stem_length, entry)

    def headline(self, entry: Entry) -> Entry | None:
        """The first headline of an entry's article."""
        heads = [each for each in entry.article.passages if each.role is Role.HEADLINE]
        same = (each for each in self._entries if heads and each.passage == heads[0])
        return next(same, None)

    def _boolean(self, plan: Boolean, entry: Entry) -> float | None:
        must = [self.score(child, entry) for child in plan.must]
        should = [self.score(child, entry) for child in plan.should]
        excluded = any(self.score(child, entry) is not None for child in plan.must_not)
        if excluded or None in must or not (must or any(each is not None for each in should)):
            return None
        return sum(each for each in must + should if each is not None)

    def cut(self, plan: Plan) -> list[str]:
        """The patterns of a plan of which only some words are looked up."""
        every = [
            word
            for wanted in lookups(plan, excluded=True)
            for word in (wanted.words if isinstance(wanted, Run) else (wanted,))
            if word.field in (Field.PATTERN, Field.FUZZY)
        ]
        return [word.typed for word in every if self._words(word)[1]]

    def _frequency(self, plan: Lookup | Run | Widened, entry: Entry) -> float:
        if isinstance(plan, Widened):
            return self._widened_frequency(plan, entry)
        words = plan.words if isinstance(plan, Run) else (plan,)
        if isinstance(plan, Run) and plan.slop is not None:
            found = self._windows(words, plan.slop, entry)
        else:
            found = sum(
                all(self._is(word, entry.tokens[first + at]) for at, word in enumerate(words))
                for first in range(len(entry.tokens) - len(words) + 1)
            )
        if not found:
            return 0.0
        if isinstance(plan, Run) or plan.field is not Field.STEM:
            return found / self._norm(_form_length, entry)
        exact = sum(plan.form in token.forms for token in entry.tokens)
        return found / self._norm(_stem_length, entry) + SCORING.exact_weight * exact / self._norm(
            _form_length, entry
        )

    def _widened_frequency(self, plan: Widened, entry: Entry) -> float:
        """The frequencies of a word and of its alternatives added, each token counted once."""
        every = [(each.plan, each.weight) for each in plan.alternatives]
        if plan.own is not None:
            every.append((plan.own, 1.0))
        single = [(each, weight) for each, weight in every if isinstance(each, Lookup)]
        found = sum(
            max((weight for each, weight in single if self._is(each, token)), default=0.0)
            for token in entry.tokens
        ) / self._norm(_stem_length, entry)
        found += sum(
            weight * self._frequency(each, entry) for each, weight in every if isinstance(each, Run)
        )
        if isinstance(plan.own, Lookup):
            exact = sum(plan.own.form in token.forms for token in entry.tokens)
            found += SCORING.exact_weight * exact / self._norm(_form_length, entry)
        return found

    def _windows(self, words: Sequence[Lookup], slop: int, entry: Entry) -> int:
        """How many windows hold all words and no smaller window that does."""

        def holds(first: int, last: int) -> bool:
            return self._hold(entry.tokens[first : last + 1], words)

        return sum(
            holds(first, last) and not holds(first + 1, last) and not holds(first, last - 1)
            for first in range(len(entry.tokens))
            for last in range(first, min(len(entry.tokens), first + len(words) + slop))
        )

    def _hold(self, tokens: Sequence[Token], words: Sequence[Lookup]) -> bool:
        """Whether there is a token for each word."""
        return not words or any(
            self._is(words[0], token) and self._hold([*tokens[:at], *tokens[at + 1 :]], words[1:])
            for at, token in enumerate(tokens)
        )

    def _is(self, word: Lookup, token: Token) -> bool:
        if word.field in (Field.PATTERN, Field.FUZZY):
            return token.forms[0] in self._words(word)[0]
        held = token.stems if word.field is Field.STEM else token.forms
        return any(term in held for term in word.terms)

    def _words(self, word: Lookup) -> tuple[set[str], bool]:
        """The words that a pattern stands for, and whether there are more that fit."""
        if word not in self._expanded:
            frequencies = Counter(
                form
                for entry in self._entries
                for form in {token.forms[0] for token in entry.tokens if _fits(word, token)}
            )
            ordered = sorted(frequencies, key=lambda form: (-frequencies[form], form.encode()))
            most = spelling.MAX_EXPANSION
            self._expanded[word] = set(ordered[:most]), len(ordered) > most
        return self._expanded[word]

    def _norm(self, length: Callable[[Entry], int], entry: Entry) -> float:
        held = max(length(entry) / self._average[length], SCORING.shortest)
        return 1 - SCORING.b + SCORING.b * held


def _fits(word: Lookup, token: Token) -> bool:
    (wanted,) = word.terms
    if word.field is Field.PATTERN:
        return any(fnmatchcase(form, wanted) for form in token.forms)
    kept = spelling.kept_letters(wanted)
    folded = token.forms[-1]
    alike = wanted[:kept] == folded[:kept] and abs(len(wanted) - len(folded)) <= word.edits
    return alike and _edits(wanted, folded) <= word.edits


@lru_cache(maxsize=100_000)
def _edits(word: str, other: str) -> int:
    """The optimal string alignment distance, by its definition."""
    if not word or not other:
        return len(word) + len(other)
    least = min(
        _edits(word[1:], other) + 1,
        _edits(word, other[1:]) + 1,
        _edits(word[1:], other[1:]) + (word[0] != other[0]),
    )
    if len(word) > 1 and len(other) > 1 and word[:2] == other[1::-1]:
        least = min(least, _edits(word[2:], other[2:]) + 1)
    return least


def _stem_length(entry: Entry) -> int:
    return sum(bool(token.stems) for token in entry.tokens)


def _form_length(entry: Entry) -> int:
    return len(entry.tokens)


def _filters(query: Query, named: frozenset[str | None]) -> dict[str, Callable[[Entry], bool]]:
    def dated(entry: Entry) -> bool:
        ranged = query.published_from or query.published_to
        if not (ranged or query.months):
            return True
        if entry.value("month") in query.months:
            return True
        day = entry.article.published and dates.day(entry.article.published)
        first, last = query.published_from or "", query.published_to or "9999-12-31"
        return bool(ranged and day and first <= day <= last)

    return {
        "language": lambda each: not query.languages or each.passage.language in query.languages,
        "outlet": lambda each: not query.outlets or each.article.outlet in query.outlets,
        "month": dated,
        "role": lambda each: each.passage.role in (query.roles or {*SEARCHED_ROLES, *named}),
        "section": lambda each: not query.sections or each.article.section in query.sections,
    }


def _passes(
    entry: Entry, query: Query, named: frozenset[str | None], *, leave_out: str | None = None
) -> bool:
    filters = _filters(query, named)
    return all(passes(entry) for name, passes in filters.items() if name != leave_out)


def _counts(
    name: str, found: list[Entry], query: Query, named: frozenset[str | None]
) -> tuple[FacetCount, ...]:
    kept = [entry for entry in found if _passes(entry, query, named, leave_out=name)]
    if name == "role":
        offered = {*SEARCHED_ROLES, *(query.roles or named)}
        kept = [entry for entry in kept if entry.passage.role in offered]
    counts = Counter(entry.value(name) for entry in kept)
    if name == "month":
        return _ascending(counts)
    listed = [FacetCount(value, count) for value, count in counts.items()]
    return tuple(
        sorted(listed, key=lambda each: (each.value is None, -each.count, each.value or ""))
    )


def _ascending(counts: Counter[str | None]) -> tuple[FacetCount, ...]:
    listed = [FacetCount(value, count) for value, count in counts.items()]
    return tuple(sorted(listed, key=lambda each: (each.value is None, each.value or "")))


def _order(sort: Sort) -> Callable[[tuple[Entry, float]], tuple[object, ...]]:
    def key(each: tuple[Entry, float]) -> tuple[object, ...]:
        entry, score = each
        by_score = (-score, entry.passage.id)
        if sort is Sort.RELEVANCE:
            return by_score
        published = entry.article.published
        moment = dates.instant(published) if published else 0.0
        return (published is None, -moment if sort is Sort.NEWEST else moment, *by_score)

    return key


def _interpretation(
    plans: dict[str, Plan], entries: list[Entry], match: Match
) -> tuple[Interpretation, ...]:
    read: dict[tuple[str, str | None], Via] = {}
    for code, plan in plans.items():
        own = [each for each in entries if each.code == code]
        scorer = Scorer(own)
        for sought in soughts(plan):
            term = sought.term, None if code == "und" else code
            if any(scorer.score(sought.wanted, entry) is not None for entry in own):
                read.setdefault(term, Via.EXACT if match is Match.EXACT else sought.via)
    return tuple(Interpretation(*term, via) for term, via in read.items())


def _hit(entry: Entry, score: float, plan: Plan | None) -> Hit:
    passage, article = entry.passage, entry.article
    assert plan is not None
    marks = mark(passage.text, passage.language, plan)
    return Hit(
        id=passage.id,
        article_id=article.id,
        ordinal=passage.ordinal,
        role=passage.role,
        language=passage.language,
        outlet=article.outlet,
        published=article.published,
        title=article.title,
        url=article.url,
        text=passage.text,
        highlights=marks.spans,
        why=marks.why,
        score=round(score, 6),
        link=passage_link(article.id, passage.ordinal),
        source_link=source_link(
            article.url, [each.text for each in article.passages], passage.ordinal
        ),
    )


def _similar(entry: Entry, entries: list[Entry]) -> tuple[str, ...]:
    """The near-duplicates of an entry, by comparing it with every other one."""
    own = _bag(entry)
    found: list[tuple[Fraction, str]] = []
    for other in entries:
        alike = analysis_code(other.passage.language) == analysis_code(entry.passage.language)
        if not alike or other.article.id == entry.article.id:
            continue
        bag = _bag(other)
        if min(own.total(), bag.total()) < FEWEST:
            continue
        likeness = Fraction((own & bag).total(), (own | bag).total())
        if likeness >= SHARE:
            found.append((-likeness, other.passage.id))
    return tuple(name for _, name in sorted(found)[:MOST])


def _bag(entry: Entry) -> Counter[str]:
    """The words that count when passages are compared; a teaser has none."""
    if entry.passage.role is Role.RELATED:
        return Counter()
    return Counter(token.forms[0] for token in entry.tokens if not token.is_stopword)
