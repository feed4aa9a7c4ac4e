"""Notes: what the user is told about how a query was read."""

from __future__ import annotations

from dataclasses import dataclass

_MESSAGES = {
    "nothing-to-search": "nothing to search for in {words}: these words are too common or no words"
    " at all; add a word that names the subject, or put them in quotes to find them as written",
    "only-exclusions": "the query only says what to leave out: add a word to look for",
    "words-ignored": "left out as too common: {words}; put them in quotes to require them",
    "quotes-balanced": "a quote was left open and read as closing at the end: close it where the"
    " phrase ends",
    "brackets-balanced": "a bracket without its twin was passed over: add the missing one",
    "query-shortened": "only the first {words} words were looked up: shorten the query",
}


@dataclass(frozen=True, slots=True)
class Note:
    """Something to tell; ``code`` is stable, ``message`` English, ``words`` what it is about."""

    code: str
    message: str
    words: tuple[str, ...] = ()


def note(code: str, *words: str) -> Note:
    """The note of a code."""
    quoted = ", ".join(word if word.isdigit() else f"“{word[:40]}”" for word in words[:8])
    return Note(code, _MESSAGES[code].format(words=quoted or "the query"), words)
