"""A small set of articles in two languages that the engine tests search."""

from __future__ import annotations

from dataclasses import replace

from indexer import Article, Paragraph, Role

ARTICLES = (
    Article(
        id="lago-1",
        title="Ripresi i colloqui sullo scambio di prigionieri",
        paragraphs=(
            Paragraph("Le delegazioni restano divise sul cessate il fuoco.", Role.STANDFIRST),
            "L’accordo prevede lo scambio di mille prigionieri di guerra per parte.",
            "«Nessun prigioniero resterà indietro», ha detto il mediatore nella città di Ginevra.",
            Paragraph("The delegations arrive in Geneva on March 3.", Role.CAPTION, "en"),
            Paragraph("Sciopero dei treni, la guerra dei pedaggi", Role.RELATED),
        ),
        outlet="Il Corriere del Lago",
        url="https://lago.example/a1",
        published="2025-03-03",
        language="it",
        section="Mondo",
    ),
    Article(
        id="lago-2",
        title="Perché la tregua regge",
        paragraphs=("La guerra è ferma da un mese, dice l'inviato; la città respira.",),
        outlet="Il Corriere del Lago",
        published="2025-04-12T09:30:00+02:00",
        language="it",
        section="Mondo",
    ),
    Article(
        id="molo-1",
        paragraphs=(
            "Il porto riapre dopo lo sciopero: nessun accordo sui turni.",
            "La guerra delle tariffe continua.",
        ),
        outlet="Il Molo",
        language="it",
    ),
    Article(
        id="courier-1",
        title="Prisoner exchange talks resume in Geneva",
        paragraphs=(
            "A thousand prisoners of war are to be exchanged by each side, the mediator said.",
            "The cease-fire’s terms were not “settled”, he added.",
            Paragraph("War of words over tolls", Role.RELATED),
        ),
        outlet="The Northgate Courier",
        url="https://northgate.example/x#top",
        published="2025-03-03",
        language="en",
        section="World",
    ),
    Article(
        id="courier-2",
        title="Why the truce holds",
        paragraphs=("The war has paused. Mediators in Geneva call it a ceasefire.",),
        outlet="The Northgate Courier",
        published="2025-04-02",
        language="en",
        section="World",
    ),
    Article(id="nowhere", paragraphs=("Geneva 2025: Gülhisar, prisoners <b>&amp; war</b>",)),
)

AGAIN = tuple(replace(each, origins={"id": "record"}) for each in ARTICLES)
"""The same once more, with something told of them that no answer shows."""
