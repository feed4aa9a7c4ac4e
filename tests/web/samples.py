"""Articles for the tests of the page, written for them; the outlets are invented."""

from __future__ import annotations

from dataclasses import replace

from indexer.documents import Article, LeftOut, Paragraph, Role

HOSTILE = '<script>window.pwned = 1</script><img src=x onerror="window.pwned=1">'

HARBOUR = Article(
    id="courier/2025/harbour-strike",
    title="Harbour strike enters its second week as talks stall",
    outlet="The Northern Courier",
    url="https://courier.example/2025/harbour-strike",
    published="2025-11-12",
    language="en",
    author=("Ada Marsh", "Piet Lund"),
    section="Business",
    agency="NPA",
    paragraphs=(
        Paragraph(
            "Ferries stay tied up; both sides blame the other’s “arithmetic”.", Role.STANDFIRST
        ),
        "The harbour strike that has kept every ferry at its berth since the first days of "
        "November entered a second week on Wednesday, after a night of talks ended without an "
        "agreement and without a date for the next meeting.",
        Paragraph("Dockers at the gate of the old harbour on Tuesday night.", Role.CAPTION),
        "“We were told that the sums do not add up,” said a spokeswoman for the dockers. “They "
        "do. They add up to eleven hours a day.” The harbour authority declined to comment on "
        "the hours, but said that it would publish its own figures before the weekend.",
        Paragraph("What the islands pay", Role.SUBHEAD),
        "On the islands the strike is counted in milk and medicine. A small co-operative has begun "
        "to run fishing boats twice a day, in every weather, and keeps a list of who needs what. "
        "The list, its treasurer says, is longer than the harbour is deep.",
        "Talks may resume on Friday. Neither side would say where.",
        Paragraph("Storm warning for the whole coast", Role.RELATED),
        Paragraph("Harbour museum opens after ten years of works", Role.RELATED),
        Paragraph("Five recipes for a wet weekend", Role.RELATED),
    ),
)

PORTO = Article(
    id="gazzetta/sciopero-porto",
    title="Sciopero al porto, seconda settimana senza traghetti",
    outlet="Gazzetta del Golfo",
    url="https://golfo.example/sciopero-porto",
    published="2025-11-13T08:30:00+01:00",
    language="it",
    section="Economia",
    paragraphs=(
        "Lo sciopero al porto entra nella seconda settimana: dopo una notte di trattative i "
        "portuali e l’autorità hanno lasciato il tavolo senza un accordo, e «senza una data» per "
        "il prossimo incontro.",
        "Sulle isole si contano i giorni. Una piccola cooperativa ha messo in mare i pescherecci "
        "due volte al giorno e tiene l’elenco di chi aspetta un farmaco: quell’elenco, dice la "
        "tesoriera, è più lungo di quanto il porto sia profondo.",
        Paragraph(
            "Harbour workers at the gate, in a picture taken on Tuesday.", Role.CAPTION, "en"
        ),
        "Le trattative potrebbero riprendere venerdì; nessuna delle due parti dice dove.",
    ),
)

UNDATED = Article(
    id="untitled",
    language="en",
    paragraphs=(
        "A harbour town keeps its clocks five minutes fast, so that nobody misses the last boat.",
        "The habit is older than the harbour wall, and nobody remembers who began it.",
    ),
)

HOSTILE_ARTICLE = Article(
    id="a/<b>?c=d&e#f",
    title=f"Harbour {HOSTILE}",
    outlet=f"Outlet {HOSTILE}",
    url="javascript:alert(1)",
    published="2024-02-29",
    language="en",
    section=HOSTILE,
    paragraphs=(f"The harbour said: {HOSTILE} and nothing else.",),
)


_FERRY = Article(
    id="courier/2025/ferry-fares",
    title="Ferry fares rise by a tenth",
    title_derived=False,
    outlet="The Northern Courier",
    url="https://courier.example/2025/ferry-fares",
    published="2025-11-12T08:30:00+01:00",
    language="en",
    author=("Ada Marsh",),
    source="/srv/private/ferry-fares.html",
    paragraphs=(
        Paragraph("Ferry fares rise by a tenth", Role.HEADLINE),
        "The fares of the island ferries rise by a tenth on the first of December, the harbour "
        "authority said on Wednesday.",
        "A month’s pass will cost 84 crowns.",
        Paragraph("Harbour museum opens", Role.RELATED),
    ),
    left_out=(
        LeftOut("Menu", "furniture: menu, button, advert, share bar", 0),
        LeftOut("Sign in", "furniture: menu, button, advert, share bar", 0),
        LeftOut("12 November 2025", "a date, or the label of one, and nothing else", 1),
        LeftOut("Share this <b>", "furniture: menu, button, advert, share bar", 2),
        LeftOut("Slug: FERRY-1", "a slug that an agency gave", 2),
        LeftOut("© The Northern Courier", "stands outside the article on its page", 4),
    ),
    origins={
        "published": "JSON-LD datePublished",
        "outlet": "host of the URL",
        "language": "told from the text",
        "author": 'line "By Ada Marsh"',
        "id": "the file's name",
    },
)

FERRY = (
    _FERRY,
    replace(
        _FERRY,
        title="Ferry fares rise by a fifth",
        author=("Ada Marsh", "Piet Lund"),
        modified="2025-11-13",
        paragraphs=(
            Paragraph("Ferry fares rise by a fifth", Role.HEADLINE),
            "The fares of the island ferries rise by a fifth on the first of December, the harbour "
            "authority said on Wednesday.",
            "Children travel free.",
            *_FERRY.paragraphs[3:],
        ),
    ),
)
"""An article as it was first published, and corrected."""


def letters(count: int = 34) -> list[Article]:
    """Many short articles that all hold the word ``letter``, of a dozen outlets and months."""
    return [
        Article(
            id=f"letter-{number:02}",
            title=f"Post number {number}",
            outlet=f"Weekly {number % 12 + 1}",
            published=f"{2023 + number % 3}-{number % 12 + 1:02}-05",
            language="en" if number % 3 else "it",
            paragraphs=(f"This is letter {number} to the editor about the harbour lights.",),
        )
        for number in range(1, count + 1)
    ]


def newsroom() -> list[Article]:
    """Everything above."""
    return [HARBOUR, PORTO, UNDATED, HOSTILE_ARTICLE, *letters()]
