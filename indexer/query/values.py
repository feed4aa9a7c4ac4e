"""What stands behind the name of a field: a value, several, a date, a range."""

from __future__ import annotations

import re

from indexer.query import fields
from indexer.query.scanner import MAX_WORDS, QUOTES, Scanner
from indexer.query.tree import Node

_RANGE = re.compile(r"[\[{][^\]}]*[\]}]")
_DATED = re.compile(rf"[^\x00-\x08{QUOTES}()（）&|]{{0,200}}")
_VALUE = re.compile(f"[^{QUOTES})）]+")
_BETWEEN = re.compile(r"[,|]+|\b(?:OR|AND|O|E|OPPURE)\b")


def read_condition(scanner: Scanner, field: str) -> Node | None:
    """The condition that stands behind the name of a field; None where that is no value of it."""
    if field in fields.DATES:
        if span := _RANGE.match(scanner.text, scanner.at):
            scanner.left -= 1
            scanner.at = span.end()
            return fields.dated(field, [span.group()])
        ahead = _DATED.match(scanner.text, scanner.at)
        if ahead and (leading := fields.leading_date(field, ahead.group())):
            scanner.left -= 1
            scanner.at += leading[1]
            return leading[0]
    values = _values(scanner, parted=fields.parts_at_blanks(field))
    if len(values) > scanner.left:
        scanner.mend("query-shortened", str(MAX_WORDS))
        del values[scanner.left :]
    scanner.left -= len(values)
    if not values:
        return None
    return (fields.dated if field in fields.DATES else fields.valued)(field, values)


def _values(scanner: Scanner, *, parted: bool) -> list[str]:
    """Values, bare or quoted, parted by commas or in brackets."""
    if scanner.text[scanner.at] in "(（":
        scanner.at += 1
        return _bracketed(scanner, parted=parted)
    values: list[str] = []
    goes_on = True
    while goes_on:
        if scanner.at_quote():
            scanner.at += 1
            values.append(scanner.quoted())
            goes_on = scanner.text.startswith(",", scanner.at)
            scanner.at += goes_on
        else:
            run = scanner.run()
            values += filter(None, run.rstrip(",;").split(","))
            goes_on = run.endswith(",") and scanner.at_quote()
    return values


def _bracketed(scanner: Scanner, *, parted: bool) -> list[str]:
    """The values up to the closing bracket."""
    values: list[str] = []
    scanner.literal = False
    while scanner.at < len(scanner.text):
        if found := _VALUE.match(scanner.text, scanner.at):
            scanner.at = found.end()
            for bare in filter(None, _BETWEEN.split(found.group())):
                values += bare.split() if parted else filter(None, [bare.strip()])
            continue
        scanner.at += 1
        if scanner.text[scanner.at - 1] in ")）":
            return values
        values.append(scanner.quoted())
    scanner.mend("brackets-balanced")
    return values
