"""Numbers at the ends of what one, two and four bytes can say, wherever a file keeps them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from whoosh.query import Every, Phrase, Term

from indexer.engine.embedded.codec import ArraySegment
from indexer.engine.embedded.codec.documents import Documents, DocumentsFile, write_documents
from indexer.engine.embedded.codec.packing import pack, read_terms
from indexer.engine.embedded.codec.terms import Field, Groups, Postings, TermsFile, write_terms
from indexer.engine.embedded.execute.nodes import Sequence as PhraseOfWords
from tests.engine.trees.large import Written, opened, ranking, segment

BORDERS = [0, 1, 2**8 - 1, 2**8, 2**16 - 1, 2**16, 2**31 - 1, 2**31, 2**32 - 2, 2**32 - 1]
COUNTS = [2**8 - 1, 2**8, 2**8 + 1, 2**16 - 1, 2**16, 2**16 + 1]


def packed(
    documents: Sequence[int], frequencies: Sequence[int], positions: Sequence[int] = ()
) -> list[list[int]]:
    """A posting list as it is read after it was written."""
    counts = np.array([len(documents)], np.int64)
    arrays = [np.array(each, np.uint32) for each in (documents, frequencies, positions)]
    data, ends = pack(counts, *arrays)
    assert len(ends) == 1
    found = read_terms(data, np.zeros(1, np.int64), counts, bool(len(positions)))
    return [each.tolist() for each in found]


def test_document_numbers() -> None:
    assert packed(BORDERS, [1] * len(BORDERS))[0] == BORDERS


@pytest.mark.parametrize("gap", BORDERS[1:])
def test_gaps(gap: int) -> None:
    assert packed([0, gap], [1, 1])[0] == [0, gap]
    assert packed([2**32 - 1 - gap, 2**32 - 1], [1, 1])[0] == [2**32 - 1 - gap, 2**32 - 1]


@pytest.mark.parametrize("frequency", BORDERS[1:])
def test_frequencies(frequency: int) -> None:
    assert packed([5], [frequency])[1] == [frequency]
    rest = 2**32 - 1 - frequency
    if rest:
        assert packed([5, 9], [frequency, rest])[1] == [frequency, rest]


def test_positions() -> None:
    positions = BORDERS * 30
    found = packed(range(30), [len(BORDERS)] * 30, positions)
    assert found == [[*range(30)], [len(BORDERS)] * 30, positions]


@pytest.mark.parametrize("occurrences", [2**8 - 1, 2**8, 2**16 - 1, 2**16, 2**16 + 1])
def test_occurrences_in_a_block(occurrences: int) -> None:
    positions = np.arange(occurrences + 1).tolist()
    found = packed([1, 2], [occurrences - 1, 2], positions)
    assert found == [[1, 2], [occurrences - 1, 2], positions]


@pytest.mark.parametrize("also", [0, 200])
def test_phrases_at_high_positions(tmp_path: Path, also: int) -> None:
    """``also`` documents have the first word alone, so that its list takes more than a block."""
    places = [
        (0, 1),
        (2**16 - 1, 2**16),
        (2**31 - 1, 2**31),
        (2**32 - 2, 2**32 - 1),
        (2**32 - 1, 0),
    ]
    first, second = (np.array(each, np.uint32) for each in zip(*places, strict=True))
    counts = np.array([len(places) + also, len(places)])
    documents = np.concatenate([np.arange(count) for count in counts]).astype(np.uint32)
    positions = np.concatenate([first, np.full(also, 7, np.uint32), second])
    own = Postings([b"a", b"b"], counts, documents, np.ones(len(documents), np.uint32), positions)
    made = ArraySegment("MAIN")
    made.set_doc_count(int(counts[0]))
    of_documents, of_terms = made.paths(tmp_path)
    write_documents(of_documents, Documents(int(counts[0]), {"body": np.full(counts[0], 2)}))
    write_terms(of_terms, {"body": Field([own], has_positions=True)})
    executor = opened(tmp_path, [made], ())
    for tree, expected in (
        (Phrase("body", ["a", "b"]), [0, 1, 2, 3]),
        (PhraseOfWords("body", (("a", "x"), ("b",)), (0, 1)), [0, 1, 2, 3]),
        (PhraseOfWords("body", (("a", "b"), ("a", "b"))), [0, 1, 2, 3]),
        (PhraseOfWords("body", (("b",), ("a",)), (0, 2**32 - 1)), [4]),
    ):
        assert executor.run(tree).documents.tolist() == expected, tree


def written(folder: Path, **given: Any) -> DocumentsFile:
    write_documents(folder / "x.documents", Documents(**given))
    return DocumentsFile(folder / "x.documents")


@pytest.mark.parametrize("distinct", COUNTS)
def test_distinct_lengths(tmp_path: Path, distinct: int) -> None:
    lengths = np.random.default_rng(1).permutation(distinct)
    codes, values = written(tmp_path, count=distinct, lengths={"f": lengths}).length_codes("f")
    assert np.array_equal(values[codes], lengths)
    assert codes.itemsize == (1 if distinct <= 2**8 else 2 if distinct <= 2**16 else 4)


def test_long_documents(tmp_path: Path) -> None:
    file = written(tmp_path, count=len(BORDERS), lengths={"f": np.array(BORDERS)})
    codes, values = file.length_codes("f")
    assert values[codes].tolist() == BORDERS
    assert file.totals["f"] == sum(BORDERS) > 2**32


@pytest.mark.parametrize("dtype", [np.int64, np.uint64])
@pytest.mark.parametrize("span", [*BORDERS[2:], 2**32, 2**63 - 1])
@pytest.mark.parametrize("base", [0, 2**31, 2**32, 2**62])
def test_numeric_columns(tmp_path: Path, base: int, span: int, dtype: type) -> None:
    numbers = np.array([base, (base + span) % 2**63, base, base + 7, base + span // 2], dtype)
    file = written(tmp_path, count=5, numbers={"row": numbers})
    assert np.array_equal(file.numbers("row"), numbers)
    assert file.numbers("row").dtype == dtype
    assert file.numbers_at("row", np.array([3, 1], np.uint32)).tolist() == numbers[[3, 1]].tolist()


@pytest.mark.parametrize("distinct", [2**13 - 1, 2**13, 2**13 + 1, *COUNTS])
def test_facet_values(tmp_path: Path, distinct: int) -> None:
    """Two columns: one of two values, and one of so many; 2 ** 13 is when they part."""
    rng = np.random.default_rng(2)
    wide = np.concatenate([rng.permutation(distinct), rng.integers(0, distinct, 1000)])
    facets = {"narrow": wide % 2, "wide": wide}
    made = Written(("a", "b"), (rng.random((len(wide), 1)) < 0.3).astype(np.int64), facets)
    executor = opened(tmp_path, [segment(made, tmp_path)], [*facets])
    (own,) = executor.segments
    assert own.documents.groups[-1].codes.itemsize == (2 if distinct <= 2**16 else 4)
    for tree, held in ((Every(), wide >= 0), (Term("body", "b"), made.places[:, 0] == 1)):
        _, outcome = ranking(executor, tree, [*facets])
        for name, codes in facets.items():
            values, counts = np.unique(codes[held], return_counts=True)
            expected = dict(zip((b"%d" % each for each in values), counts.tolist(), strict=True))
            assert outcome.counts[name] == expected


def terms_file(folder: Path, own: Postings, groups: dict[str, Groups]) -> TermsFile:
    field = Field([own], has_positions=False, groups=lambda _: groups)
    write_terms(folder / "x.terms", {"f": field})
    return TermsFile(folder / "x.terms")


@pytest.mark.parametrize("count", COUNTS)
def test_documents_of_a_term(tmp_path: Path, count: int) -> None:
    """Also a group of so many members."""
    counts = np.array([1, count, *[1] * (count - 2)])
    documents = np.concatenate([[3], np.arange(count), np.arange(count - 2)]).astype(np.uint32)
    names = [b"%07d" % each for each in range(count)]
    nothing: NDArray[np.uint32] = np.empty(0, np.uint32)
    own = Postings(names, counts, documents, np.ones(len(documents), np.uint32), nothing)
    members = np.concatenate([[1], np.arange(count)])
    groups = {"stem": Groups([b"a", b"b"], members, np.array([1, count + 1]))}
    field = terms_file(tmp_path, own, groups).field("f")
    assert field is not None
    assert field.counts.tolist() == counts.tolist()
    assert field.postings(1, 2).documents.tolist() == list(range(count))
    assert field.postings(count - 1, count).documents.tolist() == [count - 3]
    assert field.group("stem", b"b") == list(range(count))
    assert field.group("stem", b"a") == [1]
    assert field.terms.find(names[-1]) == count - 1
