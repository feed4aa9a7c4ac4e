"""Which words of a passage are marked, and why."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analyzers import get_analyzer
from indexer.documents import Passage, Role, StoredArticle
from indexer.query.marks import article_marks, mark
from indexer.query.model import Match
from indexer.query.plan import Field, Lookup
from indexer.query.reading import read_all
from indexer.query.spelling import fits, is_near
from tests.query.strategies import queries
from tests.query.test_plan import words_of
from tests.texts import texts


def marked(query: str, code: str, text: str, match: Match = Match.RELATED) -> str:
    """The text with its marked spans in brackets."""
    plan = read_all(query, match, [code]).plan_for(code)
    assert plan is not None
    for start, end in reversed(mark(text, code, plan).spans):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


@pytest.mark.parametrize(
    ("code", "query", "expected"),
    [
        ("it", "ucraina", "L’[Ucraina], dell'[Ucraina] e l'Europa"),
        ("it", "l'ucraina", "In [Ucraina] L’[UCRAINA]"),
        ("en", "leader", "The [leader]’s men, [leaders] and [leaders]'"),
        ("it", '"prigionieri di guerra"', "I [prigionieri di guerra], la guerra, i prigionieri"),
        ("it", "«prigioniero di guerra»", "[prigionieri  di\u00a0guerra]"),
        ("it", '"cessate il fuoco"', "“[Cessate il fuoco]!” Il fuoco. [CESSATE-IL-FUOCO]"),
        ("it", '"scambio dell\'anno"', "lo [scambio dell’anno]"),
        ("it", '"no no"', "[no no no] ma no"),
        ("it", "pace -guerra", "[Pace] e guerra"),
        ("it", "pace NOT (guerra OR armi)", "[pace], guerra, armi"),
        ("it", "+pace guerra", "[Pace] e [guerra]"),
        ("it", "dolmabahce", "[Dolmabahçe] o [Dolmabahce]"),
        ("it", "turkiye", "[Türkiye] , [Tu\u0308rkiye]"),
        ("it", "parlera", "[parlerà]"),
        ("it", "prigion*", "[prigione] e [prigionieri] in [prigion]"),
        ("it", "*gion*i", "prigione: [prigionieri], [gioni]"),
        ("it", "c?tta", "[città] e [citta], crotta"),
        ("it", "zelenski~", "[Zelensky] e [Želensky] ma Lukashenko"),
        ("it", "gerra~", "la [guerra] e la [serra], la Guelfa"),
        ("it", '"pace guerra"~1', "[guerra] e [pace], pace tra città in [guerra] [pace]"),
        ("it", '"no no"~0', "[no] [no] e no"),
        ("it", '"accordo pace"~1', "la [pace]: un [accordo] con [pace] e senza un accordo"),
        ("it", "pace lingua:it outlet:x", "[pace]"),
        ("it", "lingua:it", "pace"),
        ("it", '"è"', "[È] vero e c’[è]"),
        ("en", "cease-fire", "the [cease-fire], the [cease fire], fire and cease"),
        ("en", "20000", "[20,000] or [20.000]"),
        ("en", "ceasefire", "no <b>[ceasefire]</b> & 👩‍👩‍👧 [ceasefire]"),
        ("en", "war wars", "[war]"),
    ],
)
def test_marks(code: str, query: str, expected: str) -> None:
    assert marked(query, code, expected.replace("[", "").replace("]", "")) == expected


def test_exact_marks_only_the_word_as_typed() -> None:
    text = "Zelensky, Zelenskyy, ZELENSKY"
    assert marked("Zelensky", "en", text, Match.EXACT) == "[Zelensky], Zelenskyy, [ZELENSKY]"
    assert marked("parlerà", "it", "parlerà parlera", Match.EXACT) == "[parlerà] parlera"
    assert marked("parlera", "it", "parlerà parlera", Match.EXACT) == "[parlerà] [parlera]"


def test_why_tells_of_words_other_than_typed() -> None:
    plan = read_all("prigioniero Guerra", Match.WORD, ["it"]).plan_for("it")
    assert plan is not None
    found = mark("I prigionieri, la guerra, Prigionieri, prigionieri", "it", plan)
    assert found.why == ("word: prigioniero → prigionieri", "word: prigioniero → Prigionieri")
    assert mark("la guerra", "it", plan).why == ()


def test_why_tells_how_a_word_is_spelt() -> None:
    plan = read_all("l'Ucriana~ prigion*", Match.WORD, ["it"]).plan_for("it")
    assert plan is not None
    found = mark("L’Ucraina e l'ucriana in prigione", "it", plan)
    assert found.why == ("spelling: Ucriana~ → Ucraina",)


def test_a_passage_is_marked_as_its_language_reads_the_query() -> None:
    article = StoredArticle(
        id="a",
        title="t",
        title_derived=False,
        outlet=None,
        url=None,
        published=None,
        language="it",
        author=(),
        section=None,
        agency=None,
        source=None,
        passages=(
            Passage("a", 1, Role.HEADLINE, "it", "La guerra"),
            Passage("a", 2, Role.CAPTION, "en", "Prisoners of war, la guerra"),
            Passage("a", 3, Role.BODY, "it", "Niente"),
            Passage("a", 4, Role.BODY, None, "guerra guerre"),
        ),
    )

    def marks(query: str) -> dict[int, tuple[tuple[int, int], ...]]:
        return article_marks(article, read_all(query, Match.WORD, ["it", "en", None]))

    assert marks("guerre") == {1: ((3, 9),), 4: ((7, 13),)}
    assert marks("prisoner") == {2: ((0, 9),)}
    assert marks("-guerra") == {}


def _is_spelt(word: Lookup, term: str) -> bool:
    return is_near(word.terms[0], term, word.edits)


@given(queries, texts, st.sampled_from(["en", "it", "fr", None]), st.sampled_from(Match))
def test_spans_lie_on_words_of_the_query(
    query: str, text: str, code: str | None, match: Match
) -> None:
    plan = read_all(query, match, [code]).plan_for(code)
    assume(plan is not None)
    assert plan is not None
    passage = f"{text} {query} {text}"
    tokens = get_analyzer(code).analyze(passage)
    last = 0
    for start, end in mark(passage, code, plan).spans:
        assert last <= start < end <= len(passage)
        last = end
        assert start in {token.start for token in tokens}
        assert end in {token.end for token in tokens}
        inside = get_analyzer(code).analyze(passage[start:end])
        held = {term for token in inside for term in token.forms + token.stems}
        assert any(
            held & set(word.terms)
            or (word.field is Field.PATTERN and any(fits(word.terms[0], term) for term in held))
            or (word.field is Field.FUZZY and any(_is_spelt(word, term) for term in held))
            for word in words_of(plan)
        )


@given(texts, st.sampled_from(["en", "it"]))
def test_every_word_is_found_by_itself(text: str, code: str) -> None:
    for token in get_analyzer(code).analyze(text):
        surface = text[token.start : token.end]
        for match in (Match.EXACT, Match.WORD):
            plan = read_all(f'"{surface}"', match, [code]).plan_for(code)
            assert plan is not None
            spans = mark(text, code, plan).spans
            assert any(start <= token.start and token.end <= end for start, end in spans)
