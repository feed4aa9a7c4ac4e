"""Dates on lines of their own."""

from __future__ import annotations

import pytest

from indexer.sources.lines import datelines
from tests.sources.conftest import Read, Write


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("12 novembre 2025", "2025-11-12"),
        ("mercoledì 12 novembre 2025", "2025-11-12"),
        ("Mercoledì, 12 Novembre 2025", "2025-11-12"),
        ("1º maggio 2025", "2025-05-01"),
        ("12 nov 2025", "2025-11-12"),
        ("12 nov. 2025, ore 10:35", "2025-11-12"),
        ("Pubblicato il 12 novembre 2025 alle 10.35", "2025-11-12"),
        ("Pubblicato: 12 novembre 2025 - Aggiornato: 13 novembre 2025", "2025-11-12"),
        ("Nov. 12, 2025", "2025-11-12"),
        ("Sept. 3, 2025", "2025-09-03"),
        ("November 12, 2025 at 8:30 a.m. ET", "2025-11-12"),
        ("Wed, November 12, 2025", "2025-11-12"),
        ("12 November 2025", "2025-11-12"),
        ("12th November 2025 | 08:30 GMT", "2025-11-12T08:30:00+00:00"),
        ("First published on 12 Nov 2025", "2025-11-12"),
        ("mer 12 nov 2025", "2025-11-12"),
        ("mer. 12 nov. 2025 - 18:30", "2025-11-12"),
        ("12 novembre 2025, mercoledì", "2025-11-12"),
        ("12 novembre 2025 ore 18:30", "2025-11-12"),
        ("12 novembre 2025 alle ore 18", "2025-11-12"),
        ("ore 18:30 del 12 novembre 2025", "2025-11-12"),
        ("12 novembre 2025 (modifica il 13 novembre 2025 | 09:12)", "2025-11-12"),
        ("12 novembre 2025, 18:30 CET", "2025-11-12T18:30:00+01:00"),
        ("12 luglio 2025 alle 18.30 (CEST)", "2025-07-12T18:30:00+02:00"),
        ("Wed 12 Nov 2025 15.05 CET", "2025-11-12T15:05:00+01:00"),
        ("Wed, 12 Nov 2025 08:30:00 CET", "2025-11-12T08:30:00+01:00"),
        ("Wed, 12 Nov 2025 08:30:00 EST", "2025-11-12T08:30:00-05:00"),
        ("Wed, 12 Nov 2025 08:30 GMT+1", "2025-11-12T08:30:00+01:00"),
        ("2025-11-12 18:30:00 +0100", "2025-11-12T18:30:00+01:00"),
        ("2025-11-12T18:30:00+01:00[Europe/Rome]", "2025-11-12T18:30:00+01:00"),
        ("Published 3:05 PM EST, Wed November 12, 2025", "2025-11-12T15:05:00-05:00"),
        ("Published 12:05 AM EDT, Sat July 12, 2025", "2025-07-12T00:05:00-04:00"),
        ("Nov. 12, 2025, 6 p.m.", "2025-11-12"),
        ("Published Nov. 12, 2025 10:35 a.m. ET | Updated Nov. 13, 2025 8 am ET", "2025-11-12"),
        ("Nov. 12, 2025 10:35 local time", "2025-11-12"),
        ("2025-11-12", "2025-11-12"),
        ("2025-11-12T08:30:00+01:00", "2025-11-12T08:30:00+01:00"),
        ("2025-11-12T08:30:00Z", "2025-11-12T08:30:00Z"),
        ("Wed, 12 Nov 2025 08:30:00 +0100", "2025-11-12T08:30:00+01:00"),
        ("28/11/2025", "2025-11-28"),
        ("11/28/2025", "2025-11-28"),
        ("12/12/2025", "2025-12-12"),
        ("29.02.2024", "2024-02-29"),
        ("12\xa0novembre\xa02025", "2025-11-12"),
    ],
)
def test_dates(line: str, published: str) -> None:
    assert datelines.published_on(line) == published
    assert datelines.is_dateline(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "mercoledì",
        "Friday",
        "12 novembre",
        "novembre 2025",
        "2025",
        "12/11/2025",
        "31 febbraio 2025",
        "29/02/2025",
        "12 foo 2025",
        "0 novembre 2025",
        "12 novembre 0000",
        "99/99/2025",
        "L'incontro del 12 novembre 2025",
        "12 novembre 2025 a Istanbul",
        "In this July 23 2025 file photo",
        "Istanbul, Feb. 7, 2025. (Photo)",
        "Copyright 2025 The Agency",
        "Pubblicato il",
        "Aggiornato il 13 novembre 2025",
        "2025-11-12-13",
        "12 novembre 20255",
        "12 novembre 2025 25:70",
        "12 novembre 2025 5",
        "5 12 November 2025",
        "Updated 3:05 PM EST, Wed November 12, 2025",
        "mercoledì, ore 18:30",
        "Istanbul, 12 novembre 2025",
    ],
)
def test_no_dates(line: str) -> None:
    assert datelines.published_on(line) is None


