"""The language of texts: sentences, short lines, paragraphs that depart from their article."""

from __future__ import annotations

import gzip
import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from analyzers.identify import article_language, identify, identify_paragraphs

BOTH = ("en", "it")
SHARED = Path(os.environ.get("PASSAGGI_SHARED", Path(__file__).parents[2].parent / "shared"))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The last round of direct talks took place in Istanbul on July 23.", "en"),
        ("Non è stato raggiunto alcun accordo su un cessate il fuoco", "it"),
        ("2 min di lettura", "it"),
        ("POLITICA", "it"),
        ("L’inviato di Trump a Gaza", "it"),
        ("The end", "en"),
        ("È COSÌ", "it"),
    ],
)
def test_language_of_a_line(text: str, language: str) -> None:
    assert identify(text, BOTH) == language
    assert identify(text, ("it", "en")) == language


@pytest.mark.parametrize("text", ["", "  ", "12:30", "— « » …", "2025"])
def test_no_words_no_language(text: str) -> None:
    assert identify(text, BOTH) is None


def test_the_answer_is_one_of_the_configured_languages() -> None:
    german = "Die Bundeskanzlerin hat mit dem Präsidenten über die Lage gesprochen."
    assert identify(german, BOTH) in BOTH
    assert identify(german, ("en", "it", "de")) == "de"
    assert identify("Gli altri", ("en",)) == "en"
    assert identify("The others", ()) is None


def test_a_language_that_no_model_knows_is_never_told() -> None:
    assert identify("The others have gone home", ("en", "tlh")) == "en"
    assert identify("tlhIngan maH", ("tlh", "xyz")) == "tlh"


def test_region_subtags_are_answered_as_configured() -> None:
    assert identify("The others have gone home", ("en-GB", "it-CH")) == "en-GB"


def test_article_language_is_that_of_most_of_its_text() -> None:
    texts = ["The end.", "Al termine dei colloqui le parti non hanno rilasciato dichiarazioni."]
    assert article_language(texts, BOTH) == "it"
    assert article_language(["…"], BOTH) is None


def test_paragraphs_inherit_unless_the_evidence_is_strong() -> None:
    caption = "The last round of direct talks took place in Istanbul on July 23."
    texts = ["Premier League", "Ha detto di sì.", caption, "Stop the war"]
    assert identify_paragraphs(texts, "it", BOTH) == ["it", "it", "en", "it"]
    assert identify_paragraphs(texts, "fr", BOTH) == ["fr"] * 4
    assert identify_paragraphs(["…"], None, BOTH) == [None]


def test_threads_with_other_languages_do_not_disturb_each_other() -> None:
    german = "Die Lage ist ernst und niemand weiß, wie es weitergehen soll."
    asked = [BOTH, ("de", "en"), ("de", "it", "en"), BOTH] * 50
    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(lambda languages: identify(german, languages), asked))
    assert [language == "de" for language in told] == ["de" in languages for languages in asked]


@pytest.mark.shared
@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize(("words", "least"), [(None, 1.0), (6, 0.99), (4, 0.99), (3, 0.98)])
def test_sentences_and_their_first_words(language: str, words: int | None, least: float) -> None:
    path = SHARED / "eval" / "collections" / f"pud_{language}.jsonl.gz"
    if not path.is_file():
        pytest.skip(f"the evaluation texts are not at {path}")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["paragraphs"][0] for line in lines]
    starts = [" ".join(text.split()[:words]) for text in texts]
    right = sum(identify(start, BOTH) == language for start in starts)
    assert right / len(texts) >= least
