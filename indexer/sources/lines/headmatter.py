"""Date, author, agency and section, read from the lines that say nothing else."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import replace

from indexer.documents import Paragraph, Role
from indexer.sources import records
from indexer.sources.fields import Fields
from indexer.sources.lines import bylines, datelines, forms, roles
from indexer.sources.lines.draft import METADATA, Reason
from indexer.sources.lines.roles import Line


def numbered(line: Line) -> str:
    """Where a line of a text stands."""
    return f"line {line.number}"


def read(
    lines: Sequence[Line],
    languages: Sequence[str],
    told: Fields,
    place: Callable[[Line], str] = numbered,
) -> Fields:
    """What the lines of a page say about its article, the paragraphs they keep and the rest.

    The language, as ``told`` or as found, settles all-numeric dates. The first date is the
    publication date: a page that gives two gives the update second. ``place`` says where a line
    stands, for the origins.
    """
    kept = tuple(
        Paragraph(line.text, line.role, reason=line.reason)
        for line in lines
        if line.role is not None
    )
    language = told.language or records.language_of(kept, languages)
    said = [
        _said_by(line, language).marked(place(line))
        for line in lines
        if line.role is Role.HEADLINE or line.reason in METADATA
    ]
    return replace(
        functools.reduce(Fields.over, said, Fields()),
        author=tuple(dict.fromkeys(name for each in said for name in each.author)),
        paragraphs=kept,
        left_out=roles.left_out(lines),
    )


def _said_by(line: Line, language: str | None) -> Fields:
    """What one line says about the article."""
    if line.role is Role.HEADLINE:
        return Fields(title=line.text)
    dates = [datelines.published_on(text, language) for text in _parts(line, Reason.DATE)]
    updates = [datelines.modified_on(text, language) for text in _parts(line, Reason.DATE)]
    signed = [each for each in map(bylines.parse, _parts(line, Reason.BYLINE)) if each]
    sections = (
        forms.section_name(text)
        for text in _parts(line, Reason.SECTION)
        if forms.is_section_word(text) or forms.is_label(text)
    )
    return Fields(
        published=next(filter(None, dates), None),
        modified=next(filter(None, updates), None),
        section=next(sections, None),
        author=tuple(dict.fromkeys(name for each in signed for name in each.authors)),
        agency=next((each.agency for each in signed if each.agency), None),
    )


def _parts(line: Line, kind: Reason) -> list[str]:
    """The parts of a line that may be of this kind: all of a line of mixed metadata."""
    if line.reason is kind:
        return [line.text]
    return forms.parts(line.text) if line.reason is Reason.META else []
