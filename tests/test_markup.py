"""XML from elsewhere, in pieces of any length."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.errors import MalformedSource
from indexer.markup import elements, plain_text

DOCUMENT = (
    '<r xmlns="urn:x"><!-- a -->'
    "<t>caff&egrave; &amp; t&#xe8;</t><o><t>two<b> more</b></t></o><t/><t>&eacute;</t></r>"
)
TEXTS = ["caffè & tè", "two more", "", "é"]


def read(pieces: list[str]) -> list[str]:
    return [plain_text(each) for each in elements(pieces, "x.xml", {"r"}, {"t"})]


@given(st.lists(st.integers(0, len(DOCUMENT)), max_size=20))
def test_it_does_not_matter_where_a_document_is_cut(places: list[int]) -> None:
    cuts = [0, *sorted(places), len(DOCUMENT)]
    assert read([DOCUMENT[at:to] for at, to in pairwise(cuts)]) == TEXTS


def test_what_has_been_read_is_let_go_of() -> None:
    pieces = ["<r>", *["<t>one</t>" * 100] * 500, "</r>"]
    held = [len(each.getparent()) for each in elements(pieces, "x.xml", {"r"}, {"t"})]
    assert len(held) == 50_000
    assert max(held) < 1_000


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("<s/>", "its root is <s> and not <r>"),
        ("<r><t>", "it is cut"),
        ('<r xmlns="}x"/>', "not well-formed"),
        ("", "not well-formed"),
        ('<!DOCTYPE r [<!ENTITY a "b">]><r>&a;</r>', "declares entities"),
        ("<r>" + "<t>" * 1000, "nested hundreds deep"),
    ],
)
def test_what_is_not_safe_to_read_is_told(text: str, cause: str) -> None:
    with pytest.raises(MalformedSource, match=cause):
        read(list(text))
