"""The language of a text, told among the configured ones only.

Statistical identifiers are trained on documents and go astray on a newspaper's short lines ("2 min
di lettura" is no Kabyle). Two things keep them honest: the choice is restricted to the configured
languages, and closed-class words ("the", "della") decide before the statistics do, because a few
of them settle even a line of three words. Statistics: py3langid, after Lui and Baldwin, "langid.py:
An Off-the-shelf Language Identification Tool", ACL 2012.
"""

from __future__ import annotations

import copy
import functools
import re
import threading
from collections.abc import Iterable, Sequence
from importlib import resources
from typing import Any

from analyzers.languages import primary_language

MIN_WORDS_TO_DEPART = 4
"""A line shorter than this never departs from its article's language."""

MIN_CONFIDENCE_TO_DEPART = 0.9

SETTLING_WORDS = 4
"""So many function words, and so many times those of any other language, need no statistics."""

_WORD = re.compile(r"[^\W\d_]+'?")
_LONGEST_READ = 1000
_loading = threading.Lock()


def identify(text: str, languages: Sequence[str]) -> str | None:
    """The language of ``text`` among ``languages``; None when it holds no word at all.

    >>> identify("The last round of talks took place on July 23.", ("en", "it"))
    'en'
    >>> identify("POLITICA", ("en", "it"))
    'it'
    >>> identify("12:30", ("en", "it")) is None
    True
    """
    return _identify(text, languages)[0]


def article_language(texts: Iterable[str], languages: Sequence[str]) -> str | None:
    """The language that most of an article's text is written in, counted in characters."""
    lines = list(texts)
    left = sum(map(len, lines))
    weights: dict[str, int] = {}
    for text in lines:
        left -= len(text)
        language = identify(text, languages)
        if language:
            weights[language] = weights.get(language, 0) + len(text)
        first, *others = sorted(weights.values(), reverse=True) or [0]
        if first > sum(others[:1]) + left:
            # What is left cannot change the answer.
            break
    return max(weights, key=lambda code: weights[code], default=None)


def identify_paragraphs(
    texts: Iterable[str], article: str | None, languages: Sequence[str]
) -> list[str | None]:
    """The language of each paragraph of an article that is written in ``article``.

    A paragraph inherits the article's language unless the evidence against that is strong: enough
    words, and both kinds of evidence on the same side. Where the article's language is not one of
    ``languages``, nothing can be weighed against it and every paragraph inherits.
    """
    if article is not None and article not in languages:
        return [article for _ in texts]
    return [_departs(text, article, languages) or article for text in texts]


def _departs(text: str, article: str | None, languages: Sequence[str]) -> str | None:
    if len(_WORD.findall(text[:_LONGEST_READ])) < MIN_WORDS_TO_DEPART:
        return None
    language, sure = _identify(text, languages)
    return language if sure or article is None else None


def _identify(text: str, languages: Sequence[str]) -> tuple[str | None, bool]:
    """The likeliest language, and whether both kinds of evidence agree on it."""
    text = text[:_LONGEST_READ].replace("’", "'")
    words = [word.lower() for word in _WORD.findall(text)]
    if not words or not languages:
        return None, False
    configured = tuple(dict.fromkeys(languages))
    if len(configured) == 1:
        return configured[0], True
    counts = {
        code: sum(word in only for word in words) for code, only in _distinctive(configured).items()
    }
    first, second = sorted(counts, key=lambda code: -counts[code])[:2]
    if counts[first] >= SETTLING_WORDS and counts[first] >= SETTLING_WORDS * counts[second]:
        return first, True
    guess, confidence = _statistics(configured, text)
    if counts[first] == counts[second]:
        return guess, False
    clear = counts[first] >= 2 or counts[second] == 0
    return first, first == guess and confidence >= MIN_CONFIDENCE_TO_DEPART and clear


@functools.lru_cache(maxsize=32)
def _distinctive(languages: tuple[str, ...]) -> dict[str, frozenset[str]]:
    """For each language, the function words that none of the others has."""
    lists = {code: _function_words(code) for code in languages}
    return {
        code: words.difference(*(lists[other] for other in languages if other != code))
        for code, words in lists.items()
    }


@functools.cache
def _function_words(language: str) -> frozenset[str]:
    path = (
        resources.files("analyzers")
        / "data"
        / "function_words"
        / f"{primary_language(language)}.txt"
    )
    if not path.is_file():
        return frozenset()
    return frozenset(path.read_text(encoding="utf-8").split())


def _statistics(languages: tuple[str, ...], text: str) -> tuple[str, float]:
    identifier, names = _restricted(languages)
    if identifier is None:
        return languages[0], 0.0
    label, confidence = identifier.classify(text)
    return names[label], float(confidence)


@functools.lru_cache(maxsize=32)
def _restricted(languages: tuple[str, ...]) -> tuple[Any, dict[str, str]]:
    """An identifier that knows these languages only, and the code that each of its labels means.

    Classifying only reads the model, so the copies may be shared by threads; restricting one does
    not touch the model that it was copied from.
    """
    model = _model()
    known = set(model.labels)
    told = ((primary_language(code) or code, code) for code in reversed(languages))
    names = {label: code for label, code in told if label in known}
    if not names:
        return None, {}
    restricted = copy.copy(model)
    restricted.set_languages(sorted(names))
    return restricted, names


def _model() -> Any:
    with _loading:
        return _load()


@functools.cache
def _load() -> Any:
    # Loading takes about a second, which no command should spend that identifies nothing.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
