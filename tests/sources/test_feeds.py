"""Feeds that are not as they should be, and the choices made for those that are."""

from __future__ import annotations

import gzip
import json
import resource

import pytest

from indexer.documents import Role
from indexer.errors import EmptySource, MalformedSource
from tests.sources.conftest import Read, Write

TEXT = "Le gru del terminal hanno ripreso a muoversi alle dieci di venerdì dopo dieci giorni."


def item(number: int, inside: str = "") -> str:
    return (
        f"<item><title>Notizia numero {number} dal porto</title>"
        f"<link>https://ilmolo.example/{number}</link><description>{TEXT}</description>"
        f"{inside}</item>"
    )


def rss(*items: str, channel: str = "", prolog: str = "") -> str:
    head = f"<title>Il Molo - Porto</title><link>https://ilmolo.example/</link>{channel}"
    return f'{prolog}<rss version="2.0"><channel>{head}{"".join(items)}</channel></rss>'


def test_a_cut_feed_gives_its_whole_entries_and_says_so(read: Read, write: Write) -> None:
    whole = rss(item(1), item(2), item(3))
    reading = read(write("a.rss", whole[: whole.index("numero 3") + 40]))
    assert [article.title for article in reading.articles] == [
        "Notizia numero 1 dal porto",
        "Notizia numero 2 dal porto",
    ]
    (error,) = reading.rejects
    assert isinstance(error, MalformedSource)
    assert "cut off: only its 2 whole entries are read" in str(error)


@pytest.mark.parametrize("length", [40, 110, 170])
def test_a_feed_cut_in_its_first_entry(length: int, read: Read, write: Write) -> None:
    error = read(write("a.rss", rss(item(1))[:length])).reject()
    assert "cut off: only its 0 whole entries are read" in str(error)


def test_a_cut_atom_feed(read: Read, write: Write) -> None:
    start = '<feed xmlns="http://www.w3.org/2005/Atom"><title>Il Molo</title>'
    entry = f"<entry><title>Porto</title><summary>{TEXT}</summary></entry>"
    reading = read(write("a.atom", f"{start}{entry}<entry><title>Bo"))
    assert [article.title for article in reading.articles] == ["Porto"]
    assert len(reading.rejects) == 1


LAUGHS = "".join(f'<!ENTITY l{number} "{f"&l{number - 1};" * 10}">' for number in range(1, 10))
HOSTILE = {
    "growing": f'<!DOCTYPE rss [<!ENTITY l0 "lol">{LAUGHS}]>',
    "long": f'<!DOCTYPE rss [<!ENTITY l9 "{"lol" * 100_000}">]>',
    "external": '<!DOCTYPE rss [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>',
    "parameter": '<!DOCTYPE rss [<!ENTITY % x SYSTEM "http://localhost/x.dtd"> %x;]>',
    "behind a comment": '<!-- <rss> --><?x <rss>?><!DOCTYPE rss [<!ENTITY l9 "lol">]>',
}


