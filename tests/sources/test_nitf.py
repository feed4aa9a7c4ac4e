"""NITF: what its head says, which blocks of its body are passages, what stays out."""

from __future__ import annotations

import pytest

from indexer.documents import Role
from indexer.errors import EmptySource, MalformedSource
from tests.sources.conftest import Read, Write

PARAGRAPH = "<p>The cranes moved again on Friday.</p>"


def nitf(content: str = PARAGRAPH, head: str = "", above: str = "", end: str = "") -> str:
    return (
        f'<nitf xml:lang="en"><head>{head}</head><body><body.head>{above}</body.head>'
        f"<body.content>{content}</body.content><body.end>{end}</body.end></body></nitf>"
    )


def docdata(inner: str, attributes: str = "") -> str:
    return f"<docdata {attributes}>{inner}</docdata>"


@pytest.mark.parametrize(
    ("told", "published"),
    [
        ("20251112T183000+0100", "2025-11-12T18:30:00+01:00"),
        ("20251112T183000-0500", "2025-11-12T18:30:00-05:00"),
        ("20251112T173000Z", "2025-11-12T17:30:00+00:00"),
        ("2025-11-12T18:30:00+01:00", "2025-11-12T18:30:00+01:00"),
        ("20251112T1830", "2025-11-12T18:30:00"),
        ("20251112", "2025-11-12"),
    ],
)
def test_basic_dates_keep_their_offset(read: Read, write: Write, told: str, published: str) -> None:
    source = nitf(head=docdata(f'<date.issue norm="{told}"/>'))
    assert read(write("a.xml", source)).only().published == published


@pytest.mark.parametrize("told", ["20251131", "20250229T100000Z", "20251112T250000Z", "yesterday"])
def test_an_impossible_date_is_told_and_leaves_the_article_undated(
    read: Read, write: Write, told: str
) -> None:
    reading = read(write("a.xml", nitf(head=docdata(f'<date.issue norm="{told}"/>'))))
    assert reading.only().published is None
    (warning,) = reading.warnings
    assert told in warning


def test_the_day_in_print_stands_in_for_the_date_of_issue(read: Read, write: Write) -> None:
    head = docdata('<date.issue norm="2025"/>') + '<pubdata date.publication="20251113T000000"/>'
    article = read(write("a.xml", nitf(head=head))).only()
    assert article.published == "2025-11-13"
    assert article.origins["published"] == "NITF pubdata@date.publication"


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (docdata("", 'management-status="withheld"'), "withholds"),
        (docdata("", 'management-status="canceled"'), "cancelled"),
        (docdata("", 'management-status="embargoed"'), "embargoed"),
        (docdata('<date.release norm="29990101T000000Z"/>'), "until 2999-01-01"),
    ],
)
def test_what_is_not_to_be_published_is_passed_over(
    read: Read, write: Write, head: str, told: str
) -> None:
    reading = read(write("a.xml", nitf(head=head)))
    assert not reading.articles
    assert not reading.rejects
    assert told in reading.warnings[0]


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("By Ann Lee", ["Ann Lee"]),
        ("By ANN LEE, <byttl>Staff Writer</byttl>", ["ANN LEE"]),
        ("Di <person>Carla Benussi</person> e <person>Ugo Sbisà</person>", 2),
        ("<bytag>By Ann Lee and Bo Ree</bytag>", ["Ann Lee", "Bo Ree"]),
        ("<person>Madonna</person>", ["Madonna"]),
        ("By Ann Lee<br/><location>Rome</location>", ["Ann Lee"]),
    ],
)
def test_authors(read: Read, write: Write, byline: str, authors: list[str] | int) -> None:
    article = read(write("a.xml", nitf(above=f"<byline>{byline}</byline>"))).only()
    wanted = ["Carla Benussi", "Ugo Sbisà"] if authors == 2 else authors
    assert list(article.author) == wanted
    assert article.left_out[0].reason == "signs the article"


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        ("<p>One.</p><hl2>Two</hl2>", [(Role.BODY, "One."), (Role.SUBHEAD, "Two")]),
        ("<ul><li>One.</li><li><p>Two.</p></li></ul>", [(Role.BODY, "One."), (Role.BODY, "Two.")]),
        ("<table><tr><td><p>A</p></td><td>1</td></tr></table>", [(Role.BODY, "A | 1")]),
        (
            "<media><media-reference>x.jpg</media-reference><media-caption><p>A quay.</p>"
            "</media-caption><media-producer>Lee</media-producer></media>",
            [(Role.CAPTION, "A quay.")],
        ),
        ("<bq><block><p>One.</p></block><credit>Lee</credit></bq>", [(Role.BODY, "One.")]),
        ("<p>One <em>and</em>\n<a href='x'>two</a>.</p>", [(Role.BODY, "One and two.")]),
        ("<p>One.</p><block><p>One.</p><p>Two.</p></block>", 2),
        ("<block>Loose <em>text</em> here</block>", [(Role.BODY, "Loose text here")]),
        ("<dl><dt>Gru</dt><dd>Crane.</dd></dl>", [(Role.BODY, "Gru"), (Role.BODY, "Crane.")]),
        ("<p> </p><p>One.</p><hr/>", [(Role.BODY, "One.")]),
    ],
)
def test_blocks(
    read: Read, write: Write, content: str, lines: list[tuple[Role, str]] | int
) -> None:
    article = read(write("a.xml", nitf(content))).only()
    wanted = [(Role.BODY, "One."), (Role.BODY, "Two.")] if lines == 2 else lines
    assert [(each.role, each.text) for each in article.lines()] == wanted


def test_a_paragraph_in_another_language_keeps_it(read: Read, write: Write) -> None:
    article = read(write("a.xml", nitf('<p>One.</p><p xml:lang="it-IT">Uno.</p>'))).only()
    assert [each.language for each in article.lines()] == ["en", "it"]


def test_dateline_and_tagline_stay_out_with_their_reason(read: Read, write: Write) -> None:
    source = nitf(above="<dateline>ROME</dateline>", end="<tagline>Lee is in Rome.</tagline>")
    article = read(write("a.xml", source)).only()
    assert [(each.text, each.after) for each in article.left_out] == [
        ("ROME", 0),
        ("Lee is in Rome.", 1),
    ]
    assert [each.text for each in article.lines()] == ["The cranes moved again on Friday."]


def test_a_sidecar_wins(read: Read, write: Write) -> None:
    write("a.meta.json", '{"title": "Mine", "published": "2025-01-02"}')
    source = nitf(above="<hedline><hl1>Theirs</hl1></hedline>")
    article = read(write("a.xml", source)).only()
    assert (article.title, article.published) == ("Mine", "2025-01-02")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (nitf(""), EmptySource),
        ("<nitf/>", EmptySource),
        (nitf()[:-20], MalformedSource),
        ("<!DOCTYPE nitf [<!ENTITY x 'y'>]>" + nitf("<p>&x;</p>"), MalformedSource),
        (nitf("<block>" * 300 + "x" + "</block>" * 300), MalformedSource),
    ],
)
def test_a_file_of_no_use_is_one_line(
    read: Read, write: Write, content: str, kind: type[Exception]
) -> None:
    error = read(write("a.xml", content)).reject()
    assert isinstance(error, kind)
    assert "\n" not in str(error)
