"""Pages: structure, metadata, older markup, and markup that is no markup."""

from __future__ import annotations

import json

import pytest

from indexer.documents import Role
from tests.sources.conftest import Read, Write

PARAGRAPHS = [
    "Le gru del terminal hanno ripreso a muoversi alle dieci di venerdì dopo dieci giorni.",
    "In base all'accordo i lavoratori conosceranno i turni con un giorno di anticipo, non di meno.",
    "L'azienda stima in undici milioni di euro il costo complessivo della vertenza per il porto.",
]
TEXT = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
LD = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "name": "Il Molo"},
        {
            "@type": ["NewsArticle"],
            "headline": "Il porto riapre",
            "datePublished": "2025-11-12T08:30:00+01:00",
            "inLanguage": "it-IT",
            "articleSection": ["Porto", "Cronaca"],
            "author": [{"@type": "Person", "name": "Carla Benussi"}, {"name": "Denis Furlanich"}],
            "publisher": {"@type": "Organization", "name": "Il Molo"},
        },
    ],
}


def page(body: str, head: str = "", attributes: str = 'lang="it"') -> str:
    return f"<!doctype html><html {attributes}><head>{head}</head><body>{body}</body></html>"


def script(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def test_a_page_as_most_are(read: Read, write: Write) -> None:
    body = f"""
      <header><a href="/">Il Molo</a><nav><a href="/porto">Porto</a></nav></header>
      <main><article>
        <p class="occhiello">PORTO</p>
        <h1>Il porto <em>riapre</em></h1>
        <h2>L'accordo è arrivato nella notte</h2>
        <p>di Carla Benussi</p>
        <div class="share-bar"><a>Facebook</a></div>
        <figure><img src="x.jpg"><figcaption lang="en">A crane at dawn.</figcaption></figure>
        {PARAGRAPHS[0]}<br><br>{PARAGRAPHS[1]}
        <div class="adv">PUBBLICITÀ</div>
        <h3>I turni</h3>
        <p>{PARAGRAPHS[2]}</p>
        <div class="leggi-anche">Leggi anche: <a href="/b">Bora, allerta gialla</a></div>
        <script>var x = "<p>no</p>";</script>
        <footer>Tag: porto</footer>
      </article>
      <aside><h2>Altri titoli del giorno</h2>
        <ul><li><a href="/c">Il coro prova in cantiere</a></ul></aside>
      </main><footer>Il Molo, via del Porto 1</footer>"""
    article = read(write("a.html", page(body, script(LD)))).only()
    assert [(line.role, line.text) for line in article.lines()] == [
        (Role.HEADLINE, "Il porto riapre"),
        (Role.STANDFIRST, "L'accordo è arrivato nella notte"),
        (Role.CAPTION, "A crane at dawn."),
        (Role.BODY, PARAGRAPHS[0]),
        (Role.BODY, PARAGRAPHS[1]),
        (Role.SUBHEAD, "I turni"),
        (Role.BODY, PARAGRAPHS[2]),
        (Role.RELATED, "Leggi anche: Bora, allerta gialla"),
        (Role.RELATED, "Il coro prova in cantiere"),
    ]
    assert [line.language for line in article.lines()] == ["it", "it", "en", *["it"] * 6]
    assert article.title == "Il porto riapre"
    assert article.published == "2025-11-12T08:30:00+01:00"
    assert (article.outlet, article.section) == ("Il Molo", "Porto")
    assert article.author == ("Carla Benussi", "Denis Furlanich")


@pytest.mark.parametrize(
    ("head", "field", "value"),
    [
        ('<meta property="og:site_name" content="Il Molo">', "outlet", "Il Molo"),
        ('<link rel="canonical" href="https://www.ilmolo.example/a">', "outlet", "ilmolo.example"),
        ('<link rel="canonical" href="https://ilmolo.example/a">', "url", "https://ilmolo.example/a"),
        ('<link rel="canonical" href="/a"><meta property="og:url" content="https://m.example/b">',
         "url", "https://m.example/b"),
        ('<link rel="canonical" href="javascript:alert(1)">', "url", None),
        ('<meta property="article:published_time" content="2025-11-12T08:30:00+0100">',
         "published", "2025-11-12T08:30:00+0100"),
        ('<meta name="date" content="Wed, 12 Nov 2025 08:30:00 GMT">',
         "published", "2025-11-12T08:30:00+00:00"),
        ('<meta name="date" content="31 febbraio 2025">', "published", None),
        ('<meta property="article:section" content="Porto">', "section", "Porto"),
        ('<meta name="author" content="Carla Benussi">', "author", ("Carla Benussi",)),
        ('<meta property="article:author" content="https://f.example/x">', "author", ()),
        ('<title>Il porto riapre - Il Molo</title>', "outlet", None),
        (script([{"@type": "NewsArticle", "author": "Ann Lee"}]), "author", ("Ann Lee",)),
        (script({"@type": "NewsArticle", "headline": 7, "publisher": "Molo"}), "outlet", "Molo"),
        ('<script type="application/ld+json">{broken</script>', "author", ()),
        (script([[], None, 3, {"@type": None}]), "author", ()),
    ],
)  # fmt: skip
def test_metadata(read: Read, write: Write, head: str, field: str, value: object) -> None:
    body = f"<article><h1>Il porto riapre</h1>{TEXT}</article>"
    assert getattr(read(write("a.html", page(body, head))).only(), field) == value


def test_the_time_element_dates_an_article(read: Read, write: Write) -> None:
    time = '<div>di Ann Lee <time datetime="2025-11-12">mercoledì</time></div>'
    body = f"<article><h1>Il porto riapre</h1>{time}{TEXT}</article>"
    assert read(write("a.html", page(body))).only().published == "2025-11-12"


def test_an_undated_page_stays_undated(read: Read, write: Write) -> None:
    body = (
        f"<article><h1>Il porto riapre</h1>{TEXT}<p>Il 12 novembre 2025 era giovedì.</p></article>"
    )
    assert read(write("a.html", page(body))).only().published is None


def test_older_markup_without_any_structure(read: Read, write: Write) -> None:
    rows = "".join(f"<div>{paragraph}</div>" for paragraph in PARAGRAPHS)
    body = f"""
      <div id="menu"><a>Home</a> | <a>News</a></div>
      <div id="left">High water today<br>22.10, 85 cm</div>
      <div id="content">
        <div>Il porto di Trieste riapre</div>
        <div>By Ann Lee - 27 September 2024</div>
        {rows}
        <div><img src="x.gif"><br><span>La gru quattro all'alba.</span></div>
        <div><b>You may also like</b><br><a>Koper hires 120</a><br><a>Acqua alta forecast</a></div>
      </div>
      <div id="foot">The Gazette is published on Fridays.</div>"""
    head = "<title>The Gazette: Il porto di Trieste riapre</title>"
    article = read(write("a.htm", page(body, head, ""))).only()
    assert [(line.role, line.text) for line in article.lines()] == [
        (Role.HEADLINE, "Il porto di Trieste riapre"),
        *((Role.BODY, paragraph) for paragraph in PARAGRAPHS),
        (Role.CAPTION, "La gru quattro all'alba."),
        (Role.RELATED, "Koper hires 120"),
        (Role.RELATED, "Acqua alta forecast"),
    ]
    assert (article.published, article.author) == ("2024-09-27", ("Ann Lee",))
    assert (article.outlet, article.language) == (None, "it")


def test_a_headline_outside_the_article_element(read: Read, write: Write) -> None:
    body = f"<h1>Il porto riapre</h1><article>{TEXT}</article>"
    assert read(write("a.html", page(body))).only().lines()[0].role is Role.HEADLINE


def test_a_wrapper_with_an_unlucky_name_loses_nothing(read: Read, write: Write) -> None:
    inner = f'<div class="ads-enabled"><h1>Il porto</h1>{TEXT}</div>'
    body = f'<main class="page has-comments">{inner}</main>'
    texts = [line.text for line in read(write("a.html", page(body))).only().lines()]
    assert texts == ["Il porto", *PARAGRAPHS]


def test_hidden_parts_are_not_read(read: Read, write: Write) -> None:
    hidden = '<p hidden>Uno.</p><p style="display: none">Due.</p><p aria-hidden="true">Tre.</p>'
    body = f"<article><h1>Il porto</h1>{hidden}{TEXT}</article>"
    assert len(read(write("a.html", page(body))).only().lines()) == 4


def test_escaped_markup_is_text(read: Read, write: Write) -> None:
    escaped = "Il sito diceva &lt;b&gt;Book &amp;amp; go&lt;/b&gt; a chi entrava ieri."
    body = f"<article>{TEXT}<p>{escaped}</p></article>"
    last = read(write("a.html", page(body))).only().lines()[-1]
    assert last.text == "Il sito diceva <b>Book &amp; go</b> a chi entrava ieri."


def test_inline_markup_joins_and_blocks_part(read: Read, write: Write) -> None:
    marked = "Tür<b>ki</b>ye <i>ha</i>\n  detto <a href=x>di sì</a>, ieri."
    body = f"<article>{TEXT}<p>{marked}</p></article>"
    assert (
        read(write("a.html", page(body))).only().lines()[-1].text == "Türkiye ha detto di sì, ieri."
    )


def test_the_sidecar_wins_over_the_page(read: Read, write: Write) -> None:
    write("a.meta.json", '{"outlet": "The Molo", "published": "2025-01-02", "id": "molo-1"}')
    body = f"<article><h1>Il porto riapre</h1>{TEXT}</article>"
    article = read(write("a.html", page(body, script(LD)))).only()
    assert (article.id, article.outlet, article.published) == ("molo-1", "The Molo", "2025-01-02")
    assert article.section == "Porto"


@pytest.mark.parametrize("charset", ["windows-1252", "iso-8859-15", "utf-8"])
def test_the_charset_that_a_page_declares(read: Read, write: Write, charset: str) -> None:
    body = f"<article><h1>È così: 12 € a città</h1>{TEXT}</article>"
    content = page(body, f'<meta charset="{charset}">').encode(charset)
    assert read(write("a.html", content)).only().title == "È così: 12 € a città"


@pytest.mark.parametrize(
    "tail",
    [
        "<p>open",
        "</div></div></article></b>",
        "<p><p><table><p>x",
        "<!-- open",
        "<![CDATA[ x ]]>",
        "<a href='",
    ],
)
def test_tag_soup(read: Read, write: Write, tail: str) -> None:
    texts = [each.text for each in read(write("a.html", f"<article>{TEXT}{tail}")).only().lines()]
    assert texts[:3] == PARAGRAPHS


@pytest.mark.parametrize("depth", [300, 1500])
def test_deep_nesting(read: Read, write: Write, depth: int) -> None:
    body = f"<article>{'<div>' * depth}{TEXT}{'</div>' * depth}</article>"
    assert len(read(write("a.html", page(body))).only().lines()) == 3
