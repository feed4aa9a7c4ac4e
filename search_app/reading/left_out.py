"""The lines of a source that are no passages, grouped by where they stood among the passages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from indexer.documents import LeftOut, Role, StoredArticle
from search_app.i18n import ngettext
from search_app.provenance import Remark, reason


@dataclass(frozen=True, slots=True)
class Alike:
    """Lines that follow each other and were left out for one reason."""

    reason: Remark
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The lines that were left out at one place."""

    title: str
    lines: tuple[Alike, ...]


def groups(article: StoredArticle) -> Mapping[int, Group]:
    """What was left out, by the ordinal of the passage below which it is shown.

    0 stands for the place above the first passage. A headline that stands further down is shown
    above the text, so what followed it follows the passage before it.
    """
    headline = next((each for each in article.passages if each.role is Role.HEADLINE), None)
    moved = headline.ordinal if headline else 1

    def place(line: LeftOut) -> int:
        return line.after - (line.after == moved > 1)

    ordered = sorted(article.left_out, key=place)
    return {after: _group(tuple(lines)) for after, lines in groupby(ordered, place)}


def counted(lines: int) -> str:
    """How many lines were left out."""
    return ngettext("%(num)s line left out", "%(num)s lines left out", lines)


def _group(lines: tuple[LeftOut, ...]) -> Group:
    return Group(counted(len(lines)), tuple(_alike(lines)))


def _alike(lines: Iterable[LeftOut]) -> Iterable[Alike]:
    for stated, same in groupby(lines, lambda each: each.reason):
        yield Alike(reason(stated), tuple(each.text for each in same))