def test_the_language_settles_which_number_is_the_day() -> None:
    assert datelines.published_on("Pubblicato il 12/11/2025", "it") == "2025-11-12"
    assert datelines.published_on("12.11.2025", "it") == "2025-11-12"
    assert datelines.published_on("12/11/2025 18:30 CET", "it") == "2025-11-12T18:30:00+01:00"
    assert datelines.published_on("12/11/2025", "en") is None
    assert datelines.published_on("11/28/2025", "it") is None
    assert datelines.is_dateline("12/11/2025")


@pytest.mark.parametrize(
    ("line", "modified"),
    [
        ("aggiornato il 13 novembre 2025", "2025-11-13"),
        ("Ultimo aggiornamento: 13 novembre 2025, ore 9", "2025-11-13"),
        ("12 novembre 2025 - Aggiornato il 13 novembre 2025", "2025-11-13"),
        ("12 novembre 2025 (modifica il 13 novembre 2025 | 09:12)", "2025-11-13"),
        ("Last modified on Thu 13 Nov 2025 09.00 CET", "2025-11-13T09:00:00+01:00"),
        ("Updated 3:05 PM EST, Wed November 12, 2025", "2025-11-12T15:05:00-05:00"),
        ("Aggiornato alle 19:02", None),
        ("12 novembre 2025", None),
        ("", None),
        ("updated " * 100, None),
    ],
)
def test_dates_of_a_later_change(line: str, modified: str | None) -> None:
    assert datelines.modified_on(line) == modified


@pytest.mark.parametrize(
    "line",
    [
        "Pubblicato il",
        "Ultimo aggiornamento: 13 novembre 2025",
        "Aggiornato alle 19:02",
        "Last modified on Thu 13 Nov 2025 09.00 CET",
    ],
)
def test_lines_about_dates_that_give_none(line: str) -> None:
    assert datelines.is_dateline(line)
    assert datelines.published_on(line) is None


@pytest.mark.parametrize(
    ("line", "published", "modified"),
    [
        ("di Ann Lee · 6 maggio 2025 · Aggiornato il 7 maggio 2025", "2025-05-06", "2025-05-07"),
        ("di Ann Lee · Aggiornato il 7 maggio 2025", None, "2025-05-07"),
        ("di Ann Lee Aggiornato il 7 maggio 2025 | 2 min di lettura", None, "2025-05-07"),
        (
            "di Ann Lee Pubblicato il 6 maggio 2025 ore 18:30 CEST",
            "2025-05-06T18:30:00+02:00",
            None,
        ),
    ],
)
def test_dates_beside_a_byline(
    read: Read, write: Write, line: str, published: str | None, modified: str | None
) -> None:
    text = f"Il porto riapre\n{line}\n\nLe gru, ferme dal 2 novembre 2025, ripartono oggi.\n"
    article = read(write("a.txt", text)).only()
    assert (article.published, article.modified) == (published, modified)
    assert article.author == ("Ann Lee",)


def test_a_file_has_the_date_that_it_states_and_no_other(read: Read, write: Write) -> None:
    text = "Il porto riapre\n{}\n\nLe gru, ferme dal 2 novembre 2025, ripartono oggi.\n"
    assert (
        read(write("a.txt", text.format("Pubblicato il 12/11/2025"))).only().published
        == "2025-11-12"
    )
    assert read(write("b.txt", text.format("venerdì"))).only().published is None
    updated = "Aggiornato il 3 novembre 2025\n2 novembre 2025"
    assert read(write("c.txt", text.format(updated))).only().published == "2025-11-02"
