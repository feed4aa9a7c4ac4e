"""The habits of real pages on the sample, whether or not the five real articles are at hand.

Each is one that ``test_seeds`` asserts of a real page; the texts are the sample's own.
"""

from __future__ import annotations

from functools import cache

import pytest

from analyzers.identify import identify_paragraphs
from indexer.documents import SEARCHED_ROLES, Article, Paragraph, Role
from indexer.sources.lines.draft import Reason
from tests.conftest import ROOT
from tests.sources.conftest import read_all

TEXTS = ROOT / "data" / "sample" / "text"
ADDRESS = "gulhisar-november-round"
TWICE = "ginevra-fallimento-orizzonte"
CREDITED = "coro-halvec-trieste-molo"
UNDATED = "traghetto-stella-ponente-scirocco"


@cache
def article(name: str) -> Article:
    return read_all(TEXTS / f"{name}.txt").only()


def left_out(name: str) -> list[tuple[str, str]]:
    return [(each.text, each.reason) for each in article(name).left_out]


def of_role(name: str, role: Role) -> list[Paragraph]:
    return [line for line in article(name).lines() if line.role is role]


def test_an_address_twice_and_partly_italian_is_no_text_of_an_english_article() -> None:
    texts = [text for text, reason in left_out(ADDRESS) if reason == Reason.CONTACT]
    assert len(texts) == 4
    assert texts[0] == texts[2]
    assert (texts[1].split()[0], texts[3].split()[0]) == ("Address:", "Indirizzo:")
    assert {line.language for line in article(ADDRESS).lines()} == {"en"}
    assert (article(ADDRESS).language, article(ADDRESS).outlet) == ("en", None)


def test_a_section_and_a_reading_time_are_neither_date_nor_passage() -> None:
    assert left_out(TWICE)[:2] == [
        ("MONDO", Reason.SECTION),
        ("3 min di lettura", Reason.READING_TIME),
    ]


def test_a_headline_twice_is_one_headline() -> None:
    (headline,) = of_role(TWICE, Role.HEADLINE)
    assert headline.reason == Reason.HEADLINE_TWICE
    assert (headline.text, Reason.COPY) in left_out(TWICE)


@pytest.mark.parametrize("name", [TWICE, CREDITED, UNDATED])
def test_teasers_are_out_of_the_default_search(name: str) -> None:
    teasers = of_role(name, Role.RELATED)
    assert len(teasers) >= 3
    assert {line.reason for line in teasers} == {Reason.TEASER}
    assert [each for each in left_out(name) if each[1] == Reason.TEASER_HEADING]
    assert Role.RELATED not in SEARCHED_ROLES


def test_menu_embed_code_and_advert_do_not_cut_the_article() -> None:
    frame = [text for text, reason in left_out(CREDITED) if reason == Reason.FRAME]
    assert frame == [
        "Home Cronaca Porto Cultura Sport Meteo",
        "Abbonati",
        "Condividi su Facebook WhatsApp Email",
        "Codice embed del video: copia negli appunti",
        "PUBBLICITÀ",
    ]
    roles = [line.role for line in article(CREDITED).lines()]
    assert roles == [
        Role.HEADLINE, Role.STANDFIRST, Role.CAPTION, *[Role.BODY] * 4, Role.SUBHEAD,
        *[Role.BODY] * 2, *[Role.RELATED] * 3,
    ]  # fmt: skip


def test_a_subhead_without_a_full_stop_is_no_teaser() -> None:
    (subhead,) = of_role(CREDITED, Role.SUBHEAD)
    assert subhead.text == "Un capannone fino al 2027"


def test_a_caption_its_near_copy_and_its_credit_are_one_caption() -> None:
    (caption,) = of_role(CREDITED, Role.CAPTION)
    assert (caption.language, caption.reason) == ("it", Reason.CAPTION_COPY)
    assert "Diritti" not in caption.text
    credited = [(text, reason) for text, reason in left_out(CREDITED) if "Diritti" in text]
    assert [reason for _, reason in credited] == [Reason.COPY, Reason.CREDIT]
    assert all("\xa0" in text for text, _ in credited)


@pytest.mark.parametrize(("name", "blank"), [(ADDRESS, 0), (TWICE, 0), (CREDITED, 22)])
def test_paragraphs_parted_by_one_newline_or_by_a_blank_line(name: str, blank: int) -> None:
    lines = (TEXTS / f"{name}.txt").read_text("utf-8").splitlines()
    assert sum(not line.strip() for line in lines) == blank
    assert len([*article(name).paragraphs, *left_out(name)]) == len(lines) - blank


def test_a_file_may_end_without_a_newline() -> None:
    for name in (TWICE, CREDITED):
        text = (TEXTS / f"{name}.txt").read_text("utf-8")
        last = article(name).lines()[-1].text
        assert text.rstrip("\n").endswith(last)


def test_a_foreign_caption_leaves_the_article_in_its_language() -> None:
    (caption,) = of_role(TWICE, Role.CAPTION)
    assert (caption.language, article(TWICE).language) == ("en", "it")
    assert {line.language for line in article(TWICE).lines() if line is not caption} == {"it"}


@pytest.mark.parametrize("short", ["2 min di lettura", "3 min read", "POLITICA", "MONDO", "Arts"])
@pytest.mark.parametrize("language", ["it", "en"])
def test_short_lines_inherit_the_articles_language(short: str, language: str) -> None:
    assert identify_paragraphs([short], language, ("en", "it")) == [language]


def test_the_date_is_that_of_the_head_and_not_the_captions() -> None:
    (caption,) = of_role(TWICE, Role.CAPTION)
    assert "June 21, 2024" in caption.text
    assert article(TWICE).published == "2024-06-22"


@pytest.mark.parametrize("name", [ADDRESS, UNDATED, "istanbul-palazzo-gulhisar"])
def test_an_undated_article_stays_undated(name: str) -> None:
    assert article(name).published is None
    assert "published" not in article(name).origins


def test_a_label_without_its_date_dates_nothing() -> None:
    assert ("Pubblicato il", Reason.DATE) in left_out(UNDATED)


def test_author_and_agency_of_one_byline() -> None:
    assert ("di Assunta Perillo Greco - Agenzie: Tramontana", Reason.BYLINE) in left_out(UNDATED)
    assert article(UNDATED).author == ("Assunta Perillo Greco",)
    assert (article(UNDATED).agency, article(UNDATED).origins["agency"]) == ("Tramontana", "line 4")


@pytest.mark.parametrize("name", [ADDRESS, "istanbul-palazzo-gulhisar"])
def test_an_outlet_that_nothing_states_is_unknown(name: str) -> None:
    assert article(name).outlet is None


def test_a_derived_title_is_marked() -> None:
    assert article(ADDRESS).title is None
    assert article(ADDRESS).is_title_derived()
    assert article(ADDRESS).origins["title"] == "derived from the text"
    assert article(ADDRESS).display_title().startswith("Türkiye on Tuesday welcomed")
