"""A Query is checked when it is made; what is wrong is named as the page and the shell name it."""

from __future__ import annotations

from typing import Any

import pytest

from indexer.documents import Role
from indexer.errors import BadParameter
from indexer.query.model import MAX_LIMIT, MAX_OFFSET, Match, Query, Sort, unknown_as_none


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("match", {"match": "fuzzy"}),
        ("sort", {"sort": "date"}),
        ("role", {"roles": ("body", "nav")}),
        ("lang", {"languages": ("italiano",)}),
        ("lang", {"languages": ("",)}),
        ("lang", {"languages": "it"}),
        ("month", {"months": ("2025",)}),
        ("month", {"months": ("2025-13",)}),
        ("month", {"months": ("2025-00",)}),
        ("month", {"months": ("２０２５-11",)}),
        ("month", {"months": ("2025-11\n",)}),
        ("from", {"published_from": "2025-02-31"}),
        ("from", {"published_from": "2025-00"}),
        ("from", {"published_from": "yesterday"}),
        ("from", {"published_from": ""}),
        ("to", {"published_to": "2025-02-31"}),
        ("to", {"published_to": "2025-11-00"}),
        ("to", {"published_to": "0000"}),
        ("to", {"published_from": "2025-11-13", "published_to": "2025-11-12"}),
        ("to", {"published_from": "2025-12", "published_to": "2025-11"}),
        ("limit", {"limit": -1}),
        ("limit", {"limit": MAX_LIMIT + 1}),
        ("offset", {"offset": -1}),
        ("offset", {"offset": MAX_OFFSET + 1}),
    ],
)
def test_a_bad_value_is_named(name: str, values: dict[str, Any]) -> None:
    with pytest.raises(BadParameter) as caught:
        Query("x", **values)
    assert caught.value.name == name
    assert str(caught.value).startswith(f"{name} cannot be ")
    assert caught.value.accepted in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_long_value_is_shown_short() -> None:
    with pytest.raises(BadParameter) as caught:
        Query("x", months=("9" * 5_000,))
    assert len(str(caught.value)) < 160


def test_defaults() -> None:
    query = Query("pace")
    assert (query.match, query.sort, query.limit, query.offset) == (
        Match.RELATED,
        Sort.RELEVANCE,
        10,
        0,
    )
    assert query.languages == query.roles == query.months == ()
    assert query.published_from is query.published_to is None


def test_values_are_given_their_types() -> None:
    query = Query("x", match="exact", sort="newest", roles=["related"])  # type: ignore[arg-type, list-item]
    assert query.match is Match.EXACT
    assert query.sort is Sort.NEWEST
    assert query.roles == (Role.RELATED,)


def test_repeated_values_are_one_and_the_unknown_can_be_chosen() -> None:
    query = Query("x", languages=["it", "en-GB", "it", "EN", None], outlets=[None, "A", None])
    assert query.languages == ("it", "en", None)
    assert query.outlets == (None, "A")
    assert hash(query) == hash(Query("x", languages=["it", "en", None], outlets=[None, "A"]))


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("2025-11-12", "2025-11-12", ("2025-11-12", "2025-11-12")),
        ("2025-11", "2025-11", ("2025-11-01", "2025-11-30")),
        ("2024-02", "2024-02", ("2024-02-01", "2024-02-29")),
        ("2025", "2025", ("2025-01-01", "2025-12-31")),
        ("2025-11", None, ("2025-11-01", None)),
        (None, "2025", (None, "2025-12-31")),
    ],
)
def test_bounds_become_days(first: str | None, last: str | None, days: tuple[str, str]) -> None:
    query = Query("x", published_from=first, published_to=last)
    assert (query.published_from, query.published_to) == days


def test_half_a_surrogate_pair_is_replaced() -> None:
    assert Query("a\ud800b").text == "a?b"
    assert Query("x", outlets=("\udcff",), sections=("a\udcff",)).outlets == ("?",)


def test_unknown_as_none() -> None:
    assert unknown_as_none(["it", "", "null", "NULL"]) == ("it", None, None, "NULL")
