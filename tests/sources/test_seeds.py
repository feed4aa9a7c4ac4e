"""What the five real articles must come out as, line by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.documents import SEARCHED_ROLES, Article, Role
from indexer.sources.lines import roles
from tests.sources.conftest import read_all

pytestmark = pytest.mark.shared

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


def test_words_of_teasers_are_out_of_the_text(articles: dict[str, Article]) -> None:
    searched = [
        line.text
        for article in articles.values()
        for line in article.lines()
        if line.role in SEARCHED_ROLES
    ]
    assert not [text for text in searched if "Epstein" in text or "Gaza" in text]


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
