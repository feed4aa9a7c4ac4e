"""Which role each line of an extraction plays, and why: position, form and repetition decide.

The lines that :func:`assign` keeps are the article; what it drops is the page's frame or says
something about the article (date, author, section), which ``headmatter`` reads.
"""

from __future__ import annotations

import itertools
import operator
from collections.abc import Sequence
from dataclasses import dataclass, replace

from indexer.documents import LeftOut, Role
from indexer.sources.fields import check_length
from indexer.sources.lines import lexicon, rules_caption, rules_head, rules_page
from indexer.sources.lines.draft import Draft, Reason

_FIRST = (
    rules_page.teasers,
    rules_head.metadata,
    rules_head.section,
    rules_head.headline,
    rules_head.kickers,
    rules_caption.captions,
    rules_page.copies,
)
_THEN = (
    rules_head.head,
    rules_head.opening,
    rules_page.tail,
    rules_page.subheads,
    rules_page.body,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its number in the source, its role (None: dropped), and why."""

    number: int
    text: str
    role: Role | None
    reason: Reason


def assign(
    texts: Sequence[str],
    hints: Sequence[Role | None] = (),
    *,
    languages: Sequence[str] = ("en", "it"),
    outlet: str | None = None,
) -> tuple[Line, ...]:
    """The lines of a page with their roles; blank ones only part the others.

    ``hints`` are the roles that a page's own structure gives; they yield only to what is plainly
    furniture. ``outlet`` is the outlet's name where a sidecar or the page's metadata gives it.
    Raises FlawError for a line that is too long to be a paragraph.
    """
    lines = _drafts(texts)
    rules_page.frame(lines, outlet)
    rules_page.masthead(lines)
    for line in lines:
        rules_page.hinted(line, hints[line.number - 1] if hints else None)
    for rule in _FIRST:
        rule(lines)
    rules_caption.foreign(lines, languages)
    for rule in _THEN:
        rule(lines)
    return tuple(
        Line(line.number, line.text, line.role, line.reason or Reason.BODY) for line in lines
    )


def left_out(lines: Sequence[Line], dropped: Sequence[LeftOut] = ()) -> tuple[LeftOut, ...]:
    """The lines that no rule kept, in page order, each after so many of those kept.

    ``dropped`` are lines that were never among them, each after so many of ``lines``.
    """
    kept = (line.role is not None for line in lines)
    before = list(itertools.accumulate(kept, initial=0))
    placed = [
        (number, LeftOut(line.text, line.reason, before[number]))
        for number, line in enumerate(lines)
        if line.role is None
    ]
    # What was dropped after n lines stands above the line that n of them precede.
    others = [(each.after, replace(each, after=before[each.after])) for each in dropped]
    return tuple(each for _, each in sorted([*others, *placed], key=operator.itemgetter(0)))


def _drafts(texts: Sequence[str]) -> list[Draft]:
    drafts: list[Draft] = []
    block = 0
    for number, text in enumerate(texts, 1):
        check_length(text, f"line {number}")
        if text.strip():
            drafts.append(Draft(number, text.strip(), lexicon.plain(text), block))
        else:
            block += 1
    return drafts
