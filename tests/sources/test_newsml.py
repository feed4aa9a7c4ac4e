"""NewsML-G2: which items become articles, what they say, what a broken or hostile file costs."""

from __future__ import annotations

import pytest

from indexer.documents import Role
from indexer.errors import EmptySource, MalformedSource
from tests.sources.conftest import Read, Write

NAMESPACE = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'
TEXT = '<inlineData contenttype="text/plain">The cranes moved again on Friday.</inlineData>'


def item(
    guid: str = "urn:a",
    version: str = "1",
    meta: str = "",
    content: str = "",
    text: str = TEXT,
    name: str = "newsItem",
) -> str:
    return (
        f'<{name} {NAMESPACE} guid="{guid}" version="{version}" xml:lang="en">\n'
        f"<itemMeta><versionCreated>2025-11-12T08:30:00+01:00</versionCreated>{meta}</itemMeta>\n"
        f"<contentMeta>{content}</contentMeta>\n<contentSet>{text}</contentSet>\n</{name}>\n"
    )


def message(*items: str) -> str:
    return f"<newsMessage {NAMESPACE}><itemSet>\n{''.join(items)}</itemSet></newsMessage>"


def test_a_bare_item_is_an_article_and_its_sidecar_wins(read: Read, write: Write) -> None:
    path = write("a.xml", item(content="<headline>Cranes</headline>"))
    article = read(path).only()
    assert (article.id, article.title, article.language) == ("urn:a", "Cranes", "en")
    assert article.source == str(path)
    write("a.meta.json", '{"id": "mine", "outlet": "The Quay"}')
    article = read(path).only()
    assert (article.id, article.outlet, article.title) == ("mine", "The Quay", "Cranes")


def test_items_of_a_message_are_told_apart_by_their_lines(read: Read, write: Write) -> None:
    path = write("a.xml", message(item("urn:a"), item("urn:b")))
    reading = read(path)
    assert reading.ids == ["urn:a", "urn:b"]
    assert [each.source for each in reading.articles] == [f"{path}:2", f"{path}:7"]


@pytest.mark.parametrize("versions", [("1", "2", "10"), ("10", "2", "1"), ("2", "10", "9")])
def test_the_newest_version_wins(read: Read, write: Write, versions: tuple[str, ...]) -> None:
    items = (
        item(version=each, content=f"<headline>Version {each}</headline>") for each in versions
    )
    assert read(write("a.xml", message(*items))).only().title == "Version 10"


@pytest.mark.parametrize(
    ("meta", "told"),
    [
        ('<pubStatus qcode="stat:canceled"/>', "cancelled"),
        ('<pubStatus qcode="x:withheld"/>', "withholds"),
        ('<pubStatus uri="http://cv.iptc.org/newscodes/pubstatusg2/canceled"/>', "cancelled"),
        ("<embargoed>2999-01-01T00:00:00Z</embargoed>", "until 2999-01-01T00:00:00Z"),
        ("<embargoed/>", "further notice"),
        ("<embargoed>tomorrow</embargoed>", "further notice"),
    ],
)
def test_what_the_agency_holds_back_is_not_read_and_takes_its_earlier_version_along(
    read: Read, write: Write, meta: str, told: str
) -> None:
    path = write("a.xml", message(item("urn:a"), item("urn:b"), item("urn:a", "2", meta)))
    reading = read(path)
    assert reading.ids == ["urn:b"]
    assert not reading.rejects
    (warning,) = reading.warnings
    assert warning.startswith(f"{path}: 1 item left out, urn:a first: ")
    assert told in warning


@pytest.mark.parametrize(
    "meta",
    [
        "",
        '<pubStatus qcode="stat:usable"/>',
        "<embargoed>2001-01-01T00:00:00Z</embargoed>",
    ],
)
def test_what_may_be_published_is_read(read: Read, write: Write, meta: str) -> None:
    assert read(write("a.xml", item(meta=meta))).ids == ["urn:a"]


