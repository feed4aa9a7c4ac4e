"""Authors' names, from bylines to bibliographies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_app.passing_on.characters import one_line
from search_app.passing_on.names import Name, initials, read
from tests.web.passing_on.stored import hostile

PERSONS = [
    # signed                       filed                           with initials
    ("Ada Marsh",                  "Marsh, Ada",                   "Marsh, A."),
    ("  Ada\u00a0 Marsh ",         "Marsh, Ada",                   "Marsh, A."),
    ("Marsh, Ada",                 "Marsh, Ada",                   "Marsh, A."),
    ("Vittorio De Sica",           "De Sica, Vittorio",            "De Sica, V."),
    ("Luigi Di Maio",              "Di Maio, Luigi",               "Di Maio, L."),
    ("Carla della Valle",          "della Valle, Carla",           "della Valle, C."),
    ("Giulia Lo Bianco",           "Lo Bianco, Giulia",            "Lo Bianco, G."),
    ("Gabriele D’Annunzio",        "D’Annunzio, Gabriele",         "D’Annunzio, G."),
    ("Ursula von der Leyen",       "von der Leyen, Ursula",        "von der Leyen, U."),
    ("Piet Van Der Lund",          "Van Der Lund, Piet",           "Van Der Lund, P."),
    ("Juan de la Cruz Ortega",     "de la Cruz Ortega, Juan",      "de la Cruz Ortega, J."),
    ("Jean-Paul René Sartre",      "Sartre, Jean-Paul René",       "Sartre, J.-P. R."),
    ("J.K. Rowan",                 "Rowan, J.K.",                  "Rowan, J. K."),
    ("Des Marlowe-Finch",          "Marlowe-Finch, Des",           "Marlowe-Finch, D."),
    ("Martin Luther King Jr.",     "King, Martin Luther, Jr.",     "King, M. L., Jr."),
    ("Martin Luther King, Jr.",    "King, Martin Luther, Jr.",     "King, M. L., Jr."),
    ("King, Martin Luther, Jr.",   "King, Martin Luther, Jr.",     "King, M. L., Jr."),
    ("Al Gorman",                  "Gorman, Al",                   "Gorman, A."),
    ("Santa Ferri",                "Ferri, Santa",                 "Ferri, S."),
    ("Élodie Ærø",                 "Ærø, Élodie",                  "Ærø, É."),
    ("E\u0301lodie Marsh",         "Marsh, E\u0301lodie",          "Marsh, É."),
    ("Deniz Arıkova",              "Arıkova, Deniz",               "Arıkova, D."),
    ("Lorenzo de’",                "de’, Lorenzo",                 "de’, L."),
]  # fmt: skip

WHOLE = [
    "Reuters", "NPA", "Redazione", "La Redazione", "Redazione online", "The Northern Courier",
    "Northern Press Agency", "Il Molo", "Agence France-Presse", "Staff and agencies", "Plautus",
    "Ada Marsh, Political Editor", "Carla Benussi, inviata a Trieste, Halvec", "R2-D2 Unit",
    "ada.marsh@courier.example", "Marks & Spencer", "A, B, C, D", ", Ada", "",
]  # fmt: skip


@pytest.mark.parametrize(("signed", "filed", "short"), PERSONS)
def test_a_person_is_filed_by_the_family_name(signed: str, filed: str, short: str) -> None:
    name = read(signed)
    assert (name.inverted(), name.initialed()) == (filed, short)


@pytest.mark.parametrize("signed", WHOLE)
def test_what_is_no_person_stays_whole(signed: str) -> None:
    assert read(signed) == Name(signed)
    assert read(signed).inverted() == read(signed).initialed() == signed


@given(hostile)
def test_any_byline_is_a_name(signed: str) -> None:
    name = read(signed)
    assert bool(name.family) == bool(one_line(signed))
    if "," not in signed:
        assert name.direct() == one_line(signed)
    assert name.initialed().startswith(name.family)


WORDS = st.sampled_from(
    ["Ada", "Marsh", "de", "De", "van", "der", "Lund", "d’", "Jean-Paul", "J.", "È", "la"]
)


@given(
    st.lists(WORDS, min_size=2, max_size=6).map(" ".join), st.sampled_from(["", " Jr.", ", III"])
)
def test_a_name_that_is_filed_is_read_as_the_same(spoken: str, suffix: str) -> None:
    name = read(spoken + suffix)
    if name.given:
        assert read(name.inverted()) == name


@given(hostile)
def test_initials_are_letters(given_names: str) -> None:
    letters = initials(one_line(given_names))
    assert all(each.isalpha() or each in ".- " for each in letters)
