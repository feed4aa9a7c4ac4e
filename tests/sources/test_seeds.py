"""What the five real articles must come out as, line by line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from analyzers.identify import identify_paragraphs
from indexer.documents import SEARCHED_ROLES, Article, Role
from indexer.sources.lines import roles
from indexer.sources.lines.draft import Reason
from tests.sources.conftest import read_all

pytestmark = pytest.mark.shared

# What each file leaves out, by the reason for it, as lines of the file.
LEFT_OUT: dict[str, dict[Reason, list[int]]] = {
    "000": {Reason.CONTACT: [1, 2, 3, 4]},
    "001": {},
    "002": {
        Reason.SECTION: [1],
        Reason.READING_TIME: [2],
        Reason.COPY: [5],
        Reason.DATE: [7],
        Reason.TEASER_HEADING: [27],
    },
    "003": {
        Reason.SECTION: [1],
        Reason.READING_TIME: [2],
        Reason.COPY: [5],
        Reason.DATE: [7],
        Reason.TEASER_HEADING: [23],
    },
    "004": {
        Reason.FRAME: [1, 2, 3, 4, 13, 14, 15, 19, 43, 44],
        Reason.COPY: [9],
        Reason.CREDIT: [10],
        Reason.BYLINE: [11],
        Reason.DATE: [12],
        Reason.TEASER_HEADING: [46],
    },
}

# (role, lines of the file). The hand count of four caption lines is 002:6, 003:6, 004:8 and 004:9;
# the last two tell one picture in nearly the same words, so they make one passage, three in all.
KEPT: dict[str, dict[Role, list[int]]] = {
    "000": {Role.BODY: [*range(6, 28)]},
    "001": {Role.STANDFIRST: [1], Role.BODY: [*range(2, 12)]},
    "002": {
        Role.HEADLINE: [3],
        Role.STANDFIRST: [4],
        Role.CAPTION: [6],
        Role.BODY: [*range(9, 26, 2)],
        Role.RELATED: [*range(28, 48)],
    },
    "003": {
        Role.HEADLINE: [3],
        Role.STANDFIRST: [4],
        Role.CAPTION: [6],
        Role.BODY: [*range(9, 22, 2)],
        Role.RELATED: [*range(24, 44)],
    },
    "004": {
        Role.HEADLINE: [6],
        Role.CAPTION: [8],
        Role.STANDFIRST: [17],
        Role.BODY: [*range(21, 34, 2), 37, 39, 41],
        Role.SUBHEAD: [35],
        Role.RELATED: [48, 50, 52],
    },
}


@pytest.fixture(scope="module")
def articles(seeds: Path) -> dict[str, Article]:
    reading = read_all(seeds)
    assert not reading.rejects
    assert not reading.warnings
    return {article.id[:3]: article for article in reading.articles}


@pytest.mark.parametrize("number", KEPT)
def test_roles_of_lines(seeds: Path, number: str) -> None:
    (path,) = seeds.glob(f"{number}_*.txt")
    lines = roles.assign(path.read_text(encoding="utf-8").splitlines())
    found: dict[Role, list[int]] = {}
    for line in lines:
        if line.role is not None:
            found.setdefault(line.role, []).append(line.number)
    assert found == KEPT[number]
    assert all(line.reason for line in lines)


@pytest.mark.parametrize("number", LEFT_OUT)
def test_what_is_left_out_and_why(seeds: Path, articles: dict[str, Article], number: str) -> None:
    (path,) = seeds.glob(f"{number}_*.txt")
    lines = path.read_text(encoding="utf-8").splitlines()
    left_out = [(each.text, each.reason) for each in articles[number].left_out]
    wanted = [(line, why) for why, at in LEFT_OUT[number].items() for line in at]
    assert left_out == [(lines[line - 1].strip(), why) for line, why in sorted(wanted)]


def test_lines_and_blocks_as_the_files_have_them(seeds: Path) -> None:
    for path in sorted(seeds.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        assert not text.endswith("\n")
        blank = [number for number, line in enumerate(text.split("\n"), 1) if not line.strip()]
        one_newline = path.name[:3] in {"000", "001"}
        assert blank in ([], [5]) if one_newline else len(blank) >= 8


def test_all_lines_are_accounted_for(seeds: Path) -> None:
    texts = [path.read_text(encoding="utf-8").splitlines() for path in sorted(seeds.glob("*.txt"))]
    # 26, 11, 37, 35 and 32: the hand count says 137, "grep -c '[^[:space:]]'" says the same 141.
    assert [len(roles.assign(lines)) for lines in texts] == [26, 11, 37, 35, 32]


@pytest.mark.parametrize(
    ("number", "searched"), [("000", 22), ("001", 11), ("002", 11), ("003", 9), ("004", 13)]
)
def test_searchable_passages(articles: dict[str, Article], number: str, searched: int) -> None:
    told = [line.role for line in articles[number].lines() if line.role in SEARCHED_ROLES]
    assert len([role for role in told if role is not Role.CAPTION]) == searched


def test_ids_are_the_names_of_the_files(articles: dict[str, Article]) -> None:
    assert articles["000"].id == "000_8f83cda97046df8e"


@pytest.mark.parametrize(
    ("number", "language", "published", "section", "author", "agency"),
    [
        ("000", "en", None, None, (), None),
        ("001", "it", None, None, (), None),
        ("002", "it", "2025-11-12", "MONDO", (), None),
        ("003", "it", "2025-11-12", "POLITICA", (), None),
        ("004", "it", None, None, ("Sertac Aktan",), "AP"),
    ],
)
def test_metadata(
    articles: dict[str, Article],
    number: str,
    language: str,
    published: str | None,
    section: str | None,
    author: tuple[str, ...],
    agency: str | None,
) -> None:
    article = articles[number]
    assert (article.language, article.published) == (language, published)
    assert (article.section, article.author, article.agency) == (section, author, agency)
    assert article.outlet is None
    assert article.url is None


def test_titles(articles: dict[str, Article]) -> None:
    untitled = {number for number, article in articles.items() if article.title is None}
    assert untitled == {"000", "001"}
    for number, article in articles.items():
        assert article.is_title_derived() == (number in untitled)
        derived = article.origins["title"] == "derived from the text"
        assert derived == (number in untitled)
    for number in ("002", "003", "004"):
        headlines = [line.text for line in articles[number].lines() if line.role is Role.HEADLINE]
        assert headlines == [articles[number].title]


def test_languages_of_passages(articles: dict[str, Article]) -> None:
    foreign = [
        (number, line.role)
        for number, article in articles.items()
        for line in article.lines()
        if line.language != article.language
    ]
    assert foreign == [("002", Role.CAPTION), ("003", Role.CAPTION)]


@pytest.mark.parametrize("short", ["2 min di lettura", "1 min di lettura", "POLITICA", "MONDO"])
def test_short_lines_inherit_their_language(short: str) -> None:
    assert identify_paragraphs([short], "it", ("en", "it")) == ["it"]
    assert identify_paragraphs([short], "en", ("en", "it")) == ["en"]


def test_a_caption_its_near_copy_and_its_credit_are_one_caption(
    articles: dict[str, Article],
) -> None:
    (caption,) = [line for line in articles["004"].lines() if line.role is Role.CAPTION]
    assert (caption.language, caption.reason) == ("it", Reason.CAPTION_COPY)
    assert "Diritti" not in caption.text


@pytest.mark.parametrize("number", ["000", "001", "004"])
def test_the_undated_are_not_dated_by_their_files_and_a_sidecar_can_date_them(
    seeds: Path, tmp_path: Path, number: str
) -> None:
    (path,) = seeds.glob(f"{number}_*.txt")
    copy = tmp_path / "a.txt"
    copy.write_bytes(path.read_bytes())
    os.utime(copy, (1_700_000_000, 1_700_000_000))
    assert read_all(copy).only().published is None
    told = '{"published": "2025-05-16", "url": "https://www.molo.example/a"}'
    (tmp_path / "a.meta.json").write_text(told)
    article = read_all(copy).only()
    assert (article.published, article.outlet) == ("2025-05-16", "molo.example")
    assert article.origins["published"] == "sidecar a.meta.json"
    assert article.origins["outlet"] == "host of the URL"


def test_where_the_metadata_stands(articles: dict[str, Article]) -> None:
    read_off = {
        number: {name: origin for name, origin in article.origins.items() if "line" in origin}
        for number, article in articles.items()
    }
    assert read_off == {
        "000": {},
        "001": {},
        "002": {"section": "line 1", "title": "line 3", "published": "line 7"},
        "003": {"section": "line 1", "title": "line 3", "published": "line 7"},
        "004": {"title": "line 6", "author": "line 11", "agency": "line 11"},
    }


def test_words_of_teasers_are_out_of_the_text(articles: dict[str, Article]) -> None:
    searched = [
        line.text
        for article in articles.values()
        for line in article.lines()
        if line.role in SEARCHED_ROLES
    ]
    for word in ("Epstein", "Gaza", "tregua"):
        assert not [text for text in searched if word in text]
        assert [each for article in articles.values() for each in article.lines()
                if each.role is Role.RELATED and word in each.text]  # fmt: skip


def test_the_no_break_spaces_of_the_byline_are_no_part_of_the_name(
    articles: dict[str, Article],
) -> None:
    assert articles["004"].author == ("Sertac Aktan",)
    assert not any("\xa0" in line.text for line in articles["004"].lines())


@pytest.mark.parametrize("number", ["002", "003", "004"])
def test_a_declared_language_leaves_foreign_captions_foreign(
    seeds: Path, tmp_path: Path, number: str
) -> None:
    (path,) = seeds.glob(f"{number}_*.txt")
    (tmp_path / "a.txt").write_bytes(path.read_bytes())
    (tmp_path / "a.meta.json").write_text('{"language": "it", "outlet": "TRT", "id": "x"}')
    article = read_all(tmp_path).only()
    assert (article.id, article.outlet) == ("x", "TRT")
    captions = [line.language for line in article.lines() if line.role is Role.CAPTION]
    assert captions == [{"002": "en", "003": "en", "004": "it"}[number]]