def test_packages_pictures_and_vocabulary_are_passed_over(read: Read, write: Write) -> None:
    picture = '<remoteContent href="file:///etc/passwd"/>'
    reading = read(
        write(
            "a.xml",
            message(
                item("urn:p1", name="packageItem"),
                item("urn:p2", name="packageItem"),
                item("urn:c", name="conceptItem"),
                item("urn:r", text=picture),
                item("urn:a"),
            ),
        )
    )
    assert reading.ids == ["urn:a"]
    assert not reading.rejects
    assert [warning.split(": ", 1)[1] for warning in reading.warnings] == [
        "2 items left out, urn:p1 first: a package only lists other items",
        "1 item left out, urn:c first: it is an item of another kind than news",
        "1 item left out, urn:r first: it brings no text along",
    ]


@pytest.mark.parametrize(
    ("dates", "published", "origin"),
    [
        (
            ("2025-11-10T09:00:00+01:00", "2025-11-11T09:00:00Z"),
            "2025-11-10T09:00:00+01:00",
            "contentMeta/contentCreated",
        ),
        (("2025-11", "2025-11-11T09:00:00Z"), "2025-11-11T09:00:00Z", "itemMeta/firstCreated"),
        (("2025-11-10", ""), "2025-11-10", "contentMeta/contentCreated"),
        (("", ""), "2025-11-12T08:30:00+01:00", "itemMeta/versionCreated"),
    ],
)
def test_the_date_is_that_of_the_content_before_that_of_the_item(
    read: Read, write: Write, dates: tuple[str, str], published: str, origin: str
) -> None:
    created, first = dates
    source = item(
        content=f"<contentCreated>{created}</contentCreated>",
        meta=f"<firstCreated>{first}</firstCreated>",
    )
    reading = read(write("a.xml", source))
    article = reading.only()
    assert article.published == published
    assert article.modified == "2025-11-12T08:30:00+01:00"
    assert article.origins["published"] == f"NewsML-G2 {origin}"
    assert not reading.warnings


def test_items_without_a_guid_are_articles_of_their_own(read: Read, write: Write) -> None:
    path = write("a.xml", message(item(""), item("", text=TEXT.replace("Friday", "Monday"))))
    assert len({*read(path).ids}) == 2


def test_a_date_that_is_none_is_told(read: Read, write: Write) -> None:
    path = write("a.xml", item(content="<contentCreated>2025-02-31T10:00:00Z</contentCreated>"))
    reading = read(path)
    assert reading.only().published == "2025-11-12T08:30:00+01:00"
    assert "2025-02-31" in reading.warnings[0]


def test_headlines_of_the_content_stand_above_the_text_once(read: Read, write: Write) -> None:
    content = (
        '<language tag="it"/><headline xml:lang="it">Riapre il porto</headline>'
        '<headline xml:lang="en">The port reopens</headline>'
        '<headline role="hld:subtitle">Gru ferme da dieci giorni</headline>'
        "<slugline>PORTO</slugline><infosource><name>Agenzia</name></infosource>"
    )
    body = "<nitf><body><body.head><hedline><hl1>Riapre il porto</hl1></hedline></body.head>"
    text = f"<inlineXML>{body}<body.content><p>Le gru.</p></body.content></body></nitf></inlineXML>"
    article = read(write("a.xml", item(content=content, text=text))).only()
    assert [(each.role, each.text) for each in article.lines()] == [
        (Role.HEADLINE, "Riapre il porto"),
        (Role.STANDFIRST, "Gru ferme da dieci giorni"),
        (Role.BODY, "Le gru."),
    ]
    assert (article.title, article.language, article.agency) == ("Riapre il porto", "it", "Agenzia")
    assert [(each.text, each.after) for each in article.left_out] == [("PORTO", 0)]


def test_loose_paragraphs_and_prefixed_names_are_read(read: Read, write: Write) -> None:
    text = (
        '<inlineXML xmlns:h="http://www.w3.org/1999/xhtml">'
        "<h:p>The cranes moved again on Friday.</h:p><h:p>Ships wait outside.</h:p></inlineXML>"
    )
    article = read(write("a.xml", item(text=text))).only()
    assert [each.text for each in article.lines()] == [
        "The cranes moved again on Friday.",
        "Ships wait outside.",
    ]


