"""Request parameters, read into a Query and its page; the inverse of ``links``."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass, replace
from typing import Any

from werkzeug.datastructures import MultiDict

from indexer.documents import Role
from indexer.errors import BadParameter
from indexer.query.model import MAX_OFFSET, Match, Query, Sort, unknown_as_none

DEFAULT_SIZE = 10
MAX_SIZE = 100
MAX_TEXT = 50_000
UNKNOWN = "null"
FILTERS = {
    "lang": "languages",
    "outlet": "outlets",
    "month": "months",
    "role": "roles",
    "section": "sections",
}
"""Each parameter that filters by values, and the field of Query that it fills."""

PARAMETERS = (
    "q", "lang", "outlet", "month", "from", "to", "role", "section",
    "match", "without", "sort", "page", "size", "ui",
)  # fmt: skip
"""Every parameter of a page, in the order in which addresses give them.

Of one that takes a single value the last counts: a button of the search form says it after the
field that carries the value so far.
"""

LEFT_OUT = "left_out"
"""The parameter by which the reading view shows what was left out."""


class View(enum.StrEnum):
    """How the answer is laid out; each is an address of its own."""

    LIST = "list"
    TIMELINE = "timeline"


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as the URL asks for it: query, page of it, layout, language of the interface."""

    query: Query
    page: int = 1
    size: int = DEFAULT_SIZE
    ui: str | None = None
    view: View = View.LIST

    def on_page(self, page: int) -> Asked:
        """The same search on another page."""
        query = replace(self.query, limit=self.size, offset=(page - 1) * self.size)
        return replace(self, query=query, page=page)

    def having(self, **changes: Any) -> Asked:
        """The search with fields of its Query changed, from its first page."""
        return replace(self, query=replace(self.query, **changes)).on_page(1)

    def values(self, name: str) -> tuple[str | None, ...]:
        """The values that the filter parameter ``name`` holds."""
        return tuple(getattr(self.query, FILTERS[name]))

    def filtered(self) -> bool:
        """Whether any filter is set."""
        dated = self.query.published_from or self.query.published_to
        return bool(dated) or any(self.values(name) for name in FILTERS)

    def unfiltered(self) -> Asked:
        """The search without any filter."""
        none: dict[str, Any] = dict.fromkeys(FILTERS.values(), ())
        return self.having(published_from=None, published_to=None, **none)


def read(args: MultiDict[str, str], view: View = View.LIST) -> Asked:
    """What the parameters ask for; unknown names are passed over. Raises BadParameter."""
    text = query_text(args)
    size = _number(args, "size", DEFAULT_SIZE, MAX_SIZE)
    page = _number(args, "page", 1, MAX_OFFSET // size + 1)
    query = Query(
        text,
        match=read_match(args),
        languages=unknown_as_none(value.lower() for value in args.getlist("lang")),
        outlets=unknown_as_none(args.getlist("outlet")),
        months=unknown_as_none(args.getlist("month")),
        published_from=last(args, "from"),
        published_to=last(args, "to"),
        roles=tuple(_role(value) for value in args.getlist("role")),
        sections=unknown_as_none(args.getlist("section")),
        without=read_without(args),
        sort=_sort(args),
    )
    return Asked(query, size=size, ui=last(args, "ui"), view=view).on_page(page)


def query_text(args: MultiDict[str, str]) -> str:
    """The words searched for, without the white space around them. Raises BadParameter."""
    text = (last(args, "q") or "").strip()
    if len(text) > MAX_TEXT:
        raise BadParameter("q", text, f"at most {MAX_TEXT} characters")
    return text


def read_match(args: MultiDict[str, str]) -> Match:
    """How far a match may be from the word typed. Raises BadParameter."""
    return Query("", match=_given(args, "match", Match.RELATED)).match  # type: ignore[arg-type]


def read_without(args: MultiDict[str, str]) -> tuple[str, ...]:
    """The related terms that are not looked up. Raises BadParameter."""
    return tuple(Query("", without=args.getlist("without")).without)


def read_left_out(args: MultiDict[str, str]) -> bool:
    """Whether the lines that were left out are to be shown. Raises BadParameter."""
    value = last(args, LEFT_OUT)
    if value not in (None, "show"):
        raise BadParameter(LEFT_OUT, value, "show")
    return value == "show"


def last(args: MultiDict[str, str], name: str) -> str | None:
    """The value of a parameter that takes one; None where it is empty or not given."""
    return _given(args, name, "") or None


def _given(args: MultiDict[str, str], name: str, default: str) -> str:
    return (args.getlist(name) or [default])[-1]


def _sort(args: MultiDict[str, str]) -> Sort:
    return Query("", sort=_given(args, "sort", Sort.RELEVANCE)).sort  # type: ignore[arg-type]


def _role(value: str) -> Role:
    return Query("", roles=(value,)).roles[0]  # type: ignore[arg-type]


def _number(args: MultiDict[str, str], name: str, default: int, most: int) -> int:
    value = _given(args, name, str(default))
    if not re.fullmatch(r"[0-9]{1,9}", value) or not 1 <= int(value) <= most:
        raise BadParameter(name, value, f"a whole number from 1 to {most}")
    return int(value)
