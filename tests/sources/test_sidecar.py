"""What ``NAME.meta.json`` says of ``NAME.txt``."""

from __future__ import annotations

import pytest

from indexer.errors import MalformedSource
from tests.sources.conftest import Read, Write

STORY = "Il porto riapre\n12 novembre 2025\n\nLe gru sono ripartite venerdì, dopo dieci giorni.\n"


def test_a_sidecar_wins(read: Read, write: Write) -> None:
    write(
        "a.meta.json",
        '{"id": "x", "published": "2025-01-02", "author": "Ann Lee", "url": "https://www.m.example/1"}',
    )
    article = read(write("a.txt", STORY)).only()
    assert (article.id, article.published, article.author) == ("x", "2025-01-02", ("Ann Lee",))
    assert (article.outlet, article.title) == ("m.example", "Il porto riapre")


def test_a_sidecar_serves_the_zipped_text_too(read: Read, write: Write) -> None:
    write("a.meta.json", '{"outlet": "Il Molo"}')
    assert read(write("a.txt.gz", STORY)).only().outlet == "Il Molo"


@pytest.mark.parametrize(
    ("content", "cause"),
    [("{", "JSON"), ("[]", "not a list"), ('{"url": "ieri"}', "url")],
)
def test_a_bad_sidecar_rejects_its_article(
    read: Read, write: Write, content: str, cause: str
) -> None:
    sidecar = write("a.meta.json", content)
    error = read(write("a.txt", STORY)).reject()
    assert isinstance(error, MalformedSource)
    assert error.source == str(sidecar)
    assert cause in error.cause


def test_a_date_that_is_none_leaves_that_of_the_page(read: Read, write: Write) -> None:
    sidecar = write("a.meta.json", '{"published": "2025-02-31"}')
    reading = read(write("a.txt", STORY))
    assert reading.only().published == "2025-11-12"
    assert reading.warnings[0].startswith(f'{sidecar}: "published" cannot be ')


def test_unknown_keys_of_a_sidecar_are_told(read: Read, write: Write) -> None:
    write("a.meta.json", '{"mood": "calm"}')
    reading = read(write("a.txt", STORY))
    assert len(reading.articles) == 1
    assert "mood" in reading.warnings[0]
