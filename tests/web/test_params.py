"""Parameters into a Query and back into an address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from werkzeug.test import create_environ
from werkzeug.wrappers import Request

from indexer.documents import Role
from indexer.errors import BadParameter
from indexer.query.model import Match, Query, Sort
from search_app import links, params
from search_app.app import create_app
from search_app.params import Asked
from tests.web.stub import StubEngine


def read(query_string: str) -> Asked:
    return params.read(Request(create_environ(query_string=query_string)).args)


def test_reads_every_parameter() -> None:
    asked = read(
        "q=+porto+&lang=it&lang=EN&outlet=A&month=2025-11&from=2025&to=2025-11&role=caption"
        "&section=Mondo&match=word&sort=oldest&page=3&size=20&ui=it&other=1"
    )
    assert asked == Asked(
        Query(
            "porto",
            match=Match.WORD,
            languages=("it", "en"),
            outlets=("A",),
            months=("2025-11",),
            published_from="2025-01-01",
            published_to="2025-11-30",
            roles=(Role.CAPTION,),
            sections=("Mondo",),
            sort=Sort.OLDEST,
            limit=20,
            offset=40,
        ),
        page=3,
        size=20,
        ui="it",
    )


@pytest.mark.parametrize("unknown", ["", "null"])
@pytest.mark.parametrize("name", ["lang", "outlet", "month", "section"])
def test_empty_and_null_choose_the_unknown(name: str, unknown: str) -> None:
    assert read(f"q=a&{name}={unknown}").values(name) == (None,)


def test_dates_left_empty_in_the_form_are_no_filter() -> None:
    assert not read("q=a&from=&to=").filtered()


@pytest.mark.parametrize(
    ("query_string", "name"),
    [
        ("page=0", "page"),
        ("page=-1", "page"),
        ("page=two", "page"),
        ("page=", "page"),
        ("page=٣", "page"),
        ("page=100002", "page"),
        ("page=99999999999999999999", "page"),
        ("size=0", "size"),
        ("size=101", "size"),
        ("size=1.5", "size"),
        ("match=fuzzy", "match"),
        ("sort=best", "sort"),
        ("role=", "role"),
        ("role=footer", "role"),
        ("lang=italian!", "lang"),
        ("month=2025-13", "month"),
        ("month=2025", "month"),
        ("from=yesterday", "from"),
        ("to=2025-02-30", "to"),
        ("from=2025-02&to=2025-01", "to"),
        ("q=" + "a" * (params.MAX_TEXT + 1), "q"),
    ],
)
def test_refuses_what_it_cannot_read(query_string: str, name: str) -> None:
    with pytest.raises(BadParameter) as refused:
        read(query_string)
    assert refused.value.name == name
    assert refused.value.accepted


values = st.none() | st.text(min_size=1).filter(lambda text: text != params.UNKNOWN)
texts = st.text().map(str.strip).filter(bool)


@given(
    text=texts,
    match=st.sampled_from(Match),
    outlets=st.lists(values),
    sections=st.lists(values),
    months=st.lists(st.none() | st.dates().map(lambda day: f"{day:%Y-%m}".rjust(7, "0"))),
    roles=st.lists(st.sampled_from(Role), unique=True),
    sort=st.sampled_from(Sort),
    size=st.integers(1, 100),
    page=st.integers(1, 1000),
    ui=st.sampled_from([None, "en", "it"]),
)
def test_an_address_holds_the_whole_state(**drawn: object) -> None:
    fields = {name: drawn[name] for name in drawn.keys() - {"text", "size", "page", "ui"}}
    query = Query(drawn["text"], **fields)  # type: ignore[arg-type]
    size, page, ui = drawn["size"], drawn["page"], drawn["ui"]
    asked = Asked(query, size=size, ui=ui).on_page(page)  # type: ignore[arg-type]
    with APP.test_request_context():
        address = links.search(asked)
    assert read(address.partition("?")[2]) == asked


APP = create_app(StubEngine())


def test_what_is_at_its_default_stays_out_of_the_address() -> None:
    with APP.test_request_context():
        assert (
            links.search(read("page=1&size=10&sort=relevance&q=a&match=related")) == "/search?q=a"
        )


def test_toggling_twice_changes_nothing() -> None:
    asked = read("q=a&outlet=B&outlet=C")
    with APP.test_request_context():
        once = links.toggled(asked, "outlet", None)
        twice = links.toggled(read(once.partition("?")[2]), "outlet", None)
        assert "outlet=null" in once
        assert twice == links.search(asked)


@pytest.mark.parametrize(
    ("url", "leads_out"),
    [
        ("https://example.org/a", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("JAVASCRIPT:alert(1)", False),
        ("data:text/html,<script>", False),
        ("//example.org/a", False),
        ("/local", False),
        ("https:///nowhere", False),
        ("http://[broken", False),
        ("", False),
        (None, False),
    ],
)
def test_only_web_addresses_become_links(url: str | None, leads_out: bool) -> None:
    assert links.external(url) == (url if leads_out else None)


def test_of_a_parameter_given_twice_the_last_counts() -> None:
    asked = params.read(
        MultiDict([("q", "one"), ("q", "two"), ("sort", "oldest"), ("sort", "newest")])
    )
    assert (asked.query.text, asked.query.sort) == ("two", Sort.NEWEST)
