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
        ("12th November 2025 | 08:30 GMT", "2025-11-12"),
        ("First published on 12 Nov 2025", "2025-11-12"),
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
    ],
)
def test_no_dates(line: str) -> None:
    assert datelines.published_on(line) is None


def test_the_language_settles_which_number_is_the_day() -> None:
    assert datelines.published_on("Pubblicato il 12/11/2025", "it") == "2025-11-12"
    assert datelines.published_on("12/11/2025", "en") is None
    assert datelines.published_on("11/28/2025", "it") is None
    assert datelines.is_dateline("12/11/2025")


@pytest.mark.parametrize("line", ["Pubblicato il", "Ultimo aggiornamento: 13 novembre 2025"])
def test_lines_about_dates_that_give_none(line: str) -> None:
    assert datelines.is_dateline(line)
    assert datelines.published_on(line) is None


def test_a_file_has_the_date_that_it_states_and_no_other(read: Read, write: Write) -> None:
    text = "Il porto riapre\n{}\n\nLe gru, ferme dal 2 novembre 2025, ripartono oggi.\n"
    assert (
        read(write("a.txt", text.format("Pubblicato il 12/11/2025"))).only().published
        == "2025-11-12"
    )
    assert read(write("b.txt", text.format("venerdì"))).only().published is None
    updated = "Aggiornato il 3 novembre 2025\n2 novembre 2025"
    assert read(write("c.txt", text.format(updated))).only().published == "2025-11-02"
