"""What values and codes are called on the page, in the language of the interface."""

from __future__ import annotations

from indexer.documents import Role
from indexer.query.model import Match, Sort
from indexer.query.notes import Note
from indexer.query.related import Via
from search_app.i18n import LANGUAGES, N_, gettext, interface

_ROLES = {
    Role.HEADLINE: N_("headline"),
    Role.STANDFIRST: N_("standfirst"),
    Role.BODY: N_("body text"),
    Role.SUBHEAD: N_("subheading"),
    Role.CAPTION: N_("caption"),
    Role.RELATED: N_("related headline"),
}
_UNKNOWN = {
    "lang": N_("unknown language"),
    "outlet": N_("unknown outlet"),
    "month": N_("undated"),
    "section": N_("no section"),
}
_VIA = {
    Via.EXACT: N_("exact form"),
    Via.WORD: N_("word form"),
    Via.ALIAS: N_("other name"),
    Via.TRANSLATION: N_("translation"),
    Via.COGNATE: N_("cognate"),
    Via.SPELLING: N_("spelling"),
}
_NOTES = {
    "nothing-to-search": N_(
        "There is nothing to look up in %(words)s: only signs or words too common to tell. "
        "Add a word that names the subject, or put them in quotes to search for them as written."
    ),
    "only-exclusions": N_(
        "The query only says what to leave out. Add a word that the passages should hold."
    ),
    "words-ignored": N_(
        "Left out because they are in almost every passage: %(words)s. "
        "Put them in quotes to search for them as written."
    ),
    "read-as": N_("The query was read as %(words)s."),
    "quotes-balanced": N_(
        "A quotation mark was left open; the phrase was taken to end where the query does. "
        "Close it to say where the phrase ends."
    ),
    "brackets-balanced": N_(
        "A bracket has no partner, so the query was read as if it had one. "
        "Check the brackets if the answer is not what you meant."
    ),
    "query-shortened": N_(
        "The query is very long: only its first %(words)s words were searched for. "
        "Keep the few that matter most."
    ),
    "nesting-capped": N_(
        "Brackets more than %(words)s deep were passed over. "
        "Use fewer if the answer is not what you meant."
    ),
    "patterns-capped": N_(
        "Only the first %(words)s words with *, ? or ~ were searched for. Keep those that matter."
    ),
    "words-capped": N_(
        "Very many words fit %(words)s: only the most frequent ones were searched for. "
        "Type more letters."
    ),
    "edits-capped": N_("Words may differ by two letters at the most; so it was with %(words)s."),
    "distance-capped": N_(
        "Words may stand at most %(words)s words apart; that is how far was searched."
    ),
    "no-date": N_(
        "There is no date in %(words)s, which was left out. Write a day (2025-11-12), a month "
        "(2025-11), a year (2025) or a range ([2025-01 TO 2025-06])."
    ),
    "unknown-field": N_(
        "There is no field %(words)s: it was searched for as a word. "
        "The fields are language, outlet, section, role, title, from, to and date."
    ),
    "field-without-value": N_(
        "There is no value behind %(words)s: it was searched for as a word. "
        "Write the value right behind the colon."
    ),
    "contradictory": N_("No passage can meet both %(words)s. Leave one of them out."),
    "no-such-passage": N_("There is no passage with %(words)s."),
}
_ACCEPTED = {
    "q": N_("Give some words to search for, not a whole document."),
    "lang": N_("Give a language code such as en or it."),
    "month": N_("Give a month such as 2025-11."),
    "from": N_("Give a day (2025-11-12), a month (2025-11) or a year (2025)."),
    "to": N_(
        "Give a day (2025-11-12), a month (2025-11) or a year (2025) that is not before the start."
    ),
    "role": N_("Give one of headline, standfirst, body, subhead, caption, related."),
    "match": N_("Give one of exact, word, related."),
    "without": N_("Give a language and a term, such as it:tregua."),
    "sort": N_("Give one of relevance, newest, oldest."),
    "page": N_("Give a page number, from 1."),
    "size": N_("Give a number of passages from 1 to 100."),
    "hit": N_("Give the place of a passage among those found, from 1."),
    "p": N_("Give the number of a passage of the article, from 1."),
    "order": N_("Give one of count, name."),
    "layout": N_("Give one of list, compare, timeline."),
    "left_out": N_("Give show, or leave the parameter out."),
    "format": N_("Give bibtex or ris, or leave the parameter out."),
    "ui": N_("Give one of %(codes)s."),
}

_MOST_WORDS = 8

MATCHES = {
    Match.RELATED: N_("related words"),
    Match.WORD: N_("any form of the word"),
    Match.EXACT: N_("exactly as typed"),
}
"""The widest first."""

MATCHES_EXPLAINED = {
    Match.RELATED: N_(
        "The word in any form, then its translations, other names, cognates and other spellings."
    ),
    Match.WORD: N_("The word itself in any form: plurals, tenses, with accents or without."),
    Match.EXACT: N_("Only the form as you wrote it, with its accents if you typed some."),
}

WIDER = {
    Match.WORD: N_("in any form of the word: %(num)s"),
    Match.RELATED: N_("with related words: %(num)s"),
}
"""What a greater strength would find."""

SORTS = {
    Sort.RELEVANCE: N_("most relevant"),
    Sort.NEWEST: N_("newest"),
    Sort.OLDEST: N_("oldest"),
}


def role(value: Role) -> str:
    """The name of a role."""
    return gettext(_ROLES[value])


def value(name: str, value: str | None) -> str:
    """What a value of the filter ``name`` is called; None is its unknown bucket."""
    if value is None:
        return gettext(_UNKNOWN[name])
    if name == "lang":
        return interface().language(value)
    if name == "month":
        return interface().month(value)
    return role(Role(value)) if name == "role" else value


def period(first: str | None, last: str | None) -> str:
    """A range of days; None: open at that end."""
    if first and last:
        return interface().period(first, last)
    if first:
        return gettext("from %(day)s", day=interface().day(first))
    return gettext("until %(day)s", day=interface().day(last)) if last else ""


def day(published: str | None) -> str:
    """The day of a publication date; None is that of the undated."""
    return interface().day(published) if published else value("month", None)


def note(note: Note) -> str:
    """A note of the engine; one that the page does not know keeps its own words."""
    message = _NOTES.get(note.code)
    if message is None:
        return note.message
    words = interface().listed([_quoted(word, note.longest) for word in note.words[:_MOST_WORDS]])
    return gettext(message, words=words or gettext("the query"))


def says_all(note: Note) -> bool:
    """Whether a note tells by itself why nothing was found."""
    return note.code in ("nothing-to-search", "only-exclusions")


def _quoted(word: str, longest: int) -> str:
    if word.isdecimal():
        return interface().number(int(word))
    return gettext("“%(word)s”", word=word if len(word) <= longest else word[:longest] + "…")


def via(value: Via) -> str:
    """How a word of a passage comes from the word typed."""
    return gettext(_VIA[value])


def related(value: Via) -> str:
    """What a term that is looked up beside the word typed is to it."""
    return gettext("other form") if value is Via.WORD else via(value)


def accepted(parameter: str, fallback: str) -> str:
    """What a parameter takes, as a sentence; ``fallback`` for one without a sentence here."""
    message = _ACCEPTED.get(parameter)
    return gettext(message, codes=", ".join(LANGUAGES)) if message else fallback
