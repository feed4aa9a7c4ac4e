"""Rules for what belongs to pictures: captions, their credits, their near-copies."""

from __future__ import annotations

from collections.abc import Sequence

from analyzers.identify import article_language, identify_paragraphs
from indexer.documents import Role
from indexer.sources.lines import forms, lexicon
from indexer.sources.lines.draft import Draft, Drafts, Reason, is_item

SAME_CAPTION = 0.8
MOST_CAPTION_WORDS = 40
MOST_FOREIGN = 0.25
"""Where more of the page than this is in another language, the page is in two languages."""

QUOTES = frozenset("\"'“‘«„‹")


def captions(lines: Drafts) -> None:
    """Captions are known by their credit, by a near-copy that has one, or by how they open."""
    before: Draft | None = None
    for line in lines:
        if line.open:
            _caption(before, line)
        if line.open or line.role is Role.CAPTION:
            before = line


def foreign(lines: Drafts, languages: Sequence[str]) -> None:
    """A lone sentence in another language, not quoted, belongs to an agency's picture."""
    rest = [line for line in lines if line.open or line.role in {Role.STANDFIRST, Role.BODY}]
    article = article_language((line.text for line in rest), languages)
    told = identify_paragraphs([line.text for line in rest], article, languages)
    other = [line for line, code in zip(rest, told, strict=True) if code != article]
    if len(other) > MOST_FOREIGN * len(rest):
        return
    for line in other:
        if forms.words(line.text) <= MOST_CAPTION_WORDS and line.text[0] not in QUOTES:
            line.settle(Role.CAPTION, Reason.CAPTION_LANGUAGE)


def _caption(before: Draft | None, line: Draft) -> None:
    plain = forms.uncredited(line.text)
    together = before is not None and before.block == line.block
    if forms.opens_caption(line.text):
        line.settle(Role.CAPTION, Reason.CAPTION_OPENING)
    elif plain is None:
        return
    elif before is not None and plain and _alike(before.text, plain):
        before.settle(Role.CAPTION, Reason.CAPTION_COPY)
        line.settle(None, Reason.COPY)
    elif forms.words(plain) > 3:
        line.settle(Role.CAPTION, Reason.CAPTION_CREDIT)
    else:
        if together and before is not None and before.role is None and not is_item(before.text):
            _credited(before)
        line.settle(None, Reason.CREDIT)


def _credited(before: Draft) -> None:
    """The line right above a credit is the picture's, unless it is a whole paragraph."""
    if forms.words(before.text) <= MOST_CAPTION_WORDS and not forms.has_inner_break(before.text):
        before.settle(Role.CAPTION, Reason.CAPTION_CREDITED)


def _alike(one: str, other: str) -> bool:
    """Whether two lines share nearly all their words."""
    first, second = set(lexicon.plain(one).split()), set(lexicon.plain(other).split())
    return len(first & second) >= SAME_CAPTION * len(first | second)
