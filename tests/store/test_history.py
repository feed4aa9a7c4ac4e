"""Random histories of a store, compared with a plain model that keeps every state."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from indexer import Article, Paragraph, Role
from indexer.store import Store
from tests.engine.kept import stored

IDS = st.sampled_from(["a", "b", "c", "d#1", "è"])
LINES = st.lists(
    st.builds(
        Paragraph,
        st.sampled_from(["Parola.", "War", "perché\0", "a\x1fb", "🦊 volpe"]),
        st.sampled_from(Role),
        st.sampled_from([None, "it", "en"]),
    ),
    min_size=1,
    max_size=4,
)
ARTICLES = st.builds(
    Article,
    id=IDS,
    paragraphs=LINES,
    title=st.sampled_from([None, "Titolo", "a\x1fb"]),
    outlet=st.sampled_from([None, "Molo", "Lago"]),
    language=st.sampled_from([None, "it"]),
)
REPLACE = st.lists(ARTICLES, max_size=4, unique_by=lambda each: each.id)
DELETE = st.frozensets(IDS, max_size=3)
PURGE = st.integers(0, 12)
Step = list[Article] | frozenset[str] | int
State = dict[int, Article]


@given(st.lists(REPLACE | REPLACE | DELETE | PURGE, max_size=12))
def test_a_store_tells_what_happened_to_it(steps: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Store.create(Path(folder) / "articles.sqlite3")
        store = Store.open(Path(folder) / "articles.sqlite3")
        states: list[State] = [{}]
        purged = 0
        for step in steps:
            if isinstance(step, int):
                store.purge(indexed=step, seconds=0)
                purged = max(purged, min(step, len(states) - 1))
            else:
                states += _changed(store, states[-1], step)
            _compare(store, states, purged)
        assert store.check() == []
        store.close()


def _changed(store: Store, before: State, step: list[Article] | frozenset[str]) -> list[State]:
    """The state after a step, if it is another batch: an article as it stands is left alone."""
    standing = {each.id: stored(each) for each in before.values()}
    given = [] if isinstance(step, frozenset) else step
    new = [each for each in given if stored(each) != standing.get(each.id)]
    ids = step if isinstance(step, frozenset) else {each.id for each in new}
    ended = tuple(row for row, each in before.items() if each.id in ids)
    with store.transaction():
        change = store.delete(step) if isinstance(step, frozenset) else store.replace(step).change
    assert change.ended == ended
    assert change.passages == sum(len(each.lines()) for each in new)
    assert all(row > max(before, default=0) for row in change.begun)
    if not (ended or new):
        return []
    kept = {row: each for row, each in before.items() if row not in ended}
    return [kept | dict(zip(change.begun, new, strict=True))]


def _compare(store: Store, states: list[State], purged: int) -> None:
    """What stands, how it came from every earlier state, and what those were if nothing is lost."""
    live = states[-1]
    assert store.batch() == len(states) - 1
    assert store.live_articles() == sorted(live)
    for batch, state in enumerate(states):
        change = store.changes_since(batch)
        gone = tuple(sorted(state.keys() - live.keys()))
        assert change.begun == tuple(sorted(live.keys() - state.keys()))
        assert set(change.ended) <= set(gone)
        assert change.batch == store.batch()
        if batch >= purged:
            assert store.covers(batch)
        if store.covers(batch):
            assert change.ended == gone
            assert _passages(store, state) == _expected(state)
    assert not store.covers(len(states))
    assert store.totals().articles == len(live)
    assert store.totals().passages == len(_expected(live))


def _passages(store: Store, state: State) -> list[tuple[int, str, str]]:
    rows = store.passage_rows(state)
    shown = store.shown(rows)
    parts = list(store.entries(state))
    texts = {
        row: text
        for part in parts
        for row, text in zip(part.rows.tolist(), part.texts, strict=True)
    }
    assert list(texts) == rows.tolist() == sorted(shown)
    assert texts == {row: each.text for row, each in shown.items()}
    return [
        (row, f"{part.article_ids[owner]}#p{ordinal}", texts[row])
        for part in parts
        for row, owner, ordinal in zip(part.rows, part.owners, part.ordinals, strict=True)
    ]


def _expected(state: State) -> list[tuple[int, str, str]]:
    return [
        (row + at, passage.id, passage.text)
        for row, article in sorted(state.items())
        for at, passage in enumerate(stored(article).passages)
    ]
