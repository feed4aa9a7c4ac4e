"""Articles, their lines and titles; what cannot be stored is refused by the name of its field."""

from __future__ import annotations

from typing import Any

import pytest

from indexer.documents import (
    MAX_ID_LENGTH,
    SEARCHED_ROLES,
    Article,
    Paragraph,
    Passage,
    Role,
    derive_title,
)


def texts(article: Article) -> list[tuple[str, Role]]:
    return [(line.text, line.role) for line in article.lines()]


def test_only_the_text_is_required() -> None:
    article = Article("a", ["One.", "Two."])
    assert texts(article) == [("One.", Role.BODY), ("Two.", Role.BODY)]
    assert article.language is article.outlet is article.published is None
    assert article.author == ()


def test_the_title_is_the_first_line_unless_a_headline_stands_in_the_text() -> None:
    titled = Article("a", ["One."], title="Title", language="it")
    assert texts(titled) == [("Title", Role.HEADLINE), ("One.", Role.BODY)]
    assert titled.lines()[0].language == "it"
    assert titled.display_title() == "Title"
    headed = Article("a", [Paragraph("Head", Role.HEADLINE), "One."], title="Title")
    assert texts(headed) == [("Head", Role.HEADLINE), ("One.", Role.BODY)]
    assert headed.display_title() == "Title"
    derived = Article("a", ["One."], title="One", title_derived=True)
    assert texts(derived) == [("One.", Role.BODY)]


@pytest.mark.parametrize(
    ("article", "title", "derived"),
    [
        (Article("a", ["One two."]), "One two.", True),
        (Article("a", ["One."], title="T"), "T", False),
        (Article("a", ["One."], title=" \n"), "One.", True),
        (Article("a", ["One."], title="T", title_derived=True), "T", True),
        (Article("a", ["One.", Paragraph("H", Role.HEADLINE)]), "H", False),
    ],
)
def test_display_title(article: Article, title: str, derived: bool) -> None:
    assert article.display_title() == title
    assert article.is_title_derived() is derived


def test_blank_lines_are_no_passages() -> None:
    article = Article("a", ["", "One.", " \n\u00a0", "Two."], title="  ")
    assert texts(article) == [("One.", Role.BODY), ("Two.", Role.BODY)]


def test_blank_values_are_none() -> None:
    article = Article("a", ["x"], outlet="", url=" ", section="", agency="\t", source="")
    assert [article.outlet, article.url, article.section, article.agency, article.source] == (
        [None] * 5
    )


@pytest.mark.parametrize(
    ("code", "kept"),
    [
        ("it", "it"),
        ("en-GB", "en"),
        ("EN_us", "en"),
        ("zh-Hant", "zh"),
        ("und", None),
        (None, None),
    ],
)
def test_languages_are_kept_by_their_primary_subtag(code: str | None, kept: str | None) -> None:
    assert Paragraph("x", language=code).language == kept
    assert Article("a", ["x"], language=code).language == kept


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("id", {"id": ""}),
        ("id", {"id": " "}),
        ("id", {"id": "a\nb"}),
        ("id", {"id": "a\u2028b"}),
        ("id", {"id": "a\x00"}),
        ("id", {"id": "a\ud800"}),
        ("id", {"id": "a" * (MAX_ID_LENGTH + 1)}),
        ("paragraphs", {"paragraphs": []}),
        ("paragraphs", {"paragraphs": ["", " \n"], "title": "T"}),
        ("text", {"paragraphs": ["\udc9d"]}),
        ("title", {"title": "half \ud83d"}),
        ("outlet", {"outlet": "\ud83d"}),
        ("author", {"author": ["Anna", "\ud83d"]}),
        ("published", {"published": "2025-02-31"}),
        ("published", {"published": "2025-W46-3"}),
        ("published", {"published": "Friday"}),
        ("published", {"published": ""}),
        ("language", {"language": "italiano"}),
        ("language", {"language": "x"}),
        ("language", {"language": "it "}),
    ],
)
def test_what_cannot_be_stored_is_refused_by_name(field: str, values: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=rf"^{field} must "):
        Article(**{"id": "a", "paragraphs": ["x"], **values})


def test_a_role_must_be_one() -> None:
    assert Paragraph("x", "caption").role is Role.CAPTION  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="nav"):
        Paragraph("x", "nav")  # type: ignore[arg-type]


def test_ids_of_any_kind_are_kept() -> None:
    for article_id in ("2025/11/12", "a b", "perché#1", "中", "a" * MAX_ID_LENGTH):
        assert Article(article_id, ["x"]).id == article_id
        assert Passage(article_id, 4, Role.BODY, None, "x").id == f"{article_id}#p4"


def test_a_search_covers_every_role_but_teasers() -> None:
    assert set(Role) - set(SEARCHED_ROLES) == {Role.RELATED}


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Short  and\nsweet.", "Short and sweet."),
        ("uno due tre", "uno due…"),
        ("uno due, tre", "uno due…"),
        ("uno due –tre", "uno due…"),
        ("unoduetre quattro", "unoduetre…"),
        ("unoduetrequattro", "unoduetreq…"),
        ("uno duetre", "uno duetre"),
        ("", ""),
    ],
)
def test_derive_title(text: str, title: str) -> None:
    length = 90 if "sweet" in text else 10
    assert derive_title([Paragraph(text)], length) == title


def test_derive_title_of_nothing() -> None:
    assert derive_title([]) == ""
