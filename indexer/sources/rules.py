"""The rules that give each line of an extraction its role, in the order in which they are asked.

Each rule settles the lines it is sure of and leaves the rest open; a settled line stays settled.
What holds for newspapers in general stands here, the words they use in ``data/page_words.txt``.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analyzers.identify import article_language, identify_paragraphs
from indexer.documents import Role
from indexer.sources import bylines, forms, lexicon

HEAD_PROSE = 3
"""A headline, a standfirst and a caption may stand before the date; more prose is the article."""

HEAD_LINES = 12
LEAST_RUN = 3
SAME_CAPTION = 0.8


class Reason(enum.StrEnum):
    """Why a line has its role, or was dropped, as shown to whoever asks."""

    FRAME = "furniture of the page: menu, button, advert or share bar"
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
    META = "date, author, section or reading time, set off by marks"
    CREDIT = "says who made or owns a picture"
    CAPTION_CREDIT = "ends with a picture's credit"
    CAPTION_COPY = "a picture's text: the next line repeats it with the credit"
    CAPTION_CREDITED = "the next line is its picture's credit"
    CAPTION_OPENING = "opens as captions do"
    CAPTION_PLACE = "stands between the repeated headline and the date"
    CAPTION_LANGUAGE = "above the date, in another language than the article"
    HEADLINE_TWICE = "the line that the head of the page repeats"
    HEADLINE_FIRST = "the first line, short and without a full stop"
    STANDFIRST_HEAD = "follows the headline, above date or author"
    STANDFIRST_OPENING = "opens the text without a full stop, longer than a headline"
    SUBHEAD = "short, without a full stop, with text below it"
    BODY = "text of the article"
    PAGE = "the page's own structure says so"


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


def frame(lines: Drafts) -> None:
    """Menus, buttons, adverts, share bars and addresses are known by their words and form."""
    for line in lines:
        if forms.is_contact(line.text):
            line.settle(None, Reason.CONTACT)
        elif forms.is_frame(line.text) and not lexicon.is_phrase(line.text, "teasers"):
            line.settle(None, Reason.FRAME)


def teasers(lines: Drafts) -> None:
    """A teaser heading opens a list that ends with its block, or where the text resumes."""
    for number, line in enumerate(lines):
        if not line.open:
            continue
        if lexicon.labelled(line.text, "teaser-labels") and not forms.is_paragraph(line.text):
            line.settle(Role.RELATED, Reason.TEASER_LABEL)
        elif lexicon.is_phrase(line.text, "teasers"):
            line.settle(None, Reason.TEASER_HEADING)
            for teaser in _listed(lines, number):
                dated = forms.is_date_part(teaser.text) or forms.is_reading_time(teaser.text)
                teaser.settle(None if dated else Role.RELATED, Reason.TEASER)


def metadata(lines: Drafts) -> None:
    """Date, author and reading time stand in the head of the page, or sign its end."""
    running = [forms.is_prose(line.text) and line.open for line in lines]
    for number, line in enumerate(lines):
        above, below = sum(running[:number]), sum(running[number + 1 :])
        if not line.open or not (above <= HEAD_PROSE or below == 0):
            continue
        if above > HEAD_PROSE and not _signs_off(line.text):
            continue
        reason = _metadata_of(line.text)
        if reason is not None and (reason is not Reason.BYLINE or number > 0):
            line.settle(None, reason)


def section(lines: Drafts) -> None:
    """A section's label stands above the headline: a section's name, or a few words in capitals."""
    heads = list(_opening(lines))
    for line, following in zip(heads, heads[1:], strict=False):
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


def captions(lines: Drafts) -> None:
    """Captions are known by their credit, by a near-copy that has one, or by how they open."""
    before: Draft | None = None
    for line in lines:
        if line.open:
            _caption(before, line)
        if line.open or line.role is Role.CAPTION:
            before = line


def copies(lines: Drafts) -> None:
    """Of a line that comes more than once only the first is kept."""
    seen: set[str] = set()
    for line in lines:
        if line.key in seen:
            line.settle(None, Reason.COPY)
        if line.role is not Role.RELATED and (line.open or line.role is not None):
            seen.add(line.key)


def head(lines: Drafts, languages: Sequence[str]) -> None:
    """Between headline and date: the standfirst first, then what belongs to the picture."""
    start, end = _head_bounds(lines)
    inside = [line for line in lines[start:end] if line.open]
    repeated = [line.number for line in lines[start:end] if line.reason is Reason.COPY]
    foreign = _foreign(lines, inside, languages)
    for line in inside:
        if line.number in foreign:
            line.settle(Role.CAPTION, Reason.CAPTION_LANGUAGE)
        elif repeated and line.number > repeated[0] and _has_standfirst(lines):
            line.settle(Role.CAPTION, Reason.CAPTION_PLACE)
        elif not _has_standfirst(lines):
            line.settle(Role.STANDFIRST, Reason.STANDFIRST_HEAD)


def opening(lines: Drafts) -> None:
    """A first line without a full stop, too long for a headline, is the standfirst."""
    _, end = _head_bounds(lines)
    first = next((line for line in lines[end:] if line.open), None)
    if first is None or _has_standfirst(lines) or _item(first.text):
        return
    rest = [line for line in lines if line.open and line.number > first.number]
    unended = not forms.ends_sentence(first.text) and not first.text.rstrip().endswith((":", ";"))
    if unended and forms.words(first.text) >= forms.LEAST_PROSE_WORDS and rest:
        first.settle(Role.STANDFIRST, Reason.STANDFIRST_OPENING)


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
    for line, below in zip(rest, rest[1:], strict=False):
        if forms.is_subhead_like(line.text) and not forms.is_subhead_like(below.text):
            line.settle(Role.SUBHEAD, Reason.SUBHEAD)


def body(lines: Drafts) -> None:
    """Whatever no rule speaks against is text of the article."""
    for line in lines:
        line.settle(Role.BODY, Reason.BODY)


def _opening(lines: Drafts) -> Iterator[Draft]:
    """The open lines among the first of the page."""
    seen = 0
    for line in lines:
        if line.open:
            seen += 1
            yield line
        if seen >= HEAD_LINES:
            return


def _listed(lines: Drafts, heading: int) -> Iterator[Draft]:
    """The lines of the list that a teaser heading opens."""
    following = lines[heading + 1 :]
    blocks = {line.block for line in lines}
    tight = bool(following) and following[0].block == lines[heading].block and len(blocks) > 1
    for line in following:
        if tight and line.block != lines[heading].block:
            return
        if forms.is_paragraph(line.text) and line.open:
            return
        yield line


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


def _caption(before: Draft | None, line: Draft) -> None:
    plain = forms.uncredited(line.text)
    together = before is not None and before.block == line.block
    if plain is None:
        if forms.opens_caption(line.text):
            line.settle(Role.CAPTION, Reason.CAPTION_OPENING)
    elif before is not None and plain and _alike(before.text, plain):
        before.settle(Role.CAPTION, Reason.CAPTION_COPY)
        line.settle(None, Reason.COPY)
    elif forms.words(plain) > 3:
        line.settle(Role.CAPTION, Reason.CAPTION_CREDIT)
    else:
        if together and before is not None and before.role is None and not _item(before.text):
            _credited(before)
        line.settle(None, Reason.CREDIT)


def _credited(before: Draft) -> None:
    """The line right above a credit is the picture's, unless it is a whole paragraph."""
    if forms.words(before.text) <= 40 and not forms.has_inner_break(before.text):
        before.settle(Role.CAPTION, Reason.CAPTION_CREDITED)


def _alike(one: str, other: str) -> bool:
    """Whether two lines share nearly all their words."""
    first, second = set(lexicon.plain(one).split()), set(lexicon.plain(other).split())
    return len(first & second) >= SAME_CAPTION * len(first | second)


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


def _foreign(lines: Drafts, inside: Drafts, languages: Sequence[str]) -> set[int]:
    """The numbers of the lines that are in another language than most of the page."""
    if not inside:
        return set()
    article = article_language((line.text for line in lines if line.open), languages)
    told = identify_paragraphs([line.text for line in inside], article, languages)
    return {line.number for line, code in zip(inside, told, strict=True) if code != article}


def _has_standfirst(lines: Drafts) -> bool:
    return any(line.role is Role.STANDFIRST for line in lines)


def _item(text: str) -> bool:
    return not forms.is_headline_like(text) and text.lstrip()[:1] in "-–—•*·"
