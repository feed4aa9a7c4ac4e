"""What an article said before it was corrected, compared with what it said next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from indexer.documents import Revision, StoredArticle
from search_app.i18n import interface, ngettext
from search_app.marking import differences
from search_app.reading import metadata
from search_app.reading.metadata import Fact


@dataclass(frozen=True, slots=True)
class Replaced:
    """A passage that the article no longer has.

    ``compared``: the text is that of the passage in its place, what differs marked. ``anchored``:
    the article still has that one.
    """

    ordinal: int
    text: Markup
    compared: bool
    anchored: bool


@dataclass(frozen=True, slots=True)
class Correction:
    """A change of the article, at the RFC 3339 date-time at which it was found."""

    replaced_at: str
    day: str
    lines: tuple[Replaced, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Corrections:
    """All changes of an article, the last one first."""

    summary: str
    shown: tuple[Correction, ...]


def corrections(article: StoredArticle) -> Corrections | None:
    """How the article was corrected; None where it was not.

    A summary that the whole text took the place of was not corrected.
    """
    current = {each.ordinal: each.text for each in article.passages}
    followed_by = dict(current)
    shown = []
    for revision in reversed(article.revisions):
        if not revision.metadata.get("excerpt"):
            shown.append(_correction(article, revision, followed_by, current))
        followed_by.update(revision.lines)
    if not shown:
        return None
    summary = ngettext(
        "Corrected once, on %(day)s",
        "Corrected %(num)s times, last on %(day)s",
        len(shown),
        day=shown[0].day,
    )
    return Corrections(summary, tuple(shown))


def _correction(
    article: StoredArticle,
    revision: Revision,
    followed_by: Mapping[int, str],
    current: Mapping[int, str],
) -> Correction:
    lines = []
    for ordinal, text in sorted(revision.lines.items()):
        after = followed_by.get(ordinal, "")
        compared = _versions_of_one(text, after)
        lines.append(
            Replaced(
                ordinal,
                differences(text, after) if compared else escape(text),
                compared,
                compared and current.get(ordinal) == after,
            )
        )
    told = (
        metadata.former(field, value, article)
        for field, value in revision.metadata.items()
        # A headline that is a passage stands among the lines.
        if value not in revision.lines.values()
    )
    return Correction(
        revision.replaced_at,
        interface().day(revision.replaced_at),
        tuple(lines),
        tuple(each for each in told if each),
    )


def _versions_of_one(text: str, other: str) -> bool:
    """Whether two texts share half of the words of the longer one; else nothing is compared."""
    before, after = Counter(text.split()), Counter(other.split())
    return 2 * (before & after).total() >= max(before.total(), after.total())
