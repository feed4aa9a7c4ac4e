"""The bars of the dates: what they count, where they lead, how they are said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.documents import Article
from search_app.app import create_app
from tests.web.conftest import Open, links, parsed, state, texts
from tests.web.stub import StubEngine

DATES = (
    *("2025-11-12", "2025-11-13T08:30:00+01:00", "2025-12-01", "2025-06-30", "2024-02-29", None),
    *("1201-05-02", "9999-12-31", "0001-01-01", "2019-01-01"),
)
PERIODS: tuple[dict[str, str], ...] = (
    *({}, {"from": "2025"}, {"to": "2024"}, {"from": "2025-11", "to": "2025-11"}),
    *({"from": "2025-11-12", "to": "2025-11-12"}, {"from": "2025-11-10", "to": "2026-02-03"}),
    *({"from": "1000", "to": "3000"}, {"from": "2031"}),
)
published, periods = st.sampled_from(DATES), st.sampled_from(PERIODS)
months = st.sets(st.sampled_from(["null", "2025-11", "2025-06", "1999-01"]))


def articles(dates: Sequence[str | None]) -> list[Article]:
    """An article of one passage for each date, of three outlets in two languages."""
    return [
        Article(
            id=f"a{number}",
            outlet=("Lagoon Post", "Il Molo", None)[number % 3],
            language=("en", "it")[number % 2],
            published=date,
            paragraphs=("One plain word.",),
        )
        for number, date in enumerate(dates)
    ]


def bars(tree: Any) -> dict[str, str]:
    """The links of the dates by what they say, the undated last."""
    found = tree.xpath("//figure[@class='chart']//a")
    return {each.findtext("title"): each.get("href") for each in found}


def total(tree: Any) -> int:
    return int(texts(tree, "h2.total")[0].split()[0].replace(",", ""))


def count(name: str) -> int:
    return int(name.rpartition(": ")[2].split()[0])


@settings(max_examples=12, deadline=None)
@given(dates=st.lists(published, min_size=1, max_size=8), period=periods, month=months)
def test_the_number_of_every_bar_is_the_total_where_it_leads(
    dates: Sequence[str | None], period: dict[str, str], month: set[str]
) -> None:
    client = create_app(StubEngine(articles(dates))).test_client()
    asked = {"q": "plain", **period, "month": sorted(month)}
    tree = parsed(client.get("/search?" + urlencode(asked, doseq=True)))
    current = tree.xpath("//figure//a[@aria-current and starts-with(title, 'undated')]")
    for name, address in bars(tree).items():
        if not (current and name.startswith("undated")):
            assert total(parsed(client.get(address))) == count(name)
    if not period and not month:
        assert sum(map(count, bars(tree))) == total(tree) == len(dates)


def test_years_lead_to_months_and_months_to_days(page: Open, engine: StubEngine) -> None:
    days = [f"{year}-{month:02}-{day:02}" for year, month, day in [(2020, 1, 5), (2025, 11, 12)]]
    engine.index(articles([*days, "2025-11-13", "2025-06-01"]))
    years = page("/search?q=plain&ui=en")
    assert texts(years, "figcaption") == ["Passages by year"]
    assert list(bars(years)) == ["2020: 1 passage", "2025: 3 passages"]
    year = page(bars(years)["2025: 3 passages"])
    assert texts(year, "figcaption") == ["Passages by month"]
    assert list(bars(year)) == ["June 2025: 1 passage", "November 2025: 2 passages"]
    month = page(bars(year)["November 2025: 2 passages"])
    assert texts(month, "figcaption") == ["Passages by day"]
    assert list(links(month, "trail").items())[-1][0] == "2025"
    day = page(bars(month)["12 November 2025: 1 passage"])
    assert list(bars(day)) == list(bars(month))
    assert day.xpath("//figure//a[@aria-current]/title/text()") == ["12 November 2025: 1 passage"]
    assert texts(day, "nav.trail li") == ["All dates", "2025", "November", "12"]
    back = links(day, "trail")
    assert state(back["November"]) == state(bars(year)["November 2025: 2 passages"])
    assert back["All dates"] == "/search?q=plain&ui=en"


def test_of_a_month_that_was_ticked_the_days_are_seen(page: Open) -> None:
    tree = page("/search?q=letter&month=2024-02&ui=en")
    assert texts(tree, "figcaption") == ["Passages by day"]
    assert texts(tree, "nav.trail li") == ["All dates", "2024", "February"]
    [address] = bars(tree).values()
    assert state(address) == {
        "q": ["letter"],
        "from": ["2024-02-05"],
        "to": ["2024-02-05"],
        "ui": ["en"],
    }


def test_the_undated_have_a_bar_of_their_own_that_can_be_taken_out(page: Open) -> None:
    tree = page("/search?q=harbour&ui=en")
    undated = bars(tree)["undated: 2 passages"]
    assert undated == "/search?q=harbour&month=null&ui=en"
    chosen = page(undated)
    assert total(chosen) == 2
    assert bars(chosen)["undated: 2 passages"] == "/search?q=harbour&ui=en"
    assert chosen.xpath("//figure//a[@aria-current='true']/title/text()") == ["undated: 2 passages"]
    kept = page("/search?q=harbour&from=2025&month=null")
    assert state(bars(kept)["undated: 2 passages"]) == {"q": ["harbour"], "from": ["2025-01-01"]}


def test_undated_passages_that_are_hidden_are_told_and_can_be_included(page: Open) -> None:
    tree = page("/search?q=harbour&from=2025&ui=en")
    assert texts(tree, "p.undated") == ["2 undated passages are hidden. Include the undated"]
    [address] = tree.xpath("//p[contains(@class, 'undated')]/a/@href")
    after = page(address)
    assert total(after) == total(tree) + 2
    assert texts(after, "p.undated") == texts(page("/search?q=harbour"), "p.undated") == []
    assert texts(page("/search?q=letter&from=2025"), "p.undated") == []


def test_the_undated_can_be_included_by_the_form_where_addresses_are_long(page: Open) -> None:
    long = "harbour " * 150
    tree = page("/search?" + urlencode({"q": long, "from": "2025"}))
    [button] = tree.xpath("//p[contains(@class, 'undated')]/button")
    assert (button.get("name"), button.get("value")) == ("month", "null")


def test_bars_that_would_be_too_long_give_their_numbers_in_a_table(page: Open) -> None:
    tree = page("/search?" + urlencode({"q": "harbour " * 40, "ui": "en", "from": "2025"}))
    assert bars(tree) == {}
    assert tree.xpath("//figure//svg[@role='img']")
    assert tree.xpath("//figure//path[contains(@class, 'bars')]")
    rows = texts(tree, "table.numbers tr")
    assert rows[0] == "PeriodPassages"
    assert "November 20259" in rows
    assert rows[-1] == "undated2"


@pytest.mark.parametrize(
    ("dates", "caption", "ticks"),
    [
        (["2025-11-12"], "Passages by day", ["1", "8", "15", "22", "29"]),
        (["2025-11-01", "2025-12-24"], "Passages by week", ["27 Oct", "17 Nov", "8 Dec"]),
        (["2025-01-12", "2025-12-31"], "Passages by month", ["Jan", "Apr", "Jul", "Oct"]),
        (["2024-03-12", "2025-12-31"], "Passages by month", ["Mar 2024", "2025"]),
        (
            ["2016-03-12", "2025-12-31"],
            "Passages by year",
            ["2016", "2018", "2020", "2022", "2024"],
        ),
        (["1201-05-02", "2025-01-01"], "Passages by periods of 50 years", ["1200", "1400"]),
        ([None], "Passages by date", []),
    ],
)
def test_the_labels_below_the_bars(
    page: Open, engine: StubEngine, dates: list[str | None], caption: str, ticks: list[str]
) -> None:
    engine.index(articles(dates))
    tree = page("/search?q=plain&ui=en")
    assert texts(tree, "figcaption") == [caption]
    shown = [each for each in texts(tree, "figure text") if not each.isdecimal() or len(each) > 3]
    if caption == "Passages by day":
        shown = texts(tree, "figure text")[1:]
    assert shown[: len(ticks)] == ticks


def test_bars_are_no_tab_stops_for_there_are_fields_and_months(page: Open) -> None:
    tree = page("/search?q=harbour")
    assert set(tree.xpath("//figure//a/@tabindex")) == {"-1"}
    assert tree.xpath("//input[@type='date']/@id") == ["from", "to"]
    assert tree.xpath("//details[@class='months']//input[@type='checkbox']")


def test_the_bars_speak_the_language_of_the_page(page: Open) -> None:
    tree = page("/search?q=harbour&from=2025-11&to=2025-11&ui=it")
    assert texts(tree, "figcaption") == ["Passaggi per giorno"]
    assert "12 novembre 2025: 5 passaggi" in bars(tree)
    assert texts(tree, "nav.trail li") == ["Tutte le date", "2025", "novembre"]
    assert texts(tree, "p.undated") == [
        "2 passaggi senza data sono nascosti. Mostra anche quelli senza data"
    ]


def test_where_nothing_is_found_there_are_no_bars(page: Open) -> None:
    assert not page("/search?q=xyzzy").xpath("//figure")
