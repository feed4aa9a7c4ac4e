"""What a reader does, in a real browser, with JavaScript and without."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit
from tests.web import samples

pytestmark = pytest.mark.browser

HARBOUR = "/article/" + samples.HARBOUR.id
PHONE = {"width": 390, "height": 844}
scripted = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])


def checkbox(page: Page, label: str) -> Locator:
    return page.get_by_role("checkbox", name=re.compile(f"^{label}"))


def total(page: Page) -> Locator:
    return page.locator(".total")


@scripted
def test_search_from_the_start_page(visit: Visit, script: bool) -> None:
    page = visit("/", java_script_enabled=script)
    page.get_by_label("Search the passages").fill("dockers")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q=dockers$"))
    expect(total(page)).to_contain_text("3 passages")
    expect(page.locator(".card mark")).to_have_text(["Dockers", "portuali", "dockers"])


def test_a_filter_ticked_is_applied_and_keeps_the_focus(visit: Visit) -> None:
    page = visit("/search?q=harbour")
    checkbox(page, "The Northern Courier").check()
    expect(total(page)).to_contain_text("5 passages")
    expect(page).to_have_url(re.compile(r"/search\?q=harbour&outlet=The\+Northern\+Courier$"))
    expect(checkbox(page, "The Northern Courier")).to_be_checked()
    expect(checkbox(page, "The Northern Courier")).to_be_focused()


def test_filters_without_javascript(visit: Visit) -> None:
    page = visit("/search?q=harbour&sort=newest", java_script_enabled=False)
    checkbox(page, "The Northern Courier").check()
    checkbox(page, "Weekly 2").check()
    page.get_by_role("button", name="Apply the filters").click()
    expect(total(page)).to_contain_text("8 passages")
    expect(page).to_have_url(re.compile("sort=newest"))
    page.get_by_role("link", name="Remove the filter Weekly 2").click()
    expect(total(page)).to_contain_text("5 passages")
    expect(page.get_by_role("button", name="Copy link")).to_have_count(0)


@scripted
def test_a_period(visit: Visit, script: bool) -> None:
    page = visit("/search?q=harbour", java_script_enabled=script)
    page.get_by_label("From").fill("2025-11-01")
    page.get_by_role("button", name="Apply the filters").click()
    expect(page.locator(".chips")).to_contain_text("from 1 November 2025")
    if script:
        expect(page).to_have_url(re.compile(r"\?q=harbour&from=2025-11-01$"))


@scripted
def test_filters_on_a_phone_wait_in_a_drawer(visit: Visit, script: bool) -> None:
    page = visit("/search?q=harbour", viewport=PHONE, java_script_enabled=script)
    expect(checkbox(page, "Italian")).to_be_hidden()
    page.get_by_text("Filters", exact=True).first.click()
    checkbox(page, "Italian").check()
    checkbox(page, "Weekly 2").check()
    expect(page).to_have_url(re.compile(r"\?q=harbour$"))
    page.get_by_role("button", name="Apply the filters").click()
    expect(page.get_by_text("Filters (2)")).to_be_visible()


@scripted
def test_the_match_and_the_order_are_chosen(visit: Visit, script: bool) -> None:
    page = visit("/search?q=harbour", java_script_enabled=script)
    page.get_by_role("link", name="exactly as typed").click()
    page.get_by_role("link", name="oldest").click()
    expect(page).to_have_url(re.compile(r"\?q=harbour&match=exact&sort=oldest$"))
    expect(page.locator(".card time").first).to_have_text("5 January 2023")
    for name in ("exactly as typed", "oldest"):
        expect(page.get_by_role("link", name=name)).to_have_attribute("aria-current", "true")


@scripted
def test_what_is_asked_anew_keeps_match_order_and_filters(visit: Visit, script: bool) -> None:
    page = visit("/search?q=dockers&match=word&sort=oldest&lang=en", java_script_enabled=script)
    page.get_by_label("Search the passages").fill("harbour")
    page.get_by_role("button", name="Search").click()
    expect(page).to_have_url(re.compile(r"q=harbour"))
    for kept in ("match=word", "sort=oldest", "lang=en"):
        assert kept in page.url


@scripted
def test_turn_the_pages(visit: Visit, script: bool) -> None:
    page = visit("/search?q=editor", java_script_enabled=script)
    page.get_by_role("link", name="Next").click()
    expect(total(page)).to_contain_text("34 passages, 11–20")
    page.get_by_role("link", name="Page 4").click()
    expect(total(page)).to_contain_text("31–34")
    expect(page.locator(".card")).to_have_count(4)


@scripted
@pytest.mark.parametrize(
    "viewport", [{"width": 1280, "height": 500}, {"width": 390, "height": 500}]
)
def test_open_at_passage(visit: Visit, script: bool, viewport: dict[str, int]) -> None:
    page = visit("/search?q=treasurer&lang=en", java_script_enabled=script, viewport=viewport)
    page.get_by_role("link", name="Open at passage").click()
    expect(page).to_have_url(re.compile(rf"{HARBOUR}\?q=treasurer&lang=en&hit=1#p7$"))
    target = page.locator("#p7")
    expect(target).to_be_in_viewport(ratio=0.9)
    bar = target.evaluate("each => getComputedStyle(each, '::before').borderLeftColor")
    other = page.locator("#p5").evaluate(
        "each => getComputedStyle(each, '::before').borderLeftColor"
    )
    assert bar != other
    expect(target.locator("mark")).to_have_text("treasurer")


def test_step_through_the_matches(visit: Visit) -> None:
    page = visit(HARBOUR + "?q=harbour#p5", viewport={"width": 1280, "height": 400})
    status = page.locator(".steps [role=status]")
    expect(status).to_have_text("Match 4 of 6")
    page.get_by_role("button", name="Next match").click()
    expect(status).to_have_text("Match 5 of 6")
    expect(page.locator("mark:target")).to_be_in_viewport()
    page.keyboard.press("n")
    page.keyboard.press("n")
    expect(status).to_have_text("Match 1 of 6")
    expect(page.locator("#m1:target")).to_be_in_viewport()
    page.keyboard.press("Shift+N")
    expect(status).to_have_text("Match 6 of 6")
    page.get_by_label("Search the passages").press("n")
    expect(status).to_have_text("Match 6 of 6")


def test_step_through_the_matches_without_javascript(visit: Visit) -> None:
    viewport = {"width": 390, "height": 400}
    page = visit(HARBOUR + "?q=harbour", java_script_enabled=False, viewport=viewport)
    expect(page.get_by_role("button", name="Next match")).to_have_count(0)
    page.get_by_role("link", name="Match 5").click()
    expect(page.locator("#m5:target")).to_be_in_viewport()


@scripted
def test_the_language_of_the_page(visit: Visit, script: bool) -> None:
    page = visit(
        "/search?q=harbour&month=2025-11&match=word", locale="it-IT", java_script_enabled=script
    )
    expect(total(page)).to_contain_text("6 passaggi")
    expect(checkbox(page, "novembre 2025")).to_be_checked()
    page.get_by_role("link", name="English").click()
    expect(total(page)).to_contain_text("6 passages")
    page.get_by_role("link", name="Open at passage").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_a_link_is_copied(visit: Visit, site: str) -> None:
    page = visit("/search?q=treasurer&lang=en", permissions=["clipboard-read", "clipboard-write"])
    button = page.get_by_role("button", name="Copy link")
    button.click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"{site}{HARBOUR}#p7"


def test_by_keyboard_alone(visit: Visit) -> None:
    page = visit("/search?q=treasurer&lang=en")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(checkbox(page, "English")).to_be_focused()


def test_every_stop_of_the_keyboard_is_seen(visit: Visit) -> None:
    page = visit("/search?q=treasurer&lang=en", viewport={"width": 1280, "height": 2000})
    stops = []
    for _ in range(60):
        page.keyboard.press("Tab")
        name, outline = page.evaluate(
            """() => { const at = document.activeElement, style = getComputedStyle(at);
                return [at.ariaLabel || at.labels?.[0]?.textContent || at.textContent,
                  style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth)]; }"""
        )
        stops.append(" ".join(name.split()))
        if stops[-1] == "For programs: the API":
            break
        assert outline >= 2, name
    assert stops[:6] == [
        "Skip to the content", "Passaggi", "Search the passages", "Search", "English", "Italiano"
    ]  # fmt: skip
    filters, found = stops.index("Apply the filters"), stops.index("related words")
    assert filters < found < stops.index("Open at passage") < len(stops) - 1


@scripted
def test_step_through_the_matches_by_keyboard(visit: Visit, script: bool) -> None:
    page = visit(HARBOUR + "?q=harbour", java_script_enabled=script)
    stepper = page.get_by_role("navigation", name="Matches")
    stop = (
        stepper.get_by_role("button", name="Next match")
        if script
        else stepper.get_by_role("link", name="Match 1")
    )
    stop.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#m1:target")).to_be_in_viewport()


@scripted
def test_a_pasted_paragraph_is_searched_like_a_word(visit: Visit, script: bool) -> None:
    page = visit("/search?lang=en", java_script_enabled=script)
    page.get_by_label("Search the passages").fill("the harbour list " * 100)
    page.keyboard.press("Enter")
    expect(page.locator(".card, .copy-rank")).to_have_count(10)
    page.get_by_role("button", name="newest").click()
    page.get_by_role("button", name="Page 2").click()
    expect(total(page)).to_contain_text("11–20")
    page.get_by_role("button", name="Italiano").click()
    expect(page.get_by_role("button", name="più recenti")).to_have_attribute("aria-current", "true")
    expect(page.locator("html")).to_have_attribute("lang", "it")
    checkbox(page, "The Northern Courier").check()
    page.get_by_role("button", name="Applica i filtri").click()
    expect(page.locator(".chips")).to_contain_text("The Northern Courier")
    page.get_by_role("button", name="Apri al passaggio").last.click()
    expect(page).to_have_url(re.compile(rf"{HARBOUR}\?q=.*#p\d$"))
    expect(page.locator(":target mark").first).to_be_in_viewport()
    page.get_by_role("button", name="Tutti i passaggi").click()
    expect(page.locator(".card")).to_have_count(5)
    expect(page.locator(".chips")).to_contain_text("The Northern Courier")


@scripted
def test_a_related_term_is_taken_out_and_put_back(visit: Visit, script: bool) -> None:
    page = visit("/search?q=harbour&ui=en", java_script_enabled=script)
    checkbox(page, "Italian").check()
    if not script:
        page.get_by_role("button", name="Apply the filters").click()
    expect(checkbox(page, "Italian")).to_be_checked()
    before = total(page).inner_text().split()[0]
    page.get_by_role("link", name="Remove translation porto (Italian)").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?q=harbour&lang=it&without=it:porto&ui=en$"))
    expect(total(page)).not_to_contain_text(f"{before} passages")
    expect(checkbox(page, "Italian")).to_be_checked()
    after = total(page).inner_text().split()[0]
    checkbox(page, "English").check()
    if not script:
        page.get_by_role("button", name="Apply the filters").click()
    expect(page).to_have_url(re.compile("lang=en.*without=it(:|%3A)porto"))
    page.get_by_role("link", name="Remove the filter English").click()
    expect(total(page)).to_contain_text(f"{after} passages")
    page.get_by_role("link", name="Put back translation porto (Italian)").click()
    expect(total(page)).to_contain_text(f"{before} passages")
    expect(checkbox(page, "Italian")).to_be_checked()


def test_a_long_query_takes_terms_out_by_the_form(visit: Visit) -> None:
    page = visit("/search?lang=it", java_script_enabled=False)
    page.get_by_role("searchbox").fill("the harbour list " * 100)
    page.keyboard.press("Enter")
    before = total(page).inner_text()
    page.get_by_role("button", name="Remove translation porto (Italian)").click()
    box = page.get_by_role("checkbox", name="taken out: porto")
    expect(box).to_be_checked()
    expect(total(page)).not_to_have_text(before)
    box.uncheck()
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("button", name="Remove translation porto (Italian)")).to_be_visible()
    expect(page.get_by_role("checkbox", name="taken out: porto")).to_have_count(0)


@scripted
def test_markup_in_a_text_or_a_query_does_not_run(visit: Visit, script: bool) -> None:
    page = visit("/search?q=nothing+" + samples.HOSTILE, java_script_enabled=script)
    expect(page.locator(".card .passage").first).to_contain_text(samples.HOSTILE)
    expect(page.locator(".card .outlet").first).to_contain_text(samples.HOSTILE)
    expect(page.get_by_label("Search the passages")).to_have_value("nothing " + samples.HOSTILE)
    page.get_by_role("link", name="Open at passage").first.click()
    expect(page.locator("h1")).to_contain_text(samples.HOSTILE)
    expect(page.locator("main img, main script")).to_have_count(0)
    assert page.evaluate("window.pwned") is None
