"""Every engine gives the answers of the plain one, on random articles, deletions and queries."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer import Article, Match, Paragraph, Query, Role, Sort
from indexer.engine.embedded import snapshot
from tests.engine.conftest import ENGINES
from tests.engine.memory import MemoryEngine

WORDS = (
    "guerra guerre pace città citta accordo l'accordo l’ACCORDO Türkiye turkiye perché il la di "
    "the war wars agreement agreed of and peace's U.S. 20.000 20,000 cease-fire è "
    "Turchia Turkey ceasefire cessate fuoco prigionieri prisoner prison preso prendere take took "
    "Zelensky Zelenskij Zelenskyy ONU UN Nazioni Unite prime minister premier colour color"
).split()
OPERATORS = ["AND", "OR", "NOT", "(", ")", '"', "«", "»", "-", "+", "*"]
CLAUSES = (
    *('"guerra pace"~0', '"la la città"~3', "«pace guerra accordo»~9", '"the war il di"~2'),
    *("gu*", "*e", "?a*", "c?tt?", "*cc*do", "a*e*d", "l'ac*o", "guera~", "wra~1", "cita~", "la~2"),
    *("peca~ ", "turkyie~1", "agred~2", "language:it", "lingua:Inglese", 'lang:""', "outlet:x"),
    *("testata:Z", "-outlet:Y", "section:world", 'sezione:""', "title:guerra", "titolo:(pace war)"),
    *("role:related", "ruolo:didascalia,testo", "from:2025-03", "al:2025", "date:[* TO 2025-03]"),
    *('date:""', "year:2024", "from:2026", "outlet:(X OR Y)", "date:2024,2025-04"),
)

texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)
languages = st.sampled_from(["it", "en", "fr", "zxx", None])
paragraphs = st.builds(Paragraph, texts, st.sampled_from(Role), languages)
articles = st.builds(
    Article,
    id=st.sampled_from([f"a{n}" for n in range(12)]),
    paragraphs=st.lists(paragraphs, min_size=1, max_size=4),
    title=st.none() | texts,
    outlet=st.sampled_from(["X", "Y", None]),
    published=st.sampled_from(["2025-03-03", "2025-04-12T09:30:00+02:00", "2024-12-31", None]),
    language=languages,
    section=st.sampled_from(["World", None]),
)
queries = st.builds(
    Query,
    text=st.lists(st.sampled_from([*WORDS, *OPERATORS]), max_size=8).flatmap(
        lambda parts: st.sampled_from([" ", ""]).map(lambda joint: joint.join(parts))
    )
    | st.lists(st.sampled_from([*WORDS[:12], *CLAUSES, *CLAUSES, *OPERATORS[:5]]), max_size=6).map(
        " ".join
    ),
    match=st.sampled_from(Match),
    languages=st.sets(languages, max_size=2).map(
        lambda held: tuple(sorted(held - {"zxx"}, key=str))
    ),
    outlets=st.sets(st.sampled_from(["X", "Z", None]), max_size=2).map(
        lambda held: tuple(sorted(held, key=str))
    ),
    months=st.sampled_from([(), ("2025-03",), (None, "2024-12")]),
    published_from=st.sampled_from([None, "2025"]),
    roles=st.sets(st.sampled_from(Role), max_size=2).map(lambda held: tuple(sorted(held))),
    without=st.sampled_from([(), ("it:guerra",), ("en:war", "it:Turchia", "en:cease-fire")]),
    sort=st.sampled_from(Sort),
    limit=st.sampled_from([3, 100]),
    offset=st.sampled_from([0, 2]),
)


@pytest.mark.parametrize("leading", [2, snapshot.PROMOTION.leading])
@pytest.mark.parametrize("name", sorted(ENGINES.keys() - {"memory"}))
@settings(max_examples=settings().max_examples * 3 // 10)
@given(
    batches=st.lists(st.lists(articles, max_size=6), min_size=1, max_size=3),
    deleted=st.sets(st.sampled_from([f"a{n}" for n in range(12)]), max_size=4),
    optimize=st.booleans(),
    asked=st.lists(queries, min_size=1, max_size=6),
)
def test_answers_equal_those_of_the_plain_engine(
    name: str,
    leading: int,
    batches: Sequence[Sequence[Article]],
    deleted: set[str],
    optimize: bool,
    asked: Sequence[Query],
) -> None:
    folder = Path(tempfile.mkdtemp())
    promotion = replace(snapshot.PROMOTION, leading=leading)
    try:
        with (
            patch.object(snapshot, "PROMOTION", promotion),
            ENGINES[name](folder) as engine,
            MemoryEngine() as plain,
        ):
            for batch in batches:
                assert engine.index(batch) == plain.index(batch)
            assert engine.delete(deleted) == plain.delete(deleted)
            if optimize:
                engine.optimize()
            assert engine.verify() == []
            for query in asked:
                found, expected = engine.search(query), plain.search(query)
                assert found.teasers == expected.teasers
                assert tuple(found.days) == tuple(expected.days)
                ours, theirs = found.to_dict(), expected.to_dict()
                for answer in (ours, theirs):
                    del answer["took_ms"]
                for hit, other in zip(ours["hits"], theirs["hits"], strict=True):
                    assert hit["score"] == pytest.approx(other.pop("score"), rel=1e-6, abs=2e-6)
                    del hit["score"]
                assert ours == theirs
                assert engine.ids(query) == plain.ids(query)
                assert engine.days(query) == plain.days(query)
                assert engine.count(query) == plain.count(query)
    finally:
        shutil.rmtree(folder)
