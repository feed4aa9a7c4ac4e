"""Notes: what the user is told about how a query was read."""

from __future__ import annotations

from dataclasses import dataclass

_MESSAGES = {
    "nothing-to-search": "nothing to search for in {words}: these words are too common or no words"
    " at all; add a word that names the subject, or put them in quotes to find them as written",
    "only-exclusions": "the query only says what to leave out: add a word to look for",
    "words-ignored": "left out as too common: {words}; put them in quotes to require them",
    "read-as": "read as {words}",
    "quotes-balanced": "a quote was left open and read as closing at the end: close it where the"
    " phrase ends",
    "brackets-balanced": "a bracket without its twin was passed over: add the missing one",
    "nesting-capped": "brackets more than {words} deep were passed over: use fewer",
    "query-shortened": "only the first {words} words were looked up: shorten the query",
    "patterns-capped": "only the first {words} words with * ? or ~ were looked up: use fewer",
    "words-capped": "so many words fit {words} that only the most frequent were looked up: type"
    " more letters",
    "edits-capped": "more than two edits were asked for: {words} was looked up with two",
    "distance-capped": "words are near within {words} others at the most: ask for fewer",
    "no-date": "{words} has no date in it and was left out: give a day (2025-11-12), a month"
    " (2025-11), a year (2025) or a range ([2025-01 TO 2025-06])",
    "unknown-field": "{words} is no field, so it was looked up as a word: the fields are language,"
    " outlet, section, role, title, from, to and date",
    "field-without-value": "{words} has no value behind it, so it was looked up as a word: write"
    " the value without a blank",
    "contradictory": "no passage can meet both {words}: leave one of them out",
    "no-such-passage": "there is no passage with {words}: look at the filters for what there is",
}
_LONGEST = 40
_LONGEST_QUERY = 300


@dataclass(frozen=True, slots=True)
class Note:
    """Something to tell; ``code`` is stable, ``message`` English, ``words`` what it is about."""

    code: str
    message: str
    words: tuple[str, ...] = ()

    @property
    def longest(self) -> int:
        """Characters of a word that are shown: more where it is a whole query."""
        return _LONGEST_QUERY if self.code == "read-as" else _LONGEST


def note(code: str, *words: str) -> Note:
    """The note of a code."""
    made = Note(code, _MESSAGES[code], words)
    quoted = ", ".join(
        word if word.isdigit() else f"“{word[: made.longest]}”" for word in words[:8]
    )
    return Note(code, made.message.format(words=quoted or "the query"), words)
