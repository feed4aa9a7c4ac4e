"""The article store through its own names: what is kept, changed, shown, counted, dropped."""

from __future__ import annotations

import random
import sqlite3
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from indexer import Article, Paragraph, Role
from indexer.errors import ArticleNotFound, IndexDamaged, IndexFault, UnsupportedFormat
from indexer.store import Change, Store
from tests.engine.articles import ARTICLES
from tests.engine.kept import stored

FILE = "articles.sqlite3"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    Store.create(tmp_path / FILE)
    opened = Store.open(tmp_path / FILE)
    yield opened
    opened.close()


@pytest.fixture
def filled(store: Store) -> Store:
    """A store of the small set of articles: one batch."""
    put(store, *ARTICLES)
    return store


def put(store: Store, *articles: Article) -> Change:
    with store.transaction():
        return store.replace(articles).change


def take(store: Store, *ids: str) -> Change:
    with store.transaction():
        return store.delete(ids)


def article(article_id: str, *texts: str) -> Article:
    return Article(id=article_id, paragraphs=texts or ("Parola.",), language="it")


def test_articles_are_given_back_as_published(filled: Store) -> None:
    for each in ARTICLES:
        assert filled.article(each.id) == stored(each)


def test_an_article_that_is_not_there(filled: Store) -> None:
    with pytest.raises(ArticleNotFound):
        filled.article("nobody")


def test_a_batch_is_counted_when_articles_change(store: Store) -> None:
    assert store.batch() == 0
    assert put(store, article("a"), article("b", "Una.", "Due.")) == Change((1, 2), (), 3, 1)
    assert put(store, article("a", "Altra.")) == Change((4,), (1,), 1, 2)
    assert take(store, "b", "nobody") == Change((), (2,), 0, 3)
    assert put(store) == take(store, "nobody") == Change(batch=3)
    assert store.batch() == 3


def test_what_failed_was_no_batch(filled: Store) -> None:
    def fail() -> None:
        with filled.transaction():
            filled.replace([article("molo-1")])
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        fail()
    assert filled.batch() == 1
    assert filled.article("molo-1") == stored(ARTICLES[2])


def test_a_replaced_article_keeps_its_rows_until_the_index_has_dropped_it(store: Store) -> None:
    put(store, article("a", "Prima."))
    put(store, article("a", "Seconda."))
    store.purge(indexed=1, seconds=0)
    assert store.shown([1])[1].text == "Prima."
    store.purge(indexed=2)
    assert store.shown([1])[1].text == "Prima."
    store.purge(indexed=2, seconds=0)
    assert store.shown([1, 2]).keys() == {2}
    assert store.passage_rows([1, 2]).tolist() == [2]


def test_a_row_is_never_given_twice(store: Store) -> None:
    put(store, article("a"))
    take(store, "a")
    store.purge(store.batch(), seconds=0)
    assert put(store, article("a")).begun == (2,)


def test_an_index_whose_past_was_dropped_is_not_covered(store: Store) -> None:
    put(store, article("a"))
    put(store, article("b"))
    put(store, article("a", "Altra."))
    store.purge(indexed=3, seconds=0)
    assert [batch for batch in range(6) if store.covers(batch)] == [0, 3]


def test_entries_hold_what_an_index_needs(filled: Store) -> None:
    rows = filled.live_articles()
    (entries,) = filled.entries(reversed(rows))
    assert entries.rows.tolist() == filled.passage_rows(rows).tolist()
    assert np.unique(entries.rows - entries.ordinals + 1).tolist() == rows
    at = entries.roles.index(Role.CAPTION)
    assert (entries.ordinals[at], entries.languages[at]) == (5, "en")
    assert entries.texts[at] == "The delegations arrive in Geneva on March 3."
    article = entries.owners[at]
    columns = (entries.article_ids, entries.outlets, entries.published, entries.sections)
    assert [column[article] for column in columns] == [
        "lago-1", "Il Corriere del Lago", "2025-03-03", "Mondo",
    ]  # fmt: skip


def test_more_entries_than_a_query_takes_come_in_order(store: Store) -> None:
    change = put(store, *(article(f"a{number:x}", "Una.", "Due.") for number in range(1203)))
    entries = store.entries(np.array(change.begun))
    assert [row for part in entries for row in part.rows] == list(range(1, 2407))
    assert store.passage_rows(change.begun).tolist() == list(range(1, 2407))
    assert list(store.shown(range(1, 2407, 2))) == list(range(1, 2407, 2))
    assert len(take(store, *(f"a{number:x}" for number in range(1203))).ended) == 1203


def test_a_page_of_hits_is_shown(filled: Store) -> None:
    (last,) = filled.shown(np.array([17])).values()
    assert (last.article_id, last.ordinal, last.title) == ("nowhere", 1, last.text)
    shown = filled.shown([8, 2, 10**9])
    assert {row: (each.row, each.article_id, each.ordinal) for row, each in shown.items()} == {
        2: (2, "lago-1", 2),
        8: (8, "lago-2", 2),
    }
    assert shown[2].title == "Ripresi i colloqui sullo scambio di prigionieri"
    assert shown[2].url == "https://lago.example/a1"


