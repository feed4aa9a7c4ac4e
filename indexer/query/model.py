"""Query: what a search asks for, checked when it is made."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from analyzers import primary_language
from indexer import dates
from indexer.documents import Role
from indexer.errors import BadParameter

E = TypeVar("E", bound=enum.StrEnum)

MAX_LIMIT = 1000
MAX_OFFSET = 1_000_000
ACCEPTED_TERM = "language:term, such as it:tregua"


class Match(enum.StrEnum):
    """How far a passage's word may be from the word typed."""

    EXACT = "exact"
    WORD = "word"
    RELATED = "related"


class Sort(enum.StrEnum):
    """The order of the hits; the passage id breaks every tie."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class Query:
    """A search: its text, its filters, its page.

    Values of one filter are OR-ed, filters are AND-ed; ``None`` among the values stands for the
    passages of which that is unknown. ``months`` (``YYYY-MM`` or None) and the range from
    ``published_from`` to ``published_to`` (day, month or year, both ends included) are one filter,
    the date's: a passage passes by either. ``without`` are related terms that are not looked up, as
    ``language:term``. No ``roles`` means every role but ``related``. Without ``similar`` no hit
    names its near-duplicates, which take longer to find than the hits.

    Raises BadParameter, by the name that the page and the command line use.
    """

    text: str
    match: Match = Match.RELATED
    languages: Sequence[str | None] = ()
    outlets: Sequence[str | None] = ()
    months: Sequence[str | None] = ()
    published_from: str | None = None
    published_to: str | None = None
    roles: Sequence[Role] = ()
    sections: Sequence[str | None] = ()
    without: Sequence[str] = ()
    sort: Sort = Sort.RELEVANCE
    limit: int = 10
    offset: int = 0
    similar: bool = True

    def __post_init__(self) -> None:
        set_ = object.__setattr__
        if type(self.match) is not Match:
            set_(self, "match", _member("match", Match, self.match))
        if type(self.sort) is not Sort:
            set_(self, "sort", _member("sort", Sort, self.sort))
        set_(self, "roles", tuple(_member("role", Role, each) for each in self.roles))
        set_(self, "text", _well_formed(self.text))
        for name in ("outlets", "sections"):
            values = (None if each is None else _well_formed(each) for each in getattr(self, name))
            set_(self, name, tuple(values))
        set_(self, "languages", tuple(map(_language, self.languages)))
        set_(self, "without", tuple(map(_related_term, self.without)))
        for name in ("languages", "outlets", "months", "sections", "without"):
            set_(self, name, tuple(dict.fromkeys(getattr(self, name))))
        self._check_dates()
        _check_range("limit", self.limit, MAX_LIMIT)
        _check_range("offset", self.offset, MAX_OFFSET)

    @property
    def is_dated(self) -> bool:
        """Whether the filter on dates is on."""
        return bool(self.published_from or self.published_to or self.months)

    def takes_day(self, day: str | None) -> bool:
        """Whether the filter on dates lets a day (``YYYY-MM-DD``; None: no date) pass."""
        if not self.is_dated:
            return True
        if day is None:
            return None in self.months
        first, last = self.published_from, self.published_to
        ranged = bool(first or last) and (first or "") <= day <= (last or "9999-12-31")
        return ranged or dates.month(day) in self.months

    def _check_dates(self) -> None:
        for each in self.months:
            if each is not None and not re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", each):
                raise BadParameter("month", each, "a month such as 2025-11")
        for name, bound, read in (
            ("from", self.published_from, dates.first_day),
            ("to", self.published_to, dates.last_day),
        ):
            try:
                day = None if bound is None else read(bound)
            except ValueError:
                raise BadParameter(name, bound, dates.ACCEPTED_BOUND) from None
            object.__setattr__(self, f"published_{name}", day)
        if self.published_from and self.published_to and self.published_from > self.published_to:
            raise BadParameter(
                "to", self.published_to, f"a date not before from ({self.published_from})"
            )


def unknown_as_none(values: Iterable[str]) -> tuple[str | None, ...]:
    """Filter values as a URL or a shell gives them: an empty one, or ``null``, is the unknown."""
    return tuple(None if value in {"", "null"} else value for value in values)


def _member(name: str, kind: type[E], value: str) -> E:
    try:
        return kind(value)
    except ValueError:
        raise BadParameter(name, value, "one of " + ", ".join(kind)) from None


def _language(code: str | None) -> str | None:
    """The primary subtag, which is what passages are filed under: ``en`` of ``en-GB``."""
    if code is None:
        return None
    primary = primary_language(code) or ""
    if not re.fullmatch(r"[a-z]{2,3}", primary):
        raise BadParameter("lang", code, "a language code such as en or it")
    return primary


def _related_term(value: str) -> str:
    """A term of a language, which is written as passages are filed: ``it:tregua``."""
    language, colon, term = _well_formed(value).partition(":")
    code, term = language.strip().lower(), " ".join(term.split())
    if not (colon and term and re.fullmatch(r"[a-z]{2,3}", code)):
        raise BadParameter("without", value, ACCEPTED_TERM)
    return f"{code}:{term}"


def _well_formed(text: str) -> str:
    """``text`` with ``?`` for each half of a surrogate pair, as a shell may hand on."""
    return text.encode("utf-8", "replace").decode()


def _check_range(name: str, value: int, most: int) -> None:
    if not 0 <= value <= most:
        raise BadParameter(name, value, f"a number from 0 to {most}")
