"""The state of an engine: the same while no answer changes, another one when one may."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from indexer import Article, Query, connect
from indexer.engine import Engine
from indexer.errors import ArticleNotFound
from indexer.lexicon.brought import bring, forget
from tests.engine.articles import ARTICLES
from tests.engine.embedded.children import run_python

NEWS = Article(id="n", paragraphs=("Una novità.",), language="it")
CHANGES: dict[str, Callable[[Engine], object]] = {
    "a new article": lambda engine: engine.index([NEWS]),
    "another text": lambda engine: engine.index([replace(ARTICLES[0], paragraphs=("Altro.",))]),
    "other metadata": lambda engine: engine.index([replace(ARTICLES[0], section="Altrove")]),
    "a deletion": lambda engine: engine.delete([ARTICLES[0].id]),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_change_is_another_state(engine: Engine, change: Callable[[Engine], object]) -> None:
    states = [engine.state()]
    engine.index(ARTICLES)
    states.append(engine.state())
    change(engine)
    states.append(engine.state())
    assert len(set(states)) == 3


def test_asking_changes_nothing(engine: Engine) -> None:
    engine.index(ARTICLES)
    before = engine.state()
    engine.search(Query("guerra"))
    engine.suggest("gu")
    engine.article(ARTICLES[0].id)
    engine.stats()
    with pytest.raises(ArticleNotFound):
        engine.article("unheard-of")
    assert engine.state() == before


def test_an_empty_engine_has_a_state(engine: Engine) -> None:
    assert engine.state() == engine.state() != ""


# Engines in a folder


def test_a_state_survives_closing(tmp_path: Path) -> None:
    with connect(str(tmp_path / "index")) as engine:
        engine.index(ARTICLES)
        before = engine.state()
    with connect(str(tmp_path / "index")) as engine:
        assert engine.state() == before


def test_the_change_of_another_engine_is_seen(tmp_path: Path) -> None:
    with connect(str(tmp_path / "index")) as one, connect(str(tmp_path / "index")) as other:
        assert one.state() == other.state()
        before = one.state()
        other.index([NEWS])
        assert one.state() == other.state() != before


def test_the_change_of_another_process_is_seen(tmp_path: Path) -> None:
    code = (
        "import sys; from indexer import connect, Article\n"
        "with connect(sys.argv[1]) as engine:\n"
        "    engine.index([Article(id='n', paragraphs=['Una novità.'], language='it')])\n"
    )
    with connect(str(tmp_path / "index")) as engine:
        before = engine.state()
        with run_python(code, str(tmp_path / "index")) as other:
            assert other.wait(60) == 0
        assert engine.state() != before


def test_an_index_made_anew_at_the_same_place_has_another_state(tmp_path: Path) -> None:
    states = []
    for name in ("early", "late"):
        with connect(str(tmp_path / "index")) as engine:
            engine.index([Article(id="a", paragraphs=(name,), language="en")])
            states.append(engine.state())
        for file in (tmp_path / "index").iterdir():
            file.unlink()
    assert states[0] != states[1]


def test_a_lexicon_that_is_brought_or_removed_is_another_state(tmp_path: Path) -> None:
    glossary = tmp_path / "glossary.tsv"
    glossary.write_text("en\tit\ntruce\ttregua\n")
    with connect(str(tmp_path / "index")) as engine:
        states = [engine.state()]
        bring(tmp_path / "index", [glossary], licence="CC0-1.0")
        states.append(engine.state())
        forget(tmp_path / "index", "glossary")
        states.append(engine.state())
    assert len(set(states)) == 3
