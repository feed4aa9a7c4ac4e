"""Rules for the head of a page: section, headline, standfirst, date, author, reading time."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from indexer.documents import Role
from indexer.sources.lines import bylines, forms, lexicon
from indexer.sources.lines.draft import METADATA, Draft, Drafts, Reason, has_standfirst, is_item

HEAD_PROSE = 3
"""A headline, a standfirst and a caption may stand before the date; more prose is the article."""

HEAD_LINES = 12


def metadata(lines: Drafts) -> None:
    """Date, author and reading time stand in the head of the page, or sign its end."""
    running = [line.open and forms.is_prose(line.text) for line in lines]
    last = max((number for number, prose in enumerate(running) if prose), default=-1)
    above = 0
    for number, line in enumerate(lines):
        in_head = above <= HEAD_PROSE
        above += running[number]
        if not line.open or not forms.is_short(line.text):
            continue
        if in_head or (number > last and _signs_off(line.text)):
            reason = _metadata_of(line.text)
            if reason is not None and (reason is not Reason.BYLINE or number > 0):
                line.settle(None, reason)


def section(lines: Drafts) -> None:
    """A section's label stands above the headline: a section's name, or a few words in capitals."""
    heads = list(_opening(lines))
    for line, following in itertools.pairwise(heads):
        if not (forms.is_section_word(line.text) or forms.is_label(line.text)):
            return
        if not forms.is_headline_like(following.text):
            return
        line.settle(None, Reason.SECTION)


def headline(lines: Drafts) -> None:
    """The line that the head repeats; else the first line, if it has a headline's form."""
    if any(line.role is Role.HEADLINE for line in lines):
        return
    opening = list(_opening(lines))
    keys = [line.key for line in opening]
    for line in opening:
        if keys.count(line.key) > 1 and forms.words(line.text) > 1:
            line.settle(Role.HEADLINE, Reason.HEADLINE_TWICE)
            return
    if opening and _could_head(lines, opening[0]):
        opening[0].settle(Role.HEADLINE, Reason.HEADLINE_FIRST)


def kickers(lines: Drafts) -> None:
    """Short lines and paths above the headline name its section."""
    if not any(line.role is Role.HEADLINE for line in lines):
        return
    for line in lines:
        if line.role is Role.HEADLINE:
            return
        if forms.words(line.text) <= forms.MOST_SECTION_WORDS or forms.is_section_word(line.text):
            line.settle(None, Reason.SECTION)


def head(lines: Drafts) -> None:
    """Between headline and date: the standfirst first, then what belongs to the picture."""
    start, end = _head_bounds(lines)
    inside = [line for line in lines[start:end] if line.open]
    repeated = [line.number for line in lines[start:end] if line.reason is Reason.COPY]
    found = has_standfirst(lines)
    for line in inside:
        if found and repeated and line.number > repeated[0]:
            line.settle(Role.CAPTION, Reason.CAPTION_PLACE)
        elif not found:
            line.settle(Role.STANDFIRST, Reason.STANDFIRST_HEAD)
            found = True


def opening(lines: Drafts) -> None:
    """A first line without a full stop, too long for a headline, is the standfirst."""
    _, end = _head_bounds(lines)
    first = next((line for line in lines[end:] if line.open), None)
    if first is None or has_standfirst(lines) or is_item(first.text):
        return
    rest = [line for line in lines if line.open and line.number > first.number]
    unended = not forms.ends_sentence(first.text) and not first.text.rstrip().endswith((":", ";"))
    if unended and forms.words(first.text) >= forms.LEAST_PROSE_WORDS and rest:
        first.settle(Role.STANDFIRST, Reason.STANDFIRST_OPENING)


def _opening(lines: Drafts) -> Iterator[Draft]:
    """The open lines among the first of the page."""
    seen = 0
    for line in lines:
        if line.open:
            seen += 1
            yield line
        if seen >= HEAD_LINES:
            return


def _metadata_of(text: str) -> Reason | None:
    """Which kind of metadata a whole line is, or its parts are where marks set them off."""
    kind = _kind(text)
    if kind is not None:
        return kind
    kinds = [_part(part) for part in forms.parts(text)]
    return Reason.META if len(kinds) > 1 and all(kinds) and any(map(_sure, kinds)) else None


def _kind(text: str) -> Reason | None:
    if forms.is_date_part(text):
        return Reason.DATE
    if forms.is_reading_time(text):
        return Reason.READING_TIME
    return Reason.BYLINE if forms.is_byline(text) else None


def _part(text: str) -> Reason | None:
    if forms.is_section_word(text) or forms.is_label(text):
        return Reason.SECTION
    return _kind(text) or (Reason.META if bylines.parse(text, signed=False) else None)


def _sure(kind: Reason | None) -> bool:
    return kind in {Reason.DATE, Reason.READING_TIME, Reason.BYLINE}


def _signs_off(text: str) -> bool:
    """Whether a line may stand below the text: a signature, or a date with its label."""
    labelled = any(lexicon.without_label(text, label)[1] for label in ("published", "updated"))
    return labelled or forms.is_byline(text)


def _could_head(lines: Drafts, first: Draft) -> bool:
    """Whether the first open line is a headline: by form, or set off by what follows it."""
    if forms.is_headline_like(first.text):
        return sum(line.open for line in lines) > 1
    following = next((line for line in lines if line.number > first.number), None)
    short = forms.words(first.text) <= forms.MOST_HEADLINE_WORDS
    return short and following is not None and following.reason in METADATA - {Reason.SECTION}


def _head_bounds(lines: Drafts) -> tuple[int, int]:
    """From below the headline to the last metadata of the head; empty where there is none."""
    start = next((n + 1 for n, line in enumerate(lines) if line.role is Role.HEADLINE), 0)
    end = start
    running = 0
    for number, line in enumerate(lines[start:], start):
        if line.reason in METADATA:
            end = number + 1
        running += line.open and forms.is_prose(line.text)
        if running > HEAD_PROSE or line.role is Role.RELATED:
            break
    below = sum(line.open and forms.is_prose(line.text) for line in lines[end:])
    inside = sum(line.open and forms.is_prose(line.text) for line in lines[start:end])
    return (start, end) if below >= inside else (start, start)
