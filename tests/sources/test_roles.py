"""Roles of lines: each rule on lines of its own, as newspapers in general have them."""

from __future__ import annotations

import pytest

from indexer.documents import Role
from indexer.sources.lines import roles
from indexer.sources.lines.draft import Reason

PROSE = [
    "The cranes of the terminal began to move again at ten o'clock on Friday morning.",
    "Under the agreement, workers will be told of their shifts a day ahead.",
    "The owner put the cost of the dispute at eleven million euros in all.",
    "Two shipping lines have moved their autumn calls to another port.",
    "The vote was five hundred to seventy, and nobody cheered very loudly.",
]
PROSA = [
    "Le gru del terminal hanno ripreso a muoversi alle dieci di venerdì mattina.",
    "In base all'accordo i lavoratori conosceranno i turni con un giorno di anticipo.",
    "L'azienda stima in undici milioni di euro il costo complessivo della vertenza.",
    "Due compagnie hanno spostato altrove gli scali previsti per questo autunno.",
]


def told(lines: list[str]) -> list[tuple[str, Role | None]]:
    return [(line.text, line.role) for line in roles.assign(lines)]


def role_of(text: str, lines: list[str]) -> Role | None:
    (role,) = {line.role for line in roles.assign(lines) if line.text == text}
    return role


def reason_of(text: str, lines: list[str]) -> Reason:
    (reason,) = {line.reason for line in roles.assign(lines) if line.text == text}
    return reason


def test_an_article_as_most_are() -> None:
    lines = [
        "WORLD",
        "Dockers end their strike",
        "After ten days the cranes of the port are moving again",
        "By Ann Lee",
        "12 November 2025",
        "",
        *PROSE[:2],
        "Advertisement",
        PROSE[2],
        "What happens next",
        *PROSE[3:],
        "Read more",
        "A bridge too far for the island",
        "Ferry timetables change in April",
    ]
    assert [role for _, role in told(lines)] == [
        None,
        Role.HEADLINE,
        Role.STANDFIRST,
        None,
        None,
        Role.BODY,
        Role.BODY,
        None,
        Role.BODY,
        Role.SUBHEAD,
        Role.BODY,
        Role.BODY,
        None,
        Role.RELATED,
        Role.RELATED,
    ]


@pytest.mark.parametrize("number", range(1, 4))
def test_line_numbers_are_those_of_the_source(number: int) -> None:
    (line,) = roles.assign([""] * (number - 1) + [PROSE[0]])
    assert line.number == number


@pytest.mark.parametrize(
    "line",
    [
        "Pubblicità",
        "ADVERTISEMENT",
        "Condividi su Facebook WhatsApp Email",
        "Share this article",
        "Home Mondo Politica Economia Sport",
        "Home | News | Culture | Tides | Weather",
        "Skip to main content",
        "Iscriviti alla nostra newsletter",
        "© Riproduzione riservata",
        "Torna su",
        "Copia link",
        "Caricamento in corso…",
        "Already a subscriber? Log in",
        "Segui Africa Oggi su Telegram",
        "Follow The Lagoon Gazette on WhatsApp",
        "Sign up to our newsletter",
        "Sign up for the morning newsletter from our desk in Venice",
        "Iscriviti al canale WhatsApp del Molo",
        "Scarica la nostra app per leggere le notizie anche in mare",
    ],
)
def test_furniture_drops_out_wherever_it_stands(line: str) -> None:
    for lines in ([line, "The headline of it all", *PROSE], [*PROSE[:3], line, *PROSE[3:]]):
        assert role_of(line, lines) is None
        assert [role for text, role in told(lines) if text in PROSE] == [Role.BODY] * len(PROSE)


@pytest.mark.parametrize(
    "line",
    [
        "The newspaper's newsletter was read by nobody, the minister said on Friday.",
        "Ha chiesto di condividere il video su Facebook, e in poche ore lo hanno visto tutti.",
        "Condividi il pane con chi non ne ha",
        "La pubblicità dei farmaci divide il Parlamento",
        "Search for missing ferry passengers resumes",
        "Follow the money, the prosecutor wrote on Telegram",
        "Follow the dockers through the gates of the port",
        "Subscribe or perish: how the weekly of the island was saved",
        "Segui il vento e troverai la barca",
    ],
)
def test_words_of_furniture_in_a_sentence_are_text(line: str) -> None:
    assert role_of(line, [*PROSE[:2], line, *PROSE[2:]]) is not None


@pytest.mark.parametrize(
    "line",
    [
        "Indirizzo: Piazza Cavour 3, 20121 Milano",
        "12 Dock Road, London SE1 2AB",
        "Tel. 02 555 0199",
        "redazione@ilmolo.example",
        "www.ilmolo.example",
    ],
)
def test_addresses_drop_out(line: str) -> None:
    assert reason_of(line, [line, "", *PROSE]) is Reason.CONTACT


