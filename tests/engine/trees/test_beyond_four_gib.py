"""Files in which what is read lies beyond 4 GiB: nothing of an offset is lost on the way.

The same documents are indexed with a hole of that size before them and without; all must be alike.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from whoosh import query
from whoosh.query import And, AndMaybe, AndNot, Not, Or, Phrase, Prefix, Query, Term

from indexer.engine.embedded.codec import ArraySegment, documents, merging, terms
from indexer.engine.embedded.codec.bisection import find
from indexer.engine.embedded.codec.container import Container
from indexer.engine.embedded.codec.documents import DocumentsFile, write_documents
from indexer.engine.embedded.codec.strings import Strings, read_strings
from indexer.engine.embedded.codec.terms import Postings, TermsFile
from indexer.engine.embedded.execute import Executor
from indexer.engine.embedded.execute.nodes import Sequence, SynonymSet
from tests.engine.trees import hollow
from tests.engine.trees.large import Written, opened, ranking, segment
from tests.engine.trees.made import all_kinds

FACETS = ("language", "month")
MANY = tuple(f"w{number:02}" for number in range(20))
WORDS = ("a", "aa", "ab", "b", "ba", "c", "d", "e", "rare", *MANY, "zz")


@pytest.fixture(scope="module")
def written() -> Written:
    """Words of every frequency, so that every way of joining lists is taken."""
    rng = np.random.default_rng(4)
    chances = 1.0 / np.arange(1, len(WORDS) + 1) ** 2
    places = rng.choice(len(WORDS), (5_000, 8), p=chances / chances.sum())
    facets = {"language": rng.integers(0, 2, 5_000), "month": rng.integers(0, 60, 5_000)}
    return Written(WORDS, places, facets)


@dataclass(frozen=True)
class Twins:
    """The same documents twice: beyond the hole, and in files as usual."""

    hollow: Executor
    usual: Executor
    folder: Path
    segments: tuple[ArraySegment, ArraySegment]


@pytest.fixture(scope="module")
def twins(written: Written, tmp_path_factory: pytest.TempPathFactory) -> Twins:
    folder = tmp_path_factory.mktemp("beyond")
    hollow.skip_without_holes(folder)
    own, usual = segment(written, folder), segment(written, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(documents, "ContainerWriter", hollow.HollowWriter)
        original = DocumentsFile(usual.paths(folder)[0])
        facets = {name: original.facet(name) for name in FACETS}
        held = documents.Documents(len(written), {"body": written.lengths}, facets=facets)
        write_documents(own.paths(folder)[0], held)
    hollow.write_terms(own.paths(folder)[1], written.field())
    assert all(path.stat().st_size > 2**32 for path in own.paths(folder))
    executors = [opened(folder, [each], FACETS) for each in (own, usual)]
    field = executors[0].segments[0].field("body")
    assert field is not None
    # The hole is that of its first term; comparing it with a checksum would read it all.
    field._checked[0] = True
    return Twins(*executors, folder, (own, usual))


A, B, RARE = (Term("body", word) for word in ("a", "b", "rare"))
TREES: list[Query] = [
    A,
    Or([A, B]),
    Or([A, RARE, Prefix("body", "b")]),
    And([A, B]),
    And([A, RARE]),
    And([A, B, Term("body", "zz")]),
    AndNot(A, B),
    AndMaybe(B, A),
    Not(A),
    Phrase("body", ["a", "b"]),
    Phrase("body", ["rare", "a"]),
    Phrase("body", ["a", "b"], slop=3),
    Sequence("body", (("a", "aa", "ab"), ("b",), ("a", "c")), (0, 1, 3)),
    SynonymSet("body", ("a", "b", "zz"), exact=frozenset(["a"])),
    SynonymSet("body", MANY),
    Prefix("body", "w"),
    Prefix("body", "a", constantscore=False),
    query.FuzzyTerm("body", "ar", prefixlength=1),
    query.TermRange("body", "b", "rare"),
    *all_kinds("body"),
]


@pytest.mark.parametrize("tree", TREES, ids=repr)
def test_answers_from_beyond_four_gib(twins: Twins, tree: Query) -> None:
    ours, expected = twins.hollow.run(tree), twins.usual.run(tree)
    assert len(expected.documents)
    assert np.array_equal(ours.documents, expected.documents)
    assert np.array_equal(ours.scores, expected.scores)
    of_ours, of_expected = (ranking(each, tree, FACETS)[1] for each in (twins.hollow, twins.usual))
    assert of_ours.total == of_expected.total
    assert of_ours.counts == of_expected.counts
    assert [(each.step, each.document) for each in of_ours.best] == [
        (each.step, each.document) for each in of_expected.best
    ]


def test_postings_from_beyond_four_gib(twins: Twins) -> None:
    ours, usual = (TermsFile(each.paths(twins.folder)[1]).field("body") for each in twins.segments)
    assert ours is not None
    assert usual is not None
    every = usual.postings(0, len(WORDS))
    assert hollow.as_written(ours.postings(1, len(WORDS) + 1)) == hollow.as_written(every)
    unchecked = hollow.as_written(ours.unchecked_postings(1, len(WORDS) + 1))
    assert unchecked[1] == hollow.as_written(every)[1]
    many = np.tile(np.arange(1, len(WORDS) + 1), 2)
    assert ours.begins(many).tolist() == [ours.begin(int(each)) for each in many]
    assert min(ours.begins(many)) > hollow.HOLE


def test_merging_what_lies_beyond_four_gib(
    twins: Twins, written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Comparing the whole file with its checksums is left out: it would read the hole."""
    monkeypatch.setattr(Container, "check", _checked_by_name(Container.check))
    own, usual = twins.segments
    merged = ArraySegment("MAIN")
    merging.merge(twins.folder, [own, usual], merged)
    ours = opened(twins.folder, [merged], FACETS)
    both = np.concatenate([np.arange(len(written))] * 2)
    anew = opened(twins.folder, [segment(written.of(both), twins.folder)], FACETS)
    (field,), (expected,) = (
        [part.field("body") for part in each.segments] for each in (ours, anew)
    )
    assert field is not None
    assert expected is not None
    assert list(field.terms) == [hollow.FIRST, *expected.terms]
    every = hollow.as_written(expected.postings(0, len(expected)))
    assert hollow.as_written(field.postings(1, len(field))) == every


