"""The hits of a page: its passages as the store has them, marked, linked, with near-duplicates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from analyzers import Token, analysis_code, get_analyzer
from indexer.documents import Role
from indexer.engine.base import Hit
from indexer.engine.embedded.execute.ranking import FacetTable
from indexer.engine.embedded.ordering import Ids
from indexer.engine.embedded.paging import Placed
from indexer.engine.embedded.similar import find_similar
from indexer.links import passage_link, source_link
from indexer.query.marks import Marker
from indexer.query.plan import Plan
from indexer.store import Store
from indexer.store.model import Shown

_SCORE_DECIMALS = 6


class StaleSnapshot(Exception):
    """Rows that a snapshot refers to are no longer in the store; open the last commit."""


def dressed(
    page: Sequence[Placed],
    plans: Mapping[str, Plan],
    tables: Sequence[FacetTable],
    store: Store,
    ids: Ids,
    *,
    similar: bool = True,
) -> Iterator[Hit]:
    """The hits of a page that ``plans`` found, by analysis code; ``similar`` as a Query has it.

    Raises StaleSnapshot.
    """
    passages = store.shown([placed.row for placed in page])
    if len(passages) < len(page):
        raise StaleSnapshot
    texts = store.texts({each.article_row for each in passages.values() if each.url})
    # Analysed once, for the marks and for the near-duplicates.
    tokens = analysed(passages.values())
    near = find_similar(tables, list(passages.values()), tokens, ids) if similar else {}
    markers = {code: Marker(plan) for code, plan in plans.items()}
    for placed in page:
        passage = passages[placed.row]
        marks = markers[analysis_code(passage.language)].mark(passage.text, tokens[placed.row])
        yield Hit(
            id=f"{passage.article_id}#p{passage.ordinal}",
            article_id=passage.article_id,
            ordinal=passage.ordinal,
            role=Role(passage.role),
            language=passage.language,
            outlet=passage.outlet,
            published=passage.published,
            title=passage.title,
            url=passage.url,
            text=passage.text,
            highlights=marks.spans,
            why=marks.why,
            score=round(placed.score, _SCORE_DECIMALS),
            link=passage_link(passage.article_id, passage.ordinal),
            source_link=_source_link(passage, texts),
            similar=near.get(placed.row, ()),
        )


def analysed(passages: Iterable[Shown]) -> dict[int, list[Token]]:
    """The tokens of some passages, by row."""
    return {each.row: get_analyzer(each.language).analyze(each.text) for each in passages}


def _source_link(passage: Shown, texts: Mapping[int, Sequence[str]]) -> str | None:
    """The link to a passage at its source; ``texts`` are those of its article, by row."""
    if passage.url is None:
        return None
    if passage.article_row not in texts:
        raise StaleSnapshot
    return source_link(passage.url, texts[passage.article_row], passage.ordinal)
