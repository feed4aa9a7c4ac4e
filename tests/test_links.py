"""Links to a passage here, and to its paragraph at the source."""

from __future__ import annotations

from urllib.parse import quote, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.links import passage_link, source_link
from tests.texts import texts

PAGE = "https://example.org/a"


@pytest.mark.parametrize(
    ("article_id", "path"),
    [
        ("000", "/article/000#p4"),
        ("2025/11/pace", "/article/2025/11/pace#p4"),
        ("a b", "/article/a%20b#p4"),
        ("perché", "/article/perch%C3%A9#p4"),
        ("a#p1", "/article/a%23p1#p4"),
        ("a?b&c=%2F", "/article/a%3Fb%26c%3D%252F#p4"),
        ('"><script>', "/article/%22%3E%3Cscript%3E#p4"),
    ],
)
def test_passage_link(article_id: str, path: str) -> None:
    assert passage_link(article_id, 4) == path


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.integers(1, 999))
def test_a_passage_link_leads_back_to_its_id(article_id: str, ordinal: int) -> None:
    path, _, fragment = passage_link(article_id, ordinal).partition("#")
    assert path.isascii()
    assert path.startswith("/article/")
    assert unquote(path.removeprefix("/article/")) == article_id
    assert fragment == f"p{ordinal}"


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "JavaScript:alert(1)//http://x",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://example.org/a",
        "//example.org/a",
        "example.org/a",
        "/a",
        "http:",
        "http:///a",
        "http://[::1",
        "https://[x]/",
    ],
)
def test_only_web_addresses_are_linked(url: str | None) -> None:
    assert source_link(url, ["some words"], 1) is None


@pytest.mark.parametrize(
    ("url", "text", "link"),
    [
        (PAGE, "La pace", f"{PAGE}#:~:text=La%20pace"),
        ("HTTP://example.org", "x", "HTTP://example.org#:~:text=x"),
        (f"{PAGE}?b=1", "x", f"{PAGE}?b=1#:~:text=x"),
        (f"{PAGE}#top", "x", f"{PAGE}#top:~:text=x"),
        (f"{PAGE}#:~:text=old", "x", f"{PAGE}#:~:text=x"),
        (f"{PAGE}#top:~:text=old", "x", f"{PAGE}#top:~:text=x"),
        (PAGE, "cease-fire, a & b", f"{PAGE}#:~:text=cease%2Dfire%2C%20a%20%26%20b"),
        (PAGE, "perché  «è»\n", f"{PAGE}#:~:text=perch%C3%A9%20%C2%AB%C3%A8%C2%BB"),
        (PAGE, "1 2 3 4 5 6 7 8 9", f"{PAGE}#:~:text=1%202%203%204%205%206%207%208%209"),
        (PAGE, "1 2 3 4 5 6 7 8 9 10", f"{PAGE}#:~:text=1%202%203%204%205,6%207%208%209%2010"),
        (PAGE, "  ", PAGE),
    ],
)
def test_source_link(url: str, text: str, link: str) -> None:
    assert source_link(url, [text], 1) == link


@given(texts)
def test_the_text_fragment_decodes_to_words_of_the_paragraph_that_do_not_overlap(text: str) -> None:
    link = source_link(PAGE, [text], 1)
    assert link is not None
    words = text.split()
    if not words:
        assert link == PAGE
        return
    assert link.isascii()
    fragment = urlsplit(link).fragment
    assert fragment.startswith(":~:text=")
    directive = fragment.removeprefix(":~:text=")
    assert "-" not in directive
    assert "&" not in directive
    parts = [unquote(part).split(" ") for part in directive.split(",")]
    if len(parts) == 1:
        assert parts == [words]
    else:
        first, last = parts
        assert words[: len(first)] == first
        assert words[-len(last) :] == last
        assert len(first) + len(last) <= len(words)


@given(st.text())
def test_any_address_is_linked_or_not(url: str) -> None:
    link = source_link(url, ["words"], 1)
    assert link is None or link.lower().lstrip().startswith(("http://", "https://"))
    assert (
        source_link(f"https://example.org/{quote(url, errors='replace')}", ["words"], 1) is not None
    )
