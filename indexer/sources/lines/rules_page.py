"""Rules for the page round an article and for its text: furniture, teasers, copies, subheads."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from indexer.documents import Role
from indexer.sources.lines import forms, lexicon
from indexer.sources.lines.draft import Draft, Drafts, Reason

LEAST_RUN = 3
MOST_MASTHEAD_WORDS = 4
MOST_OWNER_WORDS = 6


def frame(lines: Drafts, outlet: str | None) -> None:
    """Menus, buttons, adverts, share bars and addresses are known by their words and form."""
    for line in lines:
        if forms.is_contact(line.text):
            line.settle(None, Reason.CONTACT)
        elif outlet and line.key == lexicon.plain(outlet):
            line.settle(None, Reason.MASTHEAD)
        elif forms.is_frame(line.text) and not lexicon.is_phrase(line.text, "teasers"):
            line.settle(None, Reason.FRAME)


def masthead(lines: Drafts) -> None:
    """The short line right above a menu is the outlet's name, above an address its owner's."""
    for line, below in itertools.pairwise(lines):
        if not line.open or forms.ends_sentence(line.text):
            continue
        length = forms.words(line.text)
        together = below.block == line.block and length <= MOST_OWNER_WORDS
        if below.reason is Reason.CONTACT and together:
            line.settle(None, Reason.CONTACT)
        first = line is lines[0] and length <= MOST_MASTHEAD_WORDS
        if first and below.reason is Reason.FRAME and forms.is_menu(below.text):
            line.settle(None, Reason.MASTHEAD)


def hinted(line: Draft, hint: Role | None) -> None:
    """The page's markup decides, but for a picture's bare credit and the heading of teasers."""
    if hint is Role.CAPTION and forms.uncredited(line.text) == "":
        line.settle(None, Reason.CREDIT)
    elif hint is not None and not forms.heads_teasers(line.text):
        line.settle(hint, Reason.PAGE)


def teasers(lines: Drafts) -> None:
    """A teaser heading opens a list that ends with its block, or where the text resumes."""
    for number, line in enumerate(lines):
        if not line.open:
            continue
        if lexicon.labelled(line.text, "teaser-labels") and not forms.is_paragraph(line.text):
            line.settle(Role.RELATED, Reason.TEASER_LABEL)
        elif forms.heads_teasers(line.text):
            line.settle(None, Reason.TEASER_HEADING)
            for teaser in _listed(lines, number):
                dated = forms.is_date_part(teaser.text) or forms.is_reading_time(teaser.text)
                teaser.settle(None if dated else Role.RELATED, Reason.TEASER)


def copies(lines: Drafts) -> None:
    """Of a line that comes more than once only the first is kept."""
    seen: set[str] = set()
    for line in lines:
        if line.key in seen:
            line.settle(None, Reason.COPY)
        if line.role is not Role.RELATED and (line.open or line.role is not None):
            seen.add(line.key)


def tail(lines: Drafts) -> None:
    """Three and more headlines after the last sentence are other articles' without a heading."""
    rest = [line for line in lines if line.open]
    last = max((n for n, line in enumerate(rest) if forms.ends_sentence(line.text)), default=-1)
    run = rest[last + 1 :]
    if last >= 0 and len(run) >= LEAST_RUN and all(forms.is_headline_like(e.text) for e in run):
        for line in run:
            line.settle(Role.RELATED, Reason.TEASER_RUN)


def subheads(lines: Drafts) -> None:
    """A short line without a full stop is a subhead where text stands below it."""
    rest = [line for line in lines if line.open]
    for line, below in itertools.pairwise(rest):
        if forms.is_subhead_like(line.text) and not forms.is_subhead_like(below.text):
            line.settle(Role.SUBHEAD, Reason.SUBHEAD)


def body(lines: Drafts) -> None:
    """Whatever no rule speaks against is text of the article."""
    for line in lines:
        line.settle(Role.BODY, Reason.BODY)


def _listed(lines: Drafts, heading: int) -> Iterator[Draft]:
    """The lines of the list that a teaser heading opens."""
    # Blocks are numbered in order: the page is one block where its ends are in the same.
    parted = lines[0].block != lines[-1].block
    below = range(heading + 1, len(lines))
    tight = parted and bool(below) and lines[below[0]].block == lines[heading].block
    for line in map(lines.__getitem__, below):
        if tight and line.block != lines[heading].block:
            return
        if forms.is_paragraph(line.text) and line.open:
            return
        yield line
