"""An index of several segments: what they are merged to, and that answers do not show them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import Article, connect
from indexer.engine.embedded import merge_policy
from indexer.engine.embedded.codec import ArraySegment
from indexer.engine.embedded.engine import EmbeddedEngine
from tests.engine.articles import ARTICLES
from tests.engine.embedded.answers import answers, postings, rebuilt, segments

CHANGED = Article(id="molo-1", paragraphs=("La guerra dei turni è finita.",), language="it")


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[EmbeddedEngine]:
    """An index with a segment for each article, some of whose documents are deleted."""
    with connect(str(tmp_path / "index")) as made:
        assert isinstance(made, EmbeddedEngine)
        for article in ARTICLES:
            made.index([article])
        made.index([CHANGED])
        made.delete(["lago-2"])
        yield made


def test_answers_are_those_of_one_segment(engine: EmbeddedEngine, tmp_path: Path) -> None:
    assert len(segments(engine)) > 3
    with rebuilt(tmp_path / "index", tmp_path / "anew") as anew:
        assert len(segments(anew)) == 1
        assert answers(engine) == answers(anew)
        assert postings(engine) == postings(anew)


def test_optimize_leaves_one_segment_and_nothing_deleted(engine: EmbeddedEngine) -> None:
    before = answers(engine), postings(engine)
    engine.optimize()
    (segment,) = segments(engine)
    assert not len(segment.live)
    assert (answers(engine), postings(engine)) == before
    assert engine.verify() == []


def test_merges_on_the_way_change_no_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merge_policy, "SMALLEST", 2)
    monkeypatch.setattr(merge_policy, "FANOUT", 2)
    with connect(str(tmp_path / "index")) as made:
        assert isinstance(made, EmbeddedEngine)
        for article in (*ARTICLES, *ARTICLES[::2], CHANGED):
            made.index([article])
            assert made.verify() == []
        made.delete(["courier-1", "nowhere"])
        assert made.verify() == []
        with rebuilt(tmp_path / "index", tmp_path / "anew") as anew:
            assert answers(made) == answers(anew)
            assert postings(made) == postings(anew)


def test_an_index_of_which_all_is_deleted_holds_no_segment(engine: EmbeddedEngine) -> None:
    engine.delete([article.id for article in ARTICLES])
    assert segments(engine) == []
    assert [each.total for each in answers(engine)] == [0] * len(answers(engine))
    assert engine.verify() == []
    engine.optimize()
    engine.index([CHANGED])
    assert answers(engine)[0].total == 1


@dataclass(frozen=True, eq=False)
class Segment:
    """What the policy asks of a segment; ``copies`` by document that stands."""

    count: int
    copies: tuple[int, ...]

    def doc_count(self) -> int:
        return len(self.copies)

    def doc_count_all(self) -> int:
        return self.count

    def deleted_count(self) -> int:
        return self.count - len(self.copies)


def settled(segments: list[Segment]) -> list[Segment]:
    """The segments after all merges that are due."""
    for _ in range(100):
        due = merge_policy.due(cast(Any, segments))
        if not due:
            return segments
        chosen = cast(list[Segment], due)
        copies = tuple(number + 1 for each in chosen for number in each.copies)
        first = segments.index(chosen[0])
        kept = [each for each in segments if each not in chosen]
        segments = [*kept[:first], Segment(len(copies), copies), *kept[first:]]
    raise AssertionError("merging finds no end")


@pytest.fixture(scope="module")
def small_tiers() -> Iterator[None]:
    """Tiers that a few documents fill."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(merge_policy, "SMALLEST", 4)
        patch.setattr(merge_policy, "FANOUT", 3)
        yield


@pytest.mark.usefixtures("small_tiers")
@given(st.lists(st.integers(1, 40), max_size=80))
def test_merging_keeps_tiers_short_and_copies_few(sizes: list[int]) -> None:
    held: list[Segment] = []
    for size in sizes:
        held = settled([*held, Segment(size, (0,) * size)])
        tiers = [merge_policy._tier(each.doc_count()) for each in held]
        assert all(tiers.count(tier) < merge_policy.FANOUT for tier in tiers)
    standing = [number for each in held for number in each.copies]
    assert len(standing) == sum(sizes)
    assert max(standing, default=0) <= merge_policy._tier(max(len(standing), 1)) + 1


@pytest.mark.usefixtures("small_tiers")
@given(st.lists(st.tuples(st.integers(1, 40), st.integers(0, 40)), max_size=40))
def test_merging_drops_what_is_deleted(sizes: list[tuple[int, int]]) -> None:
    held: list[Segment] = []
    for size, deleted in sizes:
        held = settled([*held, Segment(size, (0,) * size)])
        doomed = held[deleted % len(held)]
        rest = replace(doomed, copies=doomed.copies[deleted:])
        held = [rest if each is doomed else each for each in held]
        held = settled([each for each in held if each.doc_count()])
        assert all(3 * each.deleted_count() < each.doc_count_all() for each in held)


def test_a_segment_says_what_is_deleted() -> None:
    segment = ArraySegment("MAIN")
    segment.set_doc_count(130)
    segment.delete_documents(np.array([3, 64]))
    segment.delete_document(129)
    segment.delete_document(3, delete=False)
    assert list(segment.deleted_docs()) == [64, 129]
    assert segment.doc_count() == 128
    bits = np.unpackbits(segment.live().view(np.uint8), bitorder="little")
    assert np.flatnonzero(bits == 0).tolist()[:2] == [64, 129]
