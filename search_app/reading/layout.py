"""An article as the reading view shows it: its passages in page order, the matches marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from indexer.documents import Passage, Role, StoredArticle
from indexer.links import source_links
from search_app.marking import Span, clean, mark

Marks = Mapping[int, Sequence[Span]]


@dataclass(frozen=True, slots=True)
class Line:
    """A passage of the article, its matches numbered through the whole article.

    ``source`` is the link to it at its source.
    """

    id: str
    ordinal: int
    role: Role
    language: str | None
    text: Markup
    source: str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """The parts of the page: the headline, the text, the teasers of other articles."""

    headline: Line | None
    lines: tuple[Line, ...]
    related: tuple[Line, ...]
    matches: int


def reading(article: StoredArticle, marks: Marks) -> Reading:
    """Lay an article out, with ``marks`` numbered in the order in which they are read."""
    headline = next((each for each in article.passages if each.role is Role.HEADLINE), None)
    text = [each for each in article.passages if each.role is not Role.RELATED]
    if headline:
        text.remove(headline)
        text.insert(0, headline)
    related = [each for each in article.passages if each.role is Role.RELATED]
    sources = source_links(article.url, [each.text for each in article.passages])
    lines: list[Line] = []
    count = 0
    for passage in (*text, *related):
        spans = clean(passage.text, marks.get(passage.ordinal, ()))
        marked = mark(passage.text, spans, count + 1)
        lines.append(_line(passage, marked, sources[passage.ordinal - 1]))
        count += len(spans)
    first = 1 if headline else 0
    return Reading(
        headline=lines[0] if headline else None,
        lines=tuple(lines[first : len(text)]),
        related=tuple(lines[len(text) :]),
        matches=count,
    )


def _line(passage: Passage, text: Markup, source: str | None) -> Line:
    name = f"p{passage.ordinal}"
    return Line(name, passage.ordinal, passage.role, passage.language, text, source)
