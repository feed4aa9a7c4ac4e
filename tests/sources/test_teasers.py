"""Teasers of other articles: lists with a heading, labelled lines, runs after the end."""

from __future__ import annotations

import pytest

from indexer.documents import Role
from tests.sources.test_roles import PROSA, PROSE, role_of, told


@pytest.mark.parametrize(
    "heading", ["Scopri", "Notizie correlate", "Related stories", "More in Climate", "LEGGI ANCHE:"]
)
@pytest.mark.parametrize("spaced", [True, False])
def test_teasers_after_their_heading(heading: str, spaced: bool) -> None:
    teasers = ["A bridge too far", "Ferries change in April", "Who owns the island?"]
    lines = ["The strike is over", "", *PROSE, "", heading]
    for teaser in teasers:
        lines += ["", teaser] if spaced else [teaser]
    assert told(lines)[-4:] == [(heading, None), *((teaser, Role.RELATED) for teaser in teasers)]


def test_text_goes_on_after_a_box_of_teasers() -> None:
    lines = [*PROSE[:2], "Leggi anche", "A bridge too far", PROSE[4] + " " + PROSE[3]]
    assert [role for _, role in told(lines)] == [
        Role.BODY,
        Role.BODY,
        None,
        Role.RELATED,
        Role.BODY,
    ]


def test_one_labelled_teaser() -> None:
    line = "Leggi anche: Allerta arancione anche giovedì"
    assert role_of(line, [*PROSA[:2], line, *PROSA[2:]]) is Role.RELATED


def test_headlines_after_the_end_are_teasers_without_a_heading() -> None:
    run = ["A bridge too far", "Ferries change in April", "Who owns the island"]
    assert [role for _, role in told([*PROSE, "", *run])][-3:] == [Role.RELATED] * 3
    assert told([*PROSE, "", run[0]])[-1][1] is Role.BODY
