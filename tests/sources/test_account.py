"""Every line of a source is accounted for: a paragraph or left out, with its reason, in order."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from lxml import html

from indexer.documents import Article, Paragraph
from indexer.sources.formats import surroundings
from indexer.sources.lines.draft import Reason
from tests.conftest import ROOT
from tests.sources.conftest import Read, Write, read_all

SAMPLE = ROOT / "data" / "sample"
UNSEEN = "//head | //script | //style | //noscript | //template | //svg | //*[@hidden]"


def account(article: Article) -> list[tuple[str, str]]:
    """(text, reason) of the lines of a source in page order, as the article carries them."""
    told: list[tuple[float, str, str]] = []
    for number, line in enumerate(article.paragraphs):
        assert isinstance(line, Paragraph)
        assert line.reason
        told.append((number + 0.5, line.text, line.reason))
    assert list(article.left_out) == sorted(article.left_out, key=lambda each: each.after)
    told += [(each.after, each.text, each.reason) for each in article.left_out]
    return [(text, reason) for _, text, reason in sorted(told, key=lambda each: each[0])]


def stated(path: Path) -> list[str]:
    return [line.strip() for line in path.read_text("utf-8").splitlines() if line.strip()]


@pytest.mark.parametrize("path", sorted(SAMPLE.glob("text/*.txt")), ids=lambda path: path.stem)
def test_every_line_of_a_text_is_accounted_for(path: Path) -> None:
    assert [text for text, _ in account(read_all(path).only())] == stated(path)


@pytest.mark.shared
def test_every_line_of_the_real_articles_is_accounted_for(seeds: Path) -> None:
    for path in sorted(seeds.glob("*.txt")):
        assert [text for text, _ in account(read_all(path).only())] == stated(path)


@pytest.mark.parametrize("path", sorted(SAMPLE.glob("html/*.html")), ids=lambda path: path.stem)
def test_every_letter_of_a_page_is_accounted_for(path: Path) -> None:
    page = html.fromstring(path.read_bytes())
    for element in page.xpath(UNSEEN):
        element.drop_tree()
    told = "".join(text for text, _ in account(read_all(path).only()))
    assert Counter("".join(told.split())) == Counter("".join(page.text_content().split()))


TEXT = "".join(
    f"<p>The cranes of the terminal began to move again at {hour} on Friday morning.</p>"
    for hour in ("nine", "ten", "eleven", "noon")
)


def test_what_stands_round_an_article_is_told_in_page_order(read: Read, write: Write) -> None:
    body = f"""<body><nav><a>Home</a><a>World</a></nav><h1>Dockers end their strike</h1>
      <article><div class="share">Send it</div>{TEXT}<form>Your address <button>Join</button></form>
      <p style="display:none">Nobody sees this.</p><script>nor(this)</script></article>
      <aside><h3>More news</h3><ul><li><a href="/a">Ferry timetables change</a></ul></aside>
      <footer>Published on Fridays. {"Terms and conditions apply to all of it. " * 5}</footer>"""
    article = read(write("a.html", f"<html lang=en><head><title>x</title></head>{body}")).only()
    assert article.lines()[0].text == "Dockers end their strike"
    assert [(each.text[:20], each.reason, each.after) for each in article.left_out] == [
        ("Home World", Reason.OUTSIDE, 0),
        ("Send it", Reason.MARKUP, 1),
        ("Your address", Reason.MARKUP, 5),
        ("Join", Reason.MARKUP, 5),
        ("Published on Fridays", Reason.OUTSIDE, 5),
        ("More news", Reason.TEASER_HEADING, 5),
    ]


def test_what_stands_round_an_article_is_bounded(read: Read, write: Write) -> None:
    menu = "".join(f"<li>Item {number}</li>" for number in range(1000))
    page = f"<body><nav>{menu}</nav><article><h1>Dockers end their strike</h1>{TEXT}</article>"
    left_out = read(write("a.html", page)).only().left_out
    assert len(left_out) == surroundings.MOST_LINES + 1
    assert (left_out[-1].text, left_out[-1].reason) == ("… (700 lines)", Reason.UNLISTED)
    long = f"<body><nav>{'word ' * 5000}</nav><article>{TEXT}</article>"
    assert [each.text for each in read(write("b.html", long)).only().left_out] == ["… (1 lines)"]


def test_a_sidecar_with_the_text_leaves_nothing_of_the_file(read: Read, write: Write) -> None:
    write("a.meta.json", '{"text": "The cranes moved again."}')
    article = read(write("a.txt", "Share this article\nA headline\nThe cranes moved.\n")).only()
    assert [line.text for line in article.lines()][-1] == "The cranes moved again."
    assert article.left_out == ()


def test_a_record_states_its_roles_and_gives_no_reasons(read: Read, write: Write) -> None:
    article = read(write("a.jsonl", '{"text": "One.\\nTwo."}')).only()
    assert [line.reason for line in article.lines()] == [None, None]
    assert article.left_out == ()
