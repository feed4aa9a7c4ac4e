"""Whatever bytes a file holds, it is read or rejected, and what is read can be stored."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.sources.conftest import read_all
from tests.sources.test_agency_goldens import SOURCES

_MARKUP = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<article>",
                "<h1>",
                "<br>",
                "<aside>",
                "<a href=x>",
                "<time datetime=",
                "<!--",
                "<script type='application/ld+json'>{",
                "<meta property=og:title content=",
                "&#0;",
                "&#xD800;",
                "&#xFFFF;",
                '<html lang="',
                "<div class='related'>",
                "<figure><img>",
                "<svg>",
                "<![CDATA[",
            ]
        ),
        st.text(max_size=20),
    ),
    max_size=30,
).map("".join)
_LINES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "",
                "Di Ann Lee",
                "12 novembre 2025",
                "Leggi anche",
                "Pubblicità",
                "MONDO | 2 min read",
                "© 2025 The Agency",
                "Foto: Ansa",
                "Indirizzo: Via Po 1, 10100 Torino",
                "By",
                "|",
                "- ",
            ]
        ),
        st.text(max_size=40),
    ),
    max_size=20,
).map("\n".join)
_VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=10) | st.integers(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["text", "role", "language", "x"]), inner, max_size=3)
    ),
    max_leaves=5,
)
_RECORDS = st.dictionaries(
    st.sampled_from(
        ["id", "title", "text", "paragraphs", "url", "published", "language", "author", "y"]
    ),
    _VALUES,
).map(json.dumps)

_FEEDS = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "<item>",
                "</item>",
                "<title>",
                "</title>",
                "<link>http://[x",
                "<link>//x.example/\n</link>",
                "<description>",
                "<description type='image/png'>",
                "</description>",
                "<entry xml:lang='?' xml:base='http://['>",
                "<content type='xhtml'><div>",
                "<content type='text' mode='base64'>=",
                "<author>@</author>",
                "<author><name>",
                "<pubDate>Wed, 99 Nov 2025 08:30:00 +9999</pubDate>",
                "<updated>",
                "<category term='a'/>",
                "<source url=x><title>",
                "<guid>",
                "<language>",
                "<image>",
                "<svg>",
                "<x:y z=",
                "<![CDATA[",
                "]]>",
                "<!--",
                "<!DOCTYPE x [<!ENTITY y",
                "&#xD800;",
                "&#99999999999;",
                "&y;",
                "</channel></rss>",
            ]
        ),
        st.text(max_size=20),
    ),
    max_size=30,
).flatmap(
    lambda parts: st.sampled_from(["<rss><channel>", "<feed>", "<rdf:RDF>", "<?xml "]).map(
        lambda root: root + "".join(parts)
    )
)

_DELIVERIES = st.tuples(
    st.sampled_from(
        [
            '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>',
            '<newsItem guid="a" version="1">',
            '<nitf xml:lang="',
            "<nitf><body>",
            "<!DOCTYPE nitf [",
        ]
    ),
    st.lists(
        st.one_of(
            st.sampled_from(
                [
                    '<newsItem guid="b" version="x">',
                    "</newsItem>",
                    "<itemMeta>",
                    "</itemMeta>",
                    "<embargoed>",
                    '<pubStatus qcode="stat:usable"/>',
                    "<contentMeta>",
                    "</contentMeta>",
                    "<headline>",
                    "</headline>",
                    "<contentCreated>2025-02-31</contentCreated>",
                    "<contentSet><inlineData>",
                    "</inlineData></contentSet>",
                    "<contentSet><inlineXML>",
                    "</inlineXML></contentSet>",
                    "<body.head><hedline><hl1>",
                    "</hl1></hedline></body.head>",
                    "<body.content>",
                    "<p>",
                    "</p>",
                    "<table><tr><td>",
                    "</body></nitf>",
                    "&nbsp;",
                    "&x;",
                    "<!ENTITY x 'y'>",
                    "]>",
                    "&#xD800;",
                    "&#11;",
                    "<![CDATA[",
                    "<?",
                ]
            ),
            st.text(max_size=20),
        ),
        max_size=30,
    ).map("".join),
).map("".join)
_TABLES = st.tuples(
    st.sampled_from(
        ["id,text\n", "titolo;testo;data;autore\n", "text\tlanguage\n", "sep=;\ntext\n"]
    ),
    st.lists(
        st.one_of(
            st.sampled_from([",", ";", "\t", "\n", '"', "\r", "\0", "<p>", "12/11/2025", "a,b\n"]),
            st.text(max_size=20),
        ),
        max_size=30,
    ).map("".join),
).map("".join)

_encoded = st.one_of(_MARKUP, _LINES, _RECORDS, _FEEDS, _DELIVERIES, _TABLES).map(
    lambda text: text.encode("utf-8", "surrogatepass")
)
_SUFFIXES = [".txt", ".jsonl", ".json", ".html", ".rss", ".xml", ".csv", ".txt.gz", ".what"]


@pytest.mark.parametrize("suffix", _SUFFIXES)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(content=st.one_of(st.binary(max_size=300), _encoded))
def test_any_bytes(tmp_path: Path, suffix: str, content: bytes) -> None:
    _check(tmp_path / f"any{suffix}", content)


@pytest.mark.parametrize("whole", SOURCES, ids=lambda path: path.name)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_damage(tmp_path: Path, whole: Path, data: st.DataObject) -> None:
    content = bytearray(whole.read_bytes())
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(content) - 1))
        length = data.draw(st.integers(0, 40))
        content[place : place + length] = data.draw(st.binary(max_size=6))
    cut = data.draw(st.integers(0, len(content)) | st.none())
    _check(tmp_path / f"any{whole.suffix}", bytes(content[:cut]))


def _check(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    reading = read_all(path)
    for article in reading.articles:
        for text in (article.id, article.title or "", *(line.text for line in article.lines())):
            text.encode("utf-8")
            assert "\0" not in text
        assert all(line.text.strip() for line in article.lines())
        for each in article.left_out:
            assert each.text.strip()
            assert each.reason
            assert 0 <= each.after <= len(article.paragraphs)
    for error in reading.rejects:
        assert error.source in {str(path), *(f"{path}:{number}" for number in range(1, 31))}
        assert "\n" not in str(error)
        str(error).encode("utf-8")
