"""Passing on: from a card to the citation, from a search to its file and its feed."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

COPIES = {"permissions": ["clipboard-read", "clipboard-write"]}
READ = """async () => {
  const [item] = await navigator.clipboard.read();
  const forms = await Promise.all(item.types.map((type) => item.getType(type)));
  return Promise.all(forms.map(async (form) => [form.type, await form.text()]));
}"""


def saved(page: Page, name: str) -> tuple[str, str]:
    with page.expect_download() as download:
        page.get_by_role("link", name=name, exact=True).click()
    return download.value.suggested_filename, Path(download.value.path()).read_text("utf-8")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_from_a_card_to_the_citation_and_its_file(visit: Visit, script: bool) -> None:
    page = visit("/search?q=spokeswoman&match=word", java_script_enabled=script)
    page.get_by_role("link", name="Cite").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cite this passage")
    expect(page.locator("#apa")).to_contain_text("Marsh, A., & Lund, P. (2025, November 12).")
    expect(page.get_by_role("button", name="Copy: APA, 7th edition")).to_have_count(int(script))
    name, text = saved(page, "BibTeX")
    assert name.startswith("marsh2025harbour-")
    assert name.endswith(".bib")
    assert text.startswith("@article{marsh2025harbour-")
    name, text = saved(page, "RIS")
    assert name.endswith(".ris")
    assert text.startswith("TY  - NEWS")
    page.get_by_role("link", name="To the passage").click()
    expect(page.locator("#p5")).to_be_in_viewport()


def test_a_reference_is_copied_with_its_italics(visit: Visit) -> None:
    page = visit("/cite/courier/2025/harbour-strike?p=5", **COPIES)
    button = page.get_by_role("button", name="Copy: APA, 7th edition")
    button.click()
    expect(button).to_have_text("Copied")
    expect(page.locator("#copied")).to_have_text("Copied")
    forms = dict(page.evaluate(READ))
    assert forms["text/plain"] == (
        "Marsh, A., & Lund, P. (2025, November 12). Harbour strike enters its second week as talks "
        "stall. The Northern Courier. https://courier.example/2025/harbour-strike"
    )
    assert "<i>The Northern Courier</i>" in forms["text/html"]
    expect(button).to_have_text("Copy", timeout=4000)


def test_a_quotation_is_copied_with_its_link(visit: Visit) -> None:
    page = visit("/cite/gazzetta/sciopero-porto?p=2&ui=it", **COPIES)
    page.get_by_role("button", name="Copia: Il passaggio tra virgolette").click()
    forms = dict(page.evaluate(READ))
    assert forms["text/plain"].startswith("«Lo sciopero al porto")
    assert "» (Gazzetta del Golfo, 13 novembre 2025, https://golfo.example/" in forms["text/plain"]
    assert 'href="https://golfo.example/' in forms["text/html"]


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_search_is_saved(visit: Visit, script: bool) -> None:
    page = visit("/search?q=letter&lang=en&page=2", java_script_enabled=script)
    page.get_by_text("Save or export").click()
    name, text = saved(page, "CSV")
    assert name == "passaggi-letter.csv"
    assert text.count("This is letter") == 23
    name, text = saved(page, "JSON Lines")
    assert (name, text.count("\n")) == ("passaggi-letter.jsonl", 23)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_long_search_is_saved_by_its_form(visit: Visit, script: bool) -> None:
    page = visit("/search?lang=en&q=" + "letter+" * 150, java_script_enabled=script)
    page.get_by_text("Save or export").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="RIS").click()
    assert download.value.suggested_filename.endswith(".ris")
    text = Path(download.value.path()).read_text("utf-8")
    assert text.count("TY  - NEWS") == 23


def test_the_address_of_a_feed_is_copied(visit: Visit, site: str) -> None:
    page = visit("/search?q=letter&lang=en&page=2", **COPIES)
    page.get_by_text("Save or export").click()
    page.get_by_role("button", name="Copy its address: Atom").click()
    assert page.evaluate("navigator.clipboard.readText()") == f"{site}/feed.atom?q=letter&lang=en"