@pytest.mark.timeout(20)
@pytest.mark.parametrize("prolog", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("name", ["a.rss", "a.rss.gz", "a.what"])
def test_entities_of_its_own_are_refused(name: str, prolog: str, read: Read, write: Write) -> None:
    feed = rss(item(1).replace(TEXT, "&l9;" * 1000), prolog=prolog).encode()
    path = write(name, gzip.compress(feed) if name.endswith(".gz") else feed)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    error = read(path).reject()
    assert "its DOCTYPE declares entities" in str(error)
    assert "\n" not in str(error)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


def test_a_late_doctype_declares_nothing(read: Read, write: Write) -> None:
    late = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    article = read(write("a.rss", rss(late, item(1, "<x>&x;</x>")))).only()
    assert "root:" not in str(article)


def test_the_doctype_of_rss_091(read: Read, write: Write) -> None:
    prolog = (
        '<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"'
        ' "http://my.netscape.com/publish/formats/rss-0.91.dtd">'
    )
    assert read(write("a.rss", rss(item(1), prolog=prolog))).only().title


@pytest.mark.parametrize(
    "flaw", ["&nbsp;&egrave; & <br>", "&#0;&#xD800;&#99999999999;", "\x08", "<x:y>z</x:y>", "]]>"]
)
def test_what_is_no_valid_xml_is_read_all_the_same(flaw: str, read: Read, write: Write) -> None:
    reading = read(write("a.rss", rss(item(1).replace("gru", f"gru{flaw}"), item(2))))
    assert not reading.rejects
    assert len(reading.articles) == 2
    assert any("ripreso a muoversi" in line.text for line in reading.articles[0].lines())


@pytest.mark.parametrize(
    ("content", "error", "cause"),
    [
        ("<urlset><url/></urlset>", MalformedSource, "whose root element is <urlset>"),
        ("", EmptySource, "empty"),
        (rss(), EmptySource, "no entries"),
    ],
)
def test_what_is_no_feed(
    content: str, error: type[Exception], cause: str, read: Read, write: Write
) -> None:
    found = read(write("a.xml", content)).reject()
    assert isinstance(found, error)
    assert cause in str(found)


def test_a_headline_alone_is_an_article_and_nothing_is_none(read: Read, write: Write) -> None:
    empty = "<item><link>https://ilmolo.example/foto</link><description> </description></item>"
    alone = (
        "<item><title>Bora, allerta gialla</title><description>&lt;img src=x></description></item>"
    )
    reading = read(write("a.rss", rss(empty, empty, alone)))
    assert [line.role for line in reading.only().lines()] == [Role.HEADLINE]
    assert len(reading.warnings) == 1
    assert "neither title nor text" in reading.warnings[0]


def test_a_bad_entry_costs_only_itself(read: Read, write: Write) -> None:
    deep = item(1).replace(TEXT, "&lt;div>" * 5000 + "x")
    reading = read(write("a.rss", rss(deep, item(2))))
    assert [article.source for article in reading.articles] == [f"{reading.files[0]}:2"]
    (error,) = reading.rejects
    assert error.place.endswith("a.rss:1")


def test_an_entry_is_named_by_its_address_wherever_it_stands(read: Read, write: Write) -> None:
    monday, tuesday = write("monday.rss", rss(item(1))), write("tuesday.xml", rss(item(2), item(1)))
    reading = read(monday, tuesday)
    assert [article.url for article in reading.articles] == [
        "https://ilmolo.example/1",
        "https://ilmolo.example/2",
        "https://ilmolo.example/1",
    ]
    assert all(article.id.startswith("ilmolo.example-") for article in reading.articles)
    assert len(set(reading.ids)) == 2


def test_entries_that_share_an_address_are_told_apart_by_their_guid(
    read: Read, write: Write
) -> None:
    live = [item(1, f'<guid isPermaLink="false">g{number}</guid>') for number in range(3)]
    reading = read(write("a.rss", rss(*live)))
    assert len(set(reading.ids)) == 3
    other = read(write("b.rss", rss(*reversed(live))))
    assert reading.ids == other.ids[::-1]


def test_an_entry_that_is_there_twice_keeps_its_name(read: Read, write: Write) -> None:
    once = item(1, '<guid isPermaLink="false">g</guid>')
    twice = read(write("a.rss", rss(once, once)))
    assert twice.ids == read(write("b.rss", rss(once))).ids * 2


def test_the_guid_names_what_has_no_address(read: Read, write: Write) -> None:
    entry = "<item><title>Uno {}</title><guid>abc</guid></item>"
    first = read(write("a.rss", rss(entry.format("e due")))).only()
    assert first.url is None
    assert first.id == read(write("a.rss", rss(entry.format("e tre")))).only().id
    assert first.outlet == "Il Molo - Porto"
    assert first.origins["outlet"] == "RSS channel"


def test_the_outlet_of_an_entry(read: Read, write: Write) -> None:
    source = item(2, '<source url="https://eco.example/rss">Eco della Piana</source>')
    path = write("a.rss", rss(item(1), source))
    assert [article.outlet for article in read(path).articles] == [
        "ilmolo.example",
        "Eco della Piana",
    ]
    write("a.meta.json", json.dumps({"outlet": "Il Molo", "language": "it", "title": "No"}))
    articles = read(path).articles
    assert {article.outlet for article in articles} == {"Il Molo"}
    assert articles[0].title == "Notizia numero 1 dal porto"


@pytest.mark.parametrize(
    ("inside", "author"),
    [
        ("<author>desk@ilmolo.example (Ines Falk)</author>", ("Ines Falk",)),
        ("<author>Ines Falk</author>", ("Ines Falk",)),
        ("<author>desk@ilmolo.example</author>", ()),
        ("<author>https://ilmolo.example/falk</author>", ()),
    ],
)
def test_authors(inside: str, author: tuple[str, ...], read: Read, write: Write) -> None:
    assert read(write("a.rss", rss(item(1, inside)))).only().author == author


def test_dates(read: Read, write: Write) -> None:
    update = (
        '<a:updated xmlns:a="http://www.w3.org/2005/Atom">2025-11-13T10:00:00+01:00</a:updated>'
    )
    article = read(
        write("a.rss", rss(item(1, f"<pubDate>Wed, 12 Nov 2025 08:30 +0100</pubDate>{update}")))
    ).only()
    assert (article.published, article.modified) == (
        "2025-11-12T08:30:00+01:00",
        "2025-11-13T10:00:00+01:00",
    )
    unzoned = item(1, "<pubDate>Wed, 12 Nov 2025 08:30:00 -0000</pubDate>")
    assert read(write("b.rss", rss(unzoned))).only().published == "2025-11-12T08:30:00+00:00"
    nonsense = item(1, "<pubDate>ieri</pubDate>")
    assert read(write("c.rss", rss(nonsense))).only().published is None


def test_only_plain_web_addresses(read: Read, write: Write) -> None:
    entries = [
        item(1).replace("https://ilmolo.example/1", "javascript:alert(1)"),
        item(2).replace("https://ilmolo.example/2", "porto?a=1&amp;b=2"),
    ]
    articles = read(write("a.rss", rss(*entries))).articles
    assert [article.url for article in articles] == [None, "https://ilmolo.example/porto?a=1&b=2"]


@pytest.mark.parametrize(
    "note",
    [
        'L\'articolo <a href="x">Porto</a> proviene da <a href="y">Il Molo</a>.',
        'The post <a href="x">Porto</a> first appeared on <a href="y">Il Molo</a>',
        '<a class="more-link" href="x">Tutto il resto</a>',
        '<a href="x">Continua a leggere <span>Porto</span> →</a>',
        '<a href="x">Leggi tutto…</a>',
    ],
)
def test_what_a_publishing_system_adds_is_left_out(note: str, read: Read, write: Write) -> None:
    content = f"<![CDATA[<p>{TEXT}</p><p>{note}</p>]]>"
    article = read(write("a.rss", rss(item(1).replace(TEXT, content)))).only()
    assert [line.text for line in article.lines()] == ["Notizia numero 1 dal porto", TEXT]


def test_prose_that_sounds_like_a_note_stays(read: Read, write: Write) -> None:
    prose = "The post on the hill appeared first on the maps of the 1890s, and then never again."
    article = read(write("a.rss", rss(item(1).replace(TEXT, f"<![CDATA[<p>{prose}</p>]]>")))).only()
    assert article.lines()[1].text == prose