def test_an_item_without_use_is_rejected_by_itself(read: Read, write: Write) -> None:
    broken = item("urn:b", text='<inlineData contenttype="text/plain"> </inlineData>')
    path = write("a.xml", message(item("urn:a"), broken, item("urn:c")))
    reading = read(path)
    assert reading.ids == ["urn:a", "urn:c"]
    (error,) = reading.rejects
    assert error.place == f"{path}:7"
    assert "no text" in error.cause


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "utf-16"])
def test_encodings_that_xml_declares(read: Read, write: Write, encoding: str) -> None:
    source = f'<?xml version="1.0" encoding="{encoding}"?>\n' + item(
        text="<inlineData>La città è però già sveglia.</inlineData>"
    )
    article = read(write("a.xml", source.encode(encoding))).only()
    assert article.lines()[0].text == "La città è però già sveglia."


def test_items_before_a_cut_are_read(read: Read, write: Write) -> None:
    whole = message(item("urn:a"), item("urn:b"), item("urn:c"))
    path = write("a.xml", whole[: whole.index("urn:c") + 90])
    reading = read(path)
    assert reading.ids == ["urn:a", "urn:b"]
    (error,) = reading.rejects
    assert isinstance(error, MalformedSource)
    assert "cut" in error.cause
    assert "2 items before it are read" in error.cause
    assert str(error).count(str(path)) == 1


def test_an_item_that_is_cut_is_rejected(read: Read, write: Write) -> None:
    error = read(write("a.xml", item()[:-30])).reject()
    assert isinstance(error, MalformedSource)
    assert "cut" in error.cause


@pytest.mark.parametrize(
    ("content", "kind", "cause"),
    [
        (message(), EmptySource, "no item"),
        ("<NewsML><NewsItem/></NewsML>", MalformedSource, "root element is <NewsML>"),
        (item().replace("Friday.", "Friday & after."), MalformedSource, "not well-formed"),
        (item().replace("Friday.", "&later;."), MalformedSource, "not well-formed"),
        ("", EmptySource, "empty"),
    ],
)
def test_a_file_of_no_use_is_one_line(
    read: Read, write: Write, content: str, kind: type[Exception], cause: str
) -> None:
    error = read(write("a.xml", content)).reject()
    assert isinstance(error, kind)
    assert cause in error.cause
    assert "\n" not in str(error)


def hostile(name: str) -> str:
    ladder = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    long = "x" * 100_000
    attribute = '<!ATTLIST newsItem x CDATA "&a11;">'
    prologue = {
        "laughs": f'<!DOCTYPE a [<!ENTITY a0 "lol">{ladder}]>',
        "quadratic": f'<!DOCTYPE a [<!ENTITY a11 "{long}">]>',
        "file": '<!DOCTYPE a [<!ENTITY a11 SYSTEM "file:///etc/passwd">]>',
        "parameter": '<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;]>',
        "attributes": f'<!DOCTYPE a [<!ENTITY a0 "lol">{ladder}{attribute}]>',
    }[name]
    body = "&a11;" * 20_000 if name == "quadratic" else "&a11;"
    if name == "parameter":
        body = "nothing"
    return prologue + item(text=f"<inlineData>{body}</inlineData>")


@pytest.mark.timeout(20)
@pytest.mark.parametrize("name", ["laughs", "quadratic", "file", "parameter", "attributes"])
def test_entities_are_refused_and_nothing_is_fetched(read: Read, write: Write, name: str) -> None:
    error = read(write("a.xml", hostile(name))).reject()
    assert isinstance(error, MalformedSource)
    assert "entities" in error.cause
    assert "\n" not in str(error)


@pytest.mark.timeout(20)
@pytest.mark.parametrize("depth", [300, 100_000])
def test_elements_nested_too_deep_are_refused(read: Read, write: Write, depth: int) -> None:
    nested = "<b>" * depth + "x" + "</b>" * depth
    error = read(write("a.xml", item(text=f"<inlineXML>{nested}</inlineXML>"))).reject()
    assert "nested" in error.cause
    html = "<div>" * depth + "x" + "</div>" * depth
    escaped = html.replace("<", "&lt;")
    text = f'<inlineData contenttype="text/html">{escaped}</inlineData>'
    error = read(write("b.xml", item(text=text))).reject()
    assert "nested" in error.cause


def test_a_doctype_that_only_names_its_dtd_is_no_harm(read: Read, write: Write) -> None:
    source = '<!DOCTYPE newsItem SYSTEM "http://127.0.0.1:9/newsml.dtd">' + item()
    assert read(write("a.xml", source.replace("Friday.", "Friday&nbsp;night."))).ids == ["urn:a"]
