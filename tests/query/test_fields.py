"""Values of fields: dates as people type them, languages and roles by their names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.query.fields import valued
from indexer.query.periods import period, span
from indexer.query.tree import Valued


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2025", ("2025-01-01", "2025-12-31")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2025-11-12", ("2025-11-12", "2025-11-12")),
        ("12/11/2025", ("2025-11-12", "2025-11-12")),
        ("1.2.2025", ("2025-02-01", "2025-02-01")),
        ("11/2025", ("2025-11-01", "2025-11-30")),
        ("nov 2025", ("2025-11-01", "2025-11-30")),
        ("Novembre  2025", ("2025-11-01", "2025-11-30")),
        ("12 novembre 2025", ("2025-11-12", "2025-11-12")),
        ("1º maggio 2025", ("2025-05-01", "2025-05-01")),
        ("November 12, 2025", ("2025-11-12", "2025-11-12")),
        ("12th of Nov. 2025", ("2025-11-12", "2025-11-12")),
        ("2025-02-30", None),
        ("31/02/2025", None),
        ("13/2025", None),
        ("0000", None),
        ("12 brumaio 2025", None),
        ("12 nov 12 2025", None),
        ("yesterday", None),
        ("٢٠٢٥", None),
        ("", None),
    ],
)
def test_a_date_is_the_days_that_it_spans(text: str, days: tuple[str, str] | None) -> None:
    assert period(text) == days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("[2025-01 TO 2025-06]", ("2025-01-01", "2025-06-30")),
        ("[2025-01 a 2025-06]", ("2025-01-01", "2025-06-30")),
        ("{2025-01 TO 2025-06}", ("2025-02-01", "2025-05-31")),
        ("[2025-01 TO 2025-06}", ("2025-01-01", "2025-05-31")),
        ("[1 gen 2025 TO 12/11/2025]", ("2025-01-01", "2025-11-12")),
        ("2024..2025", ("2024-01-01", "2025-12-31")),
        ("2024..", ("2024-01-01", None)),
        ("..2024", (None, "2024-12-31")),
        ("[* TO 2024]", (None, "2024-12-31")),
        ("[2024 TO *}", ("2024-01-01", None)),
        ("[* TO *]", (None, None)),
        (">=2025-11", ("2025-11-01", None)),
        (">2025-11", ("2025-12-01", None)),
        ("≤2025-11", (None, "2025-11-30")),
        ("<2025", (None, "2024-12-31")),
        (">9999", ("9999-12-31", None)),
        ("[2025]", ("2025-01-01", "2025-12-31")),
        ("[2025 TO soon]", None),
        ("[ TO ]", None),
        ("..", None),
        (">", None),
        ("<yesterday", None),
    ],
)
def test_a_range_has_both_its_ends(text: str, days: tuple[str | None, str | None] | None) -> None:
    assert span(text) == days


@given(st.text("0123456789-/.[]{}<>=* TOnovmagdi,") | st.text())
def test_any_text_is_a_span_or_none(text: str) -> None:
    days = span(text)
    assert days is None or all(day is None or period(day) == (day, day) for day in days)


@pytest.mark.parametrize(
    ("field", "value", "read"),
    [
        ("language", "it", "it"),
        ("language", "IT", "it"),
        ("language", "en-GB", "en"),
        ("language", "Italian", "it"),
        ("language", "inglese", "en"),
        ("language", "Português", "português"),
        ("language", "portoghese", "pt"),
        ("language", "elvish", "elvish"),
        ("language", "", None),
        ("role", "Didascalia", "caption"),
        ("role", "body", "body"),
        ("role", "hero", "hero"),
        ("outlet", " Il  Molo ", "Il Molo"),
        ("section", "", None),
    ],
)
def test_a_value_is_read_as_its_field_has_it(field: str, value: str, read: str | None) -> None:
    expected = "portugues" if read == "português" else read
    assert valued(field, [value]) == Valued(field, (expected,))


@pytest.mark.parametrize(
    ("value", "held", "met"),
    [
        ("Il Molo", "Il Molo", True),
        ("molo", "Il Molo", True),
        ("il mólo", "Il Molo", True),
        ("courier northgate", "The Northgate Courier", False),
        ("north", "The Northgate Courier", False),
        ("ilmolo", "www.ilmolo.example", True),
        ("*", "Il Molo", True),
        (None, None, True),
        (None, "Il Molo", False),
        ("Il Molo", None, False),
        ("*", None, False),
    ],
)
def test_an_outlet_is_named_by_words_of_its_name(
    value: str | None, held: str | None, met: bool
) -> None:
    assert Valued("outlet", (value,)).meets(held) is met
    assert Valued("section", ("other", value)).meets(held) is met
