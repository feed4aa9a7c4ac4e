"""Composed and folded forms, and the way back to the text as given."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.folding import APOSTROPHES, canonical, compose, fold
from tests.texts import texts


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Türkiye", "turkiye"),
        ("Dolmabahçe", "dolmabahce"),
        ("PERCHÉ", "perche"),
        ("İstanbul", "istanbul"),
        ("ısı", "isi"),
        ("Straße", "strasse"),
        ("ŒUVRE", "oeuvre"),
        ("Ærø", "aero"),
        ("Łódź", "lodz"),
        ("Đà", "da"),
        ("ﬁne", "fine"),
        ("ＡＢ１", "ab1"),
        ("m²", "m2"),
        ("㎾", "kw"),
        ("𝐏𝐚𝐜𝐞", "pace"),
        ("co\u00adop", "coop"),
        ("й", "и"),
        ("ΆΣ", "ασ"),
        ("leader’s", "leader's"),
        ("한국어", "한국어"),
        ("ी", "ी"),
        ("plain", "plain"),
    ],
)
def test_fold(word: str, folded: str) -> None:
    assert fold(word) == folded
    assert fold(unicodedata.normalize("NFD", word)) == folded


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("PERCHÉ", "perché"),
        ("PERCHE\u0301", "perché"),
        ("Leader’S", "leader's"),
        ("co\u00ado\u200bp", "coop"),
        ("ﬁne", "ﬁne"),
    ],
)
def test_canonical(word: str, form: str) -> None:
    assert canonical(word) == form


def test_every_apostrophe_is_one() -> None:
    assert {canonical(f"a{apostrophe}b") for apostrophe in APOSTROPHES} == {"a'b"}
    assert {fold(f"è{apostrophe}b") for apostrophe in APOSTROPHES} == {"e'b"}


@given(texts)
def test_forms_settle_at_once_and_are_composed(text: str) -> None:
    for form in (canonical(text), fold(text)):
        assert unicodedata.is_normalized("NFC", form)
    assert canonical(canonical(text)) == canonical(text)
    assert fold(fold(text)) == fold(text)


@given(texts)
def test_compose_maps_every_offset_into_the_text(text: str) -> None:
    composed, offsets = compose(text)
    assert composed == unicodedata.normalize("NFC", text)
    assert len(offsets) == len(composed) + 1
    assert list(offsets) == sorted(offsets)
    assert offsets[-1] == len(text)
    assert offsets[0] == 0


@given(st.lists(st.sampled_from(["e\u0301", "é", "a", " ", "u\u0308\u0304", "\u1112\u1161\u11ab"])))
def test_compose_points_at_the_letter_that_was_composed(pieces: list[str]) -> None:
    text = "".join(pieces)
    composed, offsets = compose(text)
    assert len(composed) == len(pieces)
    for at, piece in enumerate(pieces):
        assert text[offsets[at] : offsets[at + 1]] == piece
