"""Tables: columns by any of their names, rows that stand or fall by themselves, any delimiter."""

from __future__ import annotations

import gzip
import tracemalloc

import pytest

from indexer.documents import Role
from indexer.errors import EmptySource, MalformedSource, UndecodableSource
from indexer.sources import read_sources
from indexer.sources.formats import table
from tests.sources.conftest import Read, Write

TEXT = "The cranes moved again on Friday."
TESTO = "Le gru sono ripartite venerdì, dopo dieci giorni di fermo."


def test_a_cut_gzip_stream_is_told(read: Read, write: Write) -> None:
    content = gzip.compress(("id,text\n" + f"a,{TEXT}\n" * 20).encode())
    reading = read(write("a.csv.gz", content[:-12]))
    assert "gzip" in reading.rejects[-1].cause


def test_a_title_alone_is_no_text(read: Read, write: Write) -> None:
    path = write("a.csv", "title,text\nThe port,<p>Pubblicità</p>\n")
    assert "no text" in read(path).reject().cause


def test_every_column_of_the_exchange_format_arrives(read: Read, write: Write) -> None:
    header = "id,title,outlet,url,published,modified,language,author,section,agency,text"
    row = (
        "a1,The port,The Quay,https://quay.example/1,2025-11-12T08:30:00+01:00,2025-11-13,en-GB,"
        f'"Ann Lee; Bo Ree",Port,Reuters,{TEXT}'
    )
    path = write("a.csv", f"{header}\n{row}\n")
    article = read(path).only()
    assert (article.id, article.title, article.outlet) == ("a1", "The port", "The Quay")
    assert (article.url, article.section) == ("https://quay.example/1", "Port")
    assert (article.published, article.modified) == ("2025-11-12T08:30:00+01:00", "2025-11-13")
    assert (article.language, article.agency) == ("en", "Reuters")
    assert article.author == ("Ann Lee", "Bo Ree")
    assert article.source == f"{path}:2"
    assert article.origins["author"] == 'column "author"'


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_told_from_the_header(read: Read, write: Write, delimiter: str) -> None:
    lines = (["Titolo", "Testata", "Testo"], ["Le gru", "Il Molo", f'"{TESTO}"'])
    source = "\n".join(delimiter.join(line) for line in lines)
    article = read(write("a.csv", source)).only()
    assert (article.title, article.outlet) == ("Le gru", "Il Molo")
    assert article.lines()[1].text == TESTO


def test_the_line_that_tells_spreadsheets_the_delimiter(read: Read, write: Write) -> None:
    path = write("a.csv", f"sep=^\nid^text\na^{TEXT}\n")
    assert read(path).only().source == f"{path}:3"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"]
)
def test_encodings(read: Read, write: Write, encoding: str) -> None:
    rows = "".join(f"a{number};Perché no? È così – {TESTO}\r\n" for number in range(40))
    reading = read(write("a.csv", f"id;testo\r\n{rows}".encode(encoding)))
    assert not reading.rejects
    assert len(reading.articles) == 40
    assert reading.articles[-1].lines()[0].text == f"Perché no? È così – {TESTO}"


def test_an_accent_at_the_very_end_of_ascii(read: Read, write: Write) -> None:
    # More than is read at once, in few rows.
    rows = "".join(f"a{number},{TEXT * 40}\n" for number in range(1_500))
    reading = read(write("a.csv", f"id,text\n{rows}z,Andiamo in citt\u00e0".encode("cp1252")))
    assert reading.articles[-1].lines()[0].text == "Andiamo in città"


def test_gzip(read: Read, write: Write) -> None:
    assert read(write("a.csv.gz", gzip.compress(f"id,text\na,{TEXT}\n".encode()))).ids == ["a"]


@pytest.mark.parametrize(
    ("date", "language", "published"),
    [
        ("12/11/2025", "it", "2025-11-12"),
        ("12/11/2025 18:30", "it", "2025-11-12"),
        ("12 novembre 2025", "", "2025-11-12"),
        ("20251112T183000+0100", "", "2025-11-12T18:30:00+01:00"),
        ("2025-11-12 18:30:00", "en", "2025-11-12 18:30:00"),
        ("2025-11-12 00:00:00", "en", "2025-11-12"),
        ("25/11/2025", "en", "2025-11-25"),
        ("12/11/2025", "en", None),
        ("31/02/2025", "it", None),
        ("ieri", "it", None),
    ],
)
def test_dates(read: Read, write: Write, date: str, language: str, published: str | None) -> None:
    path = write("a.csv", f"data;lingua;testo\n{date};{language};{TESTO}\n")
    reading = read(path)
    assert reading.only().published == published
    assert [date in warning and "line 2" in warning for warning in reading.warnings] == [True] * (
        published is None
    )


def test_a_numeric_date_is_read_by_the_language_of_the_text(read: Read, write: Write) -> None:
    path = write("a.csv", f"data;testo\n12/11/2025;{TESTO}\n")
    assert read(path).only().published == "2025-11-12"


@pytest.mark.parametrize(
    ("cell", "lines"),
    [
        ("One.\nTwo.", ["One.", "Two."]),
        ("One\nline.\n\nTwo.", ["One line.", "Two."]),
        ("One.\r\n \r\nTwo.", ["One.", "Two."]),
        (
            "<p>One, a sentence.</p><p>Two, a sentence.</p>",
            ["One, a sentence.", "Two, a sentence."],
        ),
        ("One is <b>bold</b> here.\n\nTwo is not.", ["One is bold here.", "Two is not."]),
        ("One is <b>bold</b> here.\nTwo is not.", ["One is bold here.", "Two is not."]),
        ("Tom &amp; Jerry.\nTwo.", ["Tom & Jerry.", "Two."]),
        ("Is 1 < 2 and 3 > 2?", ["Is 1 < 2 and 3 > 2?"]),
    ],
)
def test_text_of_a_cell(read: Read, write: Write, cell: str, lines: list[str]) -> None:
    quoted = cell.replace('"', '""')
    article = read(write("a.csv", f'id,text\na,"{quoted}"\n')).only()
    assert [each.text for each in article.lines()] == lines


