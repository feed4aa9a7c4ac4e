"""JSON Lines: what a record may hold, and what one that may not costs."""

from __future__ import annotations

import json

import pytest

from indexer.documents import Paragraph, Role
from indexer.errors import MalformedSource, UndecodableSource
from indexer.sources import encoding
from tests.sources.conftest import Read, Write

FULL = {
    "id": "a1",
    "title": "Il porto riapre",
    "outlet": "Il Molo",
    "url": "https://www.ilmolo.example/porto",
    "published": "2025-11-12T08:30:00+01:00",
    "language": "it-IT",
    "author": ["Carla Benussi"],
    "section": "Porto",
    "agency": "ANSA",
    "paragraphs": [
        "Le gru sono ripartite.",
        {"text": "Workers wait for the boat at the old gate.", "role": "caption"},
        {"text": "Bora", "role": "related", "language": "sl"},
        "",
    ],
}


def test_every_key_arrives(read: Read, write: Write) -> None:
    article = read(write("a.jsonl", json.dumps(FULL))).only()
    assert (article.id, article.title, article.outlet) == ("a1", "Il porto riapre", "Il Molo")
    assert article.published == "2025-11-12T08:30:00+01:00"
    assert (article.language, article.section, article.agency) == ("it", "Porto", "ANSA")
    assert article.author == ("Carla Benussi",)
    assert article.paragraphs == (
        Paragraph("Le gru sono ripartite.", Role.BODY, "it"),
        Paragraph("Workers wait for the boat at the old gate.", Role.CAPTION, "en"),
        Paragraph("Bora", Role.RELATED, "sl"),
    )


def test_only_the_text_is_required(read: Read, write: Write) -> None:
    article = read(
        write("news.jsonl", '{"text": "The first.\\nThe second.\\r\\n\\nThe third."}')
    ).only()
    assert [each.text for each in article.lines()] == ["The first.", "The second.", "The third."]
    assert article.language == "en"
    assert (article.title, article.outlet, article.published) == (None, None, None)
    assert article.author == ()


def test_an_id_is_made_from_the_address_or_else_from_the_text(read: Read, write: Write) -> None:
    records = [
        {"text": "One."},
        {"text": "Two."},
        {"text": "One.", "title": "Other"},
        {"text": "Corrected.", "url": "https://ilmolo.example/1"},
    ]
    lines = "\n".join(map(json.dumps, records))
    first = read(write("news.jsonl", lines)).ids
    again = read(write("news.jsonl", "\n" + lines.replace("Corrected.", "Again."))).ids
    assert first == again
    assert len(set(first)) == 4
    assert all(each.startswith("news-") and len(each) == 17 for each in first)


def test_the_outlet_is_the_host_where_nobody_says(read: Read, write: Write) -> None:
    record = {"text": "Uno.", "url": "https://www.ilpost.it/2025/11/12/x/"}
    assert read(write("a.jsonl", json.dumps(record))).only().outlet == "ilpost.it"


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ('{"text": "cut', "not valid JSON"),
        ("[1, 2]", "not a list"),
        ("null", "not null"),
        ("{}", "no text"),
        ('{"text": " "}', "no text"),
        ('{"paragraphs": []}', "no text"),
        ('{"paragraphs": "text"}', '"paragraphs" is a string'),
        ('{"paragraphs": [7]}', "a paragraph is a number"),
        ('{"paragraphs": [{"text": 7}]}', '"text" is a number'),
        ('{"paragraphs": [{"text": "x", "role": "advert"}]}', "\"role\" cannot be 'advert'"),
        ('{"paragraphs": [{"text": "x", "language": "!"}]}', '"language"'),
        ('{"text": ["x"]}', '"text" is a list'),
        ('{"text": "x", "id": 7}', '"id" is a number'),
        ('{"text": "x", "id": "a\\nb"}', "id must be"),
        ('{"text": "x", "title": true}', '"title" is true or false'),
        ('{"text": "x", "author": [1]}', '"author"'),
        ('{"text": "x", "language": "italiano"}', '"language"'),
        ('{"text": "x", "url": "javascript:alert(1)"}', '"url"'),
        ('{"text": "x", "url": "http://[::1"}', '"url"'),
        ('{"text": "half \\ud800 a pair"}', "surrogate"),
        ('{"text": "x", "title": "\\udfff"}', "surrogate"),
        ('{"text": "a \\u0000 b"}', "NUL"),
        ("[" * 100_000, "JSON"),
        ('{"n": ' + "9" * 5000 + "}", "JSON"),
    ],
)
def test_a_bad_record_is_named_and_the_rest_is_read(
    read: Read, write: Write, line: str, cause: str
) -> None:
    good = '{"id": "%s", "text": "Uno."}'
    path = write("a.jsonl", "\n".join([good % "before", "", line, good % "after"]))
    reading = read(path)
    assert reading.ids == ["before", "after"]
    (error,) = reading.rejects
    assert isinstance(error, MalformedSource)
    assert error.place == f"{path}:3"
    assert cause in error.cause
    assert error.remedy
    str(error).encode("utf-8")


