"""Who signs an article."""

from __future__ import annotations

import pytest

from indexer.sources.lines import bylines
from indexer.sources.lines.bylines import Byline


@pytest.mark.parametrize(
    ("line", "authors", "agency"),
    [
        ("Di\xa0 Sertac Aktan\xa0 Agenzie:\xa0 AP", ("Sertac Aktan",), "AP"),
        ("By Tom Hallworth", ("Tom Hallworth",), None),
        ("di Carla Benussi", ("Carla Benussi",), None),
        ("BY TOM HALLWORTH", ("TOM HALLWORTH",), None),
        ("By Tom Hallworth and Ann Lee in Istanbul", ("Tom Hallworth", "Ann Lee"), None),
        ("di Carla Benussi e Denis D'Angelo", ("Carla Benussi", "Denis D'Angelo"), None),
        ("By Ann Lee, Political Editor", ("Ann Lee",), None),
        ("di Carla Benussi, inviata a Istanbul", ("Carla Benussi",), None),
        ("By Dana Okafor-Reyes with AP", ("Dana Okafor-Reyes",), "AP"),
        ("A cura di Maria de Santis", ("Maria de Santis",), None),
        ("By J. R. Smith", ("J. R. Smith",), None),
        ("di Redazione Esteri", ("Redazione Esteri",), None),
        ("Fonte: ANSA", (), "ANSA"),
        ("(Reuters)", (), "Reuters"),
        ("With reporting from Reuters", (), "Reuters"),
    ],
)
def test_bylines(line: str, authors: tuple[str, ...], agency: str | None) -> None:
    assert bylines.parse(line) == Byline(authors, agency)


@pytest.mark.parametrize(
    "line",
    [
        "Di Battista ha detto di no",
        "Di Maio",
        "Di Maio e Salvini",
        "By the end of the day",
        "By Friday",
        "Di nuovo in piazza gli studenti",
        "Ann Lee",
        "Il ministro: «Agenzie, basta tagli»",
        "By " + "Very " * 50 + "Long",
        "",
    ],
)
def test_no_bylines(line: str) -> None:
    assert bylines.parse(line) is None


def test_names_alone_will_do_where_the_place_says_so() -> None:
    assert bylines.parse("Ann Lee", signed=False) == Byline(("Ann Lee",))
    assert bylines.parse("Ann went home", signed=False) is None