def _checked_by_name(check: Callable[..., None]) -> Callable[..., None]:
    def checked(container: Container, *names: str) -> None:
        if names:
            check(container, *names)

    return checked


def test_what_is_written_ends_beyond_four_gib(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Parts that are each said to take half of what four bytes can say."""
    half = 2**31
    small = np.zeros(16, np.uint8)
    monkeypatch.setattr(terms, "pack", lambda *_: (small, np.array([half - 2, half])))
    one = np.ones(2, np.uint32)
    parts = [
        Postings([b"%da" % part, b"%db" % part], np.ones(2, np.int64), one - 1, one, one - 1)
        for part in range(3)
    ]
    terms.write_terms(tmp_path / "x.terms", {"f": terms.Field(parts, has_positions=True)})
    ends = Container(tmp_path / "x.terms")["f/ends"]
    assert ends.dtype == np.uint64
    assert ends.tolist() == [half * part + end for part in range(3) for end in (half - 2, half)]


@pytest.mark.parametrize("last", [2**31 - 1, 2**31, 2**32 - 1, 2**32, 2**32 + 1, 2**40])
def test_ends_take_eight_bytes_where_four_do_not_do(tmp_path: Path, last: int) -> None:
    ends = np.array([3, last - 1, last], np.uint64)
    with terms.ContainerWriter(tmp_path / "x") as writer:
        terms.add_ends(writer, "ends", ends)
    held = Container(tmp_path / "x")["ends"]
    assert held.tolist() == ends.tolist()
    assert held.itemsize == (4 if last < 2**32 else 8)


def test_strings_beyond_four_gib(tmp_path: Path) -> None:
    hollow.skip_without_holes(tmp_path)
    with (tmp_path / "strings").open("wb") as file:
        file.seek(hollow.HOLE)
        file.write(b"lagolagunanebbia")
    content: NDArray[np.uint8] = np.memmap(tmp_path / "strings", np.uint8, "r")
    ends = np.array([0, 4, 10, 16], np.uint64) + np.uint64(hollow.HOLE)
    strings = Strings(content, ends)
    assert [strings[each] for each in (1, 2, 3)] == [b"lago", b"laguna", b"nebbia"]
    assert [strings.find(each) for each in (b"lago", b"laguna", b"nebbia", b"lag")] == [1, 2, 3, -1]
    assert strings.starting_with(b"lag") == range(1, 3)
    assert find(content, ends, np.frombuffer(b"m", np.uint8)) == (3, False)


def test_a_container_beyond_four_gib(tmp_path: Path) -> None:
    hollow.skip_without_holes(tmp_path)
    numbers = np.arange(100_000, dtype=np.uint16)
    with hollow.HollowWriter(tmp_path / "x") as writer:
        writer.add("numbers", numbers)
        terms.add_strings(writer, "names", [b"lago", b"nebbia"])
    held = Container(tmp_path / "x")
    assert np.array_equal(held["numbers"], numbers)
    assert list(read_strings(held, "names")) == [b"lago", b"nebbia"]
