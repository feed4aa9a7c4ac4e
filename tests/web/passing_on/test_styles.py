"""Citations in each style, beside what their manuals prescribe."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from lxml import html

from indexer.documents import StoredArticle
from search_app.passing_on.quotation import quoted
from search_app.passing_on.styles import STYLES
from search_app.passing_on.work import work
from tests.web.passing_on.stored import hostile, stored

TODAY = dt.date(2026, 3, 1)
FULL = {
    "title": "Harbour strike: “no date”",
    "outlet": "The Northern Courier",
    "url": "https://courier.example/strike",
    "published": "2025-11-12",
    "language": "en",
}
SEVERAL = ("Ada Marsh", "Piet van der Lund", "Vittorio De Sica", "Jean-Paul René Roy")

GOLDEN: list[tuple[str, StoredArticle, dict[str, str]]] = [
    (
        "one author",
        stored(**FULL, author=("Ada Marsh",)),
        {
            "apa": "Marsh, A. (2025, November 12). Harbour strike: “no date”. "
            "_The Northern Courier_. https://courier.example/strike",
            "mla": "Marsh, Ada. “Harbour strike: ‘no date’.” _The Northern Courier_, 12 Nov. 2025, "
            "courier.example/strike.",
            "chicago-note": "Ada Marsh, “Harbour strike: ‘no date’,” _Northern Courier_, "
            "November 12, 2025, https://courier.example/strike.",
            "chicago": "Marsh, Ada. “Harbour strike: ‘no date’.” _Northern Courier_, "
            "November 12, 2025. https://courier.example/strike.",
            "iso690": "MARSH, Ada. Harbour strike: “no date”. _The Northern Courier_ [online]. "
            "12 novembre 2025 [consultato il 1º marzo 2026]. "
            "Disponibile su: https://courier.example/strike",
        },
    ),
    (
        "two authors",
        stored(title="Who pays?", outlet="Il Molo", published="2025-05-01", author=SEVERAL[:2]),
        {
            "apa": "Marsh, A., & van der Lund, P. (2025, May 1). Who pays? _Il Molo_.",
            "mla": "Marsh, Ada, and Piet van der Lund. “Who pays?” _Il Molo_, 1 May 2025.",
            "chicago-note": "Ada Marsh and Piet van der Lund, “Who pays?,” _Il Molo_, May 1, 2025.",
            "chicago": "Marsh, Ada, and Piet van der Lund. “Who pays?” _Il Molo_, May 1, 2025.",
            "iso690": "MARSH, Ada e VAN DER LUND, Piet. Who pays? _Il Molo_. 1º maggio 2025.",
        },
    ),
    (
        "three authors",
        stored(title="Tides", outlet="Il Molo", published="2025-09-30", author=SEVERAL[:3]),
        {
            "apa": "Marsh, A., van der Lund, P., & De Sica, V. (2025, September 30). Tides. "
            "_Il Molo_.",
            "mla": "Marsh, Ada, et al. “Tides.” _Il Molo_, 30 Sept. 2025.",
            "chicago-note": "Ada Marsh, Piet van der Lund, and Vittorio De Sica, “Tides,” "
            "_Il Molo_, September 30, 2025.",
            "chicago": "Marsh, Ada, Piet van der Lund, and Vittorio De Sica. “Tides.” _Il Molo_, "
            "September 30, 2025.",
            "iso690": "MARSH, Ada, VAN DER LUND, Piet e DE SICA, Vittorio. Tides. _Il Molo_. "
            "30 settembre 2025.",
        },
    ),
    (
        "four authors",
        stored(title="Tides", outlet="Il Molo", published="2025-06-02", author=SEVERAL),
        {
            "apa": "Marsh, A., van der Lund, P., De Sica, V., & Roy, J.-P. R. (2025, June 2). "
            "Tides. _Il Molo_.",
            "mla": "Marsh, Ada, et al. “Tides.” _Il Molo_, 2 June 2025.",
            "chicago-note": "Ada Marsh et al., “Tides,” _Il Molo_, June 2, 2025.",
            "chicago": "Marsh, Ada, Piet van der Lund, Vittorio De Sica, and Jean-Paul René Roy. "
            "“Tides.” _Il Molo_, June 2, 2025.",
            "iso690": "MARSH, Ada et al. Tides. _Il Molo_. 2 giugno 2025.",
        },
    ),
    (
        "no author",
        stored(**FULL),
        {
            "apa": "Harbour strike: “no date”. (2025, November 12). _The Northern Courier_. "
            "https://courier.example/strike",
            "mla": "“Harbour strike: ‘no date’.” _The Northern Courier_, 12 Nov. 2025, "
            "courier.example/strike.",
            "chicago-note": "“Harbour strike: ‘no date’,” _Northern Courier_, November 12, 2025, "
            "https://courier.example/strike.",
            "chicago": "_Northern Courier_. “Harbour strike: ‘no date’.” November 12, 2025. "
            "https://courier.example/strike.",
            "iso690": "Harbour strike: “no date”. _The Northern Courier_ [online]. "
            "12 novembre 2025 [consultato il 1º marzo 2026]. "
            "Disponibile su: https://courier.example/strike",
        },
    ),
    (
        "an agency, no date",
        stored(title="Tides", outlet="Il Molo", agency="NPA", url="https://molo.example/a"),
        {
            "apa": "NPA. (n.d.). Tides. _Il Molo_. https://molo.example/a",
            "mla": "NPA. “Tides.” _Il Molo_, molo.example/a. Accessed 1 Mar. 2026.",
            "chicago-note": "NPA, “Tides,” _Il Molo_, accessed March 1, 2026, "
            "https://molo.example/a.",
            "chicago": "NPA. “Tides.” _Il Molo_. Accessed March 1, 2026. https://molo.example/a.",
            "iso690": "NPA. Tides. _Il Molo_ [online]. [s.d.] [consultato il 1º marzo 2026]. "
            "Disponibile su: https://molo.example/a",
        },
    ),
    (
        "nothing but words",
        stored(title="A harbour town keeps…", title_derived=True),
        {
            "apa": "[A harbour town keeps…]. (n.d.).",
            "mla": "“A harbour town keeps…”",
            "chicago-note": "“A harbour town keeps…”",
            "chicago": "“A harbour town keeps…”",
            "iso690": "[A harbour town keeps…]. [s.d.].",
        },
    ),
    (
        "no outlet",
        stored(title="Tides", author=("Redazione",), published="2025-07-09", url="http://a.b/c"),
        {
            "apa": "Redazione. (2025, July 9). Tides. http://a.b/c",
            "mla": "Redazione. “Tides.” 9 July 2025, a.b/c.",
            "chicago-note": "Redazione, “Tides,” July 9, 2025, http://a.b/c.",
            "chicago": "Redazione. “Tides.” July 9, 2025. http://a.b/c.",
            "iso690": "REDAZIONE. Tides [online]. 9 luglio 2025 [consultato il 1º marzo 2026]. "
            "Disponibile su: http://a.b/c",
        },
    ),
]


def plain(markup: str) -> str:
    """A reference as it is read, what is italic between underscores."""
    root = html.fragment_fromstring(f"<p>{markup.replace('<i>', '_').replace('</i>', '_')}</p>")
    return str(root.text_content())


@pytest.mark.parametrize(("article", "expected"), [each[1:] for each in GOLDEN],
                         ids=[each[0] for each in GOLDEN])  # fmt: skip
def test_a_reference_is_as_its_manual_says(
    article: StoredArticle, expected: dict[str, str]
) -> None:
    cited = {style.code: plain(style.cite(work(article), TODAY)) for style in STYLES}
    assert cited == expected


def test_of_very_many_authors_some_are_named() -> None:
    many = stored(author=tuple(f"A{chr(97 + n)} Writ{chr(97 + n)}" for n in range(22)))
    cited = {style.code: plain(style.cite(work(many), TODAY)) for style in STYLES}
    assert cited["apa"].startswith("Writa, A., Writb, A., ")
    assert ", Writs, A., . . . Writv, A. (n.d.)." in cited["apa"]
    assert cited["chicago"].startswith("Writa, Aa, Ab Writb, ")
    assert ", Ag Writg, et al. " in cited["chicago"]


def test_titles_are_in_their_language() -> None:
    article = stored(title="Maree", language="it", outlet="Il Molo")
    for style in STYLES:
        assert '<span lang="it">' in style.cite(work(article), TODAY)


@given(hostile, hostile, hostile)
def test_any_text_stays_text(title: str, outlet: str, author: str) -> None:
    article = stored(
        title=title, outlet=outlet, author=(author + "<b>",), url=f"https://a.b/{title}"
    )
    for style in STYLES:
        cited = style.cite(work(article), TODAY)
        assert "<b>" not in cited
        assert ".." not in plain(style.cite(work(stored(title="Tides.", author=("A. B.",))), TODAY))
        cited.encode()


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("no “date”", "en", "“no ‘date’”"),
        ("il voto, «senza data»", "it", "«il voto, “senza data”»"),
        ("he’s “sure”", None, "“he’s ‘sure’”"),
        ("two\nlines\x00", "it", "«two lines\ufffd»"),
    ],
)
def test_a_quotation_is_in_the_marks_of_its_language(
    text: str, language: str | None, expected: str
) -> None:
    assert quoted(text, language) == expected
