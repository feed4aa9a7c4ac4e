"""The terms of a segment that a query for many terms stands for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import Any

from whoosh import query
from whoosh.fields import NUMERIC

from indexer.engine.embedded.codec.strings import Strings
from indexer.engine.embedded.execute.fuzzy import fuzzy_terms
from indexer.engine.embedded.execute.segments import OpenSegment


def expanded(tree: Any, segment: OpenSegment, fieldobj: Any) -> Sequence[int]:
    """The numbers of the terms, ascending; what we do not expand ourselves, Whoosh does."""
    field = segment.field(tree.fieldname)
    if field is None:
        return ()
    if type(tree) is query.Prefix:
        return field.terms.starting_with(fieldobj.to_bytes(tree.text))
    if type(tree) is query.FuzzyTerm and not isinstance(fieldobj, NUMERIC):
        near = fuzzy_terms(field.terms, tree.text, int(tree.maxdist), tree.prefixlength)
        found: list[int] = near.tolist()
        return found
    if type(tree) is query.TermRange:
        return _between(tree, field.terms, fieldobj)
    return sorted({field.terms.find(text) for text in tree._btexts(segment.leaf)} - {-1})


def numbers_between(tree: query.NumericRange, segment: OpenSegment, fieldobj: Any) -> range:
    """The terms of the numbers in a range: those of full precision, which begin with a zero byte
    and are in the order of their numbers."""
    field = segment.field(tree.fieldname)
    if field is None:
        return range(0)
    numbers = field.terms.starting_with(b"\0")
    first, last = numbers.start, numbers.stop
    if tree.start is not None:
        find = bisect_right if tree.startexcl else bisect_left
        first = _edge(find, field.terms, tree.start, numbers, fieldobj)
    if tree.end is not None:
        find = bisect_left if tree.endexcl else bisect_right
        last = _edge(find, field.terms, tree.end, numbers, fieldobj)
    return range(first, max(first, last))


def _edge(
    find: Callable[[Strings, bytes, int, int], int],
    terms: Strings,
    number: Any,
    numbers: range,
    fieldobj: Any,
) -> int:
    """Where a range begins or ends among the terms; no term is beyond what the type can hold."""
    if number < fieldobj.min_value:
        return numbers.start
    if number > fieldobj.max_value:
        return numbers.stop
    return find(terms, NUMERIC.to_bytes(fieldobj, number), numbers.start, numbers.stop)


def _between(tree: query.TermRange, terms: Strings, fieldobj: Any) -> range:
    first, last = 0, len(terms)
    if tree.start is not None:
        find = bisect_right if tree.startexcl else bisect_left
        first = find(terms, fieldobj.to_bytes(tree.start))
    if tree.end is not None:
        find = bisect_left if tree.endexcl else bisect_right
        last = find(terms, fieldobj.to_bytes(tree.end))
    return range(first, max(first, last))
