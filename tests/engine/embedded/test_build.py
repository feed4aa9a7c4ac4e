"""A segment is the same however its passages come, and whatever was built before it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from indexer.engine.embedded.build import build_segment
from indexer.engine.embedded.vocabulary import vocabulary_of
from indexer.engine.embedded.worker import named_segment
from indexer.store import Entries

WORDS = "the War, la città città's parlerà l'Iran U.S. U.K. 3,5 20.000 perché perche Œuvre œuvre —"
DATES = [None, "2025-03-03", "2025-03-03T08:30:00+01:00", "2025-03-03T08:30:00.5Z"]

Passages = list[tuple[str, str | None, str]]
"""The passages of an article: role, language, text."""

passages = st.tuples(
    st.sampled_from(["body", "caption"]),
    st.sampled_from(["en", "it", "de", "tlh", None]),
    st.lists(st.sampled_from(WORDS.split()), max_size=9).map(" ".join),
)
articles = st.tuples(
    st.lists(passages, min_size=1, max_size=12),
    st.sampled_from([None, "Il Molo", "The Pier"]),
    st.sampled_from(DATES),
    st.sampled_from([None, "Mondo"]),
)


def entries_of(
    articles: Sequence[tuple[Passages, str | None, str | None, str | None]],
) -> list[Entries]:
    """Each article by itself; one row is passed over after it."""
    parts: list[Entries] = []
    row = 7
    for own, outlet, published, section in articles:
        rows = [(row + at, *passage) for at, passage in enumerate(own)]
        parts.append(Entries.of([(row, f"a{len(parts)}", outlet, published, section)], rows))
        row += len(own) + 1
    return parts


def together(parts: Sequence[Entries]) -> Entries:
    """The same passages as one part."""
    articles = [
        (each.rows[0], each.article_ids[0], each.outlets[0], each.published[0], each.sections[0])
        for each in parts
    ]
    passages = [
        passage
        for each in parts
        for passage in zip(each.rows, each.roles, each.languages, each.texts, strict=True)
    ]
    return Entries.of(articles, passages)


def built(parts: Iterable[Entries]) -> list[bytes]:
    """The bytes of the files of a segment."""
    segment = named_segment("0123456789abcdef")
    with tempfile.TemporaryDirectory() as folder:
        build_segment(Path(folder), segment, parts)
        return [path.read_bytes() for path in segment.paths(Path(folder))]


@given(st.lists(articles, min_size=1, max_size=6), st.lists(articles, max_size=6))
def test_a_segment_does_not_depend_on_how_its_passages_come(
    wanted: list[tuple[Passages, str | None, str | None, str | None]],
    before: list[tuple[Passages, str | None, str | None, str | None]],
) -> None:
    parts = entries_of(wanted)
    vocabulary_of.cache_clear()
    alone = built([together(parts)])
    vocabulary_of.cache_clear()
    built(entries_of(before))
    assert built(parts) == alone


def test_a_segment_of_no_passages() -> None:
    segment = named_segment("0123456789abcdef")
    with tempfile.TemporaryDirectory() as folder:
        build_segment(Path(folder), segment, [])
        documents, terms = segment.open(Path(folder))
        assert documents.count == segment.doc_count_all() == 0
        assert terms.field_names == []
