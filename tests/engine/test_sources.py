"""Where articles come from: what comes again, is corrected, is given twice, is no longer there."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import Article, Query
from indexer.documents import LeftOut, Source, StoredArticle
from indexer.engine import Engine
from indexer.errors import ArticleNotFound
from tests.engine.conftest import ENGINES
from tests.engine.memory import MemoryEngine

URL = "https://www.ilmolo.example/porto"


def article(name: str = "a", text: str = "Il porto chiude.", **more: object) -> Article:
    told = {"id": name, "paragraphs": (text,), "language": "it", "source": "a.jsonl:1", **more}
    return Article(**told)  # type: ignore[arg-type]


def text(engine: Engine, name: str = "a") -> str:
    return engine.article(name).passages[0].text


def test_an_article_that_comes_again_is_left_alone(engine: Engine) -> None:
    assert engine.index([article()]).added == 1
    again = engine.index([article(), article("b")])
    assert (again.added, again.unchanged, again.replaced, again.passages) == (1, 1, 0, 1)
    assert again.roles == {"body": 1}
    assert again.languages == {"it": 1}


def test_a_correction_replaces_and_is_recorded(engine: Engine) -> None:
    engine.index([article(paragraphs=("Il porto chiude.", "Piove."), title="Porto", author=["A"])])
    corrected = ("Piove.", "Il porto riapre.")
    assert engine.index([article(paragraphs=corrected, title="Porto", author=["B"])]).replaced == 1
    stored = engine.article("a")
    assert [each.text for each in stored.passages] == ["Porto", *corrected]
    (revision,) = stored.revisions
    assert revision.lines == {2: "Il porto chiude."}
    assert revision.metadata == {"author": ("A",)}
    assert engine.search(Query("chiude")).total == 0


def test_an_older_text_does_not_replace_a_newer(engine: Engine) -> None:
    engine.index([article(text="Nuovo.", modified="2025-11-12T10:00:00+01:00")])
    older = article(text="Vecchio.", modified="2025-11-12T08:30:00Z")
    assert engine.index([older]).outdated == 1
    assert text(engine) == "Nuovo."
    assert engine.index([replace(older, modified="2025-11-12T09:30:00Z")]).replaced == 1
    assert engine.index([article(text="Senza data.")]).replaced == 1


def test_an_excerpt_does_not_replace_a_whole_text(engine: Engine) -> None:
    engine.index([article(text="Il porto…", excerpt=True)])
    assert engine.index([article()]).replaced == 1
    assert engine.index([article(text="Il porto…", excerpt=True)]).outdated == 1
    assert (text(engine), engine.article("a").excerpt) == ("Il porto chiude.", False)
    (revision,) = engine.article("a").revisions
    assert revision.metadata["excerpt"] is True


def test_of_two_texts_in_one_batch_the_newer_stands(engine: Engine) -> None:
    new, old = "2025-11-12T10:00:00Z", "2025-11-11T10:00:00Z"
    report = engine.index([article(text="Nuovo.", modified=new), article(modified=old)])
    assert (report.added, report.replaced) == (1, 0)
    assert text(engine) == "Nuovo."


@pytest.mark.parametrize("together", [True, False])
def test_one_address_is_one_article(engine: Engine, together: bool) -> None:
    first = article("page", url=URL, id_derived=True)
    again = article("page-amp", "Il porto riapre.", url=f"{URL}/amp?utm_source=x", id_derived=True)
    for items in [[first, again]] if together else [[first], [again]]:
        engine.index(items)
    assert engine.stats().articles == 1
    assert text(engine, "page") == "Il porto riapre."
    with pytest.raises(ArticleNotFound):
        engine.article("page-amp")


def test_ids_that_were_given_are_kept_apart(engine: Engine) -> None:
    engine.index([article("a", url=URL), article("b", url=URL)])
    assert engine.stats().articles == 2


def test_what_a_source_no_longer_gives_is_told(engine: Engine) -> None:
    engine.index([article("a"), article("b"), Source("a.jsonl", "1")])
    assert engine.source("a.jsonl") == Source("a.jsonl", "1")
    report = engine.index([article("b"), Source("a.jsonl", "2")])
    assert (report.vanished, report.removed) == (("a",), 0)
    assert engine.article("a")
    report = engine.index([article("b"), Source("a.jsonl", "2")], prune=True)
    assert (report.vanished, report.removed) == (("a",), 1)
    assert engine.search(Query("porto")).total == 1
    assert engine.verify() == []


def test_what_is_no_longer_there_is_told_until_it_is_pruned(engine: Engine) -> None:
    engine.index([article(), Source("a.jsonl", "1")])
    for _ in range(2):
        assert engine.index([Source("a.jsonl", None)]).vanished == ("a",)
        assert engine.places() == ["a.jsonl"]
    assert engine.index([Source("a.jsonl", None)], prune=True).removed == 1
    assert (engine.stats().articles, engine.places()) == (0, [])


def test_what_a_feed_no_longer_gives_has_not_vanished(engine: Engine) -> None:
    engine.index([article("a"), Source("a.jsonl", "1", rolling=True)])
    report = engine.index([article("b"), Source("a.jsonl", "2", rolling=True)], prune=True)
    assert (report.vanished, report.removed) == ((), 0)
    assert engine.source("a.jsonl") == Source("a.jsonl", "2")


def test_a_source_not_read_to_its_end_is_read_again(engine: Engine) -> None:
    engine.index([article()])
    assert engine.places() == ["a.jsonl"]
    assert engine.source("a.jsonl") == Source("a.jsonl", None)


def test_an_article_that_two_sources_give_outlives_one(engine: Engine) -> None:
    engine.index([article(), Source("a.jsonl", "1")])
    engine.index([article(source="b.jsonl"), Source("b.jsonl", "1")])
    engine.index([Source("a.jsonl", None)], prune=True)
    assert engine.source("b.jsonl") == Source("b.jsonl", None)
    engine.index([article(source="b.jsonl"), Source("b.jsonl", "1")])
    assert text(engine) == "Il porto chiude."


def test_the_sources_of_a_deleted_article_are_read_again(engine: Engine) -> None:
    engine.index([article(), Source("a.jsonl", "1")])
    engine.delete(["a"])
    assert engine.source("a.jsonl") == Source("a.jsonl", None)


def test_what_few_ask_for_is_kept(engine: Engine) -> None:
    told = article(
        title="Porto",
        left_out=[LeftOut("Pubblicità", "furniture", 0), LeftOut("© Molo", "credit", 1)],
        origins={"title": "line 1"},
        modified="2025-11-12",
    )
    engine.index([told])
    stored = engine.article("a")
    assert stored.left_out == (
        LeftOut("Pubblicità", "furniture", 1),
        LeftOut("© Molo", "credit", 2),
    )
    assert (stored.origins, stored.modified) == ({"title": "line 1"}, "2025-11-12")


PLACES = st.sampled_from(["x", "x:y", "https://a.example:80/f"])
GIVEN = st.builds(
    Article,
    id=st.sampled_from(["a", "b", "c", "d"]),
    paragraphs=st.lists(st.sampled_from(["Uno.", "Due.", "War."]), min_size=1, max_size=3),
    title=st.sampled_from([None, "Titolo"]),
    url=st.sampled_from([None, URL, f"{URL}/amp", "https://lago.example/1"]),
    source=st.none() | st.builds("{}{}".format, PLACES, st.sampled_from(["", ":1", ":20"])),
    id_derived=st.booleans(),
    excerpt=st.booleans(),
    modified=st.sampled_from([None, "2025-11-12", "2025-11-12T01:00:00+02:00"]),
)
CLOSED = st.builds(
    Source, PLACES, st.sampled_from([None, "1", "2"]), st.booleans(), st.sampled_from(["", "n"])
)
STEPS = st.lists(
    st.tuples(st.lists(GIVEN | GIVEN | CLOSED, max_size=5), st.booleans())
    | st.frozensets(st.sampled_from("abcd"), max_size=2),
    max_size=6,
)


@pytest.mark.parametrize("name", sorted(ENGINES.keys() - {"memory"}))
@given(STEPS)
def test_sources_are_kept_as_by_the_plain_engine(
    name: str, steps: list[tuple[list[Article | Source], bool] | frozenset[str]]
) -> None:
    with tempfile.TemporaryDirectory() as folder, ENGINES[name](Path(folder)) as engine:
        plain = MemoryEngine()
        for step in steps:
            if isinstance(step, frozenset):
                assert engine.delete(step) == plain.delete(step)
            else:
                items, prune = step
                told, expected = (each.index(items, prune=prune) for each in (engine, plain))
                assert replace(told, vanished=()) == replace(expected, vanished=())
                assert sorted(told.vanished) == sorted(expected.vanished)
            assert engine.places() == plain.places()
            for place in plain.places():
                assert engine.source(place) == plain.source(place)
            assert _articles(engine) == _articles(plain)
        assert engine.verify() == []


def _articles(engine: Engine) -> list[StoredArticle | None]:
    found: list[StoredArticle | None] = []
    for name in "abcd":
        try:
            stored = engine.article(name)
        except ArticleNotFound:
            found.append(None)
            continue
        timeless = tuple(replace(each, replaced_at="") for each in stored.revisions)
        found.append(replace(stored, revisions=timeless))
    return found
