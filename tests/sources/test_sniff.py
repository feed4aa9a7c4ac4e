"""What a file is, is told by its first bytes; its name only settles what they leave open."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from indexer.errors import BinarySource, MalformedSource
from indexer.sources.formats import EXTENSIONS, sniff
from indexer.sources.locate import located
from tests.sources.conftest import Read, Write

PROSE = "Il porto riapre\n\nLe gru sono ripartite venerdì mattina, dopo dieci giorni di stop.\n"
PAGE = f"<article><h1>Il porto</h1><p>{'Le gru sono ripartite. ' * 20}</p></article>"
RECORD = '{"id": "r1", "text": "Le gru sono ripartite."}'
PRETTY = '{\n  "id": "r1",\n  "text": "Le gru sono ripartite."\n}'
XML = '<?xml version="1.0" encoding="{0}"?>\n'
NEWSML = '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/">'
SOAP = '<n:newsMessage xmlns:n="http://iptc.org/std/nar/2006-10-01/">'


def format_of(path: Path) -> str:
    (file,) = located([path], EXTENSIONS, lambda error: pytest.fail(str(error)), print)
    return sniff.format_of(file)


NAMES = ["story", "story.txt", "story.html", "story.jsonl", "story.json", "story.xml", "story.pdf"]


@pytest.mark.parametrize("zipped", [False, True])
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("content", "form"),
    [
        (PROSE, "text"),
        ("[ANSA] " + PROSE, "text"),
        (PAGE, "html"),
        ("<!doctype html><title>x</title>" + PAGE, "html"),
        ("\ufeff\n<!-- saved --><HTML>" + PAGE, "html"),
        (XML.format("utf-8") + '<html xmlns="http://www.w3.org/1999/xhtml">' + PAGE, "html"),
        ("Titolo<p>Uno.</p><p>Due.</p><br>" + PROSE, "html"),
        (RECORD + "\n" + RECORD, "jsonl"),
        ('{"text": "<p>Uno.</p><p>Due.</p><br>"}', "jsonl"),
        ('{"text": "broken\n' + RECORD, "jsonl"),
        (f"[{RECORD}, {RECORD}]", "json"),
        (f"[\n{PRETTY},\n{PRETTY}\n]", "json"),
        (PRETTY, "json"),
        ("WARC/1.1\r\nWARC-Type: warcinfo\r\n", "warc"),
        ('<rss version="2.0"><channel>', "feed"),
        (XML.format("utf-8") + '<feed xmlns="http://www.w3.org/2005/Atom">', "feed"),
        ('<?xml version="1.0"?><a:feed xmlns:a="http://www.w3.org/2005/Atom">', "feed"),
        ('<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">', "feed"),
        (XML.format("utf-8") + NEWSML, "newsml"),
        (f"<!-- <rss> --><?style x?>\n{SOAP}", "newsml"),
        ('<!DOCTYPE nitf SYSTEM "x" [<!ENTITY a "<rss>">]>\n<nitf>', "nitf"),
        ("title,text,published\nUno,Due,2025-11-12\n", "csv"),
        ('"title";"text"\n"Uno";"Due"\n', "csv"),
        ("id\turl\tbody\r\n1\thttps://x.example\tUno\r\n", "csv"),
    ],
)
def test_the_content_decides(
    write: Write, name: str, content: str, form: str, zipped: bool
) -> None:
    data = content.encode()
    assert format_of(write(name, gzip.compress(data) if zipped else data)) == form


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "cp1252"])
def test_xml_in_any_encoding(write: Write, codec: str) -> None:
    content = XML.format(codec) + "<!-- più --><nitf>"
    assert format_of(write("wire", content.encode(codec))) == "nitf"


@pytest.mark.parametrize(
    ("name", "content", "form"),
    [
        ("blank.html", " ", "html"),
        ("blank.jsonl", "\n", "jsonl"),
        ("blank", "", "text"),
        ("list.jsonl", "[1, 2]\n", "jsonl"),
        ("null.jsonl", "null\n" + RECORD, "jsonl"),
        ("cut.json", '{"text": "cut', "json"),
        ("cut.jsonl", '{"text": "cut', "jsonl"),
        ("marks.txt", "<<Riapre>> " + PROSE, "text"),
        ("own.html", "<story-page>testo</story-page>", "html"),
        ("own.csv", "sigla;nota\n1;2\n", "csv"),
        ("tag.txt", "<Applausi> " + PROSE, "text"),
        ("plain.html", PROSE, "text"),
        ("comma.txt", "Roma, Milano, Torino\n" + PROSE, "text"),
    ],
)
def test_the_name_settles_what_the_content_leaves_open(
    write: Write, name: str, content: str, form: str
) -> None:
    assert format_of(write(name, content)) == form


@pytest.mark.parametrize(
    ("content", "root"),
    [
        (XML.format("utf-8") + "<urlset><url/></urlset>", "<urlset>"),
        ('<k:kml xmlns:k="http://www.opengis.net/kml/2.2"/>', "<kml>"),
        (XML.format("utf-8") + "<article><p>Uno.</p></article>", "<article>"),
        ("<!DOCTYPE plist><plist><dict></dict></plist>", "<plist>"),
    ],
)
def test_other_xml_is_named_by_its_root(read: Read, write: Write, content: str, root: str) -> None:
    error = read(write("a.xml", content)).reject()
    assert isinstance(error, MalformedSource)
    assert f"XML whose root element is {root}" in error.cause
    assert error.remedy


def office() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w/>")
    return stream.getvalue()


BINARIES = [
    (b"%PDF-1.7\n\xe2\xe3", "a PDF document"),
    (office(), "an Office document"),
    (b"PK\3\4" + bytes(60), "an archive"),
    (b"\x89PNG\r\n\x1a\n" + bytes(9), "a picture"),
    (b"\xff\xd8\xff\xe0" + bytes(9), "a picture"),
    (b"\x7fELF\2\1\1" + bytes(9), "a program"),
    (b"SQLite format 3\0" + bytes(9), "an SQLite database"),
    (b"{\\rtf1\\ansi Testo}", "an RTF document"),
    (bytes(257) + b"ustar\0", "an archive"),
    (bytes(4) + b"ftypisom", "a picture, sound or film"),
    (gzip.compress(gzip.compress(b"x", mtime=0), mtime=0), "gzip within gzip"),
]


@pytest.mark.parametrize(("content", "kind"), BINARIES)
def test_a_binary_file_is_rejected_by_name_and_passed_over_in_a_folder(
    tmp_path: Path, read: Read, write: Write, content: bytes, kind: str
) -> None:
    write("good.txt", PROSE)
    path = write("story.txt", content)
    error = read(path).reject()
    assert isinstance(error, BinarySource)
    assert f"it is {kind}" in error.cause
    reading = read(tmp_path)
    assert reading.ids == ["good"]
    assert not reading.rejects
    (warning,) = reading.warnings
    assert warning.startswith("1 file passed over, story.txt first: ")


def test_a_folder_of_names_that_say_nothing(tmp_path: Path, read: Read, write: Write) -> None:
    write("ansa.2025-11-12", PROSE)
    write("Il Papa n. 3", PROSE.replace("porto", "ponte"))
    write("saved.txt", PAGE)
    write("wire.html", RECORD)
    write("noise", bytes(range(256)) * 9)
    write("LOCK", "")
    write("backup.txt~", PROSE)
    write("story.py", "print('Uno')")
    write("picture.jpeg", "Testo.")
    write(".DS_Store", "Testo.")
    write("saved.meta.json", "{}")
    reading = read(tmp_path)
    assert reading.ids == ["Il Papa n. 3", "ansa.2025-11-12", "saved", "r1"]
    assert not reading.rejects
    (warning,) = reading.warnings
    assert warning.startswith("5 files passed over, LOCK first: ")