def test_html_goes_by_the_rules_of_pages(read: Read, write: Write) -> None:
    cell = (
        f"<p>{TEXT} Ships wait outside.</p><h2>What now</h2><p>{TEXT} Nobody knows why.</p>"
        "<figure><figcaption>A crane at dawn.</figcaption></figure><p>Pubblicità</p>"
    )
    article = read(write("a.csv", f'id,title,text\na,The port,"{cell}"\n')).only()
    roles = [each.role for each in article.lines()]
    assert roles == [Role.HEADLINE, Role.BODY, Role.SUBHEAD, Role.BODY, Role.CAPTION]
    assert [each.text for each in article.left_out] == ["Pubblicità"]


def test_a_standfirst_stands_below_the_title(read: Read, write: Write) -> None:
    article = read(
        write("a.csv", f"titolo;sommario;testo\nLe gru;Riparte il porto;{TESTO}\n")
    ).only()
    assert [each.role for each in article.lines()] == [Role.HEADLINE, Role.STANDFIRST, Role.BODY]


@pytest.mark.parametrize(
    ("row", "cause"),
    [
        ("x,y", "it has 2 cells where the header has 3"),
        ("x,y,z,One.", "it has 4 cells where the header has 3"),
        ("x,https://quay.example, ", "no text"),
        ("x,,<p> </p>", "no text"),
        ("x,javascript:alert(1),One.", '"url"'),
        ("x,,One\0two.", "NUL"),
        ("x\0,,One.", "NUL"),
        ('x,,"One "two" three."', "not valid CSV"),
        (f"{'x' * 600},,One.", "id must be"),
    ],
)
def test_a_bad_row_is_named_by_the_line_it_starts_in(
    read: Read, write: Write, row: str, cause: str
) -> None:
    path = write("a.csv", f'id,url,text\nbefore,,"One\ntwo."\n\n{row}\nafter,,One.\n')
    reading = read(path)
    assert reading.ids == ["before", "after"]
    (error,) = reading.rejects
    assert isinstance(error, MalformedSource)
    assert error.place == f"{path}:5"
    assert cause in error.cause
    assert error.remedy


def test_a_quotation_mark_that_is_never_closed(read: Read, write: Write) -> None:
    path = write("a.csv", 'id,text\na,One.\nb,"Two.\nc,Three.\n')
    reading = read(path)
    assert reading.ids == ["a"]
    (error,) = reading.rejects
    assert error.place == f"{path}:3"
    assert "never closed" in error.cause


def test_blank_cells_at_the_end_and_blank_rows_are_no_fault(read: Read, write: Write) -> None:
    reading = read(write("a.csv", "id;text\na;One.;;\n;\n;;;\n\nb;Two.\n"))
    assert reading.ids == ["a", "b"]
    assert not reading.rejects


def test_unknown_and_repeated_columns_are_told_once(read: Read, write: Write) -> None:
    reading = read(write("a.csv", "Score,body,text,Score\n1,x,One.,2\n1,x,Two.,2\n"))
    assert [article.lines()[0].text for article in reading.articles] == ["One.", "Two."]
    assert [warning.split('"')[1] for warning in reading.warnings] == ["Score", "body"]


def test_ids_of_rows_without_one_hang_on_what_they_say(read: Read, write: Write) -> None:
    first = read(write("a.csv", "text\nOne.\nTwo.\n")).ids
    again = read(write("a.csv", "text\nTwo.\nNew.\nOne.\n")).ids
    assert len(set(first)) == 2
    assert first[0] in again


@pytest.mark.parametrize(
    ("content", "kind", "cause"),
    [
        (b"", EmptySource, "empty"),
        (b"\n\n", EmptySource, "empty"),
        (b"id,text\n", EmptySource, "no row"),
        (b"name,age\nAnn,7\n", MalformedSource, "no column"),
        (b"id,text\0\na,b\n", MalformedSource, "NUL"),
        (b"id,text\na,\x81\x8d\x8f\x90\x9d\xff\xfe\xfd\n", UndecodableSource, "encoding"),
        ("id,text\na,b".encode("utf-16") + b"\x00", UndecodableSource, "utf-16"),
    ],
)
def test_a_file_of_no_use_is_one_line(
    read: Read, write: Write, content: bytes, kind: type[Exception], cause: str
) -> None:
    reading = read(write("a.csv", content))
    error = reading.rejects[-1]
    assert isinstance(error, kind)
    assert cause in error.cause


def test_a_line_without_end_is_refused(
    read: Read, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table, "_LONGEST_CELL", 1000)
    path = write("a.csv", f"id,text\na,One.\nb,{'x' * 2000}\n")
    reading = read(path)
    assert reading.ids == ["a"]
    assert reading.rejects[0].place == f"{path}:3"


def test_memory_does_not_grow_with_the_file(write: Write) -> None:
    row = f"en,{TEXT * 600}\n"

    def peak(rows: int) -> int:
        path = write("a.csv", "language,text\n" + row * rows)
        tracemalloc.start()
        try:
            for _ in read_sources([path], on_reject=lambda _: None):
                pass
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(10)
    # The file grows by 18 MB.
    assert peak(1000) < peak(100) + 2_000_000
