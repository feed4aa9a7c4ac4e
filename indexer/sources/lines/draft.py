"""A line on its way to a role: what the rules see, settle and give as their reason."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.documents import Role


class Reason(enum.StrEnum):
    """Why a line has its role, or was dropped, as shown to whoever asks."""

    FRAME = "furniture: menu, button, advert, share bar"
    MASTHEAD = "the outlet's own name above its menu"
    CONTACT = "a postal address or another way to reach an office"
    TEASER_HEADING = "opens a list of other articles"
    TEASER = "stands in a list of other articles"
    TEASER_LABEL = "its label says that it leads to another article"
    TEASER_RUN = "one of several headlines after the end of the text"
    COPY = "repeats an earlier line"
    DATE = "a date, or the label of one, and nothing else"
    READING_TIME = "the reading time"
    BYLINE = "signs the article"
    SECTION = "the section's label above the headline"
    META = "date, author, section or reading time"
    CREDIT = "says who made or owns a picture"
    CAPTION_CREDIT = "ends with a picture's credit"
    CAPTION_COPY = "the next line repeats it with the credit"
    CAPTION_CREDITED = "the next line is its picture's credit"
    CAPTION_OPENING = "opens as captions do"
    CAPTION_PLACE = "stands between the repeated headline and the date"
    CAPTION_LANGUAGE = "one sentence in another language, not quoted"
    HEADLINE_TWICE = "the line that the head of the page repeats"
    HEADLINE_FIRST = "the first line, short and without a full stop"
    STANDFIRST_HEAD = "follows the headline, above date or author"
    STANDFIRST_OPENING = "opens the text without a full stop"
    SUBHEAD = "short, without a full stop, with text below it"
    BODY = "text of the article"
    PAGE = "the page's own structure says so"
    MARKUP = "the page's markup sets it apart"
    OUTSIDE = "stands outside the article on its page"
    UNLISTED = "more of what stands round the article"


@dataclass(slots=True)
class Draft:
    """A line while the rules look at it."""

    number: int
    text: str
    key: str
    block: int
    role: Role | None = None
    reason: Reason | None = None

    @property
    def open(self) -> bool:
        """Whether no rule has settled the line yet."""
        return self.reason is None

    def settle(self, role: Role | None, reason: Reason) -> None:
        """Give the line its role (None drops it), unless an earlier rule has."""
        if self.open:
            self.role, self.reason = role, reason


Drafts = Sequence[Draft]

METADATA = frozenset({Reason.DATE, Reason.BYLINE, Reason.SECTION, Reason.READING_TIME, Reason.META})
"""The reasons of lines that are dropped from the text and say something about the article."""


def has_standfirst(lines: Drafts) -> bool:
    """Whether a rule has found the standfirst."""
    return any(line.role is Role.STANDFIRST for line in lines)


def is_item(text: str) -> bool:
    """Whether a line is an item of a list, by the mark before it."""
    return text.lstrip()[:1] in "-–—•*·"
