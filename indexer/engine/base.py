"""The Engine Protocol and the types that cross it.

Whatever keeps and searches the passages (a folder on this machine, a cluster, the plain model in
the tests) is used through these names alone; ``tests/engine`` holds the one suite that every engine
must pass.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from types import TracebackType
from typing import Any, Protocol, Self

from indexer.documents import Article, Role, Source, StoredArticle
from indexer.query.complete import Suggestion
from indexer.query.index_words import Frequencies
from indexer.query.model import Query
from indexer.query.notes import Note
from indexer.query.reading import Reading
from indexer.reports import IndexReport


@dataclass(frozen=True, slots=True)
class Interpretation:
    """One reading of a query word: the ``term`` looked up, in which language, reached which way."""

    term: str
    language: str | None
    via: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found. ``highlights`` are [start, end) in code points of ``text``, ascending."""

    id: str
    article_id: str
    ordinal: int
    role: Role
    language: str | None
    outlet: str | None
    published: str | None
    title: str
    url: str | None
    text: str
    highlights: tuple[tuple[int, int], ...]
    why: tuple[str, ...]
    score: float
    link: str
    source_link: str | None
    similar: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many of the found passages have ``value``; None counts those of which it is unknown."""

    value: str | None
    count: int


FACETS = ("language", "outlet", "month", "role", "section")


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to a query. ``total`` and every count are exact.

    ``suggestion`` is the query that was likely meant (``indexer.query.correct``). ``teasers`` says
    how many of the teasers of other articles answer under the other filters, whether these are
    searched or not. ``days`` are those of publication (``YYYY-MM-DD``), ascending, the undated
    last; as in the facets the filter on dates is left out.
    """

    query: Query
    interpretation: tuple[Interpretation, ...]
    total: int
    hits: tuple[Hit, ...]
    facets: dict[str, tuple[FacetCount, ...]]
    notes: tuple[Note, ...] = ()
    suggestion: str | None = None
    took_ms: float = 0.0
    teasers: int = 0
    days: Sequence[FacetCount] = field(default=(), repr=False, compare=False)

    def to_dict(self) -> dict[str, Any]:
        """The search result as the command line and the API print it."""
        query: dict[str, Any] = {
            "text": self.query.text,
            "match": str(self.query.match),
            "interpretation": [asdict(each) for each in self.interpretation],
        }
        if self.notes:
            query["notes"] = [asdict(each) for each in self.notes]
        return {
            "query": query,
            "total": self.total,
            "took_ms": self.took_ms,
            "hits": [asdict(hit) for hit in self.hits],
            "facets": {
                name: [asdict(each) for each in counts] for name, counts in self.facets.items()
            },
            "suggestion": self.suggestion,
        }


@dataclass(frozen=True, slots=True)
class Stats:
    """What an engine holds. Each dict maps a value (None: unknown) to a number of passages."""

    location: str
    articles: int
    passages: int
    languages: dict[str | None, int] = field(default_factory=dict)
    outlets: dict[str | None, int] = field(default_factory=dict)
    roles: dict[str | None, int] = field(default_factory=dict)
    earliest: str | None = None
    latest: str | None = None
    bytes_on_disk: int = 0


class Engine(Protocol):
    """An index of articles. Safe to share between threads for reading."""

    def index(self, items: Iterable[Article | Source], *, prune: bool = False) -> IndexReport:
        """Store and index articles, each replacing the one of the same id unless that is newer,
        or whole where this one is an excerpt.

        An article whose id was made up is taken for the one of the same web address, if there is
        one. A source comes after all the articles that were read from it; those that it gave
        before and gives no more have vanished, and with ``prune`` are deleted.

        What was indexed is visible and durable on return. Articles are taken in batches; a batch
        is stored whole or not at all. Raises IndexLocked when another process is writing.
        """

    def source(self, place: str) -> Source | None:
        """A source that was read, if it was; without a digest, it is to be read again."""

    def places(self) -> list[str]:
        """The places of the sources that were read, in order."""

    def search(self, query: Query) -> Results:
        """Find the passages that answer ``query``, rank them, count them by facet."""

    def days(self, query: Query) -> tuple[FacetCount, ...]:
        """The ``days`` of a search, without the rest of it."""

    def count(self, query: Query) -> int:
        """How many passages answer ``query``: the ``total`` of a search, without the rest of it."""

    def read(self, query: Query) -> Reading:
        """How ``query`` is read: what is looked up in the passages of each language."""

    def ids(self, query: Query) -> frozenset[str]:
        """The ids of all the passages that answer ``query``, on whichever page."""

    def suggest(self, text: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """What a query being typed may become, the likeliest first.

        Its last word is completed to outlets, names and words that stand in passages. Empty where
        fewer than two letters of a word are typed.
        """

    def frequencies(self, words: Iterable[str], language: str | None) -> Frequencies:
        """In how many passages of a language each of some words stands, in any of its forms.

        The passages of each form are added up, so that one that has two of them counts twice.
        """

    def similar(self, article_id: str, ordinal: int) -> tuple[str, ...]:
        """The ids of a passage's near-duplicates, as a hit has them; of no passage, none.

        Raises ArticleNotFound.
        """

    def article(self, article_id: str) -> StoredArticle:
        """The stored article. Raises ArticleNotFound."""

    def delete(self, article_ids: Iterable[str]) -> int:
        """Forget articles; ids that are not there are passed over. Returns how many were there."""

    def stats(self) -> Stats:
        """Count what is held."""

    def state(self) -> str:
        """A token that changes whenever an answer may, by whichever process; cheap to ask for.

        What is answered after it was asked for is of that state or of a later one. It stays the
        same when the index is closed and opened again.
        """

    def verify(self) -> list[str]:
        """Check the index against the stored articles; one sentence for each fault found."""

    def optimize(self) -> None:
        """Give back the room that replaced and deleted articles take; answers stay the same."""

    def close(self) -> None:
        """Release files; the engine cannot be used afterwards."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...
