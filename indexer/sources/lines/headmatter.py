"""Date, author, agency and section, read from the lines that say nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from indexer.documents import Paragraph, Role
from indexer.sources import records
from indexer.sources.fields import Fields
from indexer.sources.lines import bylines, datelines, forms
from indexer.sources.lines.draft import METADATA, Reason
from indexer.sources.lines.roles import Line


def read(lines: Sequence[Line], languages: Sequence[str], told: Fields) -> Fields:
    """What the lines of a page say about its article, and the paragraphs that they keep.

    The language, as ``told`` or as found, settles all-numeric dates. The first date is the
    publication date: a page that gives two gives the update second.
    """
    kept = tuple(Paragraph(line.text, line.role) for line in lines if line.role is not None)
    language = told.language or records.language_of(kept, languages)
    about = [line for line in lines if line.reason in METADATA]
    signed = [each for each in map(bylines.parse, _parts(about, Reason.BYLINE)) if each]
    dated = (datelines.published_on(text, language) for text in _parts(about, Reason.DATE))
    sections = [
        forms.section_name(text)
        for text in _parts(about, Reason.SECTION)
        if forms.is_section_word(text) or forms.is_label(text)
    ]
    return Fields(
        title=next((each.text for each in kept if each.role is Role.HEADLINE), None),
        published=next(filter(None, dated), None),
        section=sections[0] if sections else None,
        author=tuple(dict.fromkeys(name for each in signed for name in each.authors)),
        agency=next((each.agency for each in signed if each.agency), None),
        paragraphs=kept,
    )


def _parts(lines: Iterable[Line], kind: Reason) -> Iterator[str]:
    for line in lines:
        if line.reason is kind:
            yield line.text
        elif line.reason is Reason.META:
            yield from forms.parts(line.text)
