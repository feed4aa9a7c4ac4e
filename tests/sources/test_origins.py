"""Which part of a source each value was taken from."""

from __future__ import annotations

import json

import pytest

from tests.sources.conftest import Read, Write

TEXT = "".join(
    f"<p>Le gru del terminal hanno ripreso a muoversi alle {hour} di venerdì mattina presto.</p>"
    for hour in ("nove", "dieci", "undici")
)
LD = {
    "@type": "NewsArticle",
    "headline": "Il porto riapre",
    "url": "https://ilmolo.example/ld",
    "datePublished": "2025-11-12",
    "dateModified": "2025-11-13T08:00:00+01:00",
    "inLanguage": "it",
    "author": {"name": "Carla Benussi"},
    "publisher": {"name": "Il Molo"},
}


def ld(**changes: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({**LD, **changes})}</script>'


def page(head: str, inside: str = "", attributes: str = "") -> str:
    article = f"<article><h1>Il porto riapre</h1>{inside}{TEXT}</article>"
    return f"<html {attributes}><head>{head}</head><body>{article}</body></html>"


@pytest.mark.parametrize(
    ("name", "content", "value", "origin"),
    [
        ("published", page(ld()), "2025-11-12", "JSON-LD datePublished"),
        ("modified", page(ld()), "2025-11-13T08:00:00+01:00", "JSON-LD dateModified"),
        ("outlet", page(ld()), "Il Molo", "JSON-LD publisher"),
        ("author", page(ld()), ("Carla Benussi",), "JSON-LD author"),
        ("url", page(ld()), "https://ilmolo.example/ld", "JSON-LD url"),
        ("url", page(ld() + '<link rel="canonical" href="https://ilmolo.example/c">'),
         "https://ilmolo.example/c", "<link rel=canonical>"),
        ("outlet", page('<link rel="canonical" href="https://www.ilmolo.example/c">'),
         "ilmolo.example", "host of the URL"),
        ("title", page(""), "Il porto riapre", "the page's headline"),
        ("published", page(ld(datePublished="ieri")
                           + '<meta property="article:published_time" content="2025-11-11">'),
         "2025-11-11", "Open Graph article:published_time"),
        ("modified", page('<meta property="article:modified_time" content="2025-11-14">'),
         "2025-11-14", "Open Graph article:modified_time"),
        ("modified", page('<meta property="og:updated_time" content="2025-11-15T10:00:00Z">'),
         "2025-11-15T10:00:00Z", "Open Graph og:updated_time"),
        ("published", page('<meta name="pubdate" content="12 novembre 2025">'), "2025-11-12",
         "<meta name=pubdate>"),
        ("author", page('<meta name="author" content="Ann Lee">'), ("Ann Lee",),
         "<meta name=author>"),
        ("outlet", page('<meta property="og:site_name" content="Il Molo">'), "Il Molo",
         "Open Graph og:site_name"),
        ("published", page("", '<meta itemprop="datePublished" content="2025-11-10">'),
         "2025-11-10", "microdata datePublished"),
        ("modified", page("", '<time itemprop="dateModified" datetime="2025-11-16">ieri</time>'),
         "2025-11-16", "microdata dateModified"),
        ("author", page("", '<p itemprop="author">Di <b itemprop="name">Ann Lee</b>, a Bari</p>'),
         ("Ann Lee",), "microdata author"),
        ("author", page("", '<a rel="author" href="/x">Ann Lee</a>'), ("Ann Lee",),
         "<a rel=author>"),
        ("published", page("", '<p>di Ann Lee <time datetime="2025-11-12">ieri</time></p>'),
         "2025-11-12", "<time datetime>"),
        ("modified", page("", '<time class="updated" datetime="2025-11-17">ieri</time>'),
         "2025-11-17", "<time datetime>"),
        ("published", page("", "<p>di Ann Lee - 12 novembre 2025</p>"), "2025-11-12",
         'line "di Ann Lee - 12 novembre 2025"'),
        ("author", page("", "<p>di Ann Lee - 12 novembre 2025</p>"), ("Ann Lee",),
         'line "di Ann Lee - 12 novembre 2025"'),
        ("language", page(ld(), attributes='lang="it-IT"'), "it", "<html lang>"),
        ("language", page(ld()), "it", "JSON-LD inLanguage"),
        ("language", page('<meta property="og:locale" content="it_IT">'), "it",
         "Open Graph og:locale"),
        ("language", page(""), "it", "told from the text"),
    ],
)  # fmt: skip
def test_of_pages(
    read: Read, write: Write, name: str, content: str, value: object, origin: str
) -> None:
    article = read(write("a.html", content)).only()
    assert getattr(article, name) == value
    assert article.origins[name] == origin


def test_a_change_is_no_publication(read: Read, write: Write) -> None:
    updated = '<time itemprop="dateModified" datetime="2025-11-16">ieri</time>'
    article = read(write("a.html", page("", updated))).only()
    assert (article.published, article.modified) == (None, "2025-11-16")


def test_of_texts(read: Read, write: Write) -> None:
    lines = [
        "MONDO", "Il porto riapre dopo dieci giorni", "Di Carla Benussi Agenzie: Ansa", "",
        "12 novembre 2025, ore 18:30 CET", "Aggiornato il 13 novembre 2025", "",
        "Le gru del terminal hanno ripreso a muoversi alle dieci di venerdì mattina.",
        "In base all'accordo i lavoratori conosceranno i turni con un giorno di anticipo.",
    ]  # fmt: skip
    article = read(write("a.txt", "\n".join(lines))).only()
    assert (article.published, article.modified) == ("2025-11-12T18:30:00+01:00", "2025-11-13")
    assert article.origins == {
        "id": "the file's name",
        "section": "line 1",
        "title": "line 2",
        "author": "line 3",
        "agency": "line 3",
        "published": "line 5",
        "modified": "line 6",
        "language": "told from the text",
    }


def test_of_sidecars_and_texts_without_a_title(read: Read, write: Write) -> None:
    write("a.meta.json", '{"url": "https://www.ilmolo.example/a", "published": "2025-01-02"}')
    text = "Le gru del terminal hanno ripreso a muoversi alle dieci di venerdì mattina.\n"
    article = read(write("a.txt", text)).only()
    assert article.is_title_derived()
    assert article.origins == {
        "id": "the file's name",
        "title": "derived from the text",
        "url": "sidecar a.meta.json",
        "outlet": "host of the URL",
        "published": "sidecar a.meta.json",
        "language": "told from the text",
    }


def test_of_records(read: Read, write: Write) -> None:
    headed = (
        '{"paragraphs": [{"text": "Uno", "role": "headline"}, "Due."], "url": "https://x.example"}'
    )
    assert read(write("b.jsonl", headed)).only().origins == {
        "id": "the file's name, a digest of the URL",
        "title": "the headline",
        "url": "record",
        "outlet": "host of the URL",
        "language": "told from the text",
    }
    told = read(write("a.jsonl", '{"title": "Uno", "language": "it", "text": "Due."}')).only()
    assert told.origins == {
        "id": "the file's name, a digest of the text",
        "title": "record",
        "language": "record",
    }