def test_totals_count_what_stands(filled: Store) -> None:
    take(filled, "molo-1")
    passages = [p for each in ARTICLES if each.id != "molo-1" for p in stored(each).passages]
    totals = filled.totals()
    assert (totals.articles, totals.passages) == (5, len(passages))
    assert totals.languages == Counter(each.language for each in passages)
    assert totals.roles == Counter(str(each.role) for each in passages)
    assert totals.outlets == {"Il Corriere del Lago": 8, "The Northgate Courier": 6, None: 1}
    assert (totals.earliest, totals.latest) == ("2025-03-03", "2025-04-12T09:30:00+02:00")


def test_totals_of_nothing(store: Store) -> None:
    totals = store.totals()
    assert (totals.articles, totals.passages, totals.roles, totals.latest) == (0, 0, {}, None)


def test_earliest_and_latest_go_by_the_instant(store: Store) -> None:
    days = (
        "2025-03-01T23:50:00-23:50",
        "2025-03-02T23:40:00+23:59",
        "2025-03-03",
        "2025-03-05",
        "2025-03-07T00:10:00+23:59",
        "2025-03-06T23:00:00-23:00",
    )
    put(store, *(Article(id=day, paragraphs=["Parola."], published=day) for day in days))
    totals = store.totals()
    assert (totals.earliest, totals.latest) == (days[1], days[5])


def test_a_reader_keeps_the_state_it_began_with(filled: Store) -> None:
    with filled.reading():
        before = filled.totals()
        writer = threading.Thread(target=put, args=(filled, article("new")))
        writer.start()
        writer.join()
        assert filled.totals() == before
        assert filled.batch() == 1
    assert filled.batch() == 2


def test_a_store_in_use_has_no_faults(filled: Store) -> None:
    put(filled, article("molo-1", "Zero\0dentro.", "Perché no \x1f?"))
    take(filled, "lago-1")
    assert filled.check() == []
    filled.purge(filled.batch(), seconds=0)
    filled.compact()
    assert filled.check() == []


@pytest.mark.parametrize(
    ("published", "damaged"),
    [("Geneva 2025", "Geneva 2026"), ("Gülhisar", "G\udcffnlhisar"), ("Il Molo", "Il Polo")],
)
def test_a_damaged_byte_is_found(
    tmp_path: Path, filled: Store, published: str, damaged: str
) -> None:
    filled.close()
    content = (tmp_path / FILE).read_bytes()
    assert published.encode() in content
    new = content.replace(published.encode(), damaged.encode(errors="surrogateescape"))
    (tmp_path / FILE).write_bytes(new)
    opened = Store.open(tmp_path / FILE)
    assert opened.check() == ["1 stored articles are not as they were written"]
    if "\udcff" in damaged:
        with pytest.raises(sqlite3.Error) as error:
            opened.article("nowhere")
        assert isinstance(opened.fault(error.value), IndexDamaged)
    opened.close()


def test_any_damaged_byte_is_told_or_harmless(tmp_path: Path, filled: Store) -> None:
    filled.close()
    content = (tmp_path / FILE).read_bytes()
    used = [place for place, byte in enumerate(content) if byte]
    chance = random.Random(7)
    for attempt in range(300):
        damaged = bytearray(content)
        damaged[chance.choice(used)] ^= 1 << chance.randrange(8)
        path = tmp_path / f"{attempt}.sqlite3"
        path.write_bytes(damaged)
        with suppress(IndexFault):
            opened = Store.open(path)
            if not opened.check():
                assert [opened.article(each.id) for each in ARTICLES] == list(map(stored, ARTICLES))
            opened.close()


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        ("DELETE FROM article WHERE id = 'lago-2'", "2 passages have no article"),
        ("DELETE FROM passage WHERE row = 3", "1 stored articles are not as they were written"),
        (
            "UPDATE meta SET value = 17 WHERE key = 'next_row'",
            "1 articles are younger than the last",
        ),
        ("UPDATE meta SET value = 0 WHERE key = 'batch'", "articles are younger than the last"),
    ],
)
def test_what_contradicts_itself_is_found(filled: Store, damage: str, fault: str) -> None:
    with filled.transaction() as db:
        db.execute(damage)
    (told,) = filled.check()
    assert fault in told


def test_a_store_of_the_first_format_is_refused(tmp_path: Path, filled: Store) -> None:
    with filled.transaction() as db:
        db.execute("UPDATE meta SET value = '1' WHERE key = 'format'")
    with pytest.raises(UnsupportedFormat, match="format 1, this version reads 3"):
        Store.open(tmp_path / FILE)


def test_a_title_that_no_paragraph_repeats_is_the_first_passage(store: Store) -> None:
    lines = (Paragraph("Titolo", Role.HEADLINE), "Testo.")
    put(store, Article(id="a", title="Titolo", paragraphs=["Testo."]))
    put(store, Article(id="b", title="Altro", paragraphs=lines))
    texts = [
        (part.article_ids[owner], text)
        for part in store.entries(store.live_articles())
        for owner, text in zip(part.owners, part.texts, strict=True)
    ]
    assert texts == [("a", "Titolo"), ("a", "Testo."), ("b", "Titolo"), ("b", "Testo.")]