def test_a_street_in_the_news_is_no_address() -> None:
    line = "The fire began at 12 Dock Road, London SE1 2AB, shortly before ten."
    assert role_of(line, [*PROSE, line]) is Role.BODY


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("3 min read", Reason.READING_TIME),
        ("Tempo di lettura: 4 minuti", Reason.READING_TIME),
        ("Published on 12 November 2025", Reason.DATE),
        ("Aggiornato il 13 novembre 2025 alle 10:30", Reason.DATE),
        ("Pubblicato il", Reason.DATE),
        ("di Carla Benussi", Reason.BYLINE),
        ("di Carla Benussi · 6 novembre 2024 · 2 min di lettura", Reason.META),
        ("By Ann Lee May 21, 2024", Reason.META),
        ("ESTERI | 12 novembre 2025", Reason.META),
    ],
)
def test_metadata_is_no_text(line: str, reason: Reason) -> None:
    assert reason_of(line, ["Il porto riapre", line, "", *PROSA]) is reason


def test_a_date_in_mid_article_heads_a_part_of_a_chronology() -> None:
    lines = ["How the strike went", *PROSE[:4], "12 November 2025", *PROSE[4:]]
    assert role_of("12 November 2025", lines) is Role.SUBHEAD


def test_a_headline_twice_is_one_headline() -> None:
    headline = "«Nessuno vince»: il porto riapre. E adesso?"
    lines = [
        headline,
        "L'accordo nella notte.",
        headline,
        "Le gru all'alba.",
        "12 maggio 2025",
        "",
        *PROSA,
    ]
    assert [role for _, role in told(lines)][:5] == [
        Role.HEADLINE,
        Role.STANDFIRST,
        None,
        Role.CAPTION,
        None,
    ]


def test_a_long_first_line_without_a_full_stop_is_a_standfirst() -> None:
    line = " ".join(PROSE[:2]).replace(".", ",").rstrip(",")
    assert told([line, *PROSE[2:]])[0][1] is Role.STANDFIRST


def test_an_article_may_begin_with_its_text() -> None:
    assert {role for _, role in told(PROSE)} == {Role.BODY}


@pytest.mark.parametrize(
    ("caption", "lines"),
    [
        ("La gru numero quattro all'alba. (Foto Ansa)", PROSA),
        ("A crane at dawn in the port of Trieste. © 2025 The Agency", PROSE),
        ("FILE - A crane at dawn in the port of Trieste.", PROSE),
        ("Nella foto: la gru numero quattro", PROSA),
        ("A crane stands still at dawn in the port, with nobody on it.", PROSA),
    ],
)
def test_captions_inside_the_text(caption: str, lines: list[str]) -> None:
    assert role_of(caption, [*lines[:2], "", caption, "", *lines[2:]]) is Role.CAPTION


def test_a_quotation_in_another_language_is_text() -> None:
    quote = "“We are not going to wait for them to be ready,” he said."
    assert role_of(quote, [*PROSA[:2], quote, *PROSA[2:]]) is Role.BODY


def test_caption_near_copy_and_credit_make_one_caption() -> None:
    caption = "I giornalisti aspettano davanti al cancello del porto di Trieste"
    lines = [
        "Il porto riapre",
        "",
        caption,
        f"{caption} Diritti d'autore\xa0 Nino Rossi/Copyright 2025 The Agency",
        "Diritti d'autore\xa0Nino Rossi/Copyright 2025 The Agency",
        "",
        *PROSA,
    ]
    assert [role for _, role in told(lines)][:4] == [Role.HEADLINE, Role.CAPTION, None, None]


def test_a_hint_wins_over_form_but_not_over_furniture() -> None:
    lines = [PROSE[0], "Pubblicità", "Leggi anche", " ".join(PROSE[1:])]
    hints = [Role.STANDFIRST, Role.BODY, Role.SUBHEAD, None]
    assert [line.role for line in roles.assign(lines, hints)] == [
        Role.STANDFIRST,
        None,
        None,
        Role.BODY,
    ]


def test_the_outlets_own_name_is_no_headline() -> None:
    lines = ["Il Molo", "", "Il porto riapre dopo dieci giorni", "", *PROSA]
    named = roles.assign(lines, outlet="Il Molo")
    assert [line.role for line in named][:2] == [None, Role.HEADLINE]


def test_of_a_repeated_paragraph_the_first_is_kept() -> None:
    kept = [line.number for line in roles.assign([*PROSE, PROSE[0]]) if line.role]
    assert kept == [1, 2, 3, 4, 5]
