"""What became of the articles that were handed in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What an ``index`` call did, in articles.

    ``replaced`` took the place of another text, ``unchanged`` stood already, ``outdated`` were
    older than what stands, or a part of it. ``vanished`` are the ids that no source gives any more,
    of which so many were ``removed``. ``passages`` counts what is new, ``roles`` and ``languages``
    (``""``: unknown) count it by theirs.
    """

    added: int = 0
    replaced: int = 0
    passages: int = 0
    unchanged: int = 0
    outdated: int = 0
    removed: int = 0
    vanished: tuple[str, ...] = ()
    roles: Mapping[str, int] = field(default_factory=dict)
    languages: Mapping[str, int] = field(default_factory=dict)

    def __add__(self, other: IndexReport) -> IndexReport:
        return IndexReport(
            self.added + other.added,
            self.replaced + other.replaced,
            self.passages + other.passages,
            self.unchanged + other.unchanged,
            self.outdated + other.outdated,
            self.removed + other.removed,
            (*self.vanished, *other.vanished),
            Counter(self.roles) + Counter(other.roles),
            Counter(self.languages) + Counter(other.languages),
        )