@pytest.mark.parametrize(
    "date", ["2025-02-31", "0000-01-01", "2025-W46-3", "12/11/2025", "2025-11-12T25:00:00Z"]
)
@pytest.mark.parametrize("key", ["published", "modified"])
def test_a_date_that_is_none_costs_only_the_date(
    read: Read, write: Write, key: str, date: str
) -> None:
    path = write("a.jsonl", '{"text": "Uno."}\n' + json.dumps({"text": "Due.", key: date}))
    reading = read(path)
    assert [article.published for article in reading.articles] == [None, None]
    assert [article.modified for article in reading.articles] == [None, None]
    assert not reading.rejects
    (warning,) = reading.warnings
    assert warning.startswith(f'{path}:2: "{key}" cannot be ')


def test_a_line_that_is_not_utf8(read: Read, write: Write) -> None:
    path = write("a.jsonl", b'{"text": "Citt\xe0"}\n{"id": "b", "text": "Uno."}\n')
    reading = read(path)
    assert reading.ids == ["b"]
    (error,) = reading.rejects
    assert isinstance(error, UndecodableSource)
    assert error.line == 1


def test_a_line_that_is_too_long(read: Read, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoding, "MAX_BYTES", 100)
    long = json.dumps({"text": "x" * 500})
    reading = read(write("a.jsonl", f'{long}\n{{"id": "b", "text": "Uno."}}\n{long}'))
    assert reading.ids == ["b"]
    assert [error.line for error in reading.rejects] == [1, 3]


def test_unknown_keys_are_told_once(read: Read, write: Write) -> None:
    record = '{"text": "Uno %d.", "tags": [], "paragraph": 1}\n'
    reading = read(write("a.jsonl", "".join(record % number for number in range(3))))
    assert len(reading.articles) == 3
    assert sorted(warning.split('"')[1] for warning in reading.warnings) == ["paragraph", "tags"]


def test_a_byte_order_mark_is_tolerated(read: Read, write: Write) -> None:
    assert read(write("a.jsonl", '\ufeff{"id": "a", "text": "Uno."}')).ids == ["a"]


def test_controls_that_no_feed_can_write_become_spaces(read: Read, write: Write) -> None:
    article = read(write("a.jsonl", '{"text": "One\\u0008two\\u009fthree"}')).only()
    assert article.lines()[0].text == "One two three"


@pytest.mark.parametrize(
    ("content", "ids"),
    [
        ('[{"id": "a", "text": "Uno."}, {"id": "b", "text": "Due."}]', ["a", "b"]),
        ('{\n  "id": "a",\n  "text": "Uno."\n}', ["a"]),
        ('{"id": "a", "text": "Uno."}\n{"id": "b", "text": "Due."}', ["a", "b"]),
    ],
)
def test_plain_json(read: Read, write: Write, content: str, ids: list[str]) -> None:
    assert read(write("a.json", content)).ids == ids


def test_a_bad_record_of_a_list_is_counted(read: Read, write: Write) -> None:
    reading = read(write("a.json", '[{"id": "a", "text": "Uno."}, {"text": 7}, 3]'))
    assert reading.ids == ["a"]
    assert [error.cause.split(": ")[1] for error in reading.rejects] == ["record 2", "record 3"]


def test_other_languages_are_kept_as_declared(read: Read, write: Write) -> None:
    record = {
        "language": "fr",
        "paragraphs": ["Le port rouvre.", {"text": "The end", "role": "caption"}],
    }
    article = read(write("a.jsonl", json.dumps(record))).only()
    assert [each.language for each in article.lines()] == ["fr", "fr"]
