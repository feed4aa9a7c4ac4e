"""Passages on the same matter as one, in every language of an index: more like this.

The most telling words of the passage are searched for: those with the greatest tf·idf, as many as
Lucene's MoreLikeThis takes by default or fewer. They are searched for as a query with related
words, and that brings the other languages in.

Each language is searched by itself, and what is found is joined by shares: a score counts as a part
of the best in its language, as an engine joins the languages of a query. It must be done anew here,
since the passage itself would be the best of its own and leave little to all others.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import merge

from analyzers import get_analyzer
from indexer.documents import Passage
from indexer.engine.base import Engine, Hit
from indexer.query.lexemes import operator
from indexer.query.model import Query

TERMS = 25
"""Words that are searched for at most; docs/quality.md says what it was chosen on."""

FOUND = 10
"""Passages that are found at most."""

_COMMON, _COMMON_SHARE = 10, 0.1
"""Passages that a word stands in, and part of all of them, beyond which it tells nothing."""

_READ = 20_000
"""Characters of a passage that are looked at."""

_SPARE = 10
"""Passages that are asked for beyond those wanted, in place of those that are left out."""


@dataclass(frozen=True, slots=True)
class Like:
    """What is like a passage.

    ``query`` has its most telling words in their order; ``copies`` are the ids of near-duplicates,
    ``hits`` other articles' passages on the same matter, the nearest first. ``languages`` are all
    those in which the words are found.
    """

    query: Query
    copies: tuple[str, ...] = ()
    hits: tuple[Hit, ...] = ()
    languages: tuple[str | None, ...] = ()


def like(
    engine: Engine, passage: Passage, languages: Sequence[str | None] = (), limit: int = FOUND
) -> Like:
    """What is like a passage, of some languages or all. Raises ArticleNotFound."""
    copies = engine.similar(passage.article_id, passage.ordinal)
    words = telling(engine, passage.text, passage.language)
    query = Query(" ".join(words), languages=languages, limit=limit + len(copies) + _SPARE)
    if not words:
        return Like(query, copies)
    answers = {
        each: engine.search(replace(query, languages=(each,)))
        for each in languages or (passage.language,)
    }
    # A facet leaves out its own filter, so that any of the answers knows the languages of all.
    held = [each.value for answer in answers.values() for each in answer.facets["language"]]
    spoken = tuple(dict.fromkeys(held))
    for each in () if languages else spoken:
        if each not in answers:
            answers[each] = engine.search(replace(query, languages=(each,)))
    found = [_shares(answer.hits, passage, copies) for answer in answers.values()]
    # Of equals the first language comes first: the passage's own.
    hits = [hit for _, hit in merge(*found, key=lambda each: -each[0])]
    return Like(query, copies, tuple(hits[:limit]), spoken)


def telling(engine: Engine, text: str, language: str | None, most: int = TERMS) -> tuple[str, ...]:
    """The most telling words of a text in the order in which they stand there first.

    Stop words, single letters and digits, and what stands in very many passages tell nothing. Of a
    word in several forms the first one stands for all.
    """
    first: dict[tuple[str, ...], str] = {}
    count: Counter[tuple[str, ...]] = Counter()
    text = text[:_READ]
    for token in get_analyzer(language).analyze(text):
        word = text[token.start : token.end]
        if not token.is_stopword and len(word) > 1 and operator(word) is None:
            first.setdefault(token.stems, word)
            count[token.stems] += 1
    known = engine.frequencies(first.values(), language)
    common = max(_COMMON, _COMMON_SHARE * known.passages)
    worth = {
        stems: count[stems] * math.log1p(known.passages / max(known.words[word], 1))
        for stems, word in first.items()
        if known.words[word] <= common
    }
    kept = set(sorted(worth, key=lambda stems: -worth[stems])[:most])
    return tuple(word for stems, word in first.items() if stems in kept)


def _shares(
    hits: Iterable[Hit], passage: Passage, copies: Collection[str]
) -> Iterator[tuple[float, Hit]]:
    """The passages of other articles, each with its part of the best score among them."""
    best = 0.0
    for hit in hits:
        if hit.article_id != passage.article_id and hit.id not in copies:
            best = best or hit.score or 1.0
            yield hit.score / best, hit
