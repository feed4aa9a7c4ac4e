"""Which role each line of an extraction plays, and why: position, form and repetition decide.

The lines that :func:`assign` keeps are the article; what it drops is the page's frame or says
something about the article (date, author, section), which :mod:`indexer.sources.headmatter` reads.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from indexer.documents import Role
from indexer.sources import lexicon, rules
from indexer.sources.rules import Draft, Reason


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
) -> tuple[Line, ...]:
    """The lines of a page with their roles; blank ones only part the others.

    ``hints`` are the roles that a page's own structure gives; they yield only to what is plainly
    furniture.
    """
    lines = _drafts(texts)
    rules.frame(lines)
    for line in lines:
        hint = hints[line.number - 1] if hints else None
        if hint is not None:
            line.settle(hint, Reason.PAGE)
    for rule in (
        rules.teasers,
        rules.metadata,
        rules.section,
        rules.headline,
        rules.captions,
        rules.copies,
    ):
        rule(lines)
    rules.head(lines, languages)
    for rule in (rules.opening, rules.tail, rules.subheads, rules.body):
        rule(lines)
    return tuple(
        Line(line.number, line.text, line.role, line.reason or Reason.BODY) for line in lines
    )


def _drafts(texts: Sequence[str]) -> list[Draft]:
    drafts: list[Draft] = []
    block = 0
    for number, text in enumerate(texts, 1):
        if text.strip():
            drafts.append(Draft(number, text.strip(), lexicon.plain(text), block))
        else:
            block += 1
    return drafts
