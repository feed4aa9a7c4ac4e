"""Why a line was left out and what a value was taken from, in the language of the interface.

Readers say both in English. What this table does not know (the name of an element, of a column) is
shown as they say it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from search_app.i18n import N_, gettext, interface

REASONS = frozenset(
    {
        N_("furniture: menu, button, advert, share bar"),
        N_("the outlet's own name above its menu"),
        N_("a postal address or another way to reach an office"),
        N_("opens a list of other articles"),
        N_("stands in a list of other articles"),
        N_("its label says that it leads to another article"),
        N_("one of several headlines after the end of the text"),
        N_("repeats an earlier line"),
        N_("a date, or the label of one, and nothing else"),
        N_("the reading time"),
        N_("signs the article"),
        N_("the section's label above the headline"),
        N_("date, author, section or reading time"),
        N_("says who made or owns a picture"),
        N_("ends with a picture's credit"),
        N_("the next line repeats it with the credit"),
        N_("the next line is its picture's credit"),
        N_("opens as captions do"),
        N_("stands between the repeated headline and the date"),
        N_("one sentence in another language, not quoted"),
        N_("the line that the head of the page repeats"),
        N_("the first line, short and without a full stop"),
        N_("follows the headline, above date or author"),
        N_("opens the text without a full stop"),
        N_("short, without a full stop, with text below it"),
        N_("text of the article"),
        N_("the page's own structure says so"),
        N_("the page's markup sets it apart"),
        N_("stands outside the article on its page"),
        N_("more of what stands round the article"),
        N_("the feed's note on the site that its entry comes from"),
        N_("place and date that open the text"),
        N_("the agency that distributes it"),
        N_("the agency's slug, for editors"),
        N_("who holds the rights"),
        N_("a note to editors"),
        N_("who made the picture"),
        N_("who said it or made it"),
        N_("signs off below the text"),
        N_("sources below the text"),
        N_("where the figures are from"),
    }
)
"""The reasons that are told in every language."""

_ORIGINS = {
    "told from the text": N_("told from the text"),
    "host of the URL": N_("host of the URL"),
    "derived from the text": N_("derived from the text"),
    "the file's name": N_("from the file's name"),
    "the file's name, a digest of the URL": N_("from the file's name and a digest of the URL"),
    "the file's name, a digest of the text": N_("from the file's name and a digest of the text"),
    "the headline": N_("from the headline"),
    "the page's headline": N_("from the page's headline"),
    "the address it was fetched from": N_("the address it was fetched from"),
    "record": N_("from the record"),
    "text": N_("from the text"),
}
_PLACES = (
    (re.compile(r"line (\d+)"), N_("from line %(place)s")),
    (re.compile(r'line "(.*)"', re.DOTALL), N_("from the line “%(place)s”")),
    (re.compile(r'column "(.*)"', re.DOTALL), N_("from the column “%(place)s”")),
    (re.compile(r"sidecar (.*)", re.DOTALL), N_("from %(place)s, the file beside it")),
    (re.compile(r"(.*)", re.DOTALL), N_("from %(place)s")),
)


@dataclass(frozen=True, slots=True)
class Remark:
    """Words of the program; ``language`` is theirs where it is not that of the interface."""

    text: str
    language: str | None


def reason(stated: str) -> Remark:
    """Why a line was left out."""
    if stated in REASONS:
        return Remark(gettext(stated), None)
    return Remark(stated, None if interface().code == "en" else "en")


def origin(stated: str) -> str:
    """What part of the source a value was taken from."""
    if stated in _ORIGINS:
        return gettext(_ORIGINS[stated])
    found = ((pattern.fullmatch(stated), message) for pattern, message in _PLACES)
    return next(gettext(message, place=match[1]) for match, message in found if match)
