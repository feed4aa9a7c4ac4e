"""What every engine must do. Each test runs on each engine of ``conftest.ENGINES``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from indexer import Article, Match, Paragraph, Query, Role, Sort
from indexer.engine import Engine
from indexer.engine.base import FACETS, Results
from indexer.errors import ArticleNotFound, BadParameter
from indexer.query import spelling
from tests.engine.articles import ARTICLES
from tests.query.hostile import HOSTILE

FILTER = {
    "language": "languages",
    "outlet": "outlets",
    "month": "months",
    "role": "roles",
    "section": "sections",
}
"""Which field of a Query chooses among the values of a facet."""

QUERIES = (
    *("guerra", "war", "Geneva Ginevra", "prisoner prigioniero accordo", "g*", '"di guerra"'),
    *("lang:it", "guerra OR outlet:courier", '"guerra prigionieri"~3', "gera~2", "role:related"),
)


CHOSEN: tuple[dict[str, Any], ...] = (
    {},
    {"languages": ("it",)},
    {"outlets": ("Il Molo", None)},
    {"languages": ("en", None), "roles": ("body",)},
    {"months": ("2025-03", None)},
    {"published_from": "2025-04"},
    {"sections": ("World",), "published_to": "2025-03-31"},
    {"roles": ("related",)},
)
"""Some ways to filter."""


@pytest.fixture
def filled(engine: Engine) -> Engine:
    engine.index(ARTICLES)
    return engine


MOLO = {"molo-1#p1", "molo-1#p2"}


def in_words(text: str, **options: Any) -> Query:
    """A query for the words as typed, in any of their forms (``test_related`` has the others)."""
    return Query(text, **({"match": Match.WORD} | options))


def ids(results: Results) -> list[str]:
    return [hit.id for hit in results.hits]


def found(engine: Engine, text: str, **options: Any) -> set[str]:
    return set(ids(engine.search(in_words(text, limit=1000, **options))))


# Indexing


def test_what_was_indexed_is_counted_and_found(engine: Engine) -> None:
    report = engine.index(ARTICLES)
    assert (report.added, report.replaced, report.passages) == (6, 0, 17)
    assert engine.search(in_words("mediatore")).total == 1


def test_an_article_is_replaced_by_id(filled: Engine) -> None:
    report = filled.index(
        [Article(id="molo-1", paragraphs=("Gli orari cambiano.",), language="it")]
    )
    assert (report.added, report.replaced, report.passages) == (0, 1, 1)
    assert found(filled, "sciopero porto tariffe", roles=("body",)) == set()
    assert found(filled, "orari") == {"molo-1#p1"}
    assert [each.text for each in filled.article("molo-1").passages] == ["Gli orari cambiano."]


def test_of_two_articles_of_one_id_the_later_is_kept(engine: Engine) -> None:
    engine.index(Article(id="a", paragraphs=(text,), language="en") for text in ("early", "late"))
    assert (found(engine, "early"), found(engine, "late")) == (set(), {"a#p1"})


def test_ids_and_answers_survive_indexing_again(filled: Engine) -> None:
    before = [filled.search(in_words(text)).hits for text in QUERIES]
    report = filled.index(ARTICLES)
    assert (report.unchanged, report.replaced, report.passages) == (len(ARTICLES), 0, 0)
    assert [filled.search(in_words(text)).hits for text in QUERIES] == before


def test_a_batch_that_fails_is_not_stored(filled: Engine) -> None:
    def failing() -> Iterator[Article]:
        yield Article(id="new", paragraphs=("Una notizia nuova.",), language="it")
        raise OSError("the source went away")

    with pytest.raises(OSError, match="went away"):
        filled.index(failing())
    assert found(filled, "notizia") == set()
    assert filled.stats().articles == len(ARTICLES)


def test_deleted_articles_are_gone(filled: Engine) -> None:
    assert filled.delete(["molo-1", "molo-1", "unheard-of"]) == 1
    assert found(filled, "porto tariffe") == set()
    with pytest.raises(ArticleNotFound):
        filled.article("molo-1")
    assert filled.stats().articles == len(ARTICLES) - 1


def test_deleting_and_optimizing_leave_the_other_answers_as_if_it_had_never_been_there(
    engine: Engine,
) -> None:
    engine.index(ARTICLES[:3])
    before = [engine.search(in_words(text)).to_dict() for text in QUERIES]
    engine.index(ARTICLES[3:])
    engine.delete([article.id for article in ARTICLES[3:]])
    deleted = [engine.search(in_words(text)).to_dict() for text in QUERIES]
    engine.optimize()
    optimized = [engine.search(in_words(text)).to_dict() for text in QUERIES]
    for answers in (before, deleted, optimized):
        for answer in answers:
            del answer["took_ms"]
    assert before == deleted == optimized


def test_the_article_is_given_back_as_published(filled: Engine) -> None:
    article = filled.article("lago-1")
    assert (article.outlet, article.published, article.section) == (
        "Il Corriere del Lago",
        "2025-03-03",
        "Mondo",
    )
    assert [(each.ordinal, each.role, each.language) for each in article.passages] == [
        (1, Role.HEADLINE, "it"),
        (2, Role.STANDFIRST, "it"),
        (3, Role.BODY, "it"),
        (4, Role.BODY, "it"),
        (5, Role.CAPTION, "en"),
        (6, Role.RELATED, "it"),
    ]
    assert article.passages[2].text == ARTICLES[0].paragraphs[1].text  # type: ignore[union-attr]


def test_a_missing_title_is_derived_and_said_to_be(filled: Engine) -> None:
    article = filled.article("molo-1")
    assert article.title_derived
    assert article.title == "Il porto riapre dopo lo sciopero: nessun accordo sui turni."
    assert not filled.article("lago-1").title_derived


def test_stats_count_what_is_held(filled: Engine) -> None:
    stats = filled.stats()
    assert (stats.articles, stats.passages) == (6, 17)
    assert stats.languages == {"it": 9, "en": 7, None: 1}
    assert stats.outlets["The Northgate Courier"] == 6
    assert stats.roles["related"] == 2
    assert (stats.earliest, stats.latest) == ("2025-03-03", "2025-04-12T09:30:00+02:00")


def test_an_engine_that_was_only_used_has_no_faults(filled: Engine) -> None:
    filled.delete(["lago-2"])
    assert filled.verify() == []


# Finding


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("prigioniero", {"lago-1#p1", "lago-1#p3", "lago-1#p4"}),
        ("prisoner", {"courier-1#p1", "courier-1#p2"}),
        ("citta", {"lago-1#p4", "lago-2#p2"}),
        ("città", {"lago-1#p4", "lago-2#p2"}),
        ("CITTÀ", {"lago-1#p4", "lago-2#p2"}),
        ("accordo", {"lago-1#p3", "molo-1#p1"}),
        ("l'accordo", {"lago-1#p3", "molo-1#p1"}),
        ("L’ACCORDO", {"lago-1#p3", "molo-1#p1"}),
        ("gulhisar", {"nowhere#p1"}),
        ("Gülhisar", {"nowhere#p1"}),
        ("cease-fire", {"courier-1#p3"}),
        ("2025", {"nowhere#p1"}),
        ("truce tregua", {"courier-2#p1", "lago-2#p1"}),
        ("+guerra città", {"lago-1#p3", "lago-2#p2", "molo-1#p2"}),
        ("guerra -città", {"lago-1#p3", "molo-1#p2"}),
        ("guerra NOT città", {"lago-1#p3", "molo-1#p2"}),
        ("guerra AND città", {"lago-2#p2"}),
        ("guerra AND NOT città", {"lago-1#p3", "molo-1#p2"}),
        ("guerra AND (città OR scambio)", {"lago-1#p3", "lago-2#p2"}),
        ("truc*", {"courier-2#p1"}),
        ("mediat*", {"lago-1#p4", "courier-1#p2", "courier-2#p2"}),
        ("L'accor*", {"lago-1#p3", "molo-1#p1"}),
        ('"prigionieri di guerra"', {"lago-1#p3"}),
        ('"prigioniero di guerra"', {"lago-1#p3"}),
        ('"prigionieri della guerra"', set()),
        ('"guerra di prigionieri"', set()),
        ('"cessate il fuoco"', {"lago-1#p2"}),
        ('"settled, he"', {"courier-1#p3"}),
        ('"the war"', {"courier-2#p2"}),
        ("unheardof", set()),
        ("*eace* *fire", {"courier-2#p2", "courier-1#p3"}),
        ("acc?rd?", set()),
        ("acc?rdo", {"lago-1#p3", "molo-1#p1"}),
        ("perch*", {"lago-2#p1"}),
        ("prigonieri~", {"lago-1#p1", "lago-1#p3", "lago-1#p4"}),
        ("citat~1", {"lago-1#p4", "lago-2#p2"}),
        ("gulhissar~1", {"nowhere#p1"}),
        ("gulhissar~1 -2025", set()),
        ('"scambio mille guerra"~3', {"lago-1#p3"}),
        ('"guerra scambio mille"~3', {"lago-1#p3"}),
        ('"guerra scambio mille"~2', set()),
        ('"side prisoners"~10', {"courier-1#p2"}),
        ("guerra E città", {"lago-2#p2"}),
        ("guerra NON città", {"lago-1#p3", "molo-1#p2"}),
        ('"la guerra" e "la città"', {"lago-2#p2"}),
        ("guerra && !città", {"lago-1#p3", "molo-1#p2"}),
    ],
)
def test_a_query_finds_these_passages_and_no_others(
    filled: Engine, text: str, expected: set[str]
) -> None:
    assert found(filled, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("prigioniero", {"lago-1#p4"}),
        ("prigionieri", {"lago-1#p1", "lago-1#p3"}),
        ("città", {"lago-1#p4", "lago-2#p2"}),
        ("citta", {"lago-1#p4", "lago-2#p2"}),
        ("cittá", set()),
        ('"mille prigionieri di guerra"', {"lago-1#p3"}),
        ('"mille prigioniero di guerra"', set()),
        ("è", {"lago-2#p2"}),
    ],
)
def test_an_exact_match_is_the_form_as_written(
    filled: Engine, text: str, expected: set[str]
) -> None:
    assert found(filled, text, match=Match.EXACT) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("geneva lingua:inglese", {"lago-1#p5", "courier-1#p1", "courier-2#p2"}),
        ('geneva language:""', {"nowhere#p1"}),
        ('guerra testata:"Il Molo"', {"molo-1#p2"}),
        ("guerra testata:molo", {"molo-1#p2"}),
        ("guerra -testata:molo", {"lago-1#p3", "lago-2#p2"}),
        ("guerra outlet:molo,lago from:2025-04", {"lago-2#p2"}),
        ('war outlet:""', {"nowhere#p1"}),
        ("guerra outlet:*", {"lago-1#p3", "lago-2#p2", "molo-1#p2"}),
        ("accordo sezione:mondo", {"lago-1#p3"}),
        ("title:prigionieri", {"lago-1#p1"}),
        ("titolo:(tregua truce)", {"lago-2#p1", "courier-2#p1"}),
        ("geneva ruolo:didascalia", {"lago-1#p5"}),
        ("war role:related", {"courier-1#p4"}),
        ("guerra war dal:aprile 2025", {"lago-2#p2", "courier-2#p2"}),
        ("guerra war al:2025-03", {"lago-1#p3", "courier-1#p2"}),
        ("guerra war date:[2025-04-03 TO *]", {"lago-2#p2"}),
        ('guerra war date:""', {"molo-1#p2", "nowhere#p1"}),
        ("war OR outlet:molo", {"courier-1#p2", "courier-2#p2", "nowhere#p1", *MOLO}),
        ("outlet:molo -guerra", {"molo-1#p1"}),
        ("outlet:molo", MOLO),
        ("lingua:it role:headline", {"lago-1#p1", "lago-2#p1"}),
        ("il outlet:molo", set()),
        ("from:2025-04-03", {"lago-2#p1", "lago-2#p2"}),
        ("(lang:en outlet:courier) AND geneva", {"courier-1#p1", "courier-2#p2"}),
        ('lang:""', {"nowhere#p1"}),
    ],
)
def test_fields_of_a_query_choose_among_the_passages(
    filled: Engine, text: str, expected: set[str]
) -> None:
    assert found(filled, text) == expected


def test_a_field_and_a_filter_choose_the_same(filled: Engine) -> None:
    for text, chosen in [
        ("lang:it", {"languages": ("it",)}),
        ('outlet:"The Northgate Courier"', {"outlets": ("The Northgate Courier",)}),
        ("section:world role:body", {"sections": ("World",), "roles": ("body",)}),
        ("from:2025-04 to:2025-04", {"published_from": "2025-04", "published_to": "2025-04"}),
    ]:
        by_field, by_filter = (
            filled.search(in_words(f"g* {text}")),
            filled.search(in_words("g*", **chosen)),
        )
        assert ids(by_field) == ids(by_filter)


def test_a_query_of_fields_alone_lists_in_total_order(filled: Engine) -> None:
    results = filled.search(in_words("lang:it,en"))
    assert ids(results) == sorted(ids(results))
    assert {hit.score for hit in results.hits} == {0.0}
    assert results.interpretation == ()
    assert {hit.highlights for hit in results.hits} == {()}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("guerra", []),
        ("guerra language:it", []),
        ("guerra lingua:it", ["read-as"]),
        ("guerra E pace", ["read-as"]),
        ("foo:bar guerra", ["unknown-field"]),
        ("guerra from:yesterday", ["read-as", "no-date"]),
        ("guerra from:2026 to:2025", ["contradictory", "no-such-passage"]),
        ("guerra outlet:guardian", ["no-such-passage"]),
        ("guerra outlet:northgate", []),
        ("guerra OR outlet:guardian", []),
        ("guerra~9", ["read-as", "edits-capped"]),
    ],
)
def test_what_is_not_read_as_written_is_told(filled: Engine, text: str, codes: list[str]) -> None:
    assert [note.code for note in filled.search(in_words(text)).notes] == codes


def test_of_a_pattern_that_many_words_fit_the_most_frequent_are_looked_up(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spelling, "MAX_EXPANSION", 2)
    texts = ["gatto gara", "gatto gelo", "gatto gelo", "gufo", "gala", "gemma", "gemma gesso"]
    engine.index(
        Article(id=f"n{at}", paragraphs=(text,), language="it") for at, text in enumerate(texts)
    )
    engine.index([Article(id="n3", paragraphs=("gelo",), language="it")])
    engine.delete(["n6"])
    results = engine.search(in_words("g*"))
    assert set(ids(results)) == {"n0#p1", "n1#p1", "n2#p1", "n3#p1"}
    assert [(note.code, note.words) for note in results.notes] == [("words-capped", ("g*",))]
    assert engine.search(in_words("ge*")).total == 4
    assert engine.search(in_words("gat*")).notes == ()


@pytest.mark.parametrize("opening", '"“”„«»')
@pytest.mark.parametrize("closing", '"“”«»')
def test_any_pair_of_quotes_makes_the_same_phrase(
    filled: Engine, opening: str, closing: str
) -> None:
    assert found(filled, f"{opening}cessate il fuoco{closing}") == {"lago-1#p2"}


def test_a_word_too_common_in_one_language_makes_no_match_in_another(filled: Engine) -> None:
    text = "Lo scrive The Guardian; al governo si discute di AI."
    filled.index([Article(id="quote", paragraphs=(text,), language="it")])
    assert found(filled, "the war") == found(filled, "war")
    assert found(filled, "the guardian") == {"quote#p1"}
    assert found(filled, "AI talks") == {"courier-1#p1"}


def test_as_written_small_words_only_raise_the_score(filled: Engine) -> None:
    assert found(filled, "il porto", match=Match.EXACT) == {"molo-1#p1"}
    assert "molo-1#p1" in found(filled, "il", match=Match.EXACT)


def test_teasers_are_searched_only_on_request(filled: Engine) -> None:
    assert found(filled, "pedaggi tolls") == set()
    related = found(filled, "pedaggi tolls", roles=(Role.RELATED,))
    assert related == {"lago-1#p6", "courier-1#p4"}


@pytest.mark.parametrize(
    "text", ["il", "the", "è", "di la", "''", '"', '""', "« »", "!?", "( )", "-"]
)
def test_a_query_with_nothing_to_search_is_explained(filled: Engine, text: str) -> None:
    results = filled.search(in_words(text))
    assert (results.total, results.hits) == (0, ())
    assert "nothing-to-search" in {note.code for note in results.notes}


def test_a_query_of_exclusions_alone_is_explained(filled: Engine) -> None:
    results = filled.search(in_words("-guerra"))
    assert results.total == 0
    assert [note.code for note in results.notes] == ["only-exclusions"]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_query_gets_an_answer_or_a_sentence(filled: Engine, text: str) -> None:
    results = filled.search(in_words(text, limit=1000))
    assert len(results.hits) == results.total
    assert all(note.message and len(note.message) < 600 for note in results.notes)


@pytest.mark.parametrize(
    "text", ["guerra " * 1500, "(" * 5000 + "guerra", "guerra" + ")" * 900, '"guerra', "guerra \0"]
)
def test_an_unwieldy_query_gets_its_best_reading(filled: Engine, text: str) -> None:
    assert found(filled, text) == {"lago-1#p3", "lago-2#p2", "molo-1#p2"}


# Hits


def test_highlights_are_the_words_that_matched(filled: Engine) -> None:
    (hit,) = filled.search(
        in_words("l’accordo prigioniero", outlets=("Il Corriere del Lago",))
    ).hits[:1]
    assert hit.id == "lago-1#p3"
    assert [hit.text[start:end] for start, end in hit.highlights] == ["accordo", "prigionieri"]
    assert hit.why == ("word: prigioniero → prigionieri",)


def test_a_phrase_is_marked_where_it_stands_and_nowhere_else(engine: Engine) -> None:
    text = "Di guerra si parla: prigionieri di guerra, prigionieri no."
    engine.index([Article(id="a", paragraphs=(text,), language="it")])
    (hit,) = engine.search(in_words("«prigionieri di guerra»")).hits
    assert [hit.text[start:end] for start, end in hit.highlights] == ["prigionieri di guerra"]


def test_words_near_each_other_are_marked_and_what_is_between_is_not(engine: Engine) -> None:
    text = "La pace: dopo la guerra, la pace e nessuna guerra; guerra e pace."
    engine.index([Article(id="a", paragraphs=(text,), language="it")])
    (hit,) = engine.search(in_words('"guerra pace"~1')).hits
    marked = [hit.text[start:end] for start, end in hit.highlights]
    assert marked == ["guerra", "pace", "guerra", "pace"]


def test_a_word_spelt_otherwise_says_so(filled: Engine) -> None:
    (hit,) = filled.search(in_words("gulhissar~")).hits
    assert [hit.text[start:end] for start, end in hit.highlights] == ["Gülhisar"]
    assert hit.why == ("spelling: gulhissar~ → Gülhisar",)


def test_the_more_often_words_are_near_the_higher_the_score(engine: Engine) -> None:
    texts = {"once": "pace e guerra o altro ancora", "twice": "pace e guerra e pace ancora"}
    engine.index(Article(id=key, paragraphs=(text,), language="it") for key, text in texts.items())
    assert ids(engine.search(in_words('"guerra pace"~1'))) == ["twice#p1", "once#p1"]


def test_a_hit_carries_what_its_article_says(filled: Engine) -> None:
    (hit,) = filled.search(in_words('"are to be exchanged"')).hits
    assert (hit.id, hit.article_id, hit.ordinal, hit.role) == (
        "courier-1#p2",
        "courier-1",
        2,
        "body",
    )
    assert (hit.outlet, hit.published, hit.language) == (
        "The Northgate Courier",
        "2025-03-03",
        "en",
    )
    assert hit.title == "Prisoner exchange talks resume in Geneva"
    assert hit.link == "/article/courier-1#p2"
    assert hit.source_link is not None
    assert hit.source_link.startswith("https://northgate.example/x#top:~:text=A%20thousand")


def test_text_is_kept_to_the_letter(filled: Engine) -> None:
    (hit,) = filled.search(in_words("gulhisar")).hits
    assert hit.text == "Geneva 2025: Gülhisar, prisoners <b>&amp; war</b>"
    assert (hit.language, hit.outlet, hit.published, hit.source_link) == (None, None, None, None)


def test_the_interpretation_names_each_word_in_the_languages_that_have_it(filled: Engine) -> None:
    read = filled.search(in_words("guerra geneva")).interpretation
    assert {(each.term, each.language, each.via) for each in read} == {
        ("guerra", "it", "word"),
        ("geneva", "en", "word"),
        ("geneva", None, "word"),
    }


# Order and pages


def test_a_passage_with_more_of_the_words_comes_first(filled: Engine) -> None:
    assert ids(filled.search(in_words("scambio prigionieri guerra")))[0] == "lago-1#p3"


def test_the_form_as_typed_comes_before_other_forms(engine: Engine) -> None:
    texts = {"a": "I negoziati sono ripresi.", "b": "Il negoziato è ripreso."}
    engine.index(Article(id=key, paragraphs=(text,), language="it") for key, text in texts.items())
    assert ids(engine.search(in_words("negoziato"))) == ["b#p1", "a#p1"]
    assert ids(engine.search(in_words("negoziati"))) == ["a#p1", "b#p1"]


def test_equal_scores_are_in_order_of_passage_ids(engine: Engine) -> None:
    engine.index(
        Article(id=f"n{n}", paragraphs=("La stessa frase.",) * 12, language="it")
        for n in (2, 10, 1)
    )
    every = ids(engine.search(in_words("frase", limit=100)))
    assert every == sorted(every)
    assert len(every) == 36


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("text", QUERIES)
def test_pages_neither_overlap_nor_skip(filled: Engine, text: str, sort: Sort) -> None:
    whole = filled.search(in_words(text, sort=sort, limit=100))
    pages = [
        hit
        for offset in range(0, whole.total + 2, 2)
        for hit in filled.search(in_words(text, sort=sort, limit=2, offset=offset)).hits
    ]
    assert pages == list(whole.hits)
    assert len(pages) == whole.total


def test_newest_and_oldest_go_by_date_with_the_undated_last(filled: Engine) -> None:
    newest = filled.search(in_words("guerra war", sort=Sort.NEWEST, limit=100)).hits
    dates = [hit.published for hit in newest]
    assert dates == [
        "2025-04-12T09:30:00+02:00",
        "2025-04-02",
        "2025-03-03",
        "2025-03-03",
        None,
        None,
    ]
    oldest = filled.search(in_words("guerra war", sort=Sort.OLDEST, limit=100)).hits
    assert [hit.published for hit in oldest] == [
        "2025-03-03",
        "2025-03-03",
        *dates[1::-1],
        None,
        None,
    ]


# Filters and facets


@pytest.mark.parametrize("text", QUERIES)
def test_each_facet_adds_up_to_the_total(filled: Engine, text: str) -> None:
    results = filled.search(in_words(text))
    assert results.total > 0
    for name in FACETS:
        assert sum(each.count for each in results.facets[name]) == results.total, name


@pytest.mark.parametrize("text", QUERIES)
@pytest.mark.parametrize("chosen", CHOSEN)
def test_every_count_is_the_total_after_choosing_it(
    filled: Engine, text: str, chosen: dict[str, Any]
) -> None:
    query = in_words(text, **chosen)
    results = filled.search(query)
    for name, counts in results.facets.items():
        for each in counts:
            narrowed = replace(query, **{FILTER[name]: (each.value,)})
            if name == "month":
                narrowed = replace(narrowed, published_from=None, published_to=None)
            assert filled.search(narrowed).total == each.count, (name, each)


def test_values_of_one_filter_are_alternatives_and_filters_add_up(filled: Engine) -> None:
    both = found(filled, "guerra war", languages=("it", "en"))
    assert both == found(filled, "guerra war", languages=("it",)) | found(
        filled, "guerra war", languages=("en",)
    )
    assert found(filled, "guerra war", languages=("it",), outlets=("Il Molo",)) == {"molo-1#p2"}
    assert found(filled, "guerra", languages=("en",)) == set()


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({"published_from": "2025-04"}, {"lago-2#p2", "courier-2#p2"}),
        ({"published_to": "2025-03"}, {"lago-1#p3", "courier-1#p2"}),
        ({"published_from": "2025-04-03", "published_to": "2025"}, {"lago-2#p2"}),
        ({"published_from": "2025-04-12", "published_to": "2025-04-12"}, {"lago-2#p2"}),
        ({"months": ("2025-04",)}, {"lago-2#p2", "courier-2#p2"}),
        ({"months": (None,)}, {"molo-1#p2", "nowhere#p1"}),
        (
            {"published_to": "2025-03", "months": (None,)},
            {"lago-1#p3", "courier-1#p2", "molo-1#p2", "nowhere#p1"},
        ),
    ],
)
def test_dates_filter_by_the_day_as_published(
    filled: Engine, chosen: dict[str, Any], expected: set[str]
) -> None:
    assert found(filled, "guerra war", **chosen) == expected


def test_months_come_in_order_and_the_undated_last(filled: Engine) -> None:
    months = [each.value for each in filled.search(in_words("guerra war")).facets["month"]]
    assert months == ["2025-03", "2025-04", None]


@pytest.mark.parametrize("text", QUERIES)
@pytest.mark.parametrize("chosen", CHOSEN)
def test_days_add_up_to_the_months_and_each_is_the_total_after_choosing_it(
    filled: Engine, text: str, chosen: dict[str, Any]
) -> None:
    query = in_words(text, **chosen)
    days = filled.days(query)
    assert tuple(filled.search(query).days) == days
    values = [each.value for each in days]
    assert values == sorted(values, key=lambda day: (day is None, day or ""))
    months = Counter[str | None]()
    for each in days:
        months[each.value and each.value[:7]] += each.count
        one = replace(
            query,
            months=() if each.value else (None,),
            published_from=each.value,
            published_to=each.value,
        )
        assert filled.search(one).total == each.count
    assert months == {each.value: each.count for each in filled.search(query).facets["month"]}


@pytest.mark.parametrize("text", QUERIES)
@pytest.mark.parametrize("chosen", CHOSEN)
def test_teasers_are_counted_whether_they_are_searched_or_not(
    filled: Engine, text: str, chosen: dict[str, Any]
) -> None:
    query = in_words(text, **chosen)
    only = filled.search(replace(query, roles=(Role.RELATED,)))
    assert filled.search(query).teasers == only.teasers == only.total


def test_unknown_values_find_nothing_and_are_no_error(filled: Engine) -> None:
    results = filled.search(in_words("guerra", outlets=("Nobody's Post",)))
    assert results.total == 0
    assert {each.value for each in results.facets["outlet"]} == {"Il Corriere del Lago", "Il Molo"}


def test_a_limit_of_none_still_counts(filled: Engine) -> None:
    results = filled.search(in_words("guerra", limit=0))
    assert (results.total, results.hits) == (3, ())


def test_the_result_has_the_form_that_the_contract_fixes(filled: Engine) -> None:
    result = filled.search(in_words("prigionieri")).to_dict()
    assert set(result) == {"query", "total", "took_ms", "hits", "facets", "suggestion"}
    assert set(result["query"]) == {"text", "match", "interpretation"}
    assert list(result["facets"]) == ["language", "outlet", "month", "role", "section"]
    assert set(result["hits"][0]) == {
        *("id", "article_id", "ordinal", "role", "language", "outlet", "published", "title"),
        *("url", "text", "highlights", "why", "score", "link", "source_link", "similar"),
    }


def test_bad_parameters_are_named() -> None:
    with pytest.raises(BadParameter, match="sort cannot be 'best': give one of relevance"):
        Query("x", sort="best")  # type: ignore[arg-type]


def test_a_language_without_a_row_is_matched_as_it_stands(engine: Engine) -> None:
    paragraphs = (Paragraph("Ez egy szöveg 平和 مرحبا", language="zxx"),)
    engine.index([Article(id="a", paragraphs=paragraphs)])
    assert found(engine, "szoveg") == found(engine, "平和") == found(engine, "مرحبا") == {"a#p1"}
    assert found(engine, "szovege") == set()


@pytest.mark.parametrize(
    ("query", "found"),
    [("U.K.", [1, 2]), ("uk", [1, 2]), ("U.S.", [3]), ("us", [4]), ("I.T.", [5]), ("UE", [6])],
)
def test_acronyms_with_full_stops_and_without(engine: Engine, query: str, found: list[int]) -> None:
    texts = ["The U.K. leads.", "UK trade.", "The U.S. leads.", "Tell us.", "He works in I.T. now."]
    engine.index(
        [
            Article(id="en", paragraphs=texts, language="en"),
            Article(id="it", paragraphs=["L’U.E. decide."], language="it"),
        ]
    )
    hits = engine.search(in_words(query)).hits
    assert sorted(6 if hit.article_id == "it" else hit.ordinal for hit in hits) == found
