"""A query as each language reads it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.query.model import Match
from indexer.query.plan import (
    Boolean,
    Field,
    Lookup,
    Plan,
    Run,
    is_found_by_words,
    lookups,
)
from indexer.query.reading import Reading, read_all
from indexer.query.render import render
from indexer.query.tree import Condition, Valued
from tests.query.strategies import queries


def shown(plan: Plan | None) -> str:
    """A plan in one line: ``field:term|term``, runs in <>, groups in ()."""
    if plan is None:
        return "-"
    if isinstance(plan, Lookup):
        edits = f"~{plan.edits}" if plan.edits else ""
        return f"{plan.field}:{'|'.join(plan.terms)}{edits}"
    if isinstance(plan, Run):
        slop = "" if plan.slop is None else f"~{plan.slop}"
        return f"<{' '.join(map(shown, plan.words))}>{slop}"
    if isinstance(plan, Condition):
        return render(plan)
    parts = [*(f"+{shown(each)}" for each in plan.must), *map(shown, plan.should)]
    return f"({' '.join(parts + [f'-{shown(each)}' for each in plan.must_not])})"


def read(text: str, code: str | None, match: Match = Match.RELATED) -> Reading:
    return read_all(text, match, [code])


@pytest.mark.parametrize(
    ("code", "text", "plan"),
    [
        ("it", "prigionieri", "stem:prigionier"),
        ("it", "dell’Ucraina", "stem:ucrain"),
        ("it", "PARLERÀ", "stem:parl|parler"),
        ("it", "i prigionieri di guerra", "(stem:prigionier stem:guerr)"),
        ("it", "+di +guerra", "stem:guerr"),
        ("it", "“prigionieri di guerra”", "<stem:prigionier form:di stem:guerr>"),
        ("it", "«è»", "form:è"),
        ("it", "è", "-"),
        ("it", "l'e-mail", "<form:e stem:mail>"),
        ("it", "di-da", "-"),
        ("it", '"la piu grande"', "<form:la form:piu stem:grand>"),
        ("it", '"Sara Rossi"', "<form:sara stem:ross>"),
        ("it", '"Sara"', "stem:sar"),
        ("it", "Sara", "stem:sar"),
        ("it", "Türk*", "pattern:türk*"),
        ("it", "l’ucrain*", "pattern:ucrain*"),
        ("it", "cessate-il-fuo*", "<stem:cess form:il pattern:fuo*>"),
        ("it", "col*q?io", "pattern:col*q?io"),
        ("it", "dell'*zione", "pattern:*zione"),
        ("it", "ce*-fire", "<pattern:ce* stem:fir>"),
        ("it", "l'*", "-"),
        ("it", "Città~", "fuzzy:citta~1"),
        ("it", "L’Ucraina~1", "fuzzy:ucraina~1"),
        ("it", "cessate-il-fuco~", "<stem:cess form:il fuzzy:fuco~1>"),
        ("it", '"guerra di pace"~4', "<stem:guerr form:di stem:pac>~4"),
        ("it", '"guerra"~4', "stem:guerr"),
        ("it", "guerra lingua:it", "(+stem:guerr +language:it)"),
        ("it", "lingua:it", "language:it"),
        ("it", "di lingua:it", "-"),
        ("it", "di OR lingua:it", "language:it"),
        ("it", "+di +guerra lingua:it", "(+stem:guerr +language:it)"),
        ("it", "title:guerra", "(+stem:guerr +role:headline)"),
        ("it", "title:di", "-"),
        ("it", "from:2025 -guerra", "(+from:2025 -stem:guerr)"),
        ("it", "guerra -di", "stem:guerr"),
        ("it", "guerra -pace", "(stem:guerr -stem:pac)"),
        ("it", "guerra AND (NOT pace)", "(+stem:guerr -stem:pac)"),
        ("it", "-pace", "-"),
        ("it", "20.000", "stem:20000"),
        ("en", "20,000", "stem:20000"),
        ("en", "prisoners of war", "(stem:prison stem:war)"),
        ("en", "cease-fire", "<stem:ceas stem:fire>"),
        ("en", "leader’s", "stem:leader"),
        ("en", "don't", "-"),
        ("en", "AT&T", "<form:at stem:t>"),
        ("en", "U.S.", "stem:u.s"),
        (None, "prisoners of war", "(stem:prisoners stem:of stem:war)"),
        ("en", "?! …", "-"),
    ],
)
def test_plan(code: str | None, text: str, plan: str) -> None:
    assert shown(read(text, code).plan_for(code)) == plan


@pytest.mark.parametrize(
    ("text", "plan"),
    [
        ("Zelensky", "form:zelensky"),
        ("parlerà", "form:parlerà"),
        ("parlera", "form:parlera"),
        ("è", "form:è"),
        ("dell'anno", "form:anno"),
        ("prigion*", "pattern:prigion*"),
    ],
)
def test_exact_looks_up_forms(text: str, plan: str) -> None:
    assert shown(read(text, "it", Match.EXACT).plan_for("it")) == plan


def test_a_query_is_read_once_for_each_language() -> None:
    reading = read_all("the prisoners", Match.WORD, ["it", "en", "en-GB", None, "zh"])
    assert {code: shown(plan) for code, plan in reading.plans.items()} == {
        "en": "stem:prison",
        "it": "(+stem:prisoners stem:the)",
        "und": "(+stem:prisoners stem:the)",
    }
    assert reading.plan_for("en-US") == reading.plans["en"]
    assert reading.plan_for("ja") == reading.plan_for(None) == reading.plans["und"]
    assert reading.plan_for("de") == reading.plans.get("de")


def test_without_languages_a_query_is_read_as_of_an_unknown_one() -> None:
    reading = read_all("the prisoners", Match.WORD, [])
    assert list(reading.plans) == ["und"]
    assert reading.notes == ()


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("prigionieri", []),
        ("di", ["nothing-to-search"]),
        ("?!", ["nothing-to-search"]),
        ('""', ["nothing-to-search"]),
        ("()", ["nothing-to-search"]),
        ("-pace", ["only-exclusions"]),
        ("NOT (pace guerra)", ["only-exclusions"]),
        ("+di guerra", ["words-ignored"]),
        ("di guerra", []),
        ("di AND guerra", ["words-ignored"]),
        ('"guerra', ["read-as", "quotes-balanced"]),
        ("(di", ["brackets-balanced", "nothing-to-search"]),
        ("", []),
        ("   ", []),
    ],
)
def test_notes(text: str, codes: list[str]) -> None:
    assert [note.code for note in read(text, "it").notes] == codes


@pytest.mark.parametrize("text", ["è", "è?", "«è", "the è"])
def test_words_too_common_somewhere_are_explained_when_nothing_is_found(text: str) -> None:
    reading = read_all(text.strip("«"), Match.WORD, ["en", "it"])
    assert reading.plans
    assert [note.code for note in reading.notes_on(0)] == ["nothing-to-search"]
    assert reading.notes_on(1) == ()


@pytest.mark.parametrize("text", ["prigionieri", "è guerra", '"è"', "è*"])
def test_words_that_are_looked_up_everywhere_are_not_explained(text: str) -> None:
    assert read_all(text, Match.WORD, ["en", "it"]).notes_on(0) == ()


def test_what_is_found_without_a_word_of_the_query_is_told_from_what_is_not() -> None:
    for text, by_words in [
        ("guerra", True),
        ("guerra lingua:it", True),
        ("guerra -lingua:it", True),
        ("lingua:it", False),
        ("lingua:it -guerra", False),
        ("guerra OR lingua:it", False),
        ("+lingua:it OR guerra", False),
    ]:
        plan = read(text, "it").plan_for("it")
        assert plan is not None
        assert is_found_by_words(plan) is by_words, text


def test_roles_that_the_query_names_are_searched() -> None:
    assert read("guerra ruolo:correlati,body", "it").roles == {"related", "body"}
    assert read("guerra -role:related", "it").roles == frozenset()


def test_conditions_that_no_passage_meets_are_told_where_nothing_is_found() -> None:
    reading = read('guerra outlet:"Il Molo" from:2025', "it")
    (told,) = reading.notes_on(0, lambda each: isinstance(each, Valued))
    assert (told.code, told.words) == ("no-such-passage", ('outlet:"Il Molo"',))
    assert reading.notes_on(1, lambda _: True) == ()


def test_notes_name_the_words() -> None:
    (told,) = read("di la", "it").notes
    assert told.words == ("di", "la")
    assert "“di”, “la”" in told.message
    (told,) = read("+di guerra", "it").notes
    assert told.words == ("di",)


def check(plan: Plan) -> None:
    if isinstance(plan, Boolean):
        assert plan.must or plan.should
        for child in plan.must + plan.should + plan.must_not:
            check(child)
    elif isinstance(plan, Run):
        assert len(plan.words) > 1
        for word in plan.words:
            check(word)
    elif isinstance(plan, Lookup):
        assert plan.terms
        assert all(plan.terms)
        assert plan.form
        assert plan.typed


def words_of(plan: Plan) -> list[Lookup]:
    parts = [part.words if isinstance(part, Run) else (part,) for part in lookups(plan)]
    return [word for part in parts for word in part]


@given(queries, st.sampled_from(Match))
def test_every_text_has_a_plan_or_a_note(text: str, match: Match) -> None:
    reading = read_all(text, match, ["en", "it", None])
    assert reading.plans or reading.notes or not text.strip()
    for plan in reading.plans.values():
        check(plan)
        assert list(lookups(plan)) or reading.conditions
        if match is Match.EXACT:
            assert Field.STEM not in {word.field for word in words_of(plan)}
