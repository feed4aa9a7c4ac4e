"""What comes first: on every engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from indexer import Article, Match, Paragraph, Query, Role, Sort
from indexer.engine import Engine
from tests.engine.memory import MemoryEngine

_FILLER = "nella riunione di ieri si è detto molto altro senza decidere nulla di nuovo"


def order(engine: Engine, text: str, **options: Any) -> list[str]:
    return [hit.id for hit in engine.search(Query(text, **({"limit": 1000} | options))).hits]


def italian(name: str, *paragraphs: Paragraph | str, title: str | None = None) -> Article:
    return Article(id=name, paragraphs=paragraphs, title=title, language="it")


def noise(count: int, language: str = "it") -> list[Article]:
    """Articles that have nothing of the queries here, so that words are rare."""
    text = "Lorem dolor amet" if language == "en" else "Pioggia e vento sulle coste"
    return [
        Article(id=f"z{at}-{language}", paragraphs=(text,), language=language)
        for at in range(count)
    ]


def test_words_near_each_other_come_before_words_far_apart(engine: Engine) -> None:
    engine.index(
        [
            italian("a", f"Il traghetto è qui; {_FILLER}; ora il porto."),
            italian("b", f"Il traghetto, il porto; {_FILLER}; ora è qui."),
            *noise(20),
        ]
    )
    assert order(engine, "traghetto porto") == ["b#p1", "a#p1"]


def test_words_of_the_title_raise_what_stands_below_it(engine: Engine) -> None:
    engine.index(
        [
            italian("a", "Il governo ha approvato il decreto.", title="Pensioni"),
            italian("b", "Il governo ha approvato il decreto.", title="Pescherecci"),
            *noise(20),
        ]
    )
    assert order(engine, "decreto pescherecci", roles=("body",)) == ["b#p2", "a#p2"]


def test_words_of_the_same_family_raise_a_passage(engine: Engine) -> None:
    engine.index(
        [
            italian("a", "Il museo fu rinnovato; ne parla la prefazione."),
            italian("b", "Il museo fu rinnovato; ne parla la fondazione."),
            *noise(20),
            italian("c", "Una squadra fondata a Genova."),
        ]
    )
    assert order(engine, "museo fondata", match=Match.WORD)[:2] == ["c#p1", "b#p1"]
    assert order(engine, "museo fondata", match=Match.WORD)[2:] == ["a#p1"]


def test_a_headline_comes_before_the_same_words_elsewhere_and_a_caption_behind(
    engine: Engine,
) -> None:
    text = "Sciopero dei treni domani"
    roles = {"a": Role.CAPTION, "b": Role.BODY, "c": Role.HEADLINE}
    articles = [italian(name, Paragraph(text, role)) for name, role in roles.items()]
    engine.index([*articles, *noise(20)])
    assert order(engine, "sciopero treni") == ["c#p1", "b#p1", "a#p1"]
    assert order(engine, "sciopero") == ["c#p1", "b#p1", "a#p1"]


def test_no_language_drowns_the_other(engine: Engine) -> None:
    many = [italian(f"i{at:03}", f"Terremoto a Napoli, bilancio {at}.") for at in range(500)]
    few = [
        Article(id=f"e{at}", paragraphs=(f"Earthquake in Naples, toll {at}.",), language="en")
        for at in range(5)
    ]
    engine.index([*many, *few, *noise(50), *noise(50, "en")])
    for text in ("terremoto napoli", "earthquake naples", "terremoto earthquake"):
        first = {hit.language for hit in engine.search(Query(text, limit=10)).hits}
        assert first == {"it", "en"}, text


def test_of_equally_good_passages_those_in_the_language_of_the_query_come_first(
    engine: Engine,
) -> None:
    engine.index(
        [
            italian("a", "Il terremoto ha distrutto la scuola."),
            Article(id="b", paragraphs=("The earthquake destroyed the school.",), language="en"),
            *noise(5),
            *noise(5, "en"),
        ]
    )
    assert order(engine, "il terremoto ha distrutto una scuola")[0] == "a#p1"
    assert order(engine, "the earthquake destroyed a school")[0] == "b#p1"


def test_the_exact_form_comes_before_other_forms_and_those_before_what_is_related(
    engine: Engine,
) -> None:
    engine.index(
        [
            italian("a", "Si parla di conflitto nella regione."),
            italian("b", "Si parla di guerre nella regione."),
            italian("c", "Si parla di guerra nella regione."),
            *noise(20),
        ]
    )
    assert order(engine, "guerra")[:2] == ["c#p1", "b#p1"]


def test_scores_are_shares_of_the_best_of_the_language(engine: Engine) -> None:
    engine.index([italian("a", "Il faro di notte."), italian("b", f"Il faro; {_FILLER}.")])
    scores = [hit.score for hit in engine.search(Query("faro", match=Match.WORD)).hits]
    assert scores[0] == 1
    assert 0 < scores[1] < 1


WORDS = "guerra pace accordo porto war peace agreement port Napoli Naples".split()
paragraphs = st.builds(
    Paragraph,
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join),
    st.sampled_from(Role),
    st.sampled_from(["it", "en"]),
)
articles = st.builds(
    Article,
    id=st.integers(0, 30).map("a{}".format),
    paragraphs=st.lists(paragraphs, min_size=1, max_size=4),
    outlet=st.sampled_from(["X", "Y"]),
    published=st.sampled_from(["2025-03-03", "2025-04-12T09:30:00Z", None]),
    section=st.sampled_from(["World", None]),
)
filters = st.fixed_dictionaries(
    {},
    optional={
        "languages": st.sampled_from([("it",), ("en",)]),
        "outlets": st.just(("X",)),
        "roles": st.sets(st.sampled_from(Role), min_size=1, max_size=3).map(tuple),
        "published_from": st.just("2025-04"),
        "sections": st.just((None,)),
    },
)


@settings(max_examples=40)
@given(
    held=st.lists(articles, min_size=1, max_size=12),
    words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=4),
    chosen=filters,
    sort=st.sampled_from(Sort),
    size=st.integers(1, 5),
)
def test_neither_filters_nor_pages_change_the_order(
    held: Sequence[Article], words: Sequence[str], chosen: dict[str, Any], sort: Sort, size: int
) -> None:
    whole = Query(" ".join(words), roles=tuple(Role), sort=sort, limit=1000)
    with MemoryEngine() as engine:
        engine.index(held)
        every = engine.search(whole).hits
        some = engine.search(replace(whole, **chosen)).hits
        scores = {hit.id: hit.score for hit in every}
        kept = {hit.id for hit in some}
        assert [hit.id for hit in some] == [hit.id for hit in every if hit.id in kept]
        assert all(hit.score == scores[hit.id] for hit in some)
        paged = [
            hit.id
            for offset in range(0, len(some), size)
            for hit in engine.search(replace(whole, **chosen, offset=offset, limit=size)).hits
        ]
        assert paged == [hit.id for hit in some]
