"""BibTeX and RIS: whatever an article holds, its record is one, and gives it back."""

from __future__ import annotations

import re

import bibtexparser
import rispy
from hypothesis import given
from hypothesis import strategies as st

from search_app.passing_on import bibtex, ris
from search_app.passing_on.characters import one_line
from search_app.passing_on.records import record
from search_app.passing_on.work import work
from tests.web.passing_on.stored import hostile, stored

MACROS = {
    r"{\textbackslash}": "\\",
    r"{\textbraceleft}": "{",
    r"{\textbraceright}": "}",
    r"{\textasciitilde}": "~",
    r"{\textasciicircum}": "^",
}


def unescaped(text: str) -> str:
    return re.sub(r"\{\\text\w+\}|\\([&%#$_])", lambda found: found[1] or MACROS[found[0]], text)


def test_an_entry_of_bibtex() -> None:
    article = stored(
        "Ferries stay tied up.",
        "100 % “certain”.",
        title="Fares & {tides}",
        outlet="The Northern Courier",
        author=("Ada Marsh", "NPA Newsroom", "Piet van der Lund"),
        url="https://courier.example/a_b?c=1%20&d={e}",
        published="2025-11-12T08:30:00+01:00",
        language="en",
        section="Business",
    )
    assert bibtex.entry(record(article, [2])) == (
        "@article{marsh2025fares-ca978112,\n"
        "  author = {Marsh, Ada and {NPA Newsroom} and van der Lund, Piet},\n"
        "  title = {{Fares \\& {\\textbraceleft}tides{\\textbraceright}}},\n"
        "  journal = {The Northern Courier},\n"
        "  date = {2025-11-12},\n"
        "  year = {2025},\n"
        "  month = nov,\n"
        "  url = {https://courier.example/a_b?c=1%20&d=%7Be%7D},\n"
        "  langid = {english},\n"
        "  keywords = {Business},\n"
        "  annote = {“100 \\% ‘certain’.”}\n"
        "}\n\n"
    )


def test_what_is_not_known_is_left_out() -> None:
    unknown = record(stored("Words.", author=(" ",)), ())
    assert bibtex.entry(unknown) == "@online{anontitle-ca978112,\n  title = {{A title}}\n}\n\n"
    assert ris.entry(unknown).split("\r\n") == [
        "TY  - NEWS", "ID  - anontitle-ca978112", "TI  - A title", "ER  - ", "", "",
    ]  # fmt: skip


def test_an_agency_signs_what_nobody_signs() -> None:
    assert "AU  - NPA\r\n" in ris.entry(record(stored("Words.", agency="NPA"), ()))
    same = stored("Words.", agency="NPA", outlet="npa")
    assert "AU" not in ris.entry(record(same, ()))


def test_a_headline_is_no_note() -> None:
    headed = stored("A title", "Words.")
    assert record(headed, [1, 2]).quotations == ("“Words.”",)


def test_a_key_is_of_its_article() -> None:
    keys = {bibtex.key(work(stored("Words.", id=name))) for name in ("a", "b", "c")}
    assert len(keys) == 3
    accented = stored("Words.", title="Perché è città", author=("José Ñandú",))
    assert re.fullmatch(r"nanduperche-[0-9a-f]{8}", bibtex.key(work(accented)))


@given(hostile, hostile, st.lists(hostile, max_size=3), hostile)
def test_bibtex_gives_back_every_text(
    title: str, outlet: str, authors: list[str], text: str
) -> None:
    article = stored(text, title=title, outlet=outlet, author=tuple(authors), url="https://a.b/{\\")
    made = record(article, [1])
    library = bibtexparser.parse_string(bibtex.entry(made))
    assert library.failed_blocks == []
    (entry,) = library.entries
    assert entry.key == bibtex.key(made.work)
    assert unescaped(entry["title"][1:-1]) == one_line(title)
    if one_line(outlet):
        assert unescaped(entry["journal"]) == one_line(outlet)
    if text != title:
        assert unescaped(entry["annote"]) == " ".join(made.quotations)


@given(hostile, hostile, st.lists(hostile, max_size=3), hostile)
def test_ris_gives_back_every_text(title: str, outlet: str, authors: list[str], text: str) -> None:
    article = stored(text, title=title, outlet=outlet, author=tuple(authors))
    made = record(article, [1])
    lines = ris.entry(made).split("\r\n")
    assert "\n" not in "".join(lines)
    (entry,) = rispy.loads(ris.entry(made))
    assert entry["type_of_reference"] == "NEWS"
    assert len(entry.get("authors", [])) == len(made.work.creators)
    assert entry.get("secondary_title", "") == one_line(outlet)
    assert entry.get("notes", []) == list(made.quotations)
    assert entry.get("title", entry.get("primary_title", "")) == one_line(title)
