"""What users bring is kept whole, told apart from ours, and survives being written and read."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import Article, Query, connect
from indexer.errors import (
    BadParameter,
    EmptySource,
    IndexDamaged,
    IndexUnwritable,
    LexiconNotFound,
    NotAnIndex,
)
from indexer.lexicon import files, keeping
from indexer.lexicon.brought import bring, brought, forget, kept
from indexer.lexicon.compiled import OWN, opened
from indexer.lexicon.files import Concept
from indexer.lexicon.imports.entries import clean
from indexer.lexicon.lexicon import Lexicon

LETTERS = st.characters(exclude_categories=("C", "Z"), exclude_characters=",=#;|\t")
TERMS = (
    st.lists(st.text(LETTERS, min_size=1, max_size=8), min_size=1, max_size=6)
    .map(" ".join)
    .map(clean)
    .filter(lambda term: any(map(str.isalnum, term)))
)
SIDE = st.lists(TERMS, min_size=1, max_size=4, unique=True).map(tuple)
CONCEPTS = st.lists(
    st.builds(lambda first, second: Concept(("en", "it"), (first, second)), SIDE, SIDE),
    min_size=1, unique_by=lambda concept: concept.terms,
)  # fmt: skip


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "words.tsv"
    path.write_text("# licence: CC0\nen\tit\nglorp\tzampirone\n", "utf-8")
    return path


@given(CONCEPTS)
def test_clean_concepts_survive_writing_and_reading(
    tmp_path_factory: pytest.TempPathFactory, concepts: list[Concept]
) -> None:
    folder = tmp_path_factory.mktemp("index")
    path = keeping.place(folder, "x")
    said = {"languages": "en-it", "licence": "CC0"}
    assert keeping.write(path, said, concepts) == len(concepts)
    assert files.heading(path) == said
    assert list(files.concepts_of(path, ("en", "it"))) == concepts


@given(CONCEPTS)
def test_clean_concepts_survive_being_brought(
    tmp_path_factory: pytest.TempPathFactory, concepts: list[Concept]
) -> None:
    folder = tmp_path_factory.mktemp("index")
    table = folder / "words.tsv"
    rows = ["\t".join(" ; ".join(terms) for terms in each.terms) for each in concepts]
    table.write_text("en\tit\n" + "\n".join(f" {row}" for row in rows), "utf-8")
    report = bring(folder, [table], licence="CC0")
    assert (report.flawed, report.passed_over) == (0, {})
    assert list(files.concepts_of(kept(folder)[0], ("en", "it"))) == concepts


@given(st.text())
def test_a_clean_term_is_clean(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert unicodedata.is_normalized("NFC", clean(text))


def test_their_entries_are_told_apart_from_ours(tmp_path: Path, table: Path) -> None:
    bring(tmp_path, [table], name="mine")
    connection = opened(tmp_path / "compiled", kept(tmp_path))
    origins = connection.execute("SELECT name, licence, source FROM origin").fetchall()
    assert origins == [(OWN, "Apache-2.0", ""), ("mine", "CC0", "words.tsv")]
    lexicon = Lexicon(connection)
    (headword,) = lexicon.of_key("en", "glorp")
    (translation,) = lexicon.translations((headword,), "it")
    assert translation == ("zampirone", "mine")


def test_what_is_brought_is_listed_and_forgotten(tmp_path: Path, table: Path) -> None:
    assert brought(tmp_path) == []
    report = bring(tmp_path, [table], source="my  desk\n")
    assert report.lexicon == brought(tmp_path)[0]
    assert report.lexicon.source == "my desk"
    assert report.lexicon.imported == date.today().isoformat()
    assert not report.replaced
    assert bring(tmp_path, [table]).replaced
    forget(tmp_path, "words")
    assert brought(tmp_path) == []
    with pytest.raises(LexiconNotFound, match="no lexicon is called 'words'"):
        forget(tmp_path, "words")


def test_a_failed_import_leaves_what_was_there(tmp_path: Path, table: Path) -> None:
    bring(tmp_path, [table])
    before = kept(tmp_path)[0].read_bytes()
    (tmp_path / "lexica" / "words.txt.1.new").write_text("left by a killed process")
    table.write_text("en\tit\n", "utf-8")
    with pytest.raises(EmptySource, match="it gives no entry"):
        bring(tmp_path, [table], licence="CC0")
    assert [path.name for path in (tmp_path / "lexica").iterdir()] == ["words.txt"]
    assert kept(tmp_path)[0].read_bytes() == before


@pytest.mark.parametrize("name", ["", "a/b", "..", ".hidden", "a b", "x" * 61, "Passaggi", "a\0"])
def test_names_that_no_file_should_have(tmp_path: Path, table: Path, name: str) -> None:
    with pytest.raises(BadParameter, match="name cannot be"):
        bring(tmp_path, [table], name=name)


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("My glossary (2).tsv", "My-glossary-2"),
        ("parole.final.tsv.gz", "parole.final"),
        ("passaggi.tsv", "lexicon"),
        ("….tsv", "lexicon"),
    ],
)
def test_a_lexicon_is_called_after_its_file(
    tmp_path: Path, table: Path, file: str, name: str
) -> None:
    assert bring(tmp_path, [table.rename(tmp_path / file)]).lexicon.name == name


def test_a_folder_that_is_not_there_or_cannot_be_written(tmp_path: Path, table: Path) -> None:
    with pytest.raises(NotAnIndex, match="there is no index in"):
        bring(tmp_path / "none", [table])
    (tmp_path / "lexica").write_text("in the way")
    with pytest.raises(IndexUnwritable, match="cannot be written"):
        bring(tmp_path, [table])


@pytest.mark.parametrize("content", [b"", b"house = casa\n", b"# languages: en\n", b"\xff\xfe"])
def test_a_damaged_file_is_told_and_can_be_removed(tmp_path: Path, content: bytes) -> None:
    keeping.place(tmp_path, "odd").write_bytes(content)
    with pytest.raises(IndexDamaged, match="remove it with passaggi lexicon remove odd"):
        brought(tmp_path)
    forget(tmp_path, "odd")
    assert brought(tmp_path) == []


def test_a_search_with_a_damaged_lexicon_says_which(tmp_path: Path) -> None:
    with connect(str(tmp_path / "index")) as engine:
        engine.index([Article(id="a", paragraphs=("La tregua regge.",), language="it")])
        (tmp_path / "index" / "lexica").mkdir()
        (tmp_path / "index" / "lexica" / "mine.txt").write_text("truce = tregua\n", "utf-8")
        with pytest.raises(IndexDamaged, match=r"mine\.txt is no lexicon"):
            engine.search(Query("truce"))


def test_a_word_of_a_brought_lexicon_is_found_at_once(tmp_path: Path, table: Path) -> None:
    with connect(str(tmp_path / "index")) as engine:
        engine.index([Article(id="a", paragraphs=("Il pontone regge.",), language="it")])
        assert engine.search(Query("lighterage")).total == 0
        table.write_text("en\tit\nlighterage\tpontone\n", "utf-8")
        bring(tmp_path / "index", [table], name="harbour", languages=("en", "it"), licence="CC0")
        (hit,) = engine.search(Query("lighterage")).hits
        assert hit.why == ("translation: lighterage → pontone (harbour)",)
