"""What an index says, in a form that two indexes of the same articles can be compared by."""

from __future__ import annotations

import shutil
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from indexer import Match, Query, connect
from indexer.documents import Role
from indexer.engine.base import Results
from indexer.engine.embedded.codec.terms import FieldTerms
from indexer.engine.embedded.engine import EmbeddedEngine
from indexer.engine.embedded.execute.segments import OpenSegment
from indexer.engine.embedded.schema import ROW

STORE = "articles.sqlite3"
QUERIES = ("guerra", "war prisoner", "Geneva AND guerra", "g*", '"di guerra"', "porto NOT sciopero")

Postings = dict[tuple[str, ...], list[tuple[str, ...]]]


def total(folder: Path, text: str = "guerra") -> int:
    """How many passages of an index match."""
    with connect(str(folder), create=False) as engine:
        return engine.search(Query(text, match=Match.WORD)).total


def answers(engine: EmbeddedEngine, queries: tuple[str, ...] = QUERIES) -> list[Results]:
    """All that a few queries are answered, but the time it took."""
    asked = (Query(text, limit=100, roles=tuple(Role)) for text in queries)
    return [replace(engine.search(query), took_ms=0.0) for query in asked]


def opened(folder: Path) -> EmbeddedEngine:
    """The engine of an index that is there."""
    engine = connect(str(folder), create=False)
    assert isinstance(engine, EmbeddedEngine)
    return engine


def postings(engine: EmbeddedEngine) -> Postings:
    """Every posting list (field, word → passage and places) and group (field, kind, name → words)
    of what stands, whatever the segments."""
    found: defaultdict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)
    for segment in engine._load().segments:
        rows = segment.documents.numbers(ROW).tolist()
        ids = engine._store.ids(rows)
        standing = {document: ids[rows[document]] for document in segment.all_live.tolist()}
        for name in segment._terms.field_names:
            field = segment.field(name)
            assert field is not None
            words = _add_lists(field, standing, found)
            _add_groups(field, words, found)
    return {key: sorted(held) for key, held in found.items()}


def _add_lists(
    field: FieldTerms,
    standing: dict[int, str],
    found: defaultdict[tuple[str, ...], set[tuple[str, ...]]],
) -> dict[int, str]:
    """Add the lists of a field; gives the words that stand in any passage, by number."""
    words: dict[int, str] = {}
    for term, text in enumerate(field.terms):
        own = field.postings(term, term + 1)
        at = 0
        for document, often in zip(own.documents.tolist(), own.frequencies.tolist(), strict=True):
            places = own.positions[at : at + often].tolist()
            at += often
            if document in standing:
                words[term] = text.decode()
                found[field.name, words[term]].add((standing[document], *map(str, places)))
    return words


def _add_groups(
    field: FieldTerms,
    words: dict[int, str],
    found: defaultdict[tuple[str, ...], set[tuple[str, ...]]],
) -> None:
    for kind in field.kinds:
        for at, name in enumerate(field.groups(kind)[0]):
            for term in field.members(kind, at, at + 1):
                if term in words:
                    found[field.name, kind, name.decode()].add((words[term],))


def rebuilt(folder: Path, elsewhere: Path) -> EmbeddedEngine:
    """The engine of an index built anew, in another folder, from a copy of the articles."""
    elsewhere.mkdir()
    for file in folder.glob(f"{STORE}*"):
        shutil.copy(file, elsewhere)
    return opened(elsewhere)


def segments(engine: EmbeddedEngine) -> list[OpenSegment]:
    """The segments of the last commit."""
    return engine._load().segments
