"""Request parameters, read into a Query and its page; the inverse of ``links``."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from werkzeug.datastructures import MultiDict

from indexer.documents import Role
from indexer.errors import BadParameter
from indexer.query.model import MAX_OFFSET, Match, Query, Sort, unknown_as_none

E = TypeVar("E", bound=enum.StrEnum)

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

PASSAGE = "p"
"""The parameter that names a passage of an article where the page shows others too."""

HIT = "hit"
"""The parameter by which the reading view knows the place of its passage among those found."""

LEFT_OUT = "left_out"
"""The parameter by which the reading view shows what was left out."""

FIND, ORDER, LAYOUT = "find", "order", "layout"
"""The parameters of a page of values: words in them, their order, the layout of the search."""

OF_THE_PAGE = (PASSAGE, HIT, LEFT_OUT, FIND, ORDER, LAYOUT)
"""The parameters of some pages that are no part of a search."""


class View(enum.StrEnum):
    """How the answer is laid out; each is an address of its own."""

    LIST = "list"
    COMPARE = "compare"
    TIMELINE = "timeline"


class ValueOrder(enum.StrEnum):
    """The order of the values of a facet."""

    COUNT = "count"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as the URL asks for it: query, page of it, layout, language of the interface.

    ``hit`` is the place, among all that is found and from 1, of the passage that is read.
    """

    query: Query
    page: int = 1
    size: int = DEFAULT_SIZE
    ui: str | None = None
    view: View = View.LIST
    hit: int | None = None

    def on_page(self, page: int) -> Asked:
        """The same search on another page."""
        query = replace(self.query, limit=self.size, offset=(page - 1) * self.size)
        return replace(self, query=query, page=page, hit=None)

    def having(self, **changes: Any) -> Asked:
        """The search with fields of its Query changed, from its first page."""
        return replace(self, query=replace(self.query, **changes)).on_page(1)

    def values(self, name: str) -> tuple[str | None, ...]:
        """The values that the filter parameter ``name`` holds."""
        return tuple(getattr(self.query, FILTERS[name]))

    def toggled(self, name: str, value: str | None) -> Asked:
        """The search with ``value`` added to the filter ``name``, or taken out if it is there."""
        values = self.values(name)
        changed = tuple(each for each in values if each != value)
        if changed == values:
            changed = (*values, value)
        return self.having(**{FILTERS[name]: changed})

    def filtered(self) -> bool:
        """Whether any filter is set."""
        return self.query.is_dated or any(self.values(name) for name in FILTERS)

    def unfiltered(self) -> Asked:
        """The search without any filter."""
        none: dict[str, Any] = dict.fromkeys(FILTERS.values(), ())
        return self.having(published_from=None, published_to=None, **none)


@dataclass(frozen=True, slots=True)
class AskedValues:
    """Which values of the filter ``name`` are asked for: all that ``find`` fits, a page of them."""

    asked: Asked
    name: str
    find: str = ""
    order: ValueOrder = ValueOrder.COUNT
    page: int = 1


def read(args: MultiDict[str, str], view: View = View.LIST) -> Asked:
    """What the parameters ask for; unknown names are passed over. Raises BadParameter."""
    text = query_text(args)
    size = _number(args, "size", DEFAULT_SIZE, MAX_SIZE)
    hit = _number(args, HIT, 1, MAX_OFFSET) if last(args, HIT) else None
    page = (hit - 1) // size + 1 if hit else _number(args, "page", 1, MAX_OFFSET // size + 1)
    query = Query(
        text,
        match=read_match(args),
        languages=read_languages(args),
        outlets=unknown_as_none(args.getlist("outlet")),
        months=unknown_as_none(args.getlist("month")),
        published_from=last(args, "from"),
        published_to=last(args, "to"),
        roles=tuple(_role(value) for value in args.getlist("role")),
        sections=unknown_as_none(args.getlist("section")),
        without=read_without(args),
        sort=_sort(args),
    )
    asked = Asked(query, size=size, ui=last(args, "ui"), view=view).on_page(page)
    return replace(asked, hit=hit)


def read_values(args: MultiDict[str, str], name: str) -> AskedValues:
    """The page of values that is asked for; ``page`` is that of the values. Raises BadParameter."""
    asked = read(args, _one_of(View, args, LAYOUT, View.LIST))
    order = _one_of(ValueOrder, args, ORDER, ValueOrder.COUNT)
    return AskedValues(asked.on_page(1), name, last(args, FIND) or "", order, asked.page)


def query_text(args: MultiDict[str, str]) -> str:
    """The words searched for, without the white space around them. Raises BadParameter."""
    text = (last(args, "q") or "").strip()
    if len(text) > MAX_TEXT:
        raise BadParameter("q", text, f"at most {MAX_TEXT} characters")
    return text


def read_languages(args: MultiDict[str, str]) -> tuple[str | None, ...]:
    """The languages whose passages are wanted. Raises BadParameter."""
    languages = unknown_as_none(value.lower() for value in args.getlist("lang"))
    return tuple(Query("", languages=languages).languages)


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


def read_passage(args: MultiDict[str, str], passages: int) -> int | None:
    """The ordinal of a passage of an article that has so many; None for the article as a whole.

    Raises BadParameter.
    """
    return None if last(args, PASSAGE) is None else _number(args, PASSAGE, 1, passages)


def read_format(args: MultiDict[str, str], formats: Iterable[str]) -> str:
    """One of ``formats``. Raises BadParameter."""
    value, known = last(args, "format"), tuple(formats)
    if value is None or value not in known:
        raise BadParameter("format", value, "one of " + ", ".join(known))
    return value


def last(args: MultiDict[str, str], name: str) -> str | None:
    """The value of a parameter that takes one; None where it is empty or not given."""
    return _given(args, name, "") or None


def _given(args: MultiDict[str, str], name: str, default: str) -> str:
    return (args.getlist(name) or [default])[-1]


def _one_of(kind: type[E], args: MultiDict[str, str], name: str, default: E) -> E:
    value = _given(args, name, default) or default
    if value not in list(kind):
        raise BadParameter(name, value, "one of " + ", ".join(kind))
    return kind(value)


def _sort(args: MultiDict[str, str]) -> Sort:
    return Query("", sort=_given(args, "sort", Sort.RELEVANCE)).sort  # type: ignore[arg-type]


def _role(value: str) -> Role:
    return Query("", roles=(value,)).roles[0]  # type: ignore[arg-type]


def _number(args: MultiDict[str, str], name: str, default: int, most: int) -> int:
    value = _given(args, name, str(default))
    if not re.fullmatch(r"[0-9]{1,9}", value) or not 1 <= int(value) <= most:
        raise BadParameter(name, value, f"a whole number from 1 to {most}")
    return int(value)
